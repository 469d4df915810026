"""Tests in the sandbox: every simple type of question is asked and marked, old attempts keep their questions."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from coursegen.sandbox.asking import family_of
from moodle_backups import Backup, Section
from moodle_backups.activities.quiz import Quiz
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade
from moodle_backups.questions.base import Answer, Question
from moodle_backups.questions.ddwtos import DragIntoText, DragText
from moodle_backups.questions.essay import Essay
from moodle_backups.questions.gapselect import Choice, GapSelect
from moodle_backups.questions.match import Match, Pair
from moodle_backups.questions.multianswer import MultiAnswer, choice_gap, number_gap, word_gap
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.ordering import Ordering, OrderItem
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse

from ..publish.packages import TIMESTAMP, prepared
from .conftest import Trainer
from .test_pages import Learning, prepared_for

YES, NO, HALF = Answer("Oui", 1.0, "Bien"), Answer("Non", 0.0, "Relisez"), Answer("Presque", 0.5)
ONE = MultiChoice(key="one", name="Un", text="<p>Un ?</p>", answers=(YES, NO))
SOME = MultiChoice(
    key="some", name="Des", text="<p>Des ?</p>", answers=(HALF, Answer("Aussi", 0.5), Answer("Non", -0.5)), single=False
)
TRUE = TrueFalse(key="true", name="Vrai", text="<p>Vrai ?</p>", correct=True)
PAIRS = Match(
    key="pairs",
    name="Paires",
    text="<p>Reliez</p>",
    pairs=(Pair("<p>A</p>", "a"), Pair("<p>B</p>", "b")),
    distractors=("c",),
)
WORD = ShortAnswer(key="word", name="Mot", text="<p>Mot ?</p>", answers=(Answer("caisse*", 1.0), Answer("fonds", 0.5)))
FIGURE = Numerical(key="figure", name="Nombre", text="<p>Combien ?</p>", answers=(NumericalAnswer(2.5, 0.1),))
ORDER = Ordering(key="order", name="Ordre", text="<p>Rangez</p>", items=(OrderItem("Un"), OrderItem("Deux")))
GAPS = GapSelect(
    key="gaps", name="Trous", text="<p>Le [[1]] et la [[2]]</p>", choices=(Choice("chat"), Choice("souris"))
)
DRAG = DragIntoText(key="drag", name="Mots", text="<p>Le [[2]]</p>", choices=(DragText("chat"), DragText("chien")))
CLOZE = MultiAnswer(
    key="cloze",
    name="Texte",
    text="<p>{#1} {#2} {#3}</p>",
    parts=(word_gap(Answer("oui", 1.0)), choice_gap(YES, NO), number_gap(NumericalAnswer(4, 0))),
)
ESSAY = Essay(key="essay", name="Essai", text="<p>Racontez</p>")

GIVEN = [
    (ONE, {"": ["0"]}, 1.0),
    (ONE, {"": ["1"]}, 0.0),
    (ONE, {}, 0.0),
    (SOME, {"": ["0", "1"]}, 1.0),
    (SOME, {"": ["0", "1", "2"]}, 0.5),
    (SOME, {"": ["2"]}, 0.0),
    (SOME, {"": ["7", "x"]}, 0.0),
    (TRUE, {"": ["1"]}, 1.0),
    (TRUE, {"": ["0"]}, 0.0),
    (PAIRS, {"0": ["a"], "1": ["c"]}, 0.5),
    (PAIRS, {"0": ["a"], "1": ["b"]}, 1.0),
    (WORD, {"": [" Caisse nationale "]}, 1.0),
    (WORD, {"": ["fonds"]}, 0.5),
    (WORD, {"": ["banque"]}, 0.0),
    (FIGURE, {"": ["2,5"]}, 1.0),
    (FIGURE, {"": ["2.55"]}, 1.0),
    (FIGURE, {"": ["2.7"]}, 0.0),
    (FIGURE, {"": ["deux"]}, 0.0),
    (ORDER, {"0": ["1"], "1": ["2"]}, 1.0),
    (ORDER, {"0": ["2"], "1": ["1"]}, 0.0),
    (GAPS, {"0": ["chat"], "1": ["chat"]}, 0.5),
    (DRAG, {"0": ["chien"]}, 1.0),
    (CLOZE, {"0": ["OUI"], "1": ["0"], "2": ["4"]}, 1.0),
    (CLOZE, {"0": ["OUI"], "1": ["1"], "2": ["5"]}, pytest.approx(1 / 3)),
    (ESSAY, {"": ["Un texte"]}, None),
]


def course(*questions: Question, **changes: Any) -> Backup:
    rules = Completion(grade=True)
    quiz = Quiz(key="quiz", name="Test", questions=questions, grade=Grade(20), completion=rules, shuffle_answers=False)
    section = Section(key="s", activities=(replace(quiz, **changes),))
    return Backup(idnumber="QUIZ", fullname="Test", shortname="QUIZ", timestamp=TIMESTAMP, sections=(section,))


@pytest.fixture
def learning(trainer: Trainer) -> Learning:
    return Learning(trainer.sandbox)


@pytest.mark.parametrize(("question", "given", "worth"), GIVEN)
def test_an_answer_is_worth_what_moodle_gives(question: Question, given: dict[str, list[str]], worth: object) -> None:
    family = family_of(question)
    assert family is not None
    assert family.fraction(question, given) == worth


def test_a_test_is_answered_saved_and_marked(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(course(ONE, WORD, FIGURE)))
    quiz = learning.place("quiz")
    assert "Question 3" in learning.send(quiz)
    learning.send(quiz, **{"q0:": "0", "q1:": "caisse", "do": "save"})
    assert "Continuer la tentative" in learning.open("quiz")
    attempt = re.search(r"attempt=(\d+)", learning.open("quiz"))
    assert attempt is not None
    assert 'value="caisse"' in learning.get(f"{quiz}&attempt={attempt[1]}"), "what was saved is there"
    review = unescape(learning.send(quiz, **{"q0:": "0", "q1:": "banque", "q2:": "2,5", "do": "finish"}))
    assert "13,3 / 20" in review
    assert "Bien" in review and "à revoir" in review and "Réponse attendue" in review
    assert "1 sur 1 terminées" in learning.home()


def test_only_as_many_attempts_as_allowed(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(course(ONE, attempts=1)))
    quiz = learning.place("quiz")
    learning.send(quiz)
    learning.send(quiz, **{"q0:": "0", "do": "finish"})
    assert "Plus de tentative permise" in learning.open("quiz")
    assert "Question 1" not in learning.send(quiz)


def test_an_old_attempt_shows_the_old_question_and_a_new_one_the_new(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(course(ONE)))
    quiz = learning.place("quiz")
    learning.send(quiz)
    assert "Un ?" in learning.send(quiz, **{"q0:": "0", "do": "finish"})
    trainer.publish(prepared(course(replace(ONE, text="<p>Corrigé ?</p>"))))
    old = re.search(r"attempt=(\d+)", learning.open("quiz"))
    assert old is not None
    review = learning.get(f"{quiz}&attempt={old[1]}")
    assert "Un ?" in review and "le test a changé depuis" in review
    assert "Corrigé ?" in learning.send(quiz)
    [question] = trainer.inventory("QUIZ").questions
    assert (question.version, question.attempts) == (2, 1)


def test_every_simple_type_is_shown_with_fields(trainer: Trainer, learning: Learning) -> None:
    asked = (ONE, SOME, TRUE, PAIRS, WORD, FIGURE, ORDER, GAPS, DRAG, CLOZE, ESSAY)
    backup = course(*asked)
    trainer.publish(prepared_for(backup))
    page = learning.send(learning.place("quiz"))
    for place in range(len(asked)):
        assert f'name="q{place}:' in page, asked[place].qtype
    assert "[[" not in page and "{#" not in page
    assert "attendent la note" in learning.send(learning.place("quiz"), do="finish")


def test_a_test_that_was_taken_keeps_its_list_of_questions(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(course(ONE, TRUE)))
    quiz = learning.place("quiz")
    learning.send(quiz)
    learning.send(quiz, **{"q0:": "0", "do": "finish"})
    plan = trainer.publish(prepared(course(replace(ONE, text="<p>Corrigé ?</p>"), WORD)))
    assert "quizstructure" in next(change.kept for change in plan.changes if change.key == "quiz")
    page = learning.send(quiz)
    assert "Vrai ?" in page and "Mot ?" not in page
    [row] = trainer.sandbox.store.rows("SELECT content FROM job WHERE content LIKE '%quizstructure%'")
    assert '"action":"kept"' in row[0]
    assert not trainer.publish(prepared(course(replace(ONE, text="<p>Corrigé ?</p>"), WORD))).writes
