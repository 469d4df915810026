"""What is wrong with questions, banks and slots is said before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from question_samples import (
    calculated_questions,
    every_question,
    gap_questions,
    ordering,
    picture_questions,
    types_backup,
)

from moodle_backups import Backup, check_backup
from moodle_backups.activities.quiz import Quiz, QuizGradeItem, RandomSlot, Slot
from moodle_backups.questions.bank import QuestionBank, QuestionCategory
from moodle_backups.questions.base import Answer, Question
from moodle_backups.questions.calculated import CalculatedAnswer
from moodle_backups.questions.ddimageortext import DropZone
from moodle_backups.questions.ddmarker import MarkerArea, Shape
from moodle_backups.questions.ddwtos import DragText
from moodle_backups.questions.gapselect import Choice
from moodle_backups.questions.multianswer import choice_gap, word_gap
from moodle_backups.questions.ordering import OrderItem, Selection
from moodle_backups.questions.randomsamatch import RandomMatch
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.versions import RELEASES

GAP, WORDS, CLOZE = gap_questions()
IMAGE, MARKERS = picture_questions()
SIMPLE, CALCULATED, CHOICE = calculated_questions()


def change(question: Question, **fields: Any) -> Question:
    return replace(question, **fields)


def whats(backup: Backup) -> list[str]:
    return [problem.what for problem in check_backup(backup, RELEASES["4.5"])]


@pytest.mark.parametrize("question", [*every_question(), ordering()], ids=lambda question: str(question.key))
def test_the_samples_have_no_problem(question: Question) -> None:
    assert list(question.problems()) == []


@pytest.mark.parametrize(
    ("question", "what"),
    [
        (change(GAP, text="<p>rien</p>"), "has no gap ([[1]]) in its text"),
        (change(GAP, text="<p>[[1]] [[7]]</p>"), "has a gap [[7]], but 4 choices"),
        (change(GAP, choices=(Choice("a"), Choice("b", 21))), "has a choice outside the groups 1 to 20"),
        (change(GAP, text="[[1]]", choices=(Choice(" "),)), "has an empty choice"),
        (
            change(WORDS, text="[[1]] [[1]]", choices=(DragText("a"),)),
            "uses choice 1 in 2 gaps: it can be used once only",
        ),
        (change(CLOZE, parts=()), "has no part"),
        (change(CLOZE, text="{#2} {#1} {#3} {#4}"), "needs each gap once and in order, {#1} to {#4}, in its text"),
        (change(CLOZE, mark=3.0), "gives 3 marks, but its parts 5"),
        (
            change(CLOZE, text="{#1}", mark=1.5, parts=(word_gap(Answer("a", 1.0), mark=1.5),)),
            "has a part 1 whose mark is no whole number",
        ),
        (
            change(CLOZE, text="{#1}", mark=1.0, parts=(choice_gap(Answer("a", 0.5), Answer("b")),)),
            "has a part 1 that needs one answer that earns the whole mark",
        ),
        (
            change(CLOZE, text="{#1}", mark=1.0, parts=(TrueFalse(key="", name="", text="", correct=True),)),
            "has a part 1 that is of type truefalse, which has no place in a text",
        ),
        (change(IMAGE, background=None), "has no background picture"),
        (change(IMAGE, zones=(DropZone(1, 1, 9),)), "has a place whose right item doesn't exist"),
        (change(IMAGE, zones=(DropZone(-1, 1, 1),)), "has a place outside its background"),
        (change(IMAGE, zones=()), "needs something to drag and a place to drop it"),
        (
            change(MARKERS, areas=(MarkerArea(Shape.CIRCLE, "1,1;3", 9),)),
            "has an area whose right marker doesn't exist",
        ),
        (
            change(MARKERS, areas=(MarkerArea(Shape.POLYGON, "1,1;3,3", 1),)),
            'has coordinates "1,1;3,3", which make no polygon',
        ),
        (change(ordering(), items=(OrderItem("a"),), selection=Selection.ALL), "needs two items or more"),
        (change(ordering(), select_count=9), "is to show 9 of 3 items"),
        (change(SIMPLE, text="{z}"), "has no values for its wild card {z}"),
        (
            change(SIMPLE, answers=(CalculatedAnswer("{a}", 0.5),)),
            "needs a formula that earns the whole mark",
        ),
        (
            change(CALCULATED, datasets=(CALCULATED.datasets[0], replace(CALCULATED.datasets[1], values=(1.0,)))),
            "has more values for one wild card than for another",
        ),
        (change(CHOICE, numbering="?"), '"?" is no numbering of answers'),
        (RandomMatch(key="r", name="R", text="R", choose=1), "needs 2 questions or more to choose"),
    ],
)  # fmt: skip
def test_a_question_says_what_is_wrong_with_it(question: Question, what: str) -> None:
    assert what in list(question.problems())


def quiz(*questions: Question, **more: Any) -> Quiz:
    return Quiz(**{"key": "z", "name": "Z", "questions": questions, **more})


def true(key: str = "q", **more: Any) -> TrueFalse:
    return TrueFalse(**{"key": key, "name": "N", "text": "<p>T</p>", "correct": True, **more})


@pytest.mark.parametrize(
    ("subject", "what"),
    [
        (quiz(slots=(Slot("nowhere"),)), 'shows question "nowhere", which no bank of the backup has'),
        (
            quiz(true(), slots=(RandomSlot("none"),)),
            'draws from question category "none", which no bank of the backup has',
        ),
        (
            quiz(true(), true("r", category="c", tags=("x",)), slots=(RandomSlot("c", tags=("X", "y")),)),
            'draws 1 random questions from category "c", which has 0 to draw',
        ),
        (
            quiz(true(), slots=(Slot("q", grade_item="g"),), grade_items=(QuizGradeItem("h", "H"),)),
            'counts a question for grade "g", which the quiz doesn\'t have',
        ),
        (
            quiz(true(), categories=(QuestionCategory(key="a", parent="b"),)),
            'question category "a" lies in "b", which doesn\'t exist',
        ),
        (
            quiz(true(), categories=(QuestionCategory(key="a", parent="b"), QuestionCategory(key="b", parent="a"))),
            'question category "a" lies in itself',
        ),
        (quiz(true(versions=(true(version=3),), version=2)), 'question "q" has versions whose numbers don\'t rise'),
        (
            quiz(RandomMatch(key="r", name="R", text="R")),
            'question "r" is to choose 2 short-answer questions, and its category has 0',
        ),
    ],
)  # fmt: skip
def test_a_quiz_says_what_is_wrong_with_its_slots_and_its_bank(
    course: Callable[..., Backup], subject: Quiz, what: str
) -> None:
    assert what in whats(course(subject))


def test_a_bank_of_the_course_is_looked_at_like_any_other(course: Callable[..., Backup]) -> None:
    bank = QuestionBank(questions=(true(), true(name="")))
    backup = replace(course(quiz(true("own"))), banks=(bank,))
    found = [problem for problem in check_backup(backup, RELEASES["4.5"]) if problem.where == "question bank"]
    assert [problem.what for problem in found] == [
        'has 2 questions with the key "q"',
        'question "q" needs a name of 1 to 255 characters',
    ]


def test_slots_may_show_questions_of_another_quiz(course: Callable[..., Backup]) -> None:
    other = quiz(slots=(Slot("q"), RandomSlot("pool")), key="other")
    pool = quiz(true(), true("r", category="pool"), categories=(QuestionCategory(key="pool", name="Vivier"),))
    assert whats(course(pool, other)) == []


def test_the_portable_package_says_which_types_older_moodles_lack() -> None:
    found = [str(problem) for problem in check_backup(types_backup(ordering_too=True))]
    assert any("ordering" in problem and "4.4" in problem for problem in found)
