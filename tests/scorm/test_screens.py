"""What the screens say before anything is done: times, scope, rules of tests, in each language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import html

from coursegen.activities.assignment import AssignActivity
from coursegen.courseware import CompletionRule, Courseware, Html
from tests.scorm.opened import data_of, files
from tests.scorm.sample import FACTS, INSTRUCTION, courseware

LANGUAGES = ("en", "es", "pt")


def line(title: str, course: Courseware | None = None) -> dict[str, Any]:
    """What the player knows of the page of that title before it is opened."""
    return next(page for page in data_of(course or courseware())["pages"] if page["title"] == title)


def screen(title: str, course: Courseware | None = None) -> dict[str, Any]:
    """The text and the questions of the page of that title."""
    package = files(course or courseware())
    found: dict[str, Any] = {}
    for name, data in package.items():
        if name.startswith("content/"):
            found |= json.loads(data.decode().removeprefix("courseContent(").removesuffix(");\n"))
    return dict(found[line(title, course)["id"]])


def rules(title: str, course: Courseware | None = None) -> list[str]:
    items = html.fromstring(screen(title, course)["html"]).xpath("//*[@class='rules']/li")
    return [" ".join(item.text_content().split()) for item in items]


def cover(course: Courseware) -> str:
    text = html.fromstring(files(course)["index.html"].decode()).get_element_by_id("cover").text_content()
    return " ".join(text.split())


def test_a_package_of_the_online_part_says_so() -> None:
    text = cover(courseware())
    assert "Ce paquet contient la partie en ligne : modules 1 et 3, 3 h 30." in text
    assert "Le reste du parcours se fait en salle." in text


def test_a_package_of_the_whole_course_shows_its_time_only() -> None:
    course = courseware()
    online = replace(course, sections=tuple(s for s in course.sections if s.online))
    text = cover(online)
    assert "Ce paquet contient" not in text
    assert text.startswith("3 h 30 2 modules 3 tests")


def test_the_time_of_a_book_has_its_name_and_stands_on_its_first_chapter_only() -> None:
    first, second = line("Partir d’un écart, non d’un thème"), line("Chercher les autres causes")
    assert (first["bookTime"], "time" in first) == ("Livre\u00a0: 25\u00a0min", False)
    assert {"time", "bookTime"} & set(second) == set()


def test_a_sequence_is_named_with_its_time_once_and_not_in_the_text() -> None:
    told = [(p["title"], p["sequence"]) for p in data_of(courseware())["pages"] if "sequence" in p]
    name = "Séquence\u00a0: Voir l’ensemble de la démarche · 1\u00a0h\u00a015"
    assert told == [("Parcourir les cinq étapes", name)]
    assert "à votre rythme" not in screen("Parcourir les cinq étapes")["html"]
    assert "Gardez sous la main" in screen("Parcourir les cinq étapes")["html"]


def test_a_module_whose_summary_says_its_time_does_not_say_it_twice() -> None:
    course = courseware()
    said = replace(course.sections[1], summary=Html("<p><strong>1&nbsp;h&nbsp;30</strong> · en ligne</p>"))
    openings = [p for p in data_of(replace(course, sections=(said, *course.sections[2:])))["pages"] if "kind" in p]
    assert [p.get("time") for p in openings if p["kind"] == "opening"] == [None, "2\u00a0h"]


def test_a_test_shows_the_authors_instruction_and_the_facts_once() -> None:
    text = screen("Situez-vous avant de commencer")["html"]
    assert INSTRUCTION in text
    assert FACTS not in text
    assert rules("Situez-vous avant de commencer") == [
        "Répondez à toutes les questions, puis validez l’ensemble.",
        "Ce test vous situe ; il ne compte pas dans le résultat.",
        "2 questions.",
        "Un seul essai.",
    ]


def test_a_time_limit_is_given_as_advice() -> None:
    assert rules("Évaluation finale")[1:] == [
        "Ce test compte dans le résultat.",
        "7 questions.",
        "À atteindre : 60 %.",
        "2 essais possibles.",
        "Temps conseillé : 30 minutes ; rien ne s’arrête après.",
    ]


def test_practice_says_that_it_may_be_repeated_and_does_not_count() -> None:
    assert rules("Vérifiez votre compréhension")[1:] == [
        "Ce test ne compte pas dans le résultat.",
        "3 questions.",
        "Autant d’essais que vous voulez.",
    ]


def test_comments_of_a_diagnostic_test_do_not_travel() -> None:
    """The final test of the sample asks the same questions: there the comments are."""
    diagnostic, final = screen("Situez-vous avant de commencer"), screen("Évaluation finale")

    def comments(page: dict[str, Any]) -> list[str]:
        own = [q["feedback"] for q in page["questions"]]
        return [text for text in own + [c["feedback"] for q in page["questions"] for c in q.get("choices", [])] if text]

    assert comments(diagnostic) == []
    assert len(comments(final)) > 7


def test_what_is_done_in_the_room_is_not_said_to_be_on_the_platform() -> None:
    course = courseware()
    section = course.sections[1]
    title = "Remettez votre analyse d’une demande"
    oral = tuple(
        replace(a, text=False) if isinstance(a, AssignActivity) and a.title == title else a for a in section.activities
    )
    course = replace(course, sections=(course.sections[0], replace(section, activities=oral), *course.sections[2:]))
    assert line("Remettez votre analyse d’une demande", course)["kind"] == "room"
    text = screen("Remettez votre analyse d’une demande", course)["html"]
    assert "Ce travail se présente en salle" in text
    assert "plateforme" not in text


def test_what_is_done_on_the_platform_says_where_and_until_when() -> None:
    course = courseware()
    section = course.sections[1]
    due = datetime(2026, 3, 20, tzinfo=UTC)
    activities = tuple(replace(a, due=due) if a.title.startswith("Remettez") else a for a in section.activities)
    course = replace(course, sections=(course.sections[0], replace(section, activities=activities)))
    text = " ".join(screen("Remettez votre analyse d’une demande", course)["html"].split())
    assert "Où : Se situer dans la démarche › Remettez votre analyse d’une demande" in text.replace("\u00a0", " ")
    assert "À rendre le 20 mars 2026 au plus tard." in text


def test_a_forum_that_asks_nothing_is_no_task() -> None:
    course = courseware()
    welcome = course.sections[0]
    forum = replace(welcome.activities[1], completion=CompletionRule.VIEW)
    section = replace(welcome, activities=(welcome.activities[0], forum))
    kinds = [line(forum.title, c).get("kind") for c in (course, replace(course, sections=(section,)))]
    assert kinds == ["task", None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_player_speaks_the_language_of_the_course(language: str) -> None:
    """Whatever the package says in the French one's words is a sentence that the catalogue has forgotten."""

    def words(code: str) -> dict[str, Any]:
        course = courseware(language=code)
        package = files(course)
        calls = [
            package["tests.js"].decode().partition("courseTests(")[2],
            package["extras.js"].decode().rpartition("courseExtras(")[2],
        ]
        tests, extras = (json.JSONDecoder().raw_decode(call)[0] for call in calls)
        return {**data_of(course)["words"], **tests, **extras}

    french, other = words("fr"), words(language)
    same = {name for name, said in french.items() if said == other[name] and re.search(r"[a-zà-ÿ]{3}", str(said))}
    alike = {
        "themeauto",
        "contrastauto",
        "motionauto",
        "contrastnormal",
        "spacingnormal",
        *(["contrast"] if language != "en" else []),
    }
    assert same <= {*alike, *(["module", "questionNumber", "versionOf"] if language == "en" else [])}


@pytest.mark.parametrize(
    ("language", "scope", "advice"),
    [
        ("en", "the online part: modules 1 and 3", "Suggested time: 30 minutes"),
        ("es", "la parte en línea: módulos 1 y 3", "Tiempo aconsejado: 30 minutos"),
        ("pt", "a parte em linha: módulos 1 e 3", "Tempo aconselhado: 30 minutos"),
    ],
)
def test_sentences_of_the_screens_are_translated(language: str, scope: str, advice: str) -> None:
    course = courseware(language=language)
    assert scope in cover(course)
    assert any(rule.startswith(advice) for rule in rules("Évaluation finale", course))


def test_a_formative_test_that_counts_says_so() -> None:
    course = courseware(sections=courseware().sections[:2])
    assert "Ce test compte dans le résultat." in rules("Vérifiez votre compréhension", course)
