"""The attestation that a learner prints: for whom, of what, and what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.scorm.learner import everything_done, keep
from tests.scorm.sample import courseware
from tests.scorm.shell import PRINTER, context, go, start, stored

__all__ = ["context"]
pytestmark = pytest.mark.browser


@pytest.fixture
def address(folder: Path) -> str:
    return (folder / "index.html").as_uri()


def finish(context: BrowserContext, address: str, status: str, data: str) -> Page:
    """The results of someone of whom the browser keeps that status and that work."""
    keep(context, status, data)
    page = start(context, address)
    go(page, "Bilan")
    return page


@pytest.mark.parametrize("status", ["passed", "completed", "failed", "incomplete"])
@pytest.mark.parametrize("whole", [True, False])
def test_only_who_has_done_everything_may_print_an_attestation(
    context: BrowserContext, address: str, status: str, whole: bool
) -> None:
    """An LMS that compares scores by itself calls the course passed before it is read."""
    page = finish(context, address, status, everything_done(courseware()) if whole else "1|p|t|q")
    offered = int(whole)
    assert page.get_by_role("button", name="Préparer mon attestation").count() == offered


def test_an_attestation_says_who_what_how_well_and_what_it_is_worth(context: BrowserContext, address: str) -> None:
    page = finish(context, address, "passed", everything_done(courseware()))
    page.evaluate(PRINTER)
    page.get_by_role("button", name="Préparer mon attestation").click()
    page.get_by_role("button", name="Imprimer").click()
    expect(page.locator("main")).to_contain_text("Écrivez d’abord votre nom.")
    page.get_by_label("Votre prénom et votre nom").fill("Mariam Diallo")
    page.get_by_role("button", name="Imprimer").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "1")
    words = " ".join(page.locator(".certificate").inner_text().split())
    for part in (
        "Mariam Diallo",
        "a réussi le parcours",
        "86 %",
        "1.2",
        "Cofinancé par l’Union européenne",
        "fait preuve",
    ):
        assert part in words
    assert "Mariam" not in stored(page)
    page.emulate_media(media="print")
    assert not page.get_by_label("Votre prénom et votre nom").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Revenir au bilan").click()
    expect(page.locator("h1")).to_have_text("Bilan")
