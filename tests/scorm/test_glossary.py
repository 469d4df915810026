"""The terms of a course, where they stand in its texts and on a screen of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.scorm.shell import PHONE, address, arabic, context, go, page, start

__all__ = ["address", "arabic", "context", "page"]
pytestmark = pytest.mark.browser


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
    page.set_viewport_size(PHONE)
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
    expect(page.get_by_role("dialog")).to_be_visible()
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
