"""Questions of every type, published again: a new version under the same entry of the bank, attempts as they were."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moodle_backups import Backup, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.compare import compare
from moodle_backups.questions.base import Question
from moodle_backups.read import read_backup
from moodle_backups.versions import target_of

from .site import Site
from .test_types_matrix import _may_differ

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_PHP = Path(__file__).parent / "php"
_SAMPLES = Path(__file__).parents[1] / "moodle_backups"
_VERSIONS = (
    "SELECT e.idnumber, count(*) AS versions FROM {{question_versions}} v "
    "JOIN {{question}} q ON q.id = v.questionid AND q.parent = 0 "
    "JOIN {{question_bank_entries}} e ON e.id = v.questionbankentryid "
    "JOIN {{question_categories}} c ON c.id = e.questioncategoryid JOIN {{context}} x ON x.id = c.contextid "
    "JOIN {{course_modules}} m ON m.id = x.instanceid AND x.contextlevel = 70 WHERE m.course = {course} GROUP BY 1"
)
_SEEN = (
    "SELECT a.slot, q.questiontext AS text, v.version FROM {{question_attempts}} a "
    "JOIN {{question}} q ON q.id = a.questionid JOIN {{question_versions}} v ON v.questionid = q.id "
    "JOIN {{quiz_attempts}} t ON t.uniqueid = a.questionusageid JOIN {{quiz}} z ON z.id = t.quiz "
    "WHERE t.userid = {user} AND z.course = {course} ORDER BY 1"
)
_ATTEMPTS = ("question_attempts", "question_attempt_steps", "question_attempt_step_data", "quiz_attempts")


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(_SAMPLES))
    import question_samples

    yield question_samples
    for name in ("question_samples", "rich_backup", "rich_quiz"):
        sys.modules.pop(name, None)


@dataclass(frozen=True)
class Quizzes:
    """A course with quizzes on a site."""

    site: Site
    course: int
    folder: Path

    def publish(self, backup: Backup, **options: object) -> list[dict[str, Any]]:
        """Brings the course to the state of a backup; what was done, without what is unchanged."""
        package = self.folder / "again.mbz"
        write_backup(backup, package, version=target_of(self.site.release))
        script = _PHP / "reconcile_package.php"
        answer = json.loads(self.site.php(script, str(self.course), str(package), json.dumps(options)))
        assert (answer["noise"], answer["php"]) == ("", [])
        return [one for one in answer["actions"] if one["action"] != "unchanged"]

    def versions(self) -> dict[str, int]:
        """How many versions each question has."""
        rows = self.site.query(_VERSIONS.format(course=self.course))
        return {row["idnumber"]: row["versions"] for row in rows}

    def attempt(self, key: str, username: str) -> int:
        """Somebody begins a quiz and answers; the person's id."""
        person = self.site.create_user(username)
        self.site.enrol(username, self.course)
        where = f"course = {self.course} AND idnumber = '{key}'"
        [row] = self.site.query(f"SELECT id FROM {{course_modules}} WHERE {where}")
        self.site.php(_PHP / "grade_right_answers.php", str(row["id"]), username)
        return person.user_id

    def seen(self, user: int) -> list[dict[str, Any]]:
        """The questions in a person's attempt in this course; other tests may have given the same person others."""
        return self.site.query(_SEEN.format(user=user, course=self.course))

    def rows(self) -> list[list[dict[str, Any]]]:
        """Everything that is kept of attempts."""
        return [self.site.query(f"SELECT * FROM {{{name}}} ORDER BY id") for name in _ATTEMPTS]

    def read_back(self, wanted: Backup) -> list[str]:
        """What Moodle's own backup has otherwise."""
        ours, theirs = self.folder / "ours.mbz", self.folder / "theirs.mbz"
        write_backup(wanted, ours, version=target_of(self.site.release))
        self.site.php(_PHP / "backup_course.php", str(self.course), str(theirs))
        with read_backup(ours) as one, read_backup(theirs) as other:
            return [str(found) for found in compare(one.backup, other.backup) if not _may_differ(found)]


def on(site: Site, backup: Backup, folder: Path) -> Quizzes:
    write_backup(backup, folder / "first.mbz", version=target_of(site.release))
    result = site.strict_restore(folder / "first.mbz")
    assert result.clean, str(result)
    return Quizzes(site, result.course_id, folder)


def course_of(site: Site, samples: ModuleType) -> Backup:
    """The samples that this release has."""
    # Moodle 4.2 itself raises a notice of PHP 8.2 about this type.
    hidden = () if site.release >= "4.3" else ("randomsamatch",)
    backup: Backup = samples.types_backup(ordering_too=site.release >= "4.4", hidden=hidden, banks=site.release < "5.0")
    if site.release >= "4.4":
        return _each_quiz(backup, lambda quiz: replace(quiz, subnet=""))

    def without_grades(quiz: Any) -> Any:
        # Grades of their own for some slots came with Moodle 4.4.
        slots = tuple(replace(slot, grade_item="") for slot in quiz.slots)
        return replace(quiz, subnet="", grade_items=(), slots=slots)

    return _each_quiz(backup, without_grades)


def _each_quiz(backup: Backup, change: Any) -> Backup:
    def changed(one: Activity) -> Activity:
        return change(one) if hasattr(one, "questions") else one

    sections = [replace(one, activities=tuple(map(changed, one.activities))) for one in backup.sections]
    return replace(backup, sections=tuple(sections))


def _every_question(backup: Backup, change: Any) -> Backup:
    return _each_quiz(backup, lambda quiz: replace(quiz, questions=tuple(map(change, quiz.questions))))


