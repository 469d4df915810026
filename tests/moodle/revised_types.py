"""A course with an activity of every type, once as it was first published and once corrected in every place."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from moodle_backups import Backup, File, Section
from moodle_backups.activities.assign import Assign, OnlineText
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.data import Data
from moodle_backups.activities.data_fields import DataField, FieldKind
from moodle_backups.activities.feedback import Feedback, MultipleChoice, ShortText
from moodle_backups.activities.forum import Forum, ForumType
from moodle_backups.activities.glossary import Glossary, GlossaryCategory
from moodle_backups.activities.lesson import Lesson
from moodle_backups.activities.lesson_pages import (
    Button,
    ContentPage,
    Jump,
    LessonAnswer,
    MultiChoicePage,
    TrueFalsePage,
)
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import AttemptGrade, FeedbackBand, Quiz, QuizSection, RandomSlot, Slot
from moodle_backups.activities.scorm import Scorm
from moodle_backups.activities.workshop import Phase, Workshop
from moodle_backups.activities.workshop_forms import Accumulative, Aspect
from moodle_backups.badges import ActivitiesDone, Badge, ByDate
from moodle_backups.blocks import HtmlBlock
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory
from moodle_backups.grading import Criterion, Level, Rubric
from moodle_backups.groups import Group
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.subsections import every_activity
from moodle_backups.versions import ACTIVITY_TYPES, Span, Target

from .type_matrix import BLUE, DATE, INTRO, SHOW_BLUE, h5p_zip, resources, tasks, zipped

NEW = "<p>Corrigé dans la deuxième version</p>"
PACKAGE = """<manifest identifier="M" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
<schemaversion>1.2</schemaversion></metadata><organizations default="O"><organization identifier="O">
<title>Parcours</title>{items}</organization></organizations>
<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="un.html"/></resources></manifest>"""
_ITEM = '<item identifier="{key}" identifierref="R"><title>Leçon {key}</title></item>'
_BLUE_BYTES = BLUE.content if isinstance(BLUE.content, bytes) else b""
_RED_SQUARE = File("rouge.png", _BLUE_BYTES + b"\n")


def scorm_package(*items: str, text: str = "SCO") -> File:
    """A SCORM 1.2 package with these items."""
    manifest = PACKAGE.format(items="".join(_ITEM.format(key=key) for key in items))
    return File("paquet.zip", zipped({"imsmanifest.xml": manifest, "un.html": f"<h1>{text}</h1>"}))


def _true(key: str, text: str, *, category: str = "", correct: bool = True) -> TrueFalse:
    return TrueFalse(
        key=key, name=key, text=f"<p>{text} {SHOW_BLUE}</p>", correct=correct, files=(BLUE,), category=category
    )


def _options(*texts: str) -> tuple[ChoiceOption, ...]:
    return tuple(ChoiceOption(text=text) for text in texts)


def _number(tolerance: float = 0.5) -> Numerical:
    return Numerical(key="q-num", name="q-num", text="<p>Pi ?</p>", answers=(NumericalAnswer(3.14, tolerance),))


def _lesson_pages(wording: str = "") -> tuple[Any, ...]:
    return (
        ContentPage(
            key="l1", title="Départ", content=f"<p>Lisez {wording}{SHOW_BLUE}</p>", buttons=(Button("Continuer"),)
        ),
        TrueFalsePage(
            key="l2",
            title="Question",
            content=f"<p>Vrai ? {wording}</p>",
            answers=(LessonAnswer("Vrai", Jump.NEXT, 1), LessonAnswer("Faux", "l1", 0)),
        ),
        MultiChoicePage(
            key="l3",
            title="Choix",
            content=f"<p>Lequel ? {wording}</p>",
            answers=(LessonAnswer("Le premier", Jump.END, 1), LessonAnswer("Le second", "l2", 0)),
        ),
    )


def _rubric(word: str = "Clair") -> Rubric:
    levels = (Level(0, "Non"), Level(5, f"{word} et juste"))
    return Rubric(name="Grille", criteria=(Criterion("Clarté du texte", levels), Criterion("Orthographe", levels)))


def _richer() -> tuple[Activity, ...]:
    """What replaces the plain activity of the matrix with the same key, or comes beside it."""
    return (
        Book(
            key="book",
            name="Livre",
            chapters=(
                Chapter(key="c1", title="Un", content='<p>Chapitre un, <a href="activity:book#c2">suite</a></p>'),
                Chapter(key="c2", title="Deux", content=f"<p>Chapitre deux {SHOW_BLUE}</p>"),
                Chapter(key="c3", title="Trois", content="<p>Chapitre trois</p>", subchapter=True),
            ),
            files=(BLUE,),
            completion=Completion(view=True),
        ),
        Assign(
            key="assign",
            name="Devoir",
            intro=INTRO,
            files=(BLUE,),
            online_text=OnlineText(),
            upload=None,
            rubric=_rubric(),
            grade=Grade(maximum=100, category="travaux"),
        ),
        Quiz(
            key="quiz",
            name="Quiz",
            intro=INTRO,
            files=(BLUE,),
            questions=(
                _true("q-1", "La terre est ronde"),
                _number(),
                _true("p-1", "Vivier un", category="Vivier"),
                _true("p-2", "Vivier deux", category="Vivier"),
            ),
            slots=(Slot("q-1"), Slot("q-num", 2.0), RandomSlot("Vivier")),
            sections=(QuizSection(1, "Début"),),
            feedback=(FeedbackBand(50, "<p>Bien</p>"), FeedbackBand(0, "<p>Encore</p>")),
            grade=Grade(maximum=10, to_pass=5),
            completion=Completion(grade=True),
        ),
        Quiz(key="free", name="Quiz sans tentative", questions=(_true("f-1", "Un"), _true("f-2", "Deux"))),
        Forum(key="single", name="Discussion", type=ForumType.SINGLE, intro="<p>De quoi parler ?</p>"),
        Feedback(
            key="feedback",
            name="Avis",
            items=(
                MultipleChoice(key="one", name="Utile ?", options=("oui", "non"), required=True),
                ShortText(key="s", name="Fonction"),
                ShortText(key="old", name="Ancienne question"),
            ),
        ),
        Choice(key="choice", name="Sondage", options=_options("Lundi", "Mardi", "Mercredi")),
        Glossary(key="glossary", name="Glossaire", categories=(GlossaryCategory(name="A"), GlossaryCategory(name="B"))),
        Data(
            key="data",
            name="Base",
            fields_of_records=(
                DataField(kind=FieldKind.TEXT, name="Titre"),
                DataField(kind=FieldKind.TEXT, name="Note", description="<p>Avant</p>"),
            ),
        ),
        Lesson(key="lesson", name="Leçon", pages=_lesson_pages(), files=(BLUE,)),
        Workshop(
            key="workshop",
            name="Atelier",
            form=Accumulative((Aspect("<p>Clarté du texte</p>"), Aspect("<p>Exactitude des faits</p>"))),
            phase=Phase.SUBMISSION,
        ),
        Scorm(key="scorm", name="SCORM", package=scorm_package("A", "B")),
    )


def first(target: Target, site: str) -> Backup:
    """The course as first published."""
    plain = {one.key: one for one in (*resources(), *tasks(site))} | {one.key: one for one in _richer()}
    # Learners have marks in these, which the plain ones do not give.
    plain |= {key: replace(plain[key], grade=Grade(maximum=100)) for key in ("h5pactivity", "lti")}
    every = tuple(one for one in plain.values() if target.takes(ACTIVITY_TYPES.get(one.modname, Span())))
    reading = {one.key for one in resources()}
    return Backup(
        idnumber="REVISED",
        fullname="Tous les types, corrigés",
        shortname="REVISED",
        timestamp=DATE,
        sections=(
            Section(key="s0", name="Lire", activities=tuple(one for one in every if one.key in reading)),
            Section(key="s1", name="Faire", activities=tuple(one for one in every if one.key not in reading)),
        ),
        gradebook=Gradebook(categories=(GradeCategory(key="travaux", name="Travaux"),)),
        completion=CourseCompletion(activities=("quiz", "page")),
        groups=(Group(key="G1", name="Groupe un"),),
        blocks=(HtmlBlock(title="À savoir", content="<p>Avant</p>"),),
        badges=(_badge("Premier", "book"),),
    )


def _badge(name: str, activity: str) -> Badge:
    done = ActivitiesDone(activities=(ByDate(activity),))
    return Badge(key=name.lower(), name=name, description=f"Insigne {name}", image=BLUE, criteria=(done,))


def second(course: Backup) -> Backup:
    """The course corrected: every activity has something new, one is gone, one has come."""
    sections = [replace(one, activities=tuple(map(_corrected, one.activities))) for one in course.sections]
    added = Page(
        key="added",
        name="Page ajoutée",
        content='<p>Voir <a href="activity:quiz">le quiz</a></p>',
        completion=Completion(view=True),
    )
    sections[0] = replace(sections[0], activities=(added, *sections[0].activities), summary="<p>Résumé</p>")
    travaux = GradeCategory(key="travaux", name="Travaux")
    return replace(
        course,
        sections=tuple(sections),
        gradebook=Gradebook(categories=(travaux, GradeCategory(key="tests", name="Épreuves", to_pass=3))),
        completion=CourseCompletion(activities=("quiz", "added")),
        groups=(*course.groups, Group(key="G2", name="Groupe deux")),
        blocks=(HtmlBlock(title="À savoir", content="<p>Après</p>"), HtmlBlock(title="Nouveau", content="<p>Bloc</p>")),
        badges=(*course.badges, _badge("Second", "quiz")),
    )


def _corrected(one: Activity) -> Activity:
    change = _CHANGES.get(one.key)
    return change(one) if change else replace(one, intro=one.intro + NEW)


def _changed(**values: Any) -> Callable[[Any], Any]:
    return lambda one: replace(one, **values)


def _other_phrase() -> bytes:
    """The H5P package of the matrix with another sentence."""
    with zipfile.ZipFile(io.BytesIO(h5p_zip())) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["content/content.json"] = json.dumps({"phrase": "Phrase corrigée"})
    return zipped(members)


def _new_name(one: Any) -> Any:
    return replace(one, name=one.name + " (corrigé)")


_CHANGES: dict[str, Callable[[Any], Any]] = {
    "page": _changed(content=f'{NEW}{SHOW_BLUE}<img src="file:rouge.png" alt="rouge">', files=(BLUE, _RED_SQUARE)),
    "book": lambda one: replace(
        one,
        chapters=(
            replace(one.chapters[0], content='<p>Corrigé, <a href="activity:book#c4">quatre</a></p>'),
            Chapter(key="c4", title="Quatre", content=NEW),
            one.chapters[1],
        ),
    ),
    "resource": _changed(main=File("fiche.txt", b"Fiche corrigee")),
    "folder": _changed(content=(File("a/b.txt", b"Autre"), File("c.txt", b"C"))),
    "url": _changed(url="https://example.org/autre"),
    "imscp": _changed(
        package=File(
            "ims.zip",
            zipped(
                {
                    "imsmanifest.xml": '<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">'
                    '<organizations default="O"><organization identifier="O"><item identifier="A" identifierref="R">'
                    "<title>Autre titre</title></item></organization></organizations><resources>"
                    '<resource identifier="R" type="webcontent" href="un.html"/></resources></manifest>',
                    "un.html": "<p>Page corrigée</p>",
                }
            ),
        )
    ),
    "subsection": lambda one: replace(
        one,
        name=one.name + " (corrigé)",
        activities=tuple(replace(inner, content=NEW) for inner in one.activities),
    ),
    "qbank": lambda one: replace(
        one, questions=(replace(one.questions[0], text=NEW + SHOW_BLUE), _true("q-more", "Encore"))
    ),
    "assign": _changed(
        intro=NEW + SHOW_BLUE, rubric=_rubric("Très clair"), grade=Grade(maximum=50, category="travaux")
    ),
    "quiz": lambda one: replace(
        one,
        intro=NEW + SHOW_BLUE,
        questions=(
            replace(_true("q-1", "La terre est un peu aplatie"), general_feedback="<p>Voir</p>"),
            _number(0.1),
            _true("p-1", "Vivier un, corrigé", category="Vivier"),
            _true("p-3", "Vivier trois", category="Vivier"),
            _true("q-new", "Nouvelle question"),
        ),
        slots=(Slot("q-1"), Slot("q-num", 2.0), RandomSlot("Vivier"), Slot("q-new")),
        feedback=(FeedbackBand(50, "<p>Très bien</p>"), FeedbackBand(0, "<p>Encore</p>")),
        grade=Grade(maximum=20, to_pass=6, category="tests"),
    ),
    "free": lambda one: replace(
        one,
        questions=(_true("f-1", "Un, corrigé"), _true("f-3", "Trois"), _true("v-1", "Tirage", category="Sac")),
        slots=(Slot("f-3", 3.0), Slot("f-1"), RandomSlot("Sac")),
    ),
    "single": _changed(intro="<p>De quoi parler maintenant ?</p>"),
    "feedback": _changed(
        items=(
            ShortText(key="s", name="Fonction exacte"),
            MultipleChoice(key="one", name="Utile ?", options=("oui", "non", "sans avis"), required=True),
            ShortText(key="extra", name="Encore ?"),
        )
    ),
    "choice": _changed(options=_options("Lundi matin", "Jeudi", "Mercredi")),
    "glossary": _changed(
        name="Glossaire (corrigé)", categories=(GlossaryCategory(name="A", link=True), GlossaryCategory(name="C"))
    ),
    "data": _changed(
        fields_of_records=(
            DataField(kind=FieldKind.TEXT, name="Titre", description="<p>Court</p>"),
            DataField(kind=FieldKind.TEXTAREA, name="Texte"),
        )
    ),
    "wiki": _new_name,
    "lesson": lambda one: replace(
        one,
        pages=(
            *_lesson_pages("bien ")[:2],
            ContentPage(key="l4", title="Ajoutée", content=NEW, buttons=(Button("Vers le choix", "l3"),)),
            _lesson_pages("bien ")[2],
        ),
    ),
    "workshop": lambda one: replace(
        one,
        instructions=NEW,
        form=Accumulative((Aspect("<p>Clarté du texte rendu</p>"), Aspect("<p>Exactitude des faits cités</p>"))),
    ),
    "scorm": _changed(package=scorm_package("A", "B", text="SCO corrigé")),
    "h5pactivity": _changed(package=File("phrase.h5p", _other_phrase())),
    "lti": _new_name,
    "bigbluebuttonbn": _new_name,
}


def harmful(course: Backup) -> Backup:
    """The course with changes that would give answers of learners another sense, or take them away."""
    changed = [
        replace(section, activities=tuple(_HARM.get(one.key, lambda same: same)(one) for one in section.activities))
        for section in course.sections
    ]
    return replace(course, sections=tuple(changed))


_FLIPPED = (
    _lesson_pages()[0],
    TrueFalsePage(
        key="l2",
        title="Question",
        content="<p>Vrai ?</p>",
        answers=(LessonAnswer("Faux", Jump.NEXT, 5), LessonAnswer("Vrai", "l1", 0)),
    ),
)
_HARM: dict[str, Callable[[Any], Any]] = {
    "assign": _changed(rubric=Rubric(name="Grille", criteria=_rubric().criteria[::-1])),
    "quiz": _changed(attempt_grade=AttemptGrade.LAST),
    "feedback": lambda one: replace(one, items=(replace(one.items[0], options=("non", "oui")), *one.items[1:])),
    "lesson": _changed(pages=_FLIPPED),
    "workshop": _changed(form=Accumulative((Aspect("<p>Autre chose</p>"),))),
    "scorm": _changed(package=scorm_package("A")),
    "wiki": _changed(first_page="Ailleurs"),
}


def keys(course: Backup) -> list[str]:
    """The keys of all activities."""
    return [one.key for one in every_activity(course)]
