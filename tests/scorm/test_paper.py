"""The course, a module or a screen on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.scorm.shell import address, context, go, page, printed

__all__ = ["address", "context", "page"]
pytestmark = pytest.mark.browser


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
