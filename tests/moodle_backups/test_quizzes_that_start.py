"""A quiz that no learner could start is refused: versions that aren't there, drafts, pools drawn empty."""

from __future__ import annotations

from typing import Any

import pytest

from moodle_backups import Backup, Section, check_backup
from moodle_backups.activities.quiz import Quiz, RandomSlot, Slot
from moodle_backups.availability import MinGrade
from moodle_backups.completion import Completion
from moodle_backups.questions.bank import QuestionCategory
from moodle_backups.questions.base import QuestionStatus
from moodle_backups.questions.truefalse import TrueFalse

CATEGORIES = (QuestionCategory(key="pool", name="P"), QuestionCategory(key="sub", name="S", parent="pool"))


def question(key: str, category: str = "", status: QuestionStatus = QuestionStatus.READY) -> TrueFalse:
    return TrueFalse(key=key, name=key, text="<p>?</p>", correct=True, category=category, status=status)


def problems(questions: tuple[TrueFalse, ...], *slots: Slot | RandomSlot, **more: Any) -> list[str]:
    quiz = Quiz(key="q", name="Q", questions=questions, categories=CATEGORIES, slots=slots, **more)
    sections = (Section(key="s", activities=(quiz,)),)
    backup = Backup(idnumber="C", fullname="C", shortname="C", timestamp=1_000_000_000, sections=sections)
    return [problem.what for problem in check_backup(backup)]


def test_a_version_must_be_there() -> None:
    assert problems((question("a"),), Slot("a", version=1)) == []
    assert problems((question("a"),), Slot("a", version=7)) == ['shows version 7 of question "a", which has 1']


def test_a_draft_can_not_be_shown() -> None:
    draft = question("a", status=QuestionStatus.DRAFT)
    assert problems((draft,), Slot("a")) == ['shows question "a", which is a draft']


@pytest.mark.parametrize("status", [QuestionStatus.DRAFT, QuestionStatus.HIDDEN])
def test_only_ready_questions_are_drawn(status: QuestionStatus) -> None:
    questions = (question("a", "pool"), question("b", "pool", status))
    assert problems(questions, RandomSlot("pool")) == []
    assert problems(questions, RandomSlot("pool"), RandomSlot("pool")) == [
        'draws 2 random questions from category "pool", which has 1 to draw'
    ]


def test_pools_that_overlap_count_together() -> None:
    both = RandomSlot("pool", subcategories=True)
    one = RandomSlot("pool")
    questions = (question("a", "pool"), question("b", "pool"))
    assert problems(questions, one, both) == []
    assert problems(questions, one, one, both) == ['draws 3 random questions from category "pool", which has 2 to draw']
    # The wide pool draws first and may take the only question of the narrow one.
    (short,) = problems((question("a", "pool"), question("b", "sub")), both, one)
    assert short.endswith("which has 1 to draw; other random places may have drawn 1 of them before")
    assert problems((question("a", "pool"), question("b", "sub")), one, both) == []


def test_a_grade_has_no_negative_number() -> None:
    found = problems((question("a"),), availability=MinGrade("q", 50, number=-7))
    assert 'waits for a grade of activity "q", which isn\'t graded' in found
    found = problems((question("a"),), completion=Completion(grade=True, grade_number=-7))
    assert found == ["is to be complete by a grade, but isn't graded"]
