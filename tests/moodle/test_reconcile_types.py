"""Every activity type, published again with something new in each, after learners have worked in all of them.

The plugin's reconciler works on a real site; what learners left is compared row by row, column by column.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from moodle_backups import Backup, write_backup
from moodle_backups.versions import target_of

from .browser import Visit
from .revised_types import first, harmful, keys, second
from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

Rows = dict[str, list[dict[str, Any]]]
_PHP = Path(__file__).parent / "php"
_ENABLE = (
    "foreach ($args as $type) { $DB->set_field('modules', 'visible', 1, ['name' => $type]); }"
    "core_plugin_manager::reset_caches(); rebuild_course_cache(0, true);"
)
_LEARNERS = (
    "assign_grades assign_submission assignsubmission_onlinetext bigbluebuttonbn_logs choice_answers "
    "course_modules_completion data_content data_records feedback_completed feedback_completedtmp feedback_value "
    "feedback_valuetmp forum_discussions forum_posts glossary_entries glossary_entries_categories grading_instances "
    "gradingform_rubric_fillings h5pactivity_attempts h5pactivity_attempts_results lesson_attempts lesson_branch "
    "lesson_grades lesson_timer lti_submission question_attempt_step_data question_attempt_steps question_attempts "
    "question_usages quiz_attempts quiz_grades scorm_attempt scorm_scoes_track scorm_scoes_value wiki_pages "
    "wiki_subwikis wiki_versions workshop_assessments workshop_grades workshop_submissions"
).split()
_MARKS = (
    "SELECT g.id, i.itemmodule, i.itemnumber, g.userid, g.rawgrade, g.finalgrade, g.rawgrademax, g.overridden FROM "
    "{grade_grades} g JOIN {grade_items} i ON i.id = g.itemid WHERE i.itemtype = 'mod' ORDER BY g.id"
)


@dataclass(frozen=True)
class Outcome:
    """What the reconciler said."""

    actions: list[dict[str, Any]]
    said: str

    def of(self, kind: str) -> dict[str, str]:
        """What became of the things of a kind, by key; the remarks of activities apart."""
        return {
            one["key"]: one["action"] for one in self.actions if one["kind"] == kind and one["action"] not in _REMARKS
        }

    def codes(self) -> set[tuple[str, str]]:
        """Keys and codes of all remarks."""
        return {(one["key"], one["code"]) for one in self.actions if one["code"]}


_REMARKS = {"noted", "kept"}


class Course:
    """A course on a site, with learners at work."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.folder = folder
        self.first = first(target_of(site.release), site.url)
        self.second = second(self.first)
        site.php(_ENABLE, "bigbluebuttonbn", "subsection")
        result = site.strict_restore(self.package(self.first, "first"))
        assert result.clean, str(result)
        self.id = result.course_id

    def use(self) -> None:
        """Two learners do something in every activity."""
        people = [self.site.create_user(name) for name in ("ama", "kofi")]
        for person in people:
            self.site.enrol(person.username, self.id)
        self.site.php(_PHP / "learners_of_types.php", str(self.id), *(str(one.user_id) for one in people))

    def publish(self, backup: Backup, **options: object) -> Outcome:
        """Brings the course to the state of a backup."""
        return self.publish_package(self.package(backup, "again"), **options)

    def publish_package(self, package: Path, **options: object) -> Outcome:
        """Brings the course to the state of a package."""
        said = self.site.php(_PHP / "reconcile_package.php", str(self.id), str(package), json.dumps(options))
        answer = json.loads(said)
        return Outcome(answer["actions"], "\n".join([answer["noise"], *answer["php"]]).strip())

    def left_by_learners(self) -> Rows:
        """All that learners left, by table."""
        present = {row["name"] for row in self.site.query("SELECT tablename AS name FROM pg_tables")}
        tables = [name for name in _LEARNERS if f"mdl_{name}" in present]
        # The opening post of a simple discussion is the author's, and follows the description.
        own = {"forum_posts": " WHERE parent <> 0"}
        left = {name: self.site.query(f"SELECT * FROM {{{name}}}{own.get(name, '')} ORDER BY id") for name in tables}
        return {**left, "grade_grades": self.site.query(_MARKS)}

    def package(self, backup: Backup, name: str) -> Path:
        package = self.folder / f"{name}.mbz"
        write_backup(backup, package, version=target_of(self.site.release))
        return package


def _difference(row: dict[str, Any], now: dict[str, Any] | None) -> str:
    return str({name: (value, now[name]) for name, value in row.items() if value != now[name]}) if now else "lost"


def lost_or_changed(before: Rows, after: Rows) -> list[str]:
    """Tables and rows that are not as they were."""
    kept = {name: {row["id"]: row for row in rows} for name, rows in after.items()}
    return [
        f"{name}: {row.get('itemmodule', '')} {row['id']} {_difference(row, kept[name].get(row['id']))}"
        for name, rows in before.items()
        for row in rows
        if kept[name].get(row["id"]) != row
    ]


@pytest.fixture
def course(site: Site, tmp_path: Path) -> Course:
    return Course(site, tmp_path)


