"""What belongs to a course as a whole, published again: gradebook, completion, competencies, badges, groups, blocks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.badges import ActivitiesDone, Badge, ByDate
from moodle_backups.competencies import CompetencyLink, Outcome
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory, Letter, ManualGrade
from moodle_backups.groups import Group, Grouping

from .site import Site
from .test_reconcile_questions import Quizzes, on
from .type_matrix import BLUE, TRUE

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_PHP = Path(__file__).parent / "php"
_SEEN = Completion(view=True)
_MARK = (
    "require_once($CFG->libdir . '/gradelib.php');"
    "$item = $DB->get_record('grade_items', ['courseid' => $args[0], $args[1] => $args[2]], '*', MUST_EXIST);"
    "grade_item::fetch(['id' => $item->id])->update_final_grade((int)$args[3], (float)$args[4], 'test');"
    "grade_regrade_final_grades((int)$args[0]);"
)
_MARKS = (
    "SELECT g.id, i.itemtype, i.itemname, i.grademax, g.finalgrade FROM {{grade_grades}} g "
    "JOIN {{grade_items}} i ON i.id = g.itemid WHERE i.courseid = {course} AND g.finalgrade IS NOT NULL"
)


def _badge(name: str, text: str = "Vu") -> Badge:
    done = ActivitiesDone(activities=(ByDate("page"),))
    return Badge(key=name, name=name, description=text, image=BLUE, criteria=(done,))


def _before() -> Backup:
    links = (CompetencyLink("CADRE", "C1"),)
    return Backup(
        idnumber="WHOLE",
        fullname="Tout le cours",
        shortname="WHOLE",
        timestamp=1_780_000_000,
        sections=(
            Section(
                key="s0",
                name="Faire",
                activities=(
                    Page(key="page", name="Page", content="<p>Lisez</p>", completion=_SEEN, competencies=links),
                    Assign(key="assign", name="Devoir", grade=Grade(maximum=100, category="a", weight=1)),
                    Quiz(key="quiz", name="Quiz", questions=(TRUE,), grade=Grade(maximum=10, category="a", weight=1)),
                ),
            ),
        ),
        gradebook=Gradebook(
            aggregation=Aggregation.WEIGHTED_MEAN,
            categories=(GradeCategory(key="a", name="Travaux", aggregation=Aggregation.WEIGHTED_MEAN),),
            manual_grades=(ManualGrade(key="oral", name="Oral", grade=Grade(maximum=20)),),
            letters=(Letter(50, "Oui"), Letter(0, "Non")),
        ),
        completion=CourseCompletion(activities=("page",)),
        competencies=links,
        groups=(Group(key="G1", name="Un"),),
        badges=(_badge("Premier"),),
    )


def _after() -> Backup:
    links = (CompetencyLink("CADRE", "C1", Outcome.COMPLETE), CompetencyLink("CADRE", "C2"))
    first = _before()
    page, assign, quiz = first.sections[0].activities
    activities = (
        replace(page, competencies=links),
        replace(assign, grade=Grade(maximum=100, category="b", weight=3, to_pass=40)),
        replace(quiz, grade=Grade(maximum=10, category="a", weight=2)),
    )
    return replace(
        first,
        sections=(replace(first.sections[0], activities=activities),),
        gradebook=Gradebook(
            aggregation=Aggregation.WEIGHTED_MEAN,
            categories=(
                GradeCategory(
                    key="a", name="Travaux", aggregation=Aggregation.WEIGHTED_MEAN, weight=2, only_graded=False
                ),
                GradeCategory(key="b", name="Dedans", parent="a", aggregation=Aggregation.WEIGHTED_MEAN, weight=1),
            ),
            manual_grades=(
                ManualGrade(key="oral", name="Oral", grade=Grade(maximum=30, to_pass=8)),
                ManualGrade(key="both", name="Les deux", grade=Grade(formula="=average([[oral]], [[quiz]])")),
            ),
            letters=(Letter(60, "Oui"), Letter(0, "Pas encore")),
        ),
        completion=CourseCompletion(activities=("page",), grade=30),
        competencies=links,
        groups=(replace(first.groups[0], description="<p>Premier groupe</p>"), Group(key="G2", name="Deux")),
        groupings=(Grouping(key="GG", name="Les deux", groups=("G1", "G2")),),
        badges=(_badge("Premier", "Bien vu"), _badge("Second")),
    )


@pytest.fixture
def course(site: Site, tmp_path: Path) -> Quizzes:
    site.php(_PHP / "prepare_around.php")
    return on(site, _before(), tmp_path)


def _read_back(course: Quizzes, wanted: Backup) -> list[str]:
    # Moodle 4.2 leaves badges out of a backup without users; a category's maximum follows from what is in it; Moodle
    # writes letters in whatever order its database gives them.
    quiet = ("badges[", "].maximum", "total.maximum", "gradebook.letters")
    return [one for one in course.read_back(wanted) if not any(word in one for word in quiet)]


def test_everything_around_the_activities_becomes_that_of_the_package(course: Quizzes) -> None:
    assert course.publish(_before()) == []
    course.publish(_after())
    assert _read_back(course, _after()) == []
    letters = "SELECT letter FROM {grade_letters} l JOIN {context} c ON c.id = l.contextid AND c.contextlevel = 50"
    rows = course.site.query(f"{letters} WHERE c.instanceid = {course.course} ORDER BY lowerboundary")
    assert [row["letter"] for row in rows] == ["Pas encore", "Oui"]
    assert course.publish(_after()) == []


def test_marks_stay_and_only_totals_move(course: Quizzes) -> None:
    ama = course.site.create_user("ama").user_id
    course.site.enrol("ama", course.course)
    for column, value, mark in (("itemname", "Oral", 12), ("itemmodule", "assign", 71), ("itemmodule", "quiz", 8)):
        course.site.php(_MARK, str(course.course), column, value, str(ama), str(mark))
    before = _marks(course)
    done = course.publish(_after())
    assert {(one["code"], one["detail"]) for one in done if one["code"] == "grademax"} == {("grademax", "Oral")}
    assert [one["code"] for one in done if one["code"] == "gradetotals"] == ["gradetotals"]
    assert {name: mark for name, mark in _marks(course).items() if name in before} == before
    assert _marks(course)["Les deux"] == (100.0, 10.0)


def _marks(course: Quizzes) -> dict[str, tuple[float, float]]:
    rows = course.site.query(_MARKS.format(course=course.course))
    named = [row for row in rows if row["itemtype"] in ("mod", "manual")]
    return {row["itemname"]: (float(row["grademax"]), float(row["finalgrade"])) for row in named}


def test_an_awarded_badge_stays_as_it_was_awarded(course: Quizzes) -> None:
    award = (
        "$badge = $DB->get_record('badge', ['courseid' => $args[0]]);"
        "$DB->insert_record('badge_issued', (object)['badgeid' => $badge->id, 'userid' => 2, 'uniquehash' => $args[0],"
        " 'dateissued' => 5, 'visible' => 1]);"
    )
    course.site.php(award, str(course.course))
    done = course.publish(_after())
    assert ("noted", "badgelocked", "Premier") in {(one["action"], one["code"], one["detail"]) for one in done}
    rows = course.site.query(f"SELECT name, description, status FROM {{badge}} WHERE courseid = {course.course}")
    assert {(row["name"], row["description"], row["status"]) for row in rows} == {
        ("Premier", "Vu", 0),
        ("Second", "Vu", 0),
    }


def test_competencies_are_never_taken_away(course: Quizzes) -> None:
    course.publish(_after())
    done = course.publish(_before())
    left = {one["detail"] for one in done if one["code"] == "competencykept"}
    assert left == {"C2", "page C2"}
    links = f"SELECT count(*) AS n FROM {{competency_coursecomp}} WHERE courseid = {course.course}"
    assert course.site.query(links) == [{"n": 2}]
