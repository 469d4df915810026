"""Names that mean nothing, or several things: question categories, questions of other banks, grades of categories."""

from __future__ import annotations

from collections.abc import Callable

from moodle_backups import Backup, check_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.quiz import Quiz, RandomSlot, Slot
from moodle_backups.availability import MinGrade
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory
from moodle_backups.questions.bank import QuestionCategory
from moodle_backups.questions.base import Answer
from moodle_backups.questions.multichoice import MultiChoice

Make = Callable[..., Backup]


def question(key: str, category: str = "") -> MultiChoice:
    answers = (Answer("4", 1.0), Answer("5"))
    return MultiChoice(key=key, name=key, text="<p>?</p>", answers=answers, category=category)


def quiz(key: str, questions: tuple[MultiChoice, ...], *slots: Slot | RandomSlot) -> Quiz:
    return Quiz(key=key, name=key, questions=questions, slots=slots)


def test_a_category_is_drawn_from_by_its_key_and_the_name_leads_to_it(course: Make) -> None:
    def drawing(category: str) -> list[str]:
        drawn = Quiz(
            key="q",
            name="Q",
            questions=(question("a", "pool"),),
            categories=(QuestionCategory(key="pool", name="The pool"),),
            slots=(RandomSlot(category),),
        )
        return [problem.what for problem in check_backup(course(drawn))]

    assert drawing("pool") == []
    assert drawing("The pool")[0].endswith('the key of the one with this name is "pool"')
    assert drawing("Nowhere")[0].endswith("which no bank of the backup has")


def test_a_question_of_two_other_quizzes_is_ambiguous(course: Make) -> None:
    others = (quiz("one", (question("a"),)), quiz("two", (question("a"),)))
    found = check_backup(course(*others, quiz("three", (question("z"),), Slot("a"))))
    assert [str(problem) for problem in found] == [
        'quiz "three": shows question "a", which 2 banks have and its own has not'
    ]
    assert check_backup(course(*others, quiz("three", (question("a"),), Slot("a")))) == []
    assert check_backup(course(others[0], quiz("three", (question("z"),), Slot("a")))) == []


def test_waiting_for_the_grade_of_ones_own_category_never_ends(course: Make) -> None:
    book = Gradebook(categories=(GradeCategory(key="oral", name="Oral"),))
    alone = Assign(key="a", name="A", grade=Grade(category="oral"), availability=MinGrade("oral", 50))
    assert ["never open" in problem.what for problem in check_backup(course(alone, gradebook=book))] == [True]
    other = Assign(key="b", name="B", grade=Grade(category="oral"))
    assert check_backup(course(alone, other, gradebook=book)) == []
