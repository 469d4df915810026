"""What is said of answers afterwards, and what a test looks like on paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from coursegen.activities.quiz import QuizActivity
from coursegen.courseware import Activity, Courseware, Question
from coursegen.outputs.scorm import write_scorm12
from methodology.values import Purpose
from tests.scorm import every_question
from tests.scorm.learner import answer
from tests.scorm.sample import courseware
from tests.scorm.shell import context, go, printed, start
from tests.scorm.test_every_kind import Open, hand_in, opened, places, question, words

__all__ = ["context", "opened", "places"]
pytestmark = pytest.mark.browser
CHANGED = "Cette question a changé depuis votre réponse"


def unpacked(course: Courseware, folder: Path) -> str:
    with ZipFile(BytesIO(write_scorm12(course))) as archive:
        archive.extractall(folder)
    return (folder / "index.html").as_uri()


def edited(course: Courseware, old: Question, new: Question) -> Courseware:
    """The course once its author has changed that question."""

    def slots(activity: Activity) -> Activity:
        if not isinstance(activity, QuizActivity):
            return activity
        kept = tuple(replace(one, question=new.key) if one.question == old.key else one for one in activity.slots)
        return replace(activity, slots=kept)

    sections = tuple(replace(s, activities=tuple(map(slots, s.activities))) for s in course.sections)
    return replace(course, sections=sections, questions=tuple(new if q is old else q for q in course.questions))


def corrected(question: Question) -> Question:
    """Another answer is right: what was answered isn't any more."""
    turned = tuple(replace(one, fraction=1 - one.fraction) for one in question.choices)
    return replace(question, choices=turned)


@pytest.mark.parametrize("way", ["another key", "another right answer"])
def test_a_question_changed_since_says_so_and_the_result_stays(
    context: BrowserContext, tmp_path: Path, way: str
) -> None:
    course = courseware()
    page = start(context, unpacked(course, tmp_path))
    go(page, "Évaluation finale")
    answer(page, right=True)
    result = page.locator(".result-title").inner_text()
    expect(page.locator("#saved")).to_have_text("Enregistré ici")
    asked = next(q for q in course.questions if any("Analyser la demande" in c.text for c in q.choices))
    changed = replace(asked, key=asked.key + "-v2") if way == "another key" else corrected(asked)
    unpacked(edited(course, asked, changed), tmp_path)
    page.reload()
    page.wait_for_selector("[data-dressed]")
    go(page, "Évaluation finale")
    assert page.locator(".result-title").inner_text() == result
    said = [box for box in page.locator(".question").all() if CHANGED in words(box)]
    assert len(said) == 1
    assert "Réponse attendue" not in words(said[0])
    assert "Pas juste" not in words(said[0])


def test_no_answer_is_called_so_and_an_order_says_how_it_is_marked(opened: Open) -> None:
    page = opened(Purpose.SUMMATIVE)
    assert "Chaque élément" in words(question(page, "Mettez les étapes"))
    hand_in(page)
    assert "Sans réponse" in words(question(page, "Placez l’accueil"))


def test_a_test_on_paper_asks_what_the_screen_asks(context: BrowserContext, tmp_path: Path) -> None:
    page = start(context, unpacked(every_question.courseware(tmp_path, purpose=Purpose.FORMATIVE), tmp_path))
    said = printed(page, "Tout le cours")
    assert "{" not in said
    boxes = {
        text: box(page, text) for text in ("Remettez trois", "Associez chaque sigle", "Qui travaille où", "Un carré")
    }
    assert boxes["Remettez trois"].locator(".boxes li").count() == 3
    assert boxes["Associez chaque sigle"].locator(".lefts li").count() == 2
    assert boxes["Qui travaille où"].locator(".printed-place").all_inner_texts() == ["1", "2", "3"]
    assert boxes["Qui travaille où"].locator(".lefts li").count() == 3
    assert boxes["Qui travaille où"].locator(".bank img").evaluate("image => image.naturalWidth") > 0
    assert boxes["Un carré"].locator(".boxes li").count() == 3


def box(page: Page, text: str) -> Locator:
    return page.locator("#handout .printed-question").filter(has_text=text)


LETTERS = [(size, spacing) for size in ("100", "115", "130", "150") for spacing in ("normal", "wide")]


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize(
    ("size", "spacing"),
    [pytest.param(*one, marks=() if one in (LETTERS[0], LETTERS[-1]) else pytest.mark.thorough) for one in LETTERS],
)
def test_large_letters_cover_nothing_at_the_foot_of_a_phone(
    context: BrowserContext, folder: Path, width: int, size: str, spacing: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    page.add_init_script(
        f"localStorage.setItem('coursegen:size', '{size}'); localStorage.setItem('coursegen:spacing', '{spacing}')"
    )
    page.goto((folder / "index.html").as_uri())
    page.wait_for_selector("[data-dressed]")
    page.click("#next")
    page.wait_for_selector("#look", state="attached") if (size, spacing) != ("100", "normal") else None
    foot = page.evaluate(
        """text => {
        const line = document.getElementById('saved');
        line.dataset.state = 'unsaved';
        line.textContent = text;
        const box = id => document.getElementById(id).getBoundingClientRect();
        const boxes = ['position', 'previous', 'next', 'saved'].map(box);
        const across = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
        const meet = (a, b) => across(a, b) && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        const over = boxes.some((one, at) => boxes.slice(at + 1).some(other => meet(one, other)));
        const outside = boxes.some(one => one.left < 0 || one.right > innerWidth || one.bottom > innerHeight);
        return {over: over, outside: outside, height: innerHeight - Math.min(...boxes.map(one => one.top))};
    }""",
        "Pas encore enregistré : la connexion ne répond pas. Nouvel essai automatique.",
    )
    assert not foot["over"] and not foot["outside"]
    assert foot["height"] <= 640 / 3 + 1
