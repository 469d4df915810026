"""What is wrong around activities is named before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any as Anything

import pytest

from moodle_backups import Backup, File, check_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.page import Page
from moodle_backups.availability import (
    Comparison,
    Completed,
    Condition,
    InGroup,
    InGrouping,
    MinGrade,
    NoneOf,
    NotAll,
    OtherCondition,
    Profile,
)
from moodle_backups.badges import ActivitiesDone, Badge, ByDate, CompetenciesReached, CourseDone
from moodle_backups.blocks import HtmlBlock
from moodle_backups.calendar import CalendarEvent
from moodle_backups.competencies import CompetencyLink
from moodle_backups.completion import Completion, CompletionDefault
from moodle_backups.custom_fields import CustomField
from moodle_backups.enrolment import Enrolment
from moodle_backups.filters import Filters
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory, Letter, ManualGrade
from moodle_backups.groups import Group, Grouping
from moodle_backups.scales import Scale

Make = Callable[..., Backup]
PICTURE = File("b.png", b"x")


def whats(backup: Backup) -> list[str]:
    return [problem.what for problem in check_backup(backup)]


def page(**values: Anything) -> Page:
    return Page(key="p", name="P", content="<p>x</p>", **values)


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        (InGroup("x"), 'is for group "x", which doesn\'t exist'),
        (InGrouping("x"), 'is for grouping "x", which doesn\'t exist'),
        (MinGrade("x", 10), 'waits for a grade of activity "x", which doesn\'t exist'),
        (MinGrade("a", 10, number=1), 'waits for a grade of activity "a", which isn\'t graded'),
        (MinGrade("a", None, 120), 'waits for 120 percent of activity "a"'),
        (NotAll(()), "has an empty group of access conditions"),
        (NoneOf((Completed("x"),)), 'waits for activity "x", which doesn\'t exist'),
        (Profile("shoe", Comparison.IS, "44"), 'asks for profile field "shoe"; a field of the site is marked custom'),
        (Profile("city", Comparison.IS), 'compares profile field "city" with nothing'),
        (OtherCondition("{"), "has an access condition that is no JSON: {"),
        (OtherCondition("{}"), "has an access condition without a type: {}"),
    ],
)
def test_access_conditions(course: Make, condition: Condition, what: str) -> None:
    backup = course(page(availability=condition), Assign(key="a", name="A", grade=Grade()))
    assert whats(backup) == [what]


@pytest.mark.parametrize(
    "condition",
    [InGroup(), InGrouping(), MinGrade("", 10), MinGrade("c", None), Profile("x", Comparison.EMPTY, custom=True)],
)
def test_conditions_that_name_nothing_unknown_are_sound(course: Make, condition: Condition) -> None:
    book = Gradebook(categories=(GradeCategory(key="c", name="C"),))
    assert whats(course(page(availability=condition), gradebook=book)) == []


SCALE = Scale(key="s", name="S", items=("non", "oui"))


@pytest.mark.parametrize(
    ("grade", "what"),
    [
        (Grade(scale="x", maximum=2), 'is graded by scale "x", which doesn\'t exist'),
        (Grade(scale="s"), 'is graded by scale "s": its maximum is 2, the number of items'),
        (Grade(decimals=6), "shows 6 decimals; Moodle takes 0 to 5"),
        (Grade(formula="1+1"), "has a formula that doesn't start with =: 1+1"),
        (Grade(formula="=[[x]]"), 'has a formula that counts with "x", which isn\'t graded'),
        (Grade(formula="=[[o#1]]"), 'has a formula that counts with "o", which isn\'t graded'),
        (Grade(minimum=5, maximum=4), "needs a maximum grade above 5"),
    ],
)
def test_grades(course: Make, grade: Grade, what: str) -> None:
    book = Gradebook(manual_grades=(ManualGrade(key="o", name="O"), ManualGrade(key="m", name="M", grade=grade)))
    assert whats(replace(course(page(), gradebook=book), scales=(SCALE,))) == [what]


@pytest.mark.parametrize(
    ("book", "what"),
    [
        (Gradebook(letters=(Letter(50, "A"), Letter(50, "B"))), "has two letters from the same percent on"),
        (Gradebook(letters=(Letter(101, "A"),)), 'has letter "A" from 101 percent on'),
        (
            Gradebook(drop_lowest=1, keep_highest=1),
            "drops the lowest and keeps the highest grades at once; Moodle does one of them",
        ),
    ],
)
def test_the_gradebook(course: Make, book: Gradebook, what: str) -> None:
    assert whats(course(page(), gradebook=book)) == [what]


def badge(**values: Anything) -> Badge:
    given = {"image": PICTURE, "criteria": (CourseDone(),)} | values
    return Badge(key="b", name="B", description="D", **given)


LINK = CompetencyLink("F", "C")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"groups": (Group(key="g", name=""),)}, "needs a name of 1 to 254 characters"),
        ({"groups": (Group(key="g", name="G"), Group(key="g", name="H"))}, "2 of them have this key"),
        ({"groupings": (Grouping(key="g", name="G", groups=("x",)),)}, 'holds group "x", which doesn\'t exist'),
        ({"default_grouping": "x"}, 'has default grouping "x", which doesn\'t exist'),
        ({"scales": (replace(SCALE, items=("a",)),)}, "needs two items or more"),
        ({"tags": ("Été", "été")}, 'tag "été" is given twice'),
        ({"custom_fields": (CustomField("", "x"),)}, "has a custom field without a short name"),
        ({"text_filters": Filters(on=("tex",), off=("tex",))}, 'switches filter "tex" both on and off'),
        ({"enrolments": (Enrolment(password="x" * 51),)}, "has an enrolment key of more than 50 characters"),
        ({"blocks": (HtmlBlock(title="T"),)}, "block 1 has no content"),
        ({"events": (CalendarEvent(name="", start=1),)}, 'event "" needs a name of 1 to 255 characters'),
        (
            {"events": (CalendarEvent(name="E", start=1, group="x"),)},
            'event "E" is for group "x", which doesn\'t exist',
        ),
        ({"competencies": (LINK, LINK)}, 'links to competency "C" twice'),
        ({"badges": (badge(image=None),)}, "needs an image"),
        ({"badges": (badge(criteria=()),)}, "needs a criterion: nobody could earn it"),
        (
            {"badges": (badge(criteria=(ActivitiesDone(activities=(ByDate("x"),)),)),)},
            'asks for activity "x", which doesn\'t exist',
        ),
        (
            {"badges": (badge(criteria=(CompetenciesReached(competencies=(LINK.named,)),)),)},
            'asks for competency "C", which the course doesn\'t have',
        ),
        ({"badges": (badge(expires=1, expires_after=1),)}, "expires both at a date and after a time"),
        ({"completion_defaults": (CompletionDefault(modname="page", rules="{"),)}, "has rules that are no JSON"),
        ({"format": "singleactivity"}, "has format singleactivity, but no activity_type"),
        ({"format": "singleactivity", "activity_type": "quiz"}, "shows one quiz, but has none"),
    ],
)
def test_around_the_course(course: Make, change: dict[str, Anything], what: str) -> None:
    assert whats(replace(course(page()), **change)) == [what]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"grouping": "x"}, 'is for grouping "x", which doesn\'t exist'),
        ({"tags": ("",)}, 'tag "" needs 1 to 255 characters'),
        ({"competencies": (LINK,)}, 'links to competency "C", which the course doesn\'t have'),
        ({"completion": Completion(grade=True)}, "is to be complete by a grade, but isn't graded"),
        ({"content": '<a href="course:section/x">x</a>'}, 'a text links to section "x", which doesn\'t exist'),
    ],
)
def test_around_an_activity(course: Make, change: dict[str, Anything], what: str) -> None:
    assert whats(course(replace(page(), **change))) == [what]


def test_a_link_to_a_section_is_refused_for_releases_without_pages_of_sections(course: Make) -> None:
    backup = course(replace(page(), content='<a href="course:section/s0">x</a>'))
    assert whats(backup) == ['a text links to section "s0": only Moodle 4.4 and later has pages of sections']
