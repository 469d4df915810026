"""What Moodle's columns can't take is named before anything is written, and so is a value of another type."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from moodle_backups import Backup, Section, check_backup
from moodle_backups.activities.folder import Folder
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz, Slot
from moodle_backups.blocks import Block
from moodle_backups.calendar import CalendarEvent
from moodle_backups.enrolment import Enrolment
from moodle_backups.files import File
from moodle_backups.filters import Filters, FilterSetting
from moodle_backups.gradebook import Grade
from moodle_backups.questions.truefalse import TrueFalse

PAGE = Page(key="p", name="P", content="<p>x</p>")
QUIZ = Quiz(key="q", name="Q", questions=(TrueFalse(key="t", name="T", text="<p>?</p>", correct=True),))


def problems(*activities: Any, **around: Any) -> list[str]:
    sections = (Section(key="s", activities=activities),)
    backup = Backup(idnumber="C", fullname="C", shortname="C", timestamp=1_000_000_000, sections=sections)
    return [str(problem) for problem in check_backup(replace(backup, **around))]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"slots": (Slot("t", display_number="n" * 17),)}, "display_number (displaynumber) of 17 characters"),
        ({"password": "x" * 256}, "password of 256 characters; Moodle takes 255"),
        ({"subnet": "1" * 256}, "subnet of 256 characters"),
        ({"browser_security": "b" * 33}, "browser_security (browsersecurity) of 33 characters"),
        ({"questions_per_page": -3}, "questions_per_page (questionsperpage) of -3"),
        ({"time_limit": -5}, "time_limit (timelimit) of -5"),
        ({"decimals": -1}, "decimals (decimalpoints) of -1"),
        ({"question_decimals": -2}, "question_decimals (questiondecimalpoints) of -2"),
    ],
)
def test_settings_of_a_quiz_that_do_not_fit(change: dict[str, Any], what: str) -> None:
    assert problems(QUIZ) == []
    (found,) = problems(replace(QUIZ, **change))
    assert found.startswith(f'quiz "q": has a {what}')


@pytest.mark.parametrize(
    ("around", "what"),
    [
        ({"blocks": (Block(name="html", region="r" * 17),)}, "region (defaultregion) of 17 characters"),
        ({"blocks": (Block(name="b" * 41),)}, "name (blockname) of 41 characters"),
        ({"blocks": (Block(name="html", pages="p" * 65),)}, "pages (pagetypepattern) of 65 characters"),
        ({"enrolments": (Enrolment(method="m" * 21),)}, "method (enrol) of 21 characters"),
        ({"enrolments": (Enrolment(name="m" * 256),)}, "name of 256 characters"),
        ({"events": (CalendarEvent(name="E", start=1, kind="k" * 21),)}, "kind of 21 characters"),
        ({"text_filters": Filters(on=("f" * 33,))}, "filter of 33 characters"),
        ({"text_filters": Filters(settings=(FilterSetting("f", "n" * 256, ""),))}, "setting of filter f of 256"),
        ({"theme": "t" * 51}, "theme of 51 characters"),
    ],
)
def test_what_lies_around_and_does_not_fit(around: dict[str, Any], what: str) -> None:
    (found,) = problems(PAGE, **around)
    assert what in found


@pytest.mark.parametrize("name", ["..", "a/", ".", "x" * 300])
def test_a_document_of_a_folder_needs_a_name_that_moodle_can_have(name: str) -> None:
    (found,) = problems(Folder(key="f", name="F", content=(File("a.txt", b"a"), File(name, b"b"))))
    assert found.startswith('folder "f": file ')
    assert "needs a name of 1 to 255 characters" in found


def hinted(hints: Any) -> Callable[[], Quiz]:
    return lambda: replace(QUIZ, questions=(replace(QUIZ.questions[0], hints=hints),))


@pytest.mark.parametrize(
    ("made", "where"),
    [
        (lambda: replace(PAGE, content=None), 'page "p": content is None; it must be str'),
        (lambda: replace(PAGE, tags="abc"), 'page "p": tags is "abc"; it must be tuple[str, ...]'),
        (lambda: replace(QUIZ, grade=Grade(maximum=math.inf)), 'quiz "q": grade.maximum is inf; it must be float'),
        (lambda: replace(QUIZ, grade=Grade(maximum=math.nan)), 'quiz "q": grade.maximum is nan; it must be float'),
        (hinted(("text",)), 'quiz "q": questions[0].hints is '),
        (
            lambda: replace(QUIZ, questions=(replace(QUIZ.questions[0], mark=math.nan),)),
            'quiz "q": questions[0].mark is nan; it must be float',
        ),
    ],
)
def test_a_value_of_another_type_is_named_with_its_place(made: Callable[[], Any], where: str) -> None:
    (found,) = problems(made())
    assert found.startswith(where)


def test_an_indent_is_not_negative() -> None:
    assert problems(replace(PAGE, indent=-7)) == ['page "p": is indented by -7']
