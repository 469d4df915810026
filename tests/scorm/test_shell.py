"""What surrounds the texts, as a learner meets it: finger, keys, own marks, glossary, settings, paper, attestation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from coursegen.courseware import Courseware, GlossaryEntry, Html
from coursegen.outputs.scorm import write_scorm12
from tests.scorm.learner import everything_done, keep
from tests.scorm.sample import courseware

pytestmark = pytest.mark.browser
TERMS = (
    GlossaryEntry("Écart", Html("<p>Ce qui sépare le fait du voulu.</p>"), ("pt : lacuna", "es : brecha")),
    GlossaryEntry("Cause (AS)", Html("<p>Ce qui fait que.</p>")),
    GlossaryEntry("Ingénierie de la formation", Html("<p>Des étapes liées.</p>")),
    GlossaryEntry("Formation", Html("<p>Apprendre à faire.</p>")),
)
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
# Counts what the browser is asked to print.
PRINTER = "() => { const d = document.body.dataset; window.print = () => { d.printed = Number(d.printed || 0) + 1; }; }"
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
    opened = chrome.new_context(viewport=DESK, locale="fr-FR", has_touch=True)  # type: ignore[arg-type]
    opened.set_default_timeout(8000)
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


# --- finger and keys


def test_a_finger_drawn_sideways_turns_the_page(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
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
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    go(page, "Comprendre")
    swipe(page, *NO_TURN[way])
    page.keyboard.press("Shift")
    assert page.title().startswith("Comprendre")


def test_a_finger_on_a_question_or_a_wide_table_turns_nothing(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
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


# --- glossary


def terms(page: Page) -> list[str]:
    return page.locator(".term").all_inner_texts()


def test_the_first_time_a_term_stands_on_a_page_it_can_be_pressed(page: Page) -> None:
    """Longest first, whole words, accents and plurals alike, never in a heading or a link; a sigle as it is written."""
    go(page, "Parcourir")
    expect(page.locator(".term")).to_have_text(["formation", "ingénierie de la formation", "écart"])
    go(page, "Chercher")
    expect(page.locator(".term")).to_have_count(0)
    go(page, "Remettez")
    expect(page.locator(".term")).to_have_text(["écart", "causes", "formation"])
    go(page, "Évaluation finale")
    assert page.locator(".question .term").count() == 0


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_term_tells_what_it_means_and_gives_the_place_back(page: Page, way: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    go(page, "Remettez")
    term = page.locator(".term").last
    term.focus()
    page.locator(".term").first.click() if way == "click" else page.keyboard.press("Shift+Tab")
    if way == "Enter":
        page.locator(".term").first.press("Enter")
    window = page.get_by_role("dialog", name="Écart")
    expect(window).to_contain_text("Ce qui sépare le fait du voulu.")
    expect(window.locator("[lang=pt]")).to_have_text("lacuna")
    box = window.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
    page.keyboard.press("Tab")
    expect(window.get_by_role("button", name="Fermer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(page.locator(".term").first).to_be_focused()


def test_a_press_elsewhere_closes_what_a_term_opened(page: Page) -> None:
    go(page, "Remettez")
    page.locator(".term").first.click()
    page.locator("h1").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_arabic_term_is_known_with_its_article(context: BrowserContext, arabic: str) -> None:
    page = start(context, arabic)
    expect(page.locator(".term")).to_have_text("الفجوة")
    page.locator(".term").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box and box["x"] >= 0


def test_the_glossary_is_a_screen_before_the_results_that_asks_nothing(page: Page) -> None:
    go(page, "Glossaire")
    assert page.locator(".glossary dt").all_inner_texts() == [
        "Cause (AS)",
        "Écart",
        "Formation",
        "Ingénierie de la formation",
    ]
    titles = page.locator("#contents .entry-title").all_inner_texts()
    assert titles[-2:] == ["Glossaire", "Bilan"]
    expect(page.locator("#contents a", has_text="Glossaire")).to_have_accessible_name("Glossaire")


def test_a_course_without_terms_has_no_glossary(context: BrowserContext, folder: Path) -> None:
    page = start(context, (folder / "index.html").as_uri())
    assert page.locator("#contents a", has_text="Glossaire").count() == 0
    assert not (folder / "glossary.js").exists()


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


# --- paper


def printed(page: Page, what: str) -> str:
    """The words of the hand-out, once the browser was asked to print it."""
    page.evaluate(PRINTER)
    page.get_by_role("button", name="Affichage").click()
    page.get_by_role("group", name="Imprimer").get_by_role("button", name=what).click()
    expect(page.locator("body")).to_have_attribute("data-printed", "1")
    page.emulate_media(media="print")
    assert not page.locator("main").is_visible()
    return " ".join(page.locator("#handout").inner_text().split())


def test_the_whole_course_on_paper(page: Page) -> None:
    words = printed(page, "Tout le cours")
    assert words.startswith("CIPRES, Secrétariat exécutif · Version 1.2 · 2 mars 2026 Concevoir, animer et évaluer")
    parts = [
        "Comprendre comment",
        "Se situer dans la démarche",
        "Formuler des objectifs",
        "Glossaire",
        "Clause de non-",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert "Bilan" not in words
    assert page.locator("#handout .blanks > div").count() == 1 + 1 + 1 + 8
    assert page.locator("#handout .boxes li").count() > 10
    for answer in ("REPONSE-DU-FORMATEUR", "Si : c’est un savoir", "le critère", "Juste"):
        assert answer not in words


def test_one_module_on_paper_and_the_screen_comes_back(page: Page) -> None:
    go(page, "Choisir un verbe")
    words = printed(page, "Ce module")
    assert "Formuler des objectifs" in words
    assert "Se situer dans la démarche" not in words
    page.emulate_media(media="screen")
    page.keyboard.press("Shift")
    assert page.locator("#handout").count() == 0
    assert page.locator("main").is_visible()


def test_paper_shows_addresses_and_no_buttons(page: Page) -> None:
    go(page, "Consulter la liste")
    page.emulate_media(media="print")
    after = page.evaluate("getComputedStyle(document.querySelector('main a'), '::after').content")
    assert "(" in after
    for shown in ("#next", "#contents", ".top", ".mark"):
        assert not page.locator(shown).first.is_visible()


# --- for everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["normal", "more"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_nothing_that_opens_is_closed_to_anyone(
    chrome: Browser, address: str, npm: Path, scheme: Any, contrast: str, size: Any
) -> None:
    """axe-core and the width, with each window open."""
    axe = (npm / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    context = chrome.new_context(viewport=size, color_scheme=scheme, locale="fr-FR", bypass_csp=True)
    context.set_default_timeout(8000)
    keep(context, "passed", everything_done(courseware(glossary=TERMS)))
    context.add_init_script(
        f"location.protocol === 'file:' && localStorage.setItem('coursegen:contrast', '{contrast}')"
    )
    page = start(context, address)
    page.evaluate(axe)
    found: list[str] = []

    def judge(what: str) -> None:
        violations = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))")
        over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
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
