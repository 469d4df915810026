"""Courses that the platform would refuse, and their neighbours that it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from methodology.activities.assignment import Assignment
from methodology.activities.base import OnlineActivity
from methodology.activities.book import Book
from methodology.activities.database import Card, CardField, CardValue, Database
from methodology.activities.forum import Forum, ForumMode
from methodology.activities.glossary import Glossary
from methodology.activities.label import Label
from methodology.activities.page import Page
from methodology.activities.quiz import Quiz
from methodology.activities.url import Url
from methodology.activities.wiki import Wiki
from methodology.course import Course, MediaFile, Term
from methodology.evaluation import Assessment, Criterion, ItemType, Rubric, RubricLevel, SurveyItem
from methodology.findings import Where
from methodology.objectives import Objective
from methodology.questions import Choice, Pair, QuestionType
from methodology.values import Modality, Moment, Purpose
from tests.methodology.factory import (
    QUIZ,
    SURVEY,
    good_course,
    text,
    with_assessment,
    with_evaluation,
    with_identity,
    with_media,
    with_modules,
    with_question,
    with_sequence,
    with_session,
    with_step,
    with_survey,
)

HERE = Where("3-sequences.yaml", 7)


def doing(activity: OnlineActivity, instruction: str = "") -> Course:
    """The case study becomes that activity."""
    return with_step("cas", activity=replace(activity, where=HERE), instruction=instruction)


def renamed_step(key: str, modality: Modality = Modality.ONSITE) -> Course:
    """The opening page is called that."""
    (sequence,) = good_course().sequencing.sequences()
    first, *others = sequence.steps
    return with_sequence(steps=(replace(first, id=key, where=HERE), *others), modality=modality)


def assessed(*more: Assessment) -> Course:
    """More assessments than the one there is."""
    return with_evaluation(assessments=(*good_course().evaluation.assessments, *more))


def other(**changes: Any) -> Assessment:
    """A second assessment."""
    where = Where("5-evaluation.yaml", 9)
    return replace(Assessment(id="E2", title="Bilan", where=where), **changes)


def graded_with(*criteria: Criterion) -> Course:
    """The assessment is work handed in, graded with those criteria."""
    grid = Rubric(id="G1", title="Dossier", criteria=criteria, where=Where("5-evaluation.yaml", 30))
    course = with_assessment(steps=(), module="M1", activity=Assignment(rubric="G1"))
    return replace(course, evaluation=replace(course.evaluation, rubrics=(grid,)))


def criterion(*points: float, title: str = "Le calcul") -> Criterion:
    """A criterion with levels of those points."""
    levels = tuple(RubricLevel(points=value, descriptor=f"{value} erreurs") for value in points)
    return Criterion(id="K1", title=title, levels=levels)


def picture(path: str) -> Course:
    """A file of `medias/` that lies there on this machine."""
    where = Where("medias/a.png")
    return with_media(MediaFile(name="a.png", path=path, bytes=10, where=where))


def item(kind: ItemType, words: str = "Une question ?", *options: str, **changes: Any) -> Course:
    """The survey asks that."""
    made = SurveyItem(id="x", type=kind, text=words, options=options, where=Where("5-evaluation.yaml", 21))
    return with_survey(*SURVEY.items, replace(made, **changes))


def choices(right: int, wrong: int, kind: QuestionType = QuestionType.MULTIPLE) -> Course:
    """The question has so many right and wrong choices."""
    flags = (True,) * right + (False,) * wrong
    return with_question(type=kind, choices=tuple(Choice(text=f"Choix {n}", correct=c) for n, c in enumerate(flags)))


def pairs(*answers: str, distractors: tuple[str, ...] = ()) -> Course:
    """The question pairs things with those answers."""
    made = tuple(Pair(left=f"Pièce {n}", right=answer) for n, answer in enumerate(answers))
    return with_question(type=QuestionType.MATCH, choices=(), pairs=made, distractors=distractors)


def diagnostic(**changes: Any) -> Course:
    """The test that carries the assessment situates people."""
    course = with_step("test", activity=replace(QUIZ, purpose=Purpose.DIAGNOSTIC))
    return replace(course, evaluation=with_assessment(**changes).evaluation)


def titled(title: str) -> Course:
    """The module is called that."""
    (module,) = good_course().sequencing.modules
    return with_modules(replace(module, title=title))


CASE = CardField(name="Cas")
FIRST = Card(id="F1", values=(CardValue(field="Cas", values=("Un taux oublié",)),))
LONG = "Calculer " * 40
ASKED_TWICE = replace(QUIZ, questions=("Q1",))
SINGLE = Forum(mode=ForumMode.SINGLE)
OBJECTIVES = (Objective(id="O1", statement="Calculer " + "une pension " * 20),)

BROKEN = (
    ("PLA-01", assessed(other(id="S1", activity=Page(body=text("Texte."))))),
    ("PLA-01", assessed(other(id="exercices"))),
    ("PLA-01", renamed_step("seance")),
    ("PLA-01", with_sequence(id="accueil")),
    ("PLA-01", with_evaluation(surveys=(replace(SURVEY, id="S1"),))),
    ("PLA-02", doing(Url())),
    ("PLA-02", doing(Url(url="www.exemple.org"))),
    ("PLA-02", doing(Url(url="javascript:alert(1)"))),
    ("PLA-02", doing(Url(url="https://"))),
    ("PLA-02", doing(Url(url="file:///etc/passwd"))),
    ("PLA-02", doing(Url(url="https://[::1"))),
    ("PLA-03", with_step("test", activity=ASKED_TWICE)),
    ("PLA-04", doing(Assignment(maximum=12.5))),
    ("PLA-04", doing(Assignment(maximum=0))),
    ("PLA-04", doing(Assignment(maximum=101))),
    ("PLA-05", graded_with()),
    ("PLA-05", graded_with(criterion(1))),
    ("PLA-05", graded_with(criterion(2, 2))),
    ("PLA-05", graded_with(criterion(-1, 2))),
    ("PLA-05", graded_with(criterion(1, 2, title=" "))),
    ("PLA-06", assessed(other(steps=("S1/test",)))),
    ("PLA-07", diagnostic()),
    ("PLA-08", doing(SINGLE)),
    ("PLA-08", doing(Label(body=text("  ")))),
    ("PLA-08", doing(Book(), "Lisez.")),
    ("PLA-09", with_identity(date=date(202, 3, 1))),
    ("PLA-09", with_identity(date=date(2100, 1, 1))),
    ("PLA-09", with_session(start=None, end=date(2025, 1, 1))),
    ("PLA-10", picture(__file__)),
    ("PLA-11", with_identity(title="a" * 255)),
    ("PLA-11", with_identity(title=" ")),
    ("PLA-11", titled(LONG)),
    ("PLA-11", with_sequence(title=LONG)),
    ("PLA-11", with_step("cas", title="")),
    ("PLA-11", with_question(title=LONG)),
    ("PLA-11", assessed(other(title="a" * 252))),
    ("PLA-11", doing(Wiki(first_page=" "))),
    ("PLA-11", doing(Book(body=text(f"# {LONG}\n\nTexte.\n")))),
    ("PLA-12", item(ItemType.CHOICE)),
    ("PLA-12", item(ItemType.CHOICES, "Lesquels ?", "un seul")),
    ("PLA-12", item(ItemType.CHOICE, "Lequel ?", "oui|non", "peut-être")),
    ("PLA-12", item(ItemType.SCALE, "Combien ?", ">>>>> beaucoup", "peu")),
    ("PLA-12", item(ItemType.LONG_TEXT, " ")),
    ("PLA-12", item(ItemType.SHORT_TEXT, "a" * 256)),
    ("PLA-12", replace(item(ItemType.SCALE, "Je sais {objectif}", per_objective=True),
                       objectives=replace(good_course().objectives, objectives=OBJECTIVES))),
    ("PLA-12", with_survey(*item(ItemType.SCALE, "Je sais {objectif}", per_objective=True).evaluation.surveys[0].items,
                           SurveyItem(id="x-O1", type=ItemType.SHORT_TEXT, text="Pourquoi ?"))),
    ("PLA-12", with_survey(SurveyItem(id="x", type=ItemType.INFORMATION, text="Merci."))),
    ("PLA-13", choices(11, 2)),
    ("PLA-13", choices(2, 11)),
    ("PLA-13", choices(1, 0, QuestionType.SINGLE)),
    ("PLA-13", with_question(text=" ")),
    ("PLA-13", with_question(text="<!-- à écrire -->")),
    ("PLA-13", with_question(choices=(Choice(text="Oui", correct=True), Choice(text=" ")))),
    ("PLA-13", with_question(choices=(Choice(text="Oui", correct=True, percent=37.0), Choice(text="Non")))),
    ("PLA-13", with_question(choices=(Choice(text="Oui", correct=True, percent=50.0), Choice(text="Non")))),
    ("PLA-13", pairs("oui", "non")),
    ("PLA-13", pairs("oui", "non", " ")),
    ("PLA-13", pairs("oui", "non", "a" * 256)),
    ("PLA-13", with_question(type=QuestionType.SHORT_ANSWER, choices=(), accepted=("",))),
    ("PLA-13", with_question(type=QuestionType.NUMERICAL, choices=(), number=3.0, unit="a" * 51)),
    ("PLA-14", doing(Glossary(terms=(Term(term="Taux"),)))),
    ("PLA-14", doing(Glossary(terms=(Term(term="Taux", definition="a"), Term(term="TAUX ", definition="b"))))),
    ("PLA-14", doing(Glossary(terms=(Term(term="Taux", definition="Une part."),), additions=1))),
    ("PLA-15", doing(Database())),
    ("PLA-15", doing(Database(fields=(CASE, CardField(name="cas "))))),
    ("PLA-15", doing(Database(fields=(CASE,), cards=(FIRST, replace(FIRST, id="F2"))))),
)  # fmt: skip

SOUND = (
    ("PLA-01", assessed(other(id="S1"))),
    ("PLA-01", renamed_step("seance", Modality.ASYNCHRONOUS)),
    ("PLA-01", with_step("cas", id="seance")),
    ("PLA-01", with_evaluation(surveys=(replace(SURVEY, id="S1", moment=Moment.BEFORE),))),
    ("PLA-02", doing(Url(url="https://exemple.org/page?x=1#y"))),
    ("PLA-02", doing(Url(url="mailto:aide@exemple.org"))),
    ("PLA-03", with_step("test", activity=Quiz(questions=("Q1",)))),
    ("PLA-04", doing(Assignment(maximum=100))),
    ("PLA-05", graded_with(criterion(0, 1, 2))),
    ("PLA-06", assessed(other(steps=("S1/ouverture",)))),
    ("PLA-07", diagnostic(weight_percent=0)),
    ("PLA-07", diagnostic(activity=Assignment())),
    ("PLA-08", doing(SINGLE, "Qu'en pensez-vous ?")),
    ("PLA-08", doing(Forum())),
    ("PLA-08", doing(Wiki())),
    ("PLA-09", with_session(start=date(2026, 1, 5), end=None)),
    ("PLA-10", picture("/nulle/part/a.png")),
    ("PLA-11", with_identity(title="a" * 254)),
    ("PLA-11", titled("a" * 249)),
    ("PLA-12", item(ItemType.CHOICE, "Lequel ?", "oui", "non")),
    ("PLA-12", item(ItemType.INFORMATION, "a" * 300)),
    ("PLA-12", item(ItemType.SCALE, "Je sais {objectif}", per_objective=True)),
    ("PLA-13", choices(10, 10)),
    ("PLA-13", choices(7, 9)),
    ("PLA-13", choices(1, 7, QuestionType.SINGLE)),
    ("PLA-13", pairs("oui", "non", distractors=("peut-être",))),
    ("PLA-14", doing(Glossary(terms=(Term(term="Taux", definition="a"), Term(term="Taux plein", definition="b"))))),
    ("PLA-14", with_identity(glossary=(Term(term="Taux"),))),
    ("PLA-14", doing(Glossary(open=True, additions=3))),
    ("PLA-15", doing(Database(fields=(CASE,), cards=(FIRST,)))),
)  # fmt: skip
