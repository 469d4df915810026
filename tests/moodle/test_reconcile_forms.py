"""Forms by which work is marked, and pages of lessons: rebuilt while nobody has used them."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.feedback import Feedback, MultipleChoice, ShortText
from moodle_backups.activities.feedback_items import DependsOn, LongText, Number, PageBreak, RatedChoice, Text
from moodle_backups.activities.lesson import Dependency, Lesson
from moodle_backups.activities.lesson_pages import (
    Button,
    Cluster,
    ContentPage,
    EndOfBranch,
    EndOfCluster,
    EssayPage,
    LessonAnswer,
    LessonPair,
    MatchingPage,
    NumericalPage,
    ShortAnswerPage,
)
from moodle_backups.activities.workshop import Workshop
from moodle_backups.activities.workshop_forms import (
    Accumulative,
    Aspect,
    Assertion,
    CommentAspect,
    Comments,
    ErrorGrade,
    NumberOfErrors,
    WorkshopCriterion,
    WorkshopForm,
    WorkshopLevel,
    WorkshopRubric,
)
from moodle_backups.grading import Criterion, GuideComment, GuideCriterion, Level, MarkingGuide, Rubric

from .site import Site
from .test_reconcile_questions import Quizzes, on

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_JUMPS = (
    "SELECT p.title AS page, t.title AS leads FROM {lesson_answers} a JOIN {lesson_pages} p ON p.id = a.pageid "
    "JOIN {lesson_pages} t ON t.id = a.jumpto AND t.lessonid = p.lessonid JOIN {lesson} l ON l.id = p.lessonid "
    "WHERE l.course = "
)
_DATE = 1_780_000_000


def _guide(*points: float) -> MarkingGuide:
    criteria = tuple(GuideCriterion(f"Critère {n}", mark, f"Décrit {mark}") for n, mark in enumerate(points))
    return MarkingGuide(name="Guide", criteria=criteria, comments=tuple(GuideComment(f"Note {one}") for one in points))


def _rubric(*names: str) -> Rubric:
    levels = tuple(Level(2 * n, f"Niveau {n}") for n in range(len(names)))
    return Rubric(name="Grille", criteria=tuple(Criterion(name, levels) for name in names))


def _workshop(key: str, form: WorkshopForm) -> Workshop:
    return Workshop(key=key, name=key, form=form)


def _levels(*texts: str) -> tuple[WorkshopLevel, ...]:
    return tuple(WorkshopLevel(3 * n, text) for n, text in enumerate(texts))


def _left(*percents: float) -> tuple[ErrorGrade, ...]:
    return tuple(ErrorGrade(errors, percent) for errors, percent in enumerate(percents, 1))


def _lesson(*last: str) -> Lesson:
    return Lesson(
        key="lesson",
        name="Leçon",
        depends_on=Dependency("before"),
        pages=(
            ContentPage(key="b", title="Carrefour", buttons=tuple(Button(text, "m") for text in ("Ici", *last))),
            MatchingPage(key="m", title="Paires", pairs=(LessonPair("Un", "1"), LessonPair("Deux", "2"))),
            EndOfBranch(key="e"),
            Cluster(key="c"),
            NumericalPage(key="n", title="Nombre", answers=(LessonAnswer("3:4"), LessonAnswer("5", "b"))),
            ShortAnswerPage(key="s", title="Mot", answers=tuple(LessonAnswer(text) for text in ("oui", *last))),
            EndOfCluster(key="ec"),
            EssayPage(key="x", title="Texte libre", content=f"<p>{last}</p>"),
        ),
    )


def _feedback(*more: str) -> Feedback:
    choice = MultipleChoice(key="one", name="Utile ?", options=("oui", "non"))
    return Feedback(
        key="feedback",
        name="Avis",
        items=(
            choice,
            PageBreak(key="p1"),
            *(ShortText(key=f"why{n}", name=text, depends_on=DependsOn("one", "non")) for n, text in enumerate(more)),
            Text(key="t", text=f"<p>Merci {more}</p>"),
            RatedChoice(key="r", name="Note", options=((1, "bas"), (2, "haut"))),
            Number(key="n", name="Âge", minimum=len(more)),
            LongText(key="l", name="Suite"),
        ),
    )


def _before() -> tuple[Activity, ...]:
    return (
        Assign(key="guided", name="Guidé", guide=_guide(10, 20)),
        Assign(key="gridded", name="Grille", rubric=_rubric("A", "B")),
        Assign(key="plain", name="Sans"),
        _workshop(
            "counted", NumberOfErrors((Assertion("<p>Juste</p>"), Assertion("<p>Net</p>")), (ErrorGrade(1, 50),))
        ),
        _workshop("levelled", WorkshopRubric((WorkshopCriterion("<p>A</p>", _levels("bas", "haut")),))),
        _workshop("commented", Comments((CommentAspect("<p>Un</p>"),))),
        _workshop("other", Comments((CommentAspect("<p>Un</p>"),))),
        Lesson(key="before", name="Avant", pages=(ContentPage(key="a", title="Seule"),)),
        _lesson("là"),
        _feedback("Pourquoi ?"),
    )


def _after() -> tuple[Activity, ...]:
    return (
        Assign(key="guided", name="Guidé", guide=_guide(10, 25, 5)),
        Assign(key="gridded", name="Grille", rubric=_rubric("C", "B", "A")),
        Assign(key="plain", name="Sans", guide=_guide(100)),
        _workshop(
            "counted", NumberOfErrors((Assertion("<p>Net</p>", weight=2),), (ErrorGrade(1, 60), ErrorGrade(2, 0)))
        ),
        _workshop(
            "levelled",
            WorkshopRubric(
                (
                    WorkshopCriterion("<p>B</p>", _levels("a", "b", "c")),
                    WorkshopCriterion("<p>C</p>", _levels("d", "e")),
                )
            ),
        ),
        _workshop("commented", Comments((CommentAspect("<p>Deux</p>"), CommentAspect("<p>Trois</p>")))),
        _workshop("other", Accumulative((Aspect("<p>Quatre</p>", 5, 2),))),
        Lesson(key="before", name="Avant", pages=(ContentPage(key="a", title="Seule", content="<p>Là</p>"),)),
        _lesson("là-bas", "nulle part"),
        _feedback("Pourquoi ?", "Et encore ?"),
    )


def _course(activities: tuple[Activity, ...]) -> Backup:
    section = Section(key="s0", name="Faire", activities=activities)
    return Backup(idnumber="FORMS", fullname="Formes", shortname="FORMS", timestamp=_DATE, sections=(section,))


def test_unused_forms_pages_and_items_become_those_of_the_package(site: Site, tmp_path: Path) -> None:
    first, second = _course(_before()), _course(_after())
    course = on(site, first, tmp_path)
    assert course.publish(first) == []
    done = course.publish(second)
    assert {one["key"] for one in done} == {one.key for one in _after()}
    assert {(one["action"], one["code"]) for one in done} == {("updated", "")}
    assert _read_back(course, second) == []
    assert {(row["page"], row["leads"]) for row in site.query(f"{_JUMPS}{course.course}")} == {
        ("Carrefour", "Paires"),
        ("Nombre", "Carrefour"),
    }
    assert course.publish(second) == []
    course.publish(first)
    assert _read_back(course, first) == []


def _read_back(course: Quizzes, wanted: Backup) -> list[str]:
    # Pages of a lesson have nothing but ids.
    return [one for one in course.read_back(wanted) if ".jump'" not in one]
