"""The frame of the screen: the text scrolls between the head and the buttons, and never lies under them."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import BrowserContext, expect

from methodology.values import Purpose
from tests.scorm.shell import PHONE, context, go, start
from tests.scorm.test_every_kind import Open, opened, places

__all__ = ["context", "opened", "places"]
pytestmark = pytest.mark.browser
# What stands at a place of the window: the head, the buttons, or the text.
AT = """(y) => { const one = document.elementFromPoint(innerWidth / 2, y);
    return one.closest('.top, .steps, #text') ? one.closest('.top, .steps, #text').className : ''; }"""
# Buttons, fields and links of the text that, once chosen, don't stand whole on the screen and free of the bars.
HIDDEN = """() => [...document.querySelectorAll('main :is(button, a[href], input, select)')].filter(one => {
    one.focus();
    const box = one.getBoundingClientRect();
    const seen = [box.top + 2, box.bottom - 2].map(y => document.elementFromPoint(box.left + box.width / 2, y));
    return !seen.every(at => at && at.closest('main'));
}).map(one => one.outerHTML.slice(0, 120))"""
SMALL = """axe.run({runOnly: {type: 'rule', values: ['target-size']}})
    .then(result => result.violations.flatMap(one => one.nodes.map(node => node.html)))"""
GONE_UP = "pixels => document.getElementById('title').getBoundingClientRect().top < -pixels"


@pytest.mark.parametrize("size", [(360, 640), (640, 360), (1024, 768)])
def test_what_is_chosen_by_keyboard_never_lies_under_a_bar(opened: Open, size: tuple[int, int]) -> None:
    page = opened(Purpose.FORMATIVE, {"width": size[0], "height": size[1]})
    page.wait_for_selector("[data-dressed]")
    assert page.evaluate(HIDDEN) == []
    page.evaluate("[...document.querySelectorAll('main input')].reverse()[0].focus()")
    assert [page.evaluate(AT, y) for y in (20, size[1] / 2, size[1] - 20)] == ["top", "column", "steps"]


def test_nothing_that_is_pressed_is_cut_to_less_than_a_finger_wherever_the_text_stands(opened: Open, npm: Path) -> None:
    page = opened(Purpose.FORMATIVE, {"width": 360, "height": 800})
    page.evaluate((npm / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    page.mouse.move(180, 400)
    found: list[str] = []
    for _turn in range(12):
        page.mouse.wheel(0, 487)
        page.wait_for_function("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found += page.evaluate(SMALL)
    assert found == []


def test_keys_scroll_the_text_before_anything_is_chosen(context: BrowserContext, folder: Path) -> None:
    page = start(context, (folder / "index.html").as_uri())
    page.set_viewport_size(PHONE)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("PageDown")
    page.wait_for_function(GONE_UP, arg=200)
    page.locator("#contents-button").focus()
    page.keyboard.press("Home")
    page.wait_for_function("() => document.getElementById('title').getBoundingClientRect().top > 64")


@pytest.mark.parametrize("height", [640, 256])
def test_a_new_page_begins_at_its_top(context: BrowserContext, folder: Path, height: int) -> None:
    page = start(context, (folder / "index.html").as_uri())
    page.set_viewport_size({"width": 360, "height": height})
    go(page, "Parcourir")
    page.mouse.move(180, 128)
    page.mouse.wheel(0, 900)
    page.wait_for_function(GONE_UP, arg=400)
    go(page, "Comprendre")
    expect(page.locator("h1")).to_be_in_viewport(ratio=1)


def test_in_a_very_low_window_all_is_one_long_page(context: BrowserContext, folder: Path) -> None:
    """320 by 256 is a screen of 1280 by 1024 at 400 %: two bars would leave three lines between them."""
    page = start(context, (folder / "index.html").as_uri())
    page.set_viewport_size({"width": 320, "height": 256})
    go(page, "Parcourir")
    page.mouse.move(160, 128)
    page.mouse.wheel(0, 500)
    page.wait_for_function("() => scrollY > 400")
    assert [page.evaluate(AT, y) for y in (10, 128, 246)] == ["column"] * 3
    page.keyboard.press("End")
    expect(page.locator("#next")).to_be_in_viewport()
    page.locator("#next").click()
    expect(page.locator("h1")).to_be_in_viewport()


def test_a_long_page_is_printed_whole(opened: Open, tmp_path: Path) -> None:
    page = opened(Purpose.FORMATIVE, {"width": 360, "height": 640})
    last = page.locator(".question-number").last.inner_text()
    page.pdf(path=tmp_path / "page.pdf")
    with pymupdf.open(tmp_path / "page.pdf") as paper:  # type: ignore[no-untyped-call]
        assert paper.page_count > 2
        assert last in "".join(paper[number].get_text() for number in range(paper.page_count))


def test_what_is_not_saved_is_said_above_the_buttons_and_covers_no_text(opened: Open) -> None:
    page = opened(Purpose.FORMATIVE, PHONE)
    text, saved, button = page.evaluate("""() => { const line = document.getElementById('saved');
        line.dataset.state = 'unsaved'; line.textContent = 'Pas encore enregistré : la connexion ne répond pas.';
        return ['text', 'saved', 'next'].map(id => document.getElementById(id).getBoundingClientRect().toJSON()); }""")
    assert text["bottom"] <= saved["top"] + 1
    assert saved["bottom"] <= button["top"] + 1
