"""The package as a learner meets it: in Chromium, from a folder, without any LMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.scorm.learner import answer
from tests.scorm.shell import TOO_WIDE

pytestmark = pytest.mark.browser
SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 640}, "desk": {"width": 1024, "height": 768}}


@pytest.fixture
def page(chrome: Browser, folder: Path) -> Iterator[Page]:
    """The package opened from its folder, without any LMS; any console message fails the test."""
    context = chrome.new_context(viewport=SIZES["desk"], locale="fr-FR")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto((folder / "index.html").as_uri())
    opened.wait_for_selector("#contents a")
    yield opened
    context.close()
    assert complaints == []


def go(page: Page, title: str) -> None:
    page.locator("#contents a", has_text=title).first.click()
    expect(page).to_have_title(re.compile("^" + title))


def said(place: Locator) -> str:
    """The words shown, on one line with plain spaces."""
    return " ".join(place.inner_text().split())


def test_a_closed_course_opens_where_it_was_left(page: Page) -> None:
    go(page, "Chercher les autres causes")
    page.reload()
    expect(page).to_have_title(re.compile("^Chercher"))
    assert page.locator(".resumed").inner_text() == "Vous reprenez où vous étiez."


def test_arrows_turn_pages_but_not_inside_a_field(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    expect(page).to_have_title(re.compile("^Comprendre"))
    assert page.evaluate("document.activeElement.id") == "title"
    go(page, "Évaluation finale")
    page.locator("input[type=text]").first.fill("14")
    page.keyboard.press("ArrowRight")
    assert page.title().startswith("Évaluation finale")


def test_practice_comments_each_answer_and_asks_for_one_first(page: Page) -> None:
    go(page, "Vérifiez votre compréhension")
    first = page.locator(".question").first
    first.get_by_role("button").click()
    assert "Répondez d’abord à la question." in first.inner_text()
    assert first.locator(".feedback").count() == 0
    first.get_by_label("Une procédure mal connue").check()
    first.get_by_role("button").click()
    assert "Si : c’est un savoir" in first.inner_text()
    assert "La formation agit sur les savoirs" in first.inner_text()


def test_final_test_keeps_its_answers_back_until_passed_and_keeps_the_best_score(page: Page) -> None:
    go(page, "Évaluation finale")
    answer(page, right=False)
    assert "Pas encore" in page.locator(".result").inner_text()
    assert "Réponse attendue" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Recommencer le test").click()
    answer(page, right=True)
    words = page.locator(".result").inner_text()
    assert "100\u202f%" in words
    assert "Meilleur résultat en 2 essais" in words
    assert page.get_by_role("button", name="Recommencer le test").count() == 0
    page.reload()
    page.wait_for_selector(".result-title")
    assert "100\u202f%" in page.locator(".result").inner_text()
    assert page.locator("input[type=text]").first.input_value() == "14,0 %"


def test_final_test_comments_nothing_while_another_try_is_open(page: Page) -> None:
    go(page, "Évaluation finale")
    answer(page, right=False)
    assert "C’est la dernière chose à écrire" not in page.locator("main").inner_text()
    assert page.locator(".feedback").count() == 0
    page.get_by_role("button", name="Recommencer le test").click()
    answer(page, right=True)
    assert page.locator(".feedback").count() == 7


def test_diagnostic_test_tells_how_many_are_right_by_objective_and_never_which(page: Page) -> None:
    go(page, "Situez-vous")
    page.get_by_label("Analyser la demande et le public").check()
    page.get_by_label("Vrai", exact=True).check()
    page.get_by_role("button", name="Valider mes réponses").click()
    for _visit in ("now", "later"):
        page.wait_for_selector(".result-title")
        words = said(page.locator(".test"))
        assert "Votre résultat : 50 %" in words
        assert [said(row) for row in page.locator(".by-objective li").all()] == [
            "Citer dans l’ordre les cinq étapes de l’ingénierie de la formation 1 sur 1",
            "Formuler un objectif observable et mesurable 0 sur 1",
        ]
        assert page.locator(".question, .feedback, .verdict").count() == 0
        assert "sans elle" not in words
        page.reload()


def test_what_is_done_elsewhere_is_never_ticked(page: Page) -> None:
    entry = page.locator("#contents a", has_text="Remettez votre analyse")
    expect(entry).to_have_accessible_name("À faire : Remettez votre analyse d’une demande")
    go(page, "Remettez votre analyse")
    page.locator("#next").click()
    expect(entry).to_have_accessible_name("Vu, à faire sur la plateforme : Remettez votre analyse d’une demande")
    assert (entry.locator(".unseen").text_content() or "").endswith(" ")
    assert entry.locator("use").get_attribute("href") == "#i-link"
    assert "#i-check" not in entry.inner_html()
    go(page, "Bilan")
    away = page.locator(".todo", has=page.get_by_text("Remettez votre analyse"))
    assert "ne savent pas si c’est fait" in said(page.locator("main"))
    assert away.get_by_role("link").count() == 1


def test_finish_before_the_end_tells_what_is_left_and_leads_there(page: Page) -> None:
    for _screen in range(page.locator("#contents a").count() - 1):
        title = page.title()
        page.locator("#next").click()
        expect(page).not_to_have_title(title)
    assert page.locator("#next").inner_text() == "Terminer"
    page.locator("#next").click()
    note = page.locator(".goodbye")
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport()
    assert said(note).startswith("Le parcours n’est pas terminé : voici ce qui reste. Votre parcours est gardé")
    assert said(page.locator(".lead")) == "Il reste 3 étapes. Le parcours sera terminé quand elles seront faites."
    left = page.locator(".todo").first.get_by_role("link")
    assert [said(one) for one in left.all()] == [
        "Ouvrir : Situez-vous avant de commencer",
        "Ouvrir : Vérifiez votre compréhension",
        "Ouvrir : Évaluation finale",
    ]
    left.first.click()
    expect(page).to_have_title(re.compile("^Situez-vous"))


def test_unanswered_questions_are_told_before_the_test_is_taken(page: Page) -> None:
    go(page, "Évaluation finale")
    page.get_by_role("button", name="Valider mes réponses").click()
    assert "7 questions sont sans réponse" in page.locator("main").inner_text()
    assert page.locator(".result").count() == 0


def test_progress_counts_what_was_read_not_what_was_opened(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 420})
    before = page.locator("#progress").get_attribute("aria-valuenow")
    go(page, "Parcourir les cinq étapes")
    assert page.locator("#progress").get_attribute("aria-valuenow") == before
    page.mouse.move(700, 200)
    page.mouse.wheel(0, 4000)
    expect(page.locator("#progress")).not_to_have_attribute("aria-valuenow", before or "")


def test_phone_shows_contents_in_place_of_the_page(page: Page) -> None:
    page.set_viewport_size(SIZES["phone"])
    assert not page.locator("#contents").is_visible()
    page.get_by_role("button", name="Sommaire").click()
    assert page.locator("#contents").is_visible()
    assert not page.locator("main").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("main").is_visible()
    assert page.evaluate("document.activeElement.id") == "contents-button"


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_no_accessibility_violation(
    chrome: Browser, folder: Path, npm: Path, size: str, scheme: Literal["light", "dark"]
) -> None:
    """axe-core and the width, on the screens that differ most."""
    axe = (npm / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    context = chrome.new_context(viewport=SIZES[size], color_scheme=scheme, locale="fr-FR", bypass_csp=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.wait_for_selector("#contents a", state="attached")
    page.evaluate(axe)
    found: list[str] = []
    for title in ("Parcourir les cinq étapes", "Remettez votre analyse", "Évaluation finale", "Bilan"):
        page.evaluate(
            "t => [...document.querySelectorAll('#contents a')].find(a => a.textContent.includes(t)).click()", title
        )
        page.wait_for_selector("h1")
        if title == "Évaluation finale":
            answer(page, right=True)
        found += page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))")
        over = page.evaluate(TOO_WIDE)
        found += [f"{title}: {over} px too wide"] if over > 0 else []
    context.close()
    assert found == []
