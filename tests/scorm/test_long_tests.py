"""A test with more questions than anybody should ask: shown a sheet at a time, nothing lost between sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from coursegen.activities.quiz import QuizActivity, Slot
from coursegen.courseware import QuestionKind
from coursegen.outputs.scorm import write_scorm12
from methodology.values import Purpose
from tests.scorm.sample import CODE, courseware

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


def package(count: int, purpose: Purpose) -> bytes:
    """The sample with one test of so many true or false questions."""
    course = courseware()
    model = next(q for q in course.questions if q.kind is QuestionKind.TRUE_FALSE)
    questions = tuple(replace(model, key=f"{CODE}/V{n}") for n in range(count))
    quiz = QuizActivity(
        key=f"{CODE}/M1/long", title="Long", purpose=purpose, slots=tuple(Slot(question=q.key) for q in questions)
    )
    sections = (course.sections[0], replace(course.sections[1], activities=(quiz,)))
    return write_scorm12(replace(course, questions=questions, sections=sections))


@pytest.fixture
def opened(chrome: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens the test of so many questions; any console message fails."""
    complaints: list[str] = []
    context = chrome.new_context(viewport={"width": 1024, "height": 768}, locale="fr-FR")

    def at(count: int, purpose: Purpose = Purpose.DIAGNOSTIC) -> Page:
        with ZipFile(BytesIO(package(count, purpose))) as archive:
            archive.extractall(tmp_path)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((tmp_path / "index.html").as_uri())
        page.locator("#contents a", has_text="Long").click()
        page.wait_for_selector(".question")
        return page

    yield at
    context.close()
    assert complaints == []


def numbers(page: Page) -> tuple[str, str, int]:
    """The first and the last question on the screen, and how many."""
    headings = page.locator(".question-number").all_inner_texts()
    return headings[0], headings[-1], len(headings)


def test_a_test_of_a_usual_length_is_one_sheet(opened: Opened) -> None:
    page = opened(40)
    assert page.locator(".question").count() == 40
    assert page.locator(".sheet-doors").count() == 0


def test_sheets_are_turned_by_keyboard_and_keep_what_was_answered(opened: Opened) -> None:
    page = opened(60)
    assert numbers(page) == ("Question 1 sur 60", "Question 25 sur 60", 25)
    page.get_by_label("Faux", exact=True).nth(3).check()
    onward = page.get_by_role("button", name="Questions suivantes").first
    onward.focus()
    page.keyboard.press("Enter")
    assert numbers(page) == ("Question 26 sur 60", "Question 50 sur 60", 25)
    expect(page.locator(".question-number").first).to_be_focused()
    page.get_by_role("button", name="Questions suivantes").last.click()
    assert numbers(page) == ("Question 51 sur 60", "Question 60 sur 60", 10)
    assert page.get_by_role("button", name="Questions suivantes").count() == 0
    page.get_by_role("button", name="Questions précédentes").first.click()
    page.get_by_role("button", name="Questions précédentes").first.click()
    expect(page.get_by_label("Faux", exact=True).nth(3)).to_be_checked()


def test_answers_of_every_sheet_are_marked_and_the_missing_ones_are_told_first(opened: Opened) -> None:
    page = opened(50, Purpose.SUMMATIVE)
    for box in page.get_by_label("Faux", exact=True).all():
        box.check()
    page.get_by_role("button", name="Valider mes réponses").click()
    expect(page.get_by_text("25 questions sont sans réponse.")).to_be_visible()
    page.get_by_role("button", name="Aller à la première sans réponse").click()
    expect(page.locator(".question-number", has_text="Question 26 sur 50")).to_be_focused()
    page.get_by_role("button", name="Valider mes réponses").click()
    expect(page.locator(".result-title")).to_contain_text("50")
    page.get_by_role("button", name="Questions suivantes").first.click()
    expect(page.locator(".question").first).to_have_attribute("data-state", "wrong")


def test_the_learner_comes_back_to_the_first_question_without_an_answer(opened: Opened) -> None:
    page = opened(50)
    for box in page.get_by_label("Vrai", exact=True).all():
        box.check()
    page.locator("#previous").click()
    page.locator("#contents a", has_text="Long").click()
    expect(page.locator(".question-number").first).to_have_text("Question 26 sur 50")


def test_five_thousand_questions_can_be_opened_answered_and_handed_in(opened: Opened) -> None:
    page = opened(5000)
    assert page.locator("main *").count() < 1500
    page.get_by_label("Vrai", exact=True).first.check()
    page.get_by_role("button", name="Valider mes réponses").click()
    expect(page.get_by_text("4999 questions sont sans réponse.")).to_be_visible()
    page.get_by_role("button", name="Valider mes réponses").click()
    expect(page.locator(".result-title")).to_be_visible()
    assert page.locator("main *").count() < 2000
