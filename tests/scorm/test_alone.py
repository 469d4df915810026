"""A package opened from a folder, without an LMS: several people, several entries, the browser's own Back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from coursegen.activities.quiz import QuizActivity
from coursegen.cli.app import run
from coursegen.outputs.scorm import write_scorm12
from coursegen.outputs.scorm.units import Shape
from tests.scorm.sample import courseware
from tests.scorm.shell import PRINTER, context, go, start, stored

__all__ = ["context"]
pytestmark = pytest.mark.browser


def opened(folder: Path, shape: Shape, **changes: Any) -> str:
    """The address of the first page of a package of that shape."""
    with ZipFile(BytesIO(write_scorm12(courseware(**changes), shape=shape))) as archive:
        archive.extractall(folder)
    return (folder / "index.html").as_uri()


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> str:
    return opened(tmp_path_factory.mktemp("modules"), Shape(several=True, ordered=True))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    return opened(tmp_path_factory.mktemp("whole"), Shape())


def read_all(page: Page) -> None:
    """Every page by Next, up to the results."""
    while not (page.locator("#next").get_attribute("class") or "").endswith("last"):
        page.click("#next")
        page.wait_for_selector("[data-dressed]")


def test_every_screen_of_a_course_without_glossary_is_printed(context: BrowserContext, tmp_path: Path) -> None:
    assert run(["new", str(tmp_path / "cours")]) == 0
    assert run(["build", str(tmp_path / "cours"), "-o", str(tmp_path / "out"), "--only", "scorm12"]) == 0
    with ZipFile(next((tmp_path / "out").glob("*.zip"))) as archive:
        archive.extractall(tmp_path / "open")
    page = start(context, (tmp_path / "open" / "index.html").as_uri())
    while True:
        page.evaluate(PRINTER)
        page.evaluate("delete document.body.dataset.printed")
        page.get_by_role("button", name="Affichage").click()
        page.get_by_role("group", name="Imprimer").get_by_role("button").last.click()
        expect(page.locator("body")).to_have_attribute("data-printed", "1")
        page.keyboard.press("Shift")
        if "last" in (page.locator("#next").get_attribute("class") or ""):
            break
        page.click("#next")
        page.wait_for_selector("[data-dressed]")


def test_back_and_forward_go_through_the_pages_read(context: BrowserContext, whole: str) -> None:
    page = start(context, whole)
    titles = []
    for _step in range(3):
        titles.append(page.locator("h1").inner_text())
        page.click("#next")
        expect(page.locator("h1")).not_to_have_text(titles[-1])
    page.go_back()
    expect(page.locator("h1")).to_have_text(titles[2])
    page.go_back()
    expect(page.locator("h1")).to_have_text(titles[1])
    page.go_forward()
    expect(page.locator("h1")).to_have_text(titles[2])


def test_after_a_link_in_a_text_one_comes_back(context: BrowserContext, whole: str) -> None:
    page = start(context, whole)
    go(page, "Remettez votre analyse")
    page.locator("article").get_by_role("link", name="les cinq étapes").click()
    expect(page.locator("h1")).not_to_contain_text("Remettez")
    page.get_by_role("link", name="Revenir à").click()
    expect(page.locator("h1")).to_contain_text("Remettez votre analyse")
    assert page.get_by_role("link", name="Revenir à").count() == 0


def test_another_person_begins_with_nothing_of_the_first(context: BrowserContext, whole: str) -> None:
    page = start(context, whole)
    page.evaluate("localStorage.setItem('coursegen:CG-DEMO-FDF-2', 'un autre cours')")
    page.click("#next")
    expect(page.locator("#saved")).to_have_text("Enregistré ici")
    page.get_by_role("button", name="Affichage").click()
    page.get_by_role("button", name="Commencer pour une autre personne").click()
    expect(page.get_by_role("dialog")).to_contain_text("sera effacé")
    page.get_by_role("button", name="Annuler").click()
    assert "CG-DEMO-FDF=" in stored(page)
    page.get_by_role("button", name="Affichage").click()
    page.get_by_role("button", name="Commencer pour une autre personne").click()
    page.get_by_role("button", name="Effacer et recommencer").click()
    expect(page.locator("#position")).to_contain_text("1 / 18")
    expect(page.locator("article")).to_have_attribute("data-kind", "cover")
    assert "un autre cours" in stored(page)


def test_the_list_of_modules_tells_how_far_each_is(context: BrowserContext, modules: str) -> None:
    page = context.new_page()
    page.goto(modules)
    expect(page.locator("main")).to_contain_text("dans cet ordre")
    lines = page.locator(".modules li")
    expect(lines.first).to_contain_text("À commencer")
    lines.first.get_by_role("link").click()
    page.wait_for_selector("[data-dressed]")
    page.click("#next")
    expect(page.locator("#saved")).to_have_text("Enregistré ici")
    page.get_by_role("link", name="Tous les modules").click()
    expect(lines.first).to_contain_text("Fait à ")
    expect(lines.last).to_contain_text("À commencer")


def test_a_module_attests_itself_and_the_welcome_nothing(context: BrowserContext, tmp_path: Path) -> None:
    course = courseware()
    read = [
        replace(s, activities=tuple(a for a in s.activities if not isinstance(a, QuizActivity)))
        for s in course.sections
    ]
    address = opened(tmp_path, Shape(several=True), sections=tuple(read))
    page = context.new_page()
    page.goto(address)
    seen = {}
    for place in range(page.locator(".modules li").count()):
        page.locator(".modules a").nth(place).click()
        page.wait_for_selector("[data-dressed]")
        read_all(page)
        expect(page.locator("h1")).to_have_text("Bilan")
        door = page.get_by_role("button", name="Préparer mon attestation")
        if door.count():
            door.click()
            seen[place] = " ".join(page.locator(".certificate").inner_text().split())
        page.goto(address)
    assert list(seen) == [1, 2]
    for words in seen.values():
        assert "Attestation de fin de module" in words
        assert f"du parcours « {course.title} »" in words.replace("\u00a0", " ")
        assert "4 h" not in words
