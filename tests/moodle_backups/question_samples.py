"""A question of every type with its own settings, and quizzes that show them, draw from them and share them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from rich_quiz import BLUE, COMBINED, DATE, RED, SHOW_BLUE, questions

from moodle_backups import Backup, File, Section
from moodle_backups.activities.page import Page
from moodle_backups.activities.qbank import QBank
from moodle_backups.activities.quiz import (
    Behaviour,
    Quiz,
    QuizGradeItem,
    QuizSection,
    RandomSlot,
    Slot,
    UserPicture,
)
from moodle_backups.gradebook import Grade
from moodle_backups.questions.bank import QuestionBank, QuestionCategory
from moodle_backups.questions.base import Answer, Hint, Question, QuestionStatus
from moodle_backups.questions.calculated import Calculated, CalculatedAnswer, Precision, Synchronize, Tolerance
from moodle_backups.questions.calculatedmulti import CalculatedMulti
from moodle_backups.questions.calculatedsimple import CalculatedSimple
from moodle_backups.questions.datasets import Dataset, Distribution
from moodle_backups.questions.ddimageortext import DragItem, DragOntoImage, DropZone
from moodle_backups.questions.ddmarker import DragMarkers, Marker, MarkerArea, Shape
from moodle_backups.questions.ddwtos import DragIntoText, DragText
from moodle_backups.questions.gapselect import Choice, GapSelect
from moodle_backups.questions.multianswer import MultiAnswer, choice_gap, number_gap, word_gap
from moodle_backups.questions.multichoice import Layout
from moodle_backups.questions.numerical import NumericalAnswer
from moodle_backups.questions.ordering import Direction, OrderGrading, Ordering, OrderItem, Selection
from moodle_backups.questions.randomsamatch import RandomMatch
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.questions.units import Unit, UnitInput

CARDS = (
    Dataset("a", (2.5, 3.5, 4.0), minimum=1, maximum=10, decimals=1),
    Dataset("b", (4.5, 5.5, 1e-05), minimum=0.5, maximum=20, decimals=2, distribution=Distribution.LOGUNIFORM),
)


def gap_questions() -> tuple[Question, ...]:
    """Words chosen and dragged into a text, and questions inside a text."""
    return (
        GapSelect(
            key="t-gap",
            name="Listes",
            text=f"<p>Le [[1]] mange la [[2]]. {SHOW_BLUE}</p>",
            choices=(Choice("chat"), Choice("souris", 2), Choice("chien & co"), Choice("vache", 2)),
            files=(BLUE,),
            feedback=COMBINED,
            hints=(Hint("<p>Miaou.</p>", True, True),),
            shuffle=False,
        ),
        DragIntoText(
            key="t-words",
            name="Mots à glisser",
            text="<p>[[1]] et [[1]] font [[2]].</p>",
            choices=(DragText("un", unlimited=True), DragText("<b>deux</b>", 2), DragText("trois", 2)),
            feedback=COMBINED,
        ),
        MultiAnswer(
            key="t-cloze",
            name="Texte à trous",
            text=f"<p>{{#1}} est la capitale, {{#2}} la monnaie, {{#3}} km, {{#4}} la côte. {SHOW_BLUE}</p>",
            files=(BLUE,),
            parts=(
                word_gap(Answer("Lomé", 1.0, "<p>Oui # } ~ \\</p>"), Answer("*", 0.0, "Non"), mark=2),
                choice_gap(Answer("Franc CFA & co", 1.0), Answer("=Euro~}#", 0.0, "Hors zone"), shuffle=True),
                number_gap(NumericalAnswer(56.5, 0.5), NumericalAnswer(50, 10, 0.5, "Presque")),
                choice_gap(
                    Answer("sable", 0.5),
                    Answer("mer", 0.5),
                    Answer("neige", -1.0),
                    single=False,
                    layout=Layout.HORIZONTAL,
                ),
            ),
        ),
    )


def picture_questions() -> tuple[Question, ...]:
    """Things dragged onto a picture."""
    return (
        DragOntoImage(
            key="t-image",
            name="Légendes",
            text="<p>Placez.</p>",
            background=File("fond.png", BLUE.content),
            items=(
                DragItem("un"),
                DragItem("image", File("item.png", RED.content)),
                DragItem("leurre", group=2, unlimited=True),
            ),
            zones=(DropZone(1, 2, 1, "haut"), DropZone(3, 4, 2)),
            feedback=COMBINED,
        ),
        DragMarkers(
            key="t-marker",
            name="Repères",
            text="<p>Marquez.</p>",
            background=File("fond.png", BLUE.content),
            markers=(Marker("A", times=2), Marker("B", unlimited=True), Marker("C")),
            areas=(
                MarkerArea(Shape.CIRCLE, "10,10;5", 1),
                MarkerArea(Shape.RECTANGLE, "1,1;4,5", 2),
                MarkerArea(Shape.POLYGON, "1,1;9,1;5,9", 1),
            ),
            show_misplaced=True,
            feedback=COMBINED,
        ),
    )


def calculated_questions(category: str = "") -> tuple[Question, ...]:
    """Formulas with wild cards."""
    shared = tuple(
        Dataset(c.name, c.values, c.minimum, c.maximum, c.decimals, c.distribution, shared=True) for c in CARDS
    )
    return (
        CalculatedSimple(
            key="t-simple",
            name="Calcul simple",
            text="<p>{a} + {b} ?</p>",
            answers=(
                CalculatedAnswer("{a}+{b}", feedback="<p>Bien</p>"),
                CalculatedAnswer("{a}", 0.5, 1, Tolerance.NOMINAL),
            ),
            datasets=CARDS,
            units=(Unit("m"), Unit("cm", 100)),
            unit_input=UnitInput.SELECT,
        ),
        Calculated(
            key="t-calculated",
            name="Calcul",
            text="<p>{a} x {b} ?</p>",
            category=category,
            answers=(CalculatedAnswer("{a}*{b}", 1.0, 0.001, Tolerance.GEOMETRIC, 4, Precision.SIGNIFICANT),),
            datasets=shared,
            synchronize=Synchronize.YES,
        ),
        CalculatedMulti(
            key="t-choice",
            name="Calcul à choix",
            text="<p>{a} - {b} ?</p>",
            answers=(CalculatedAnswer("<p>{={a}-{b}}</p>"), CalculatedAnswer("<p>{={b}-{a}}</p>", 0.0)),
            datasets=CARDS,
            numbering="123",
            feedback=COMBINED,
        ),
    )


def pool() -> tuple[Question, ...]:
    """Questions that others are made of, and one with a past."""
    return (
        RandomMatch(
            key="t-random", name="Au hasard", text="<p>Associez.</p>", category="sub", choose=2, feedback=COMBINED
        ),
        *(
            ShortAnswer(
                key=f"t-pair-{n}",
                name=f"Paire {n}",
                text=f"<p>Question {n}</p>",
                answers=(Answer(f"r{n}", 1.0),),
                category="sub",
                tags=("tiré", "facile") if n < 3 else ("tiré",),
            )
            for n in range(1, 5)
        ),
        TrueFalse(
            key="t-old",
            name="Révisée",
            text="<p>Version 3</p>",
            correct=False,
            versions=(
                TrueFalse(key="", name="Première", text="<p>Version 1</p>", correct=True, status=QuestionStatus.HIDDEN),
                TrueFalse(key="", name="Deuxième", text=f"<p>Version 2 {SHOW_BLUE}</p>", correct=True, files=(BLUE,)),
            ),
        ),
    )


def ordering() -> Ordering:
    """Known from Moodle 4.4 on."""
    return Ordering(
        key="t-order",
        name="Ordre",
        text="<p>Rangez.</p>",
        items=(OrderItem("<p>un</p>"), OrderItem(f"<p>deux {SHOW_BLUE}</p>"), OrderItem("<p>trois</p>")),
        files=(BLUE,),
        direction=Direction.HORIZONTAL,
        selection=Selection.CONTIGUOUS,
        select_count=3,
        grading=OrderGrading.RELATIVE_TO_CORRECT,
        show_grading=False,
        numbering="iii",
        feedback=COMBINED,
    )


def every_question() -> tuple[Question, ...]:
    """One of each type that every release has."""
    return (*questions(), *gap_questions(), *picture_questions(), *calculated_questions(), *pool())


def types_quiz(*more: Question, hidden: tuple[str, ...] = ()) -> Quiz:
    """A quiz that shows one question of each type but the ``hidden`` ones, which stay in its bank."""
    every = (*every_question(), *more)
    shown = [
        q
        for q in every
        if not q.category.startswith("Vivier") and not q.key.startswith("t-pair") and q.qtype not in hidden
    ]
    return Quiz(
        key="types",
        name="Tous les types",
        questions=every,
        categories=(
            QuestionCategory(key="main", name="Principale", info="<p>Le vivier</p>", idnumber="cat-main"),
            QuestionCategory(key="sub", name="Sous-catégorie", parent="main"),
            QuestionCategory(key="empty", name="Vide", parent="sub"),
        ),
        slots=(
            *(Slot(question.key, version=2 if question.key == "t-old" else None) for question in shown),
            RandomSlot("main", 2.0, subcategories=True, display_number="T1", grade_item="g"),
            RandomSlot("Vivier"),
        ),
        sections=(QuizSection(1, "Début"), QuizSection(5, "Suite", shuffle=True)),
        grade_items=(QuizGradeItem("g", "Tirage"),),
        grade=Grade(maximum=20, to_pass=10),
        behaviour=Behaviour.DEFERRED,
        questions_per_page=0,
        question_decimals=3,
        subnet="127.0.0.1",
        browser_security="-",
        user_picture=UserPicture.SMALL,
        allow_offline_attempts=False,
    )


def types_backup(*, ordering_too: bool = False, banks: bool = False, hidden: tuple[str, ...] = ()) -> Backup:
    """A course with the quiz of every type; ``banks``: and a bank of the course from which another quiz takes."""
    more = (ordering(),) if ordering_too else ()
    page = Page(key="page-1", name="Page", content="<p>Lisez.</p>")
    shared = QuestionBank(
        categories=(QuestionCategory(key="course-bank", name="Banque du cours"),),
        questions=(
            TrueFalse(key="b-one", name="Un", text="<p>Un</p>", correct=True, category="course-bank", tags=("commun",)),
            TrueFalse(
                key="b-two",
                name="Deux",
                text=f"<p>Deux {SHOW_BLUE}</p>",
                correct=True,
                category="course-bank",
                files=(BLUE,),
            ),
        ),
    )
    borrowing = Quiz(
        key="borrowing",
        name="Emprunts",
        questions=(),
        slots=(Slot("b-two", 1.0, page=3), RandomSlot("course-bank"), Slot("t-gap")),
    )
    return Backup(
        idnumber="TYPES",
        fullname="Types de questions",
        shortname="TYPES",
        timestamp=DATE,
        sections=(
            Section(key="s0", activities=(page, types_quiz(*more, hidden=hidden), *((borrowing,) if banks else ()))),
        ),
        banks=(shared,) if banks else (),
    )


def bank_backup() -> Backup:
    """A course whose questions lie in a bank of their own: Moodle 5.0 and later."""
    bank = QBank(
        key="bank",
        name="Banque",
        intro=f"<p>Commune {SHOW_BLUE}</p>",
        files=(BLUE,),
        categories=(QuestionCategory(key="c", name="Catégorie"),),
        questions=(
            TrueFalse(key="b-one", name="Un", text=f"<p>Un {SHOW_BLUE}</p>", correct=True, category="c", files=(BLUE,)),
            TrueFalse(key="b-two", name="Deux", text="<p>Deux</p>", correct=True, category="c", tags=("commun",)),
            gap_questions()[0],
        ),
    )
    quiz = Quiz(
        key="quiz",
        name="Quiz",
        questions=(),
        slots=(Slot("b-one"), Slot("t-gap"), RandomSlot("c", tags=("commun",))),
    )
    return Backup(
        idnumber="BANK",
        fullname="Banque commune",
        shortname="BANK",
        timestamp=DATE,
        sections=(Section(key="s0", activities=(bank, quiz)),),
    )


def bare(value: Any) -> Any:
    """A value as comparable data, without what it kept, the numbers of its ids and the contents of its files."""
    if isinstance(value, tuple):
        return [bare(one) for one in value]
    if is_dataclass(value):
        if type(value).__name__ == "File":
            return value.name
        own = {f.name: bare(getattr(value, f.name)) for f in fields(value) if f.name != "kept"}
        return {"": type(value).__name__} | own
    return round(value, 6) if isinstance(value, float) else value
