"""What would restore badly is refused, with every reason, each naming its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich_backup import rich_backup, scorm_zip
from rich_quiz import DATE

from moodle_backups import Backup, BackupError, File, Section, check_backup, write_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.feedback import DependsOn, Feedback, MultipleChoice, PageBreak
from moodle_backups.activities.forum import Forum, ForumType
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import FeedbackBand, Overdue, Quiz, QuizSection, RandomSlot, Slot
from moodle_backups.activities.scorm import Scorm
from moodle_backups.activities.url import Url
from moodle_backups.activities.wiki import Wiki
from moodle_backups.availability import All, Completed, CompletionState, MinGrade
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory, ManualGrade
from moodle_backups.grading import Criterion, Level, Rubric
from moodle_backups.questions.base import Answer, Question
from moodle_backups.questions.essay import Essay, ResponseFormat
from moodle_backups.questions.match import Match, Pair
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer, Unit, UnitInput
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse

Make = Callable[..., Backup]
TRACKED = Completion(view=True)


def page(key: str = "p", **more: Any) -> Page:
    return Page(**{"key": key, "name": "P", "content": "<p>x</p>", **more})


def true_false(key: str = "q", **more: Any) -> TrueFalse:
    return TrueFalse(**{"key": key, "name": "Q", "text": "<p>?</p>", "correct": True, **more})


def quiz(*questions: Question, **more: Any) -> Quiz:
    return Quiz(**{"key": "z", "name": "Z", "questions": questions, **more})


def whats(backup: Backup) -> list[str]:
    return [problem.what for problem in check_backup(backup)]


def test_the_rich_backup_has_no_problem() -> None:
    assert check_backup(rich_backup()) == []


def test_writing_lists_every_problem_at_once(tmp_path: Path, course: Make) -> None:
    backup = replace(course(page(name=""), page("p2", content='<a href="activity:x">')), shortname="")
    with pytest.raises(BackupError) as error:
        write_backup(backup, tmp_path / "a.mbz")
    assert [str(problem) for problem in error.value.problems] == [
        "course: has no short name",
        'page "p": has no name',
        'page "p2": a text links to activity "x", which doesn\'t exist',
    ]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"fullname": "x" * 255}, "has a full name of 255 characters; Moodle takes 254"),
        ({"idnumber": "x" * 101}, "has a idnumber of 101 characters; Moodle takes 100"),
        ({"sections": ()}, "has no section"),
        ({"start_date": DATE, "end_date": DATE - 1}, "ends before it starts"),
        ({"format": "tiles"}, 'has format "tiles"; every Moodle knows topics, weeks, social, singleactivity'),
        ({"completion": CourseCompletion()}, "has no criterion"),
        ({"completion": CourseCompletion(activities=("x",))}, 'asks for activity "x", which doesn\'t exist'),
        ({"completion": CourseCompletion(activities=("p",))}, 'asks for activity "p", whose completion isn\'t tracked'),
    ],
)
def test_the_course_itself(course: Make, change: dict[str, Any], what: str) -> None:
    assert whats(replace(course(page()), **change)) == [what]


def test_two_activities_with_one_key(course: Make) -> None:
    assert whats(course(page(), page())) == ["2 of them have this key"]


def test_a_manual_grade_shares_the_keys_of_activities(course: Make) -> None:
    gradebook = Gradebook(manual_grades=(ManualGrade(key="p", name="Oral"),))
    assert whats(course(page(), gradebook=gradebook)) == ["2 of them have this key"]


@pytest.mark.parametrize(
    ("activity", "what"),
    [
        (page(key="k" * 101), "has a key of 101 characters; Moodle takes 100"),
        (page(name="\x01 \x02"), "has no name"),
        (page(grade=Grade()), "has a grade, but a page isn't graded"),
        (
            page(completion=Completion(manual=True, view=True)),
            "is to be ticked by hand and to be complete by rules at once",
        ),
        (page(completion=Completion(grade=True)), "is to be complete by a grade, but isn't graded"),
        (page(availability=Completed("x")), 'waits for activity "x", which doesn\'t exist'),
        (page(availability=MinGrade("x", 50)), 'waits for a grade of activity "x", which doesn\'t exist'),
        (page(availability=All(())), "has an empty group of access conditions"),
        (Label(key="l", intro=" ", name="L"), "has no text (intro)"),
        (Label(key="l", intro="x", completion=TRACKED), "can't be complete by view: nobody opens a label"),
        (Url(key="u", name="U", url="javascript:alert(1)"), '"javascript:alert(1)" is no http(s) or mailto address'),
        (Book(key="b", name="B", chapters=()), "has no chapter"),
        (
            Book(key="b", name="B", chapters=(Chapter(title="1", content="", subchapter=True),)),
            "starts with a subchapter",
        ),
        (
            Forum(key="f", name="F", type=ForumType.SINGLE),
            "is a single discussion and needs an intro: its first post",
        ),
        (Wiki(key="w", name="W", first_page=""), "needs a title of 1 to 255 characters for its first page"),
        (Assign(key="a", name="A", grade=Grade(0)), "needs a maximum grade above 0"),
        (Assign(key="a", name="A", grade=Grade(10, 11)), "has a pass grade of 11 out of 10"),
        (Assign(key="a", name="A", grade=Grade(12.5)), "takes whole points only as its maximum grade"),
        (Assign(key="a", name="A", grade=Grade(category="c")), 'is in grade category "c", which doesn\'t exist'),
        (
            Assign(key="a", name="A", upload=None, complete_on_submit=True),
            "can't be complete on submit: nothing is handed in",
        ),
        (
            Assign(key="a", name="A", completion=Completion(pass_grade=True)),
            "is to be complete by a pass grade, but has none",
        ),
        (Feedback(key="f", name="F", items=(PageBreak(),)), "asks nothing"),
    ],
)
def test_one_activity(course: Make, activity: Activity, what: str) -> None:
    assert whats(course(activity)) == [what]


def test_access_after_an_activity_that_is_never_complete(course: Make) -> None:
    assert whats(course(page("a"), page("b", availability=Completed("a")))) == [
        'waits for activity "a", whose completion isn\'t tracked'
    ]


def test_access_after_passing_what_cannot_be_passed(course: Make) -> None:
    waiting = page("b", availability=Completed("a", CompletionState.PASSED))
    assert whats(course(page("a", completion=TRACKED), waiting)) == [
        'waits for activity "a" to be passed or failed, but it has no pass grade'
    ]


def test_access_by_more_than_the_whole_grade(course: Make) -> None:
    assert whats(course(quiz(true_false()), page(availability=MinGrade("z", 101)))) == [
        'waits for 101 percent of activity "z"'
    ]


def test_activities_that_wait_for_each_other(course: Make) -> None:
    a = page("a", completion=TRACKED, availability=Completed("c"))
    b = page("b", completion=TRACKED, availability=All((Completed("a"),)))
    c = page("c", completion=TRACKED, availability=Completed("b"))
    assert [str(problem) for problem in check_backup(course(a, b, c))] == [
        'activity "a": can never open: it waits for c > b > a'
    ]


def test_a_section_that_waits_for_an_activity_in_itself(course: Make) -> None:
    section = Section(key="s", availability=Completed("p"), activities=(page(completion=TRACKED),))
    assert whats(replace(course(), sections=(section,))) == ["can never open: it waits for p"]


def test_a_long_chain_of_prerequisites_is_no_cycle(course: Make) -> None:
    pages = [page(f"p{n}", completion=TRACKED, availability=Completed(f"p{n - 1}") if n else None) for n in range(1500)]
    assert whats(course(*reversed(pages))) == []


def test_a_grade_category_in_itself(course: Make) -> None:
    categories = (GradeCategory(key="a", name="A", parent="b"), GradeCategory(key="b", name="B", parent="a"))
    assert whats(course(page(), gradebook=Gradebook(categories=categories))) == ["lies in itself", "lies in itself"]


@pytest.mark.parametrize(
    ("subject", "what"),
    [
        (quiz(), "has no question"),
        (quiz(true_false(mark=0.0)), "gives no marks: no question of it is worth any"),
        (quiz(true_false(), grade=None), "needs a grade: Moodle knows no quiz without one"),
        (quiz(true_false(), true_false(), slots=(Slot("q"),)), 'has 2 questions with the key "q"'),
        (quiz(true_false(name="n" * 256)), 'question "q" needs a name of 1 to 255 characters'),
        (quiz(true_false(text="")), 'question "q" has no text'),
        (quiz(true_false(), slots=(Slot("q"), Slot("r"))), 'shows question "r", which no bank of the backup has'),
        (quiz(true_false(), slots=(Slot("q"), Slot("q"))), 'shows question "q" 2 times'),
        (
            quiz(true_false(), true_false("r", category="c"), slots=(Slot("q"), Slot("r"), RandomSlot("c"))),
            'draws 1 random questions from category "c", which has 0 to draw',
        ),
        (
            quiz(true_false(), sections=(QuizSection(2),)),
            "needs sections in order, the first at slot 1, none after the last slot",
        ),
        (
            quiz(true_false(), feedback=(FeedbackBand(101, "x"),)),
            "has feedback bands twice or outside 0 to 100 percent",
        ),
        (quiz(true_false(), opens=2, closes=1), "closes before it opens"),
        (quiz(true_false(), overdue=Overdue.GRACE), "grants a grace period without saying how long"),
        (quiz(true_false(tags=("",))), 'question "q" needs tags of 1 to 255 characters'),
        (quiz(true_false(), grade=Grade(10, weight=101)), "has a weight of 101 percent"),
        (quiz(true_false(), attempts=1, complete_after_attempts=2), "asks for more attempts than it allows"),
    ],
)
def test_a_quiz(course: Make, subject: Quiz, what: str) -> None:
    assert whats(course(subject)) == [what]


HEAD = {"key": "q", "name": "Q", "text": "<p>?</p>"}


@pytest.mark.parametrize(
    ("question", "what"),
    [
        (MultiChoice(**HEAD, answers=(Answer("a", 1.0),)), "needs two answers or more"),
        (MultiChoice(**HEAD, answers=(Answer("a", 0.5), Answer("b"))), "needs one answer that earns the whole mark"),
        (
            MultiChoice(**HEAD, single=False, answers=(Answer("a", 0.5), Answer("b"))),
            "needs right answers whose fractions add up to 1",
        ),
        (
            MultiChoice(**HEAD, answers=(Answer("a", 1.0), Answer("b", 0.37))),
            "has an answer worth 0.37 of the mark, which isn't in Moodle's list of shares",
        ),
        (MultiChoice(**HEAD, answers=(Answer("a", 1.0), Answer(" "))), "has an empty answer"),
        (
            MultiChoice(**HEAD, answers=(Answer("a", 1.0), Answer("b")), numbering="i)"),
            '"i)" is no numbering of answers',
        ),
        (
            Match(**HEAD, pairs=(Pair("a", "1"), Pair("b", "2"))),
            "needs three different answers or more, distractors included",
        ),
        (Numerical(**HEAD, answers=(NumericalAnswer(None),)), "needs a number that earns the whole mark"),
        (Numerical(**HEAD, answers=(NumericalAnswer(1, -1),)), "has a negative or endless tolerance"),
        (
            Numerical(**HEAD, answers=(NumericalAnswer(1),), unit_input=UnitInput.TYPED),
            "asks for a unit and has none",
        ),
        (
            Numerical(**HEAD, answers=(NumericalAnswer(1),), units=(Unit("cm", 100),)),
            "needs 1 as the multiplier of its first unit",
        ),
        (ShortAnswer(**HEAD, answers=(Answer("a", 0.5),)), "needs an answer that earns the whole mark"),
        (Essay(**HEAD, response_format=ResponseFormat.NO_TEXT), "asks for neither text nor files"),
        (Essay(**HEAD, attachments_required=1), "requires more files than it takes"),
        (Essay(**HEAD, min_words=9, max_words=8), "requires more words than it takes"),
    ],
)
def test_a_question(course: Make, question: Question, what: str) -> None:
    assert whats(course(quiz(question))) == [f'question "q" {what}']


def test_a_template_of_an_essay_takes_no_links(course: Make) -> None:
    essay = Essay(**HEAD, template='<a href="activity:z">x</a>')
    assert [str(problem) for problem in check_backup(course(quiz(essay)))] == [
        'quiz "z" > question "q": Moodle takes neither links nor files in an answer template'
    ]


@pytest.mark.parametrize(
    ("rubric", "what"),
    [
        (Rubric(name="G", criteria=()), "rubric has no criterion"),
        (
            Rubric(name="G", criteria=(Criterion("c", (Level(1, "a"), Level(1, "b"))),)),
            "criterion 1 of the rubric needs two levels or more with different points",
        ),
    ],
)
def test_a_rubric(course: Make, rubric: Rubric, what: str) -> None:
    assert whats(course(Assign(key="a", name="A", rubric=rubric))) == [what]


def test_a_dependency_of_a_questionnaire_looks_back(course: Make) -> None:
    first = MultipleChoice(key="a", name="A", options=("oui", "non"), depends_on=DependsOn("b", "oui"))
    second = MultipleChoice(key="b", name="B", options=("oui", "a|b"))
    assert whats(course(Feedback(key="f", name="F", items=(first, second)))) == [
        'item 1 "a" depends on item "b", which doesn\'t come before it',
        'item 2 "b" option "a|b" holds a sign that Moodle separates options with',
    ]


@pytest.mark.parametrize("content", [b"no zip", scorm_zip()[:200], b""])
def test_a_scorm_file_that_is_none(course: Make, content: bytes) -> None:
    (what,) = whats(course(Scorm(key="s", name="S", package=File("s.zip", content))))
    assert what.startswith('"s.zip" is no SCORM package')
