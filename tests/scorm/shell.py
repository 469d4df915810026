"""The sample opened by a learner, with a finger at hand: what tests of the shell share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from coursegen.courseware import Courseware, GlossaryEntry, Html
from coursegen.outputs.scorm import write_scorm12
from tests.scorm.sample import courseware

TERMS = (
    GlossaryEntry("Écart", Html("<p>Ce qui sépare le fait du voulu.</p>"), ("pt : lacuna", "es : brecha")),
    GlossaryEntry("Cause (AS)", Html("<p>Ce qui fait que.</p>")),
    GlossaryEntry("Ingénierie de la formation", Html("<p>Des étapes liées.</p>")),
    GlossaryEntry("Formation", Html("<p>Apprendre à faire.</p>")),
)
PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
# How far the page can be pushed sideways, in pixels: the window and the frame in which the text scrolls.
TOO_WIDE = """() => Math.max(document.scrollingElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('#text, #contents')].map(e => e.scrollWidth - e.clientWidth))"""
# Counts what the browser is asked to print.
PRINTER = "() => { const d = document.body.dataset; window.print = () => { d.printed = Number(d.printed || 0) + 1; }; }"
# What comes after the first screen waits 0.8 s, so as to leave a slow line to it; here it comes at once.
AT_ONCE = """const later = window.setTimeout;
window.setTimeout = (go, wait, ...more) => later(go, wait === 800 ? 0 : wait, ...more);"""
TOUCH = "Input.dispatchTouchEvent"


def unpacked(course: Courseware, folder: Path) -> str:
    """The address of the package, opened from that folder."""
    with ZipFile(BytesIO(write_scorm12(course))) as archive:
        archive.extractall(folder)
    return (folder / "index.html").as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return unpacked(courseware(glossary=TERMS), tmp_path_factory.mktemp("shell"))


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample as a course in Arabic: from right to left, with a text and a term of its own."""
    course = courseware(language="ar", glossary=(GlossaryEntry("فجوة", Html("<p>الفرق</p>")),))
    welcome = replace(course.sections[0], summary=Html("<p>نقيس الفجوة ثم نعمل.</p>"))
    return unpacked(replace(course, sections=(welcome, *course.sections[1:])), tmp_path_factory.mktemp("arabic"))


@pytest.fixture
def context(chrome: Browser) -> Iterator[BrowserContext]:
    """A browser with a finger; any complaint of the pages fails the test."""
    opened = chrome.new_context(viewport=DESK, locale="fr-FR", has_touch=True)
    opened.set_default_timeout(8000)
    opened.add_init_script(AT_ONCE)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("weberror", lambda error: complaints.append(str(error.error)))
    yield opened
    opened.close()
    assert complaints == []


def start(context: BrowserContext, address: str) -> Page:
    """The course opened, with all that comes after the first screen."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-dressed]")
    return page


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    return start(context, address)


def go(page: Page, title: str) -> None:
    page.evaluate(
        "t => [...document.querySelectorAll('#contents a')].find(a => a.textContent.includes(t)).click()", title
    )
    expect(page).to_have_title(re.compile("^" + title))
    page.wait_for_selector("[data-dressed]")


def swipe(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    """A finger put down at a point of the screen and drawn from there."""
    session = page.context.new_cdp_session(page)
    for step in range(5):
        point = {"x": start[0] + by[0] * step / 4, "y": start[1] + by[1] * step / 4}
        session.send(TOUCH, {"type": "touchMove" if step else "touchStart", "touchPoints": [point]})
    session.send(TOUCH, {"type": "touchEnd", "touchPoints": []})


def stored(page: Page) -> str:
    return str(page.evaluate("Object.keys(localStorage).map(name => name + '=' + localStorage[name]).join(' ')"))


def printed(page: Page, what: str) -> str:
    """The words of the hand-out, once the browser was asked to print it."""
    page.evaluate(PRINTER)
    page.get_by_role("button", name="Affichage").click()
    page.get_by_role("group", name="Imprimer").get_by_role("button", name=what).click()
    expect(page.locator("body")).to_have_attribute("data-printed", "1")
    page.emulate_media(media="print")
    assert not page.locator("main").is_visible()
    return " ".join(page.locator("#handout").inner_text().split())
