"""What surrounds the texts, as a learner meets it: finger, keys, own marks, settings; open to everyone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.scorm.learner import everything_done, keep
from tests.scorm.sample import courseware
from tests.scorm.shell import (
    AT_ONCE,
    DESK,
    PHONE,
    TERMS,
    TOO_WIDE,
    address,
    arabic,
    context,
    go,
    page,
    start,
    stored,
    swipe,
)

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
__all__ = ["address", "arabic", "context", "page"]
pytestmark = pytest.mark.browser


# --- finger and keys


def test_a_finger_drawn_sideways_turns_the_page(page: Page) -> None:
    page.set_viewport_size(PHONE)
    swipe(page, (280, 300), (-160, 10))
    expect(page).to_have_title(re.compile("^Comprendre"))
    swipe(page, (80, 300), (160, 10))
    expect(page).to_have_title(re.compile("^Concevoir"))


NO_TURN = {
    "down the page": ((200, 400), (-70, -150)),
    "too short": ((200, 300), (-40, 0)),
    "from the edge": ((8, 300), (200, 0)),
}


@pytest.mark.parametrize("way", NO_TURN)
def test_a_finger_that_means_something_else_turns_nothing(page: Page, way: str) -> None:
    page.set_viewport_size(PHONE)
    go(page, "Comprendre")
    swipe(page, *NO_TURN[way])
    page.keyboard.press("Shift")
    assert page.title().startswith("Comprendre")


def test_a_finger_on_a_question_or_a_wide_table_turns_nothing(page: Page) -> None:
    page.set_viewport_size(PHONE)
    for title, place in (("Évaluation finale", ".question"), ("Parcourir", ".table-responsive")):
        go(page, title)
        page.evaluate("document.querySelectorAll('.table-responsive table').forEach(t => { t.style.width = '900px'; })")
        page.locator(place).first.scroll_into_view_if_needed()
        box = page.locator(place).first.bounding_box()
        assert box
        swipe(page, (260, min(max(box["y"] + 40, 120), 500)), (-160, 0))
        page.keyboard.press("Shift")
        assert page.title().startswith(title)


def test_right_to_left_mirrors_keys_and_finger(context: BrowserContext, arabic: str) -> None:
    page = start(context, arabic)
    cover = page.title()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_title(re.compile("^Comprendre"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_title(cover)
    swipe(page, (500, 300), (200, 0))
    expect(page).to_have_title(re.compile("^Comprendre"))


def test_a_question_mark_shows_the_keys_and_escape_gives_the_place_back(page: Page) -> None:
    page.locator("#next").focus()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Aide et raccourcis")
    expect(help_).to_contain_text("Page précédente, page suivante")
    expect(help_).to_contain_text("glissez le doigt")
    page.keyboard.press("ArrowRight")
    assert page.title().startswith("Concevoir")
    page.keyboard.press("Escape")
    expect(help_).to_have_count(0)
    expect(page.locator("#next")).to_be_focused()


# --- own marks


def test_marked_pages_stand_at_the_head_of_the_contents_and_are_kept(page: Page) -> None:
    assert not page.get_by_role("heading", name="Pages marquées").is_visible()
    go(page, "Parcourir")
    page.get_by_role("button", name="Marquer cette page").click()
    go(page, "Chercher")
    page.reload()
    marks = page.locator("#contents .marks")
    expect(marks.get_by_role("link")).to_have_text("Parcourir les cinq étapes")
    marks.get_by_role("link").click()
    expect(page.get_by_role("button", name="Marquer cette page")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Marquer cette page").click()
    expect(page.get_by_role("heading", name="Pages marquées")).to_be_hidden()


def test_marks_travel_with_the_work_that_the_lms_keeps(page: Page) -> None:
    go(page, "Parcourir")
    page.get_by_role("button", name="Marquer cette page").click()
    id_ = page.evaluate("document.querySelector('#contents [aria-current]').hash.slice(1)")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert re.search(rf"\|m{id_}", stored(page))


def test_a_task_ticked_by_the_learner_is_said_to_be_so_and_counts_for_nothing(page: Page) -> None:
    go(page, "Remettez")
    entry = page.locator("#contents a.entry", has_text="Remettez votre analyse").last
    page.locator("#next").click()
    go(page, "Glossaire")
    go(page, "Remettez")
    before = page.locator("#progress").get_attribute("aria-valuenow")
    page.get_by_label("C’est fait").check()
    expect(entry).to_have_accessible_name("Fait, d’après vous : Remettez votre analyse d’une demande")
    assert page.locator("#progress").get_attribute("aria-valuenow") == before
    assert "la plateforme ne la voit pas" in page.locator(".tick").inner_text()


# --- settings


SETTINGS = [("Couleurs", "Sombre"), ("Contraste", "Fort"), ("Espacement du texte", "Large"), ("Taille du texte", "130")]


@pytest.mark.parametrize(("setting", "value"), SETTINGS)
def test_a_setting_changes_the_screen_and_is_kept(page: Page, setting: str, value: str) -> None:
    look = "(s => [s.color, s.backgroundColor, s.lineHeight, s.fontSize].join())(getComputedStyle(document.body))"
    before = page.evaluate(look)
    page.get_by_role("button", name="Affichage").click()
    choice = page.get_by_role("group", name=setting).get_by_role("button", name=value)
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"before => {look} !== before", arg=before)
    after = page.evaluate(look)
    page.reload()
    page.wait_for_function(f"after => {look} === after", arg=after)


def test_strong_contrast_is_black_on_white_and_white_on_black(page: Page) -> None:
    page.get_by_role("button", name="Affichage").click()
    page.get_by_role("group", name="Contraste").get_by_role("button", name="Fort").click()
    colours = "(() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; })()"
    page.wait_for_function(f"() => {colours}.join() === 'rgb(0, 0, 0),rgb(255, 255, 255)'")
    page.get_by_role("group", name="Couleurs").get_by_role("button", name="Sombre").click()
    page.wait_for_function(f"() => {colours}.join() === 'rgb(255, 255, 255),rgb(0, 0, 0)'")


def test_the_system_s_wish_for_contrast_and_stillness_is_heard(chrome: Browser, address: str) -> None:
    context = chrome.new_context(contrast="more", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.dataset.contrast") == "more"
    assert page.evaluate("getComputedStyle(document.querySelector('.track span')).transitionDuration") == "0s"
    context.close()


# --- for everyone


EVERY_LOOK = [(s, contrast, scheme) for s in (PHONE, DESK) for contrast in ("normal", "more") for scheme in SCHEMES]
ALWAYS = [(PHONE, "normal", "dark"), (PHONE, "more", "light"), (DESK, "normal", "light"), (DESK, "more", "dark")]


@pytest.mark.parametrize(
    ("size", "contrast", "scheme"),
    [pytest.param(*look, marks=() if look in ALWAYS else pytest.mark.thorough) for look in EVERY_LOOK],
)
def test_nothing_that_opens_is_closed_to_anyone(
    chrome: Browser, address: str, npm: Path, size: ViewportSize, contrast: str, scheme: Scheme
) -> None:
    """axe-core and the width, with each window open."""
    axe = (npm / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    context = chrome.new_context(viewport=size, color_scheme=scheme, locale="fr-FR", bypass_csp=True)
    context.set_default_timeout(8000)
    context.add_init_script(AT_ONCE)
    keep(context, "passed", everything_done(courseware(glossary=TERMS)))
    context.add_init_script(
        f"location.protocol === 'file:' && localStorage.setItem('coursegen:contrast', '{contrast}')"
    )
    page = start(context, address)
    page.evaluate(axe)
    found: list[str] = []

    def judge(what: str) -> None:
        violations = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))")
        over = page.evaluate(TOO_WIDE)
        found.extend(f"{what}: {one}" for one in [*violations, *([f"{over} px too wide"] if over > 0 else [])])

    go(page, "Remettez")
    page.get_by_label("C’est fait").check()
    page.get_by_role("button", name="Marquer cette page").click()
    judge("task")
    page.locator(".term").first.click()
    judge("term")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Affichage").click()
    judge("settings")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    judge("help")
    page.keyboard.press("Escape")
    go(page, "Glossaire")
    judge("glossary")
    go(page, "Bilan")
    page.get_by_role("button", name="Préparer mon attestation").click()
    judge("attestation")
    context.close()
    assert found == []
