"""What an evaluator reads of learners' work through the plugin, and what stays unsaid."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.errors import SiteRefused
from coursegen.publish.plugin import PREFIX, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from moodle_backups.versions import target_of

from .reconciled import Live
from .revised_types import first
from .site import Account, Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

KINDS = (
    "participants grades completions coursecompletions quizattempts quizquestions feedback choice scorm assign lesson "
    "workshop"
).split()
_PHP = Path(__file__).parent / "php"
_CATEGORY = "essai-publication"

Row = dict[str, Any]


@dataclass(frozen=True)
class Evaluator:
    """An account that reads the results of one course."""

    client: MoodleClient
    user_id: int
    course: int

    def page(self, kind: str, **options: int) -> dict[str, Any]:
        answer = self.client.ask(PREFIX + "get_results", {"courseid": self.course, "kind": kind, **options})
        assert isinstance(answer, dict)
        return answer

    def rows(self, kind: str, **options: int) -> list[Row]:
        return [json.loads(row) for row in self.page(kind, perpage=1000, **options)["rows"]]

    def refusal(self, kind: str) -> str:
        with pytest.raises(SiteRefused) as refused:
            self.page(kind)
        return str(refused.value.code)


@dataclass(frozen=True)
class Lesson:
    """A course in which two learners have worked, and its evaluators."""

    live: Live
    people: tuple[Account, Account]

    @property
    def ids(self) -> set[int]:
        return {person.user_id for person in self.people}

    def evaluator(self, *lacking: str) -> Evaluator:
        name = f"evaluation{secrets.token_hex(4)}"
        told = json.loads(self.live.site.php(_PHP / "evaluator.php", name, _CATEGORY, *lacking))
        return Evaluator(MoodleClient(self.live.site.url, Token(told["token"])), told["userid"], self.live.id)


@pytest.fixture(scope="session")
def lesson(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    account = site.publisher(_CATEGORY)
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    key = f"RES{secrets.token_hex(4)}"
    site.php(
        "foreach ($args as $type) { $DB->set_field('modules', 'visible', 1, ['name' => $type]); }"
        "core_plugin_manager::reset_caches(); rebuild_course_cache(0, true);",
        "bigbluebuttonbn",
    )
    live = Live(site, plugin, account.category_id, tmp_path_factory.mktemp("results"), key)
    live = live.made(replace(first(target_of(site.release), site.url), idnumber=key, shortname=key))
    people = (site.create_user(f"ama{key.lower()}"), site.create_user(f"kofi{key.lower()}"))
    for person in people:
        site.enrol(person.username, live.id)
    site.php(_PHP / "learners_of_types.php", str(live.id), *(str(one.user_id) for one in people))
    return Lesson(live, people)


@pytest.fixture(scope="session")
def evaluator(lesson: Lesson) -> Evaluator:
    return lesson.evaluator()


def test_the_people_come_with_names_and_roles(lesson: Lesson, evaluator: Evaluator) -> None:
    rows = {row["userid"]: row for row in evaluator.rows("participants")}
    assert rows.keys() == lesson.ids
    assert {tuple(row["roles"]) for row in rows.values()} == {("student",)}
    assert all(row["fullname"] and not row["suspended"] for row in rows.values())


def test_marks_name_their_activity_and_totals(lesson: Lesson, evaluator: Evaluator) -> None:
    rows = evaluator.rows("grades")
    assert {row["userid"] for row in rows} == lesson.ids
    assert [row["grade"] for row in rows if row["idnumber"] == "assign"] == [71, 71]
    assert {row["itemtype"] for row in rows} >= {"mod", "course"}
    sql = "SELECT count(*) AS n FROM {grade_grades} g JOIN {grade_items} i ON i.id = g.itemid WHERE i.courseid = "
    known = lesson.live.site.query(f"{sql}{evaluator.course} AND g.finalgrade IS NOT NULL")
    assert len(rows) == known[0]["n"]


def test_attempts_at_quizzes_and_each_answer(lesson: Lesson, evaluator: Evaluator) -> None:
    attempts = [row for row in evaluator.rows("quizattempts") if row["idnumber"] == "quiz"]
    assert {(row["userid"], row["attempt"], row["state"]) for row in attempts} == {
        (who, number, state) for who in lesson.ids for number, state in ((1, "finished"), (2, "inprogress"))
    }
    finished = [row for row in attempts if row["state"] == "finished"]
    assert all(row["grade"] is not None and row["grade"] <= row["grademax"] for row in finished)
    answers = evaluator.rows("quizquestions")
    assert {(row["userid"], row["attempt"]) for row in answers if row["idnumber"] == "quiz"} == {
        (who, 1) for who in lesson.ids
    }
    known = [row for row in answers if row["question"] == "q-num"]
    assert [(row["type"], row["mark"], row["maxmark"], row["answer"][:4]) for row in known] == [
        ("numerical", known[0]["maxmark"], known[0]["maxmark"], "3.14")
    ] * 2
    for attempt in finished:
        marks = [
            row["mark"] or 0 for row in answers if row["userid"] == attempt["userid"] and row["idnumber"] == "quiz"
        ]
        assert sum(marks) == pytest.approx(attempt["mark"])


def test_anonymous_answers_tell_neither_who_nor_when(lesson: Lesson, evaluator: Evaluator) -> None:
    rows = evaluator.rows("feedback")
    assert [(row["anonymous"], row["userid"], row["time"]) for row in rows] == [(True, 0, 0)] * 2
    by_type = {answer["type"]: answer for answer in rows[0]["answers"]}
    assert by_type["multichoice"]["answer"] == "non"
    assert by_type["textfield"]["answer"].startswith("Réponse")
    # A question for the newest answers would tell when each was given.
    assert evaluator.rows("feedback", since=4_000_000_000) == rows


def test_named_answers_tell_who(lesson: Lesson, evaluator: Evaluator) -> None:
    site = lesson.live.site
    change = (
        "$where = ['course' => (int)$args[0]]; $id = $DB->get_field('feedback', 'id', $where, MUST_EXIST);"
        "$DB->set_field('feedback', 'anonymous', (int)$args[1], $where);"
        "$DB->set_field('feedback_completed', 'anonymous_response', (int)$args[1], ['feedback' => $id]);"
    )
    site.php(change, str(evaluator.course), "2")
    try:
        rows = evaluator.rows("feedback")
        assert {row["userid"] for row in rows} == lesson.ids
        assert evaluator.rows("feedback", since=4_000_000_000) == []
    finally:
        site.php(change, str(evaluator.course), "1")


def test_tracks_choices_works_tries_and_completions(lesson: Lesson, evaluator: Evaluator) -> None:
    tracks = evaluator.rows("scorm")
    assert {(row["userid"], row["sco"], row["status"], row["score"]) for row in tracks} == {
        (who, sco, "passed", 70) for who in lesson.ids for sco in ("A", "B")
    }
    assert {row["answer"] for row in evaluator.rows("choice")} == {"Lundi", "Mardi"}
    works = evaluator.rows("assign")
    assert {(row["userid"], row["status"], row["grade"]) for row in works} == {
        (who, "submitted", 71) for who in lesson.ids
    }
    tries = evaluator.rows("lesson")
    assert {(row["userid"], row["attempt"], row["finished"], row["correct"]) for row in tries} == {
        (who, 1, True, tries[0]["answered"]) for who in lesson.ids
    }
    assert tries[0]["answered"] > 0 and tries[0]["grade"] == tries[0]["grademax"]
    workshop = evaluator.rows("workshop")
    assert {(row["userid"], row["received"], row["given"]) for row in workshop} == {(who, 1, 1) for who in lesson.ids}
    done = evaluator.rows("completions")
    assert {row["userid"] for row in done if row["idnumber"] == "book"} == lesson.ids
    assert evaluator.rows("completions", since=4_000_000_000) == []


def test_who_completed_the_course(lesson: Lesson, evaluator: Evaluator) -> None:
    who = lesson.people[0].user_id
    lesson.live.site.php(
        "$row = ['userid' => (int)$args[0], 'course' => (int)$args[1]];"
        "$DB->delete_records('course_completions', $row);"
        "$row += ['timeenrolled' => 5, 'timestarted' => 6, 'timecompleted' => 7];"
        "$DB->insert_record('course_completions', $row);",
        str(who), str(evaluator.course),
    )  # fmt: skip
    [row] = [row for row in evaluator.rows("coursecompletions") if row["userid"] == who]
    assert (row["timeenrolled"], row["timestarted"], row["timecompleted"]) == (5, 6, 7)
    assert row["criteria"] > 0


def test_pages_hold_every_row_once(evaluator: Evaluator) -> None:
    for kind in KINDS:
        whole = evaluator.page(kind, perpage=100_000)
        pages = [evaluator.page(kind, page=number, perpage=3) for number in range(-(-whole["total"] // 3) or 1)]
        assert [row for page in pages for row in page["rows"]] == whole["rows"], kind
        assert len(whole["rows"]) == whole["total"] > 0, kind
        assert {page["pages"] for page in pages} == {-(-whole["total"] // 3)}, kind
        assert evaluator.page(kind, page=whole["pages"])["rows"] == [], kind


def test_no_answer_holds_an_address_or_a_login(lesson: Lesson, evaluator: Evaluator) -> None:
    for kind in KINDS:
        text = json.dumps(evaluator.page(kind, perpage=1000))
        assert "@" not in text, kind
        if kind != "participants":  # the accounts of the tests are called by their login there
            assert not [person for person in lesson.people if person.username in text], kind


def test_reading_and_publishing_are_two_rights(lesson: Lesson, evaluator: Evaluator) -> None:
    publisher = replace(evaluator, client=lesson.live.plugin.client)
    assert publisher.refusal("grades") == "nopermissions"
    with pytest.raises(SiteRefused) as refused:
        evaluator.client.order(PREFIX + "snapshot", {"courseid": evaluator.course, "requestid": secrets.token_hex(8)})
    assert refused.value.code == "nopermissions"


def test_rights_of_moodle_count_too(lesson: Lesson) -> None:
    limited = lesson.evaluator("mod/quiz:viewreports", "moodle/grade:viewall")
    assert [limited.refusal(kind) for kind in ("quizattempts", "quizquestions", "grades")] == ["nopermissions"] * 3
    assert limited.rows("choice")


def test_what_does_not_exist_is_refused(evaluator: Evaluator) -> None:
    assert evaluator.refusal("secrets") == "unknownkind"
    assert replace(evaluator, course=987654).refusal("grades") == "nocourse"


@pytest.fixture
def separated(lesson: Lesson) -> Iterator[Evaluator]:
    """An evaluator held to a group of one learner."""
    held = lesson.evaluator("moodle/site:accessallgroups")
    lesson.live.site.php(
        "require_once($CFG->dirroot . '/group/lib.php'); require_once($CFG->dirroot . '/course/lib.php');"
        "$course = get_course((int)$args[0]);"
        "$group = groups_create_group((object)['courseid' => $course->id, 'name' => 'Un ' . $args[2]]);"
        "foreach (array_slice($args, 1) as $userid) {"
        "    $DB->insert_record('groups_members', ['groupid' => $group, 'userid' => $userid, 'timeadded' => 5]); }"
        "update_course((object)['id' => $course->id, 'groupmode' => 1, 'groupmodeforce' => 1]);",
        str(held.course), str(lesson.people[0].user_id), str(held.user_id),
    )  # fmt: skip
    yield held
    lesson.live.site.php(
        "require_once($CFG->dirroot . '/course/lib.php');"
        "update_course((object)['id' => (int)$args[0], 'groupmode' => 0, 'groupmodeforce' => 0]);",
        str(held.course),
    )


def test_separate_groups_are_kept_apart(lesson: Lesson, separated: Evaluator) -> None:
    for kind in KINDS:
        rows = separated.rows(kind)
        if kind == "feedback":
            assert rows == [], "one anonymous answer of a group would be no secret"
        elif kind != "coursecompletions":
            assert {row["userid"] for row in rows} == {lesson.people[0].user_id}, kind
    assert {tuple(row["groups"]) for row in separated.rows("participants")} == {(f"Un {separated.user_id}",)}


def test_what_is_hidden_from_the_evaluator_stays_so(lesson: Lesson) -> None:
    limited = lesson.evaluator("moodle/course:viewhiddenactivities", "moodle/grade:viewhidden")
    hide = (
        "$cm = $DB->get_record('course_modules', ['course' => (int)$args[0], 'idnumber' => 'quiz'], '*', MUST_EXIST);"
        "set_coursemodule_visible($cm->id, (int)$args[1]); rebuild_course_cache((int)$args[0], true);"
    )
    lesson.live.site.php("require_once($CFG->dirroot . '/course/lib.php');" + hide, str(limited.course), "0")
    try:
        for kind in ("quizattempts", "quizquestions", "grades", "completions"):
            rows = limited.rows(kind)
            assert "quiz" not in {row["idnumber"] for row in rows}, kind
        assert limited.rows("completions")
    finally:
        lesson.live.site.php("require_once($CFG->dirroot . '/course/lib.php');" + hide, str(limited.course), "1")