def _corrected(one: Question) -> Question:
    # The text of a question with embedded answers holds their places; what is said afterwards changes in all.
    text = one.text if one.qtype == "multianswer" else one.text + "<p>(corrigé)</p>"
    return replace(one, text=text, general_feedback=one.general_feedback + "<p>Corrigé</p>")


def test_every_type_of_question_gets_one_new_version_and_attempts_keep_theirs(
    site: Site, samples: ModuleType, tmp_path: Path
) -> None:
    first = course_of(site, samples)
    quizzes = on(site, first, tmp_path)
    assert quizzes.publish(first) == []
    ama = quizzes.attempt("types", "ama")
    before, seen, versions = quizzes.rows(), quizzes.seen(ama), quizzes.versions()
    second = _every_question(first, _corrected)
    done = quizzes.publish(second)
    assert {one["key"]: one["action"] for one in done if one["kind"] == "question"} == dict.fromkeys(
        versions, "updated"
    )
    assert quizzes.versions() == {key: count + 1 for key, count in versions.items()}
    assert quizzes.rows() == before
    assert quizzes.seen(ama) == seen
    assert quizzes.publish(second) == []
    later = quizzes.seen(quizzes.attempt("types", "efua"))
    old = [row["text"] for row in later if "(corrigé)" not in row["text"] and "{#1}" not in row["text"]]
    assert len(old) == 1, "only the slot that shows one fixed version keeps it"
    # Moodle 4.2 does not put this into its backups of calculated multiple choice.
    lost = "feedback.show_number_correct" if site.release < "4.3" else "nothing"
    assert [one for one in quizzes.read_back(second) if lost not in one] == []


def test_links_in_questions_lead_into_the_live_course(site: Site, samples: ModuleType, tmp_path: Path) -> None:
    def linking(one: Question) -> Question:
        link = '<p><a href="activity:page-1">la page</a></p>'
        return replace(one, general_feedback=link) if one.key == "q-true" else one

    first = course_of(site, samples)
    quizzes = on(site, first, tmp_path)
    second = _every_question(first, linking)
    assert [one["key"] for one in quizzes.publish(second) if one["kind"] == "question"] == ["q-true"]
    where = f"course = {quizzes.course} AND idnumber = 'page-1'"
    [page] = site.query(f"SELECT id FROM {{course_modules}} WHERE {where}")
    texts = site.query("SELECT generalfeedback AS text FROM {question} WHERE generalfeedback LIKE '%la page%'")
    assert f"/mod/page/view.php?id={page['id']}" in texts[-1]["text"]
    assert quizzes.publish(second) == []


def test_a_question_taken_out_is_hidden_and_comes_back(site: Site, samples: ModuleType, tmp_path: Path) -> None:
    def without(quiz: Any) -> Any:
        return replace(quiz, questions=tuple(one for one in quiz.questions if one.key != "pool-2"))

    first = course_of(site, samples)
    quizzes = on(site, first, tmp_path)
    quizzes.attempt("types", "ama")
    before = quizzes.rows()
    gone = [one for one in quizzes.publish(_each_quiz(first, without)) if one["kind"] == "question"]
    assert [(one["key"], one["action"]) for one in gone] == [("pool-2", "hidden")]
    back = [one for one in quizzes.publish(first) if one["kind"] == "question"]
    assert [(one["key"], one["action"]) for one in back] == [("pool-2", "shown")]
    assert quizzes.rows() == before
    assert quizzes.versions()["pool-2"] == 1


def test_a_changed_right_answer_asks_for_a_decision_and_marks_again_when_told(
    site: Site, samples: ModuleType, tmp_path: Path
) -> None:
    def reversed_answer(one: Question) -> Question:
        return replace(one, correct=not one.correct) if one.key == "q-true" else one  # type: ignore[attr-defined, call-arg]

    first = course_of(site, samples)
    quizzes = on(site, first, tmp_path)
    site.php(_PHP / "finish_attempt.php", str(quizzes.attempt("types", "ama")))
    efua = quizzes.attempt("types", "efua")
    begun = quizzes.seen(efua)
    second = _every_question(first, reversed_answer)
    done = quizzes.publish(second, regrade='["types"]')
    assert {(one["key"], one["code"]) for one in done if one["code"]} == {
        ("q-true", "rightanswerchanged"),
        ("types", "regraded"),
    }
    marks = (
        "SELECT s.fraction FROM {question_attempt_steps} s JOIN {question_attempts} a ON a.id = s.questionattemptid "
        "JOIN {question} q ON q.id = a.questionid JOIN {question_versions} v ON v.questionid = q.id "
        "JOIN {question_bank_entries} e ON e.id = v.questionbankentryid JOIN {quiz_attempts} t "
        "ON t.uniqueid = a.questionusageid JOIN {quiz} z ON z.id = t.quiz "
        f"WHERE e.idnumber = 'q-true' AND v.version = 2 AND z.course = {quizzes.course} ORDER BY s.id DESC LIMIT 1"
    )
    assert [float(row["fraction"]) for row in site.query(marks)] == [0.0]
    assert quizzes.seen(efua) == begun


def test_a_bank_shared_by_quizzes_is_corrected_once(site: Site, samples: ModuleType, tmp_path: Path) -> None:
    if site.release < "5.0":
        pytest.skip("banks are activities from Moodle 5.0 on")
    first = samples.bank_backup()
    quizzes = on(site, first, tmp_path)
    assert quizzes.publish(first) == []
    second = _every_question(first, _corrected)
    done = [(one["key"], one["action"]) for one in quizzes.publish(second) if one["kind"] == "question"]
    assert sorted(done) == [("b-one", "updated"), ("b-two", "updated"), ("t-gap", "updated")]
    assert quizzes.publish(second) == []
    assert quizzes.read_back(second) == []