def test_every_type_is_corrected_under_the_hands_of_learners(course: Course) -> None:
    course.use()
    before = course.left_by_learners()
    assert sum(map(len, before.values())) > 150
    done = course.publish(course.second)
    assert done.said == ""
    became = done.of("activity")
    assert became.pop("added") == "added"
    assert {key: one for key, one in became.items() if one not in ("updated", "renamed")} == {}
    assert became.keys() == {*keys(course.first)}
    assert done.codes() == {
        ("assign", "grademax"),
        ("quiz", "grademax"),
        ("quiz", "quizstructure"),
        ("q-num", "rightanswerchanged"),
        ("feedback", "hasanswers"),
        ("choice", "optionused"),
        ("glossary", "hasanswers"),
        ("data", "fieldused"),
        ("", "gradetotals"),
        ("", "criterionmet"),
    }
    after = course.left_by_learners()
    assert lost_or_changed(before, after) == []
    again = course.publish(course.second)
    assert [one for one in again.actions if one["action"] not in {*_REMARKS, "unchanged"}] == []
    assert again.said == ""
    assert lost_or_changed(after, course.left_by_learners()) == []


def test_what_would_change_the_sense_of_an_answer_is_left_and_said(course: Course) -> None:
    course.use()
    before = course.left_by_learners()
    done = course.publish(harmful(course.first))
    assert done.said == ""
    assert done.codes() == {
        ("assign", "formused"),
        ("quiz", "hasanswers"),
        ("feedback", "optionused"),
        ("lesson", "pagescore"),
        ("lesson", "optionused"),
        ("lesson", "hasanswers"),
        ("workshop", "formused"),
        ("scorm", "tracksatrisk"),
        ("wiki", "hasanswers"),
    }
    changed = {key: one for key, one in done.of("activity").items() if one != "unchanged"}
    assert changed == {"lesson": "updated"}
    assert course.site.query(f"SELECT name FROM {{quiz}} WHERE course = {course.id} AND grademethod <> 1") == []
    assert lost_or_changed(before, course.left_by_learners()) == []


def test_tracks_are_given_up_only_where_a_person_has_said_so(course: Course) -> None:
    course.use()
    tracked = (
        "SELECT count(*) AS n FROM {scorm_scoes} o JOIN {scorm} s ON s.id = o.scorm "
        f"WHERE o.identifier = 'B' AND s.course = {course.id}"
    )
    assert course.site.query(tracked) == [{"n": 1}]
    done = course.publish(harmful(course.first), allowtrackloss='["scorm"]')
    assert done.of("activity")["scorm"] == "updated"
    assert course.site.query(tracked) == [{"n": 0}]


def test_a_dry_run_says_the_same_and_writes_nothing(course: Course) -> None:
    course.use()
    dry = course.publish(course.second, dryrun=True)
    before = course.left_by_learners()
    said = {(one["kind"], one["key"], one["action"], one["code"]) for one in dry.actions}
    done = course.publish(course.second)
    assert {(one["kind"], one["key"], one["action"], one["code"]) for one in done.actions} == said
    assert lost_or_changed(before, course.left_by_learners()) == []


def test_types_of_moodle_that_no_package_of_ours_holds(course: Course) -> None:
    if course.site.release >= "5.0":
        pytest.skip("Moodle 5.0 has neither survey nor chat")
    made = json.loads(course.site.php(_PHP / "old_types.php", str(course.id)))
    package = course.folder / "theirs.mbz"
    course.site.php(_PHP / "backup_course.php", str(course.id), str(package))
    for table in ("survey", "chat"):
        course.site.php("$DB->set_field($args[0], 'intro', 'Autre', ['course' => $args[1]]);", table, str(course.id))
    answers = f"SELECT * FROM {{survey_answers}} WHERE survey = {made['survey']}"
    before = course.site.query(answers)
    assert before
    done = course.publish_package(package)
    assert done.of("activity")["survey"] == "updated"
    assert ("chat", "nothandled") in done.codes()
    intros = [course.site.query(f"SELECT intro FROM {{{one}}} WHERE course = {course.id}") for one in made]
    assert intros == [[{"intro": "Avant"}], [{"intro": "Autre"}]]
    assert course.site.query(answers) == before


def test_a_learner_finds_the_new_version_and_the_old_attempt(course: Course, visit: Visit) -> None:
    course.use()
    course.publish(course.second)
    learner = course.site.create_user("ama")
    # No mail, of whose absence the site would speak on the page.
    quiet = (
        "set_config('noreplyaddress', 'noreply@example.invalid');"
        "set_user_preference('message_provider_moodle_coursecompleted_enabled', 'none', (int)$args[0]);"
    )
    course.site.php(quiet, str(learner.user_id))
    window = visit(course.site, learner)
    modules = {module.key: module for module in course.site.modules(course.id, learner)}

    def text_of(key: str) -> str:
        return window.open(modules[key].address).locator("#region-main").inner_text()

    for key in ("page", "book"):
        assert "Corrigé" in text_of(key)
    assert "Lundi matin; Mardi" in text_of("choice")
    window.open(modules["imscp"].address)
    assert [one.inner_text("body").strip() for one in window.page.frames if one.url.endswith("/un.html")] == [
        "Page corrigée"
    ]
    if not course.site.release.startswith("4.2"):
        window.open(modules["h5pactivity"].address)
        player = window.page.frame_locator("#region-main iframe").frame_locator("iframe.h5p-iframe")
        player.get_by_text("Phrase corrigée").wait_for()
    finished = course.site.query(
        f"SELECT a.id FROM {{quiz_attempts}} a WHERE a.userid = {learner.user_id} AND a.state = 'finished'"
    )
    page = window.open(f"/mod/quiz/review.php?attempt={finished[0]['id']}")
    assert "La terre est ronde" in page.locator("#region-main").inner_text()
    assert "aplatie" not in page.locator("#region-main").inner_text()
    window.assert_quiet()
