"""People work in a course while it is published: whatever the moment, nothing of theirs is lost."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.jobs import Job
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from moodle_backups import Backup
from moodle_backups.activities.page import Page
from moodle_backups.badges import Badge, GivenBy
from moodle_backups.competencies import CompetencyLink, Outcome
from moodle_backups.completion import CourseCompletion
from moodle_backups.gradebook import Aggregation, Gradebook, GradeCategory

from .reconciled import Live, first, what, with_activity, with_section
from .site import Site
from .type_matrix import BLUE

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

SCRIPTS = Path(__file__).parent / "php"
# Writes after the staging course was begun: while it is made, at its end, and through the work on the live course.
MOMENTS = (0, 130, 210, 215, 220)


@pytest.fixture
def live(site: Site, tmp_path: Path) -> Live:
    """A course that was published once."""
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    category = plugin.info(Category.named(account.category_idnumber)).category_id
    key = f"pendant-{secrets.token_hex(4)}"
    return Live(site, plugin, category, tmp_path, key).made(first(key))


def _disturbed(live: Live, backup: Backup, moment: int | str, *statements: str, **options: object) -> Job:
    order = live.order(backup, **options)
    path = live.folder / "order.json"
    path.write_text(json.dumps(order), encoding="utf-8")
    said = json.loads(
        live.site.php(SCRIPTS / "disturbed_publication.php", str(path), str(moment), *statements).splitlines()[-1]
    )
    assert said["disturbed"], f"over after {said['writes']} writes"
    job = live.plugin.job(order["requestid"])
    assert job is not None and job.status == "done", job
    return job


def _instance(live: Live, name: str) -> int:
    return int(
        live.site.query(f"SELECT instance FROM {{course_modules}} WHERE id = {live.activity(name).cmid}")[0]["instance"]
    )


@pytest.mark.thorough
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_edit_made_during_a_publication_is_kept_and_told(live: Live, moment: int) -> None:
    section = live.inventory.sections[1].id
    revised = with_section(
        with_activity(first(live.key), "lire", content="<p>Version 2</p>"), "s1", summary="<p>V2</p>"
    )
    edit = f"UPDATE {{page}} SET content = '<p>Formatrice</p>' WHERE id = {_instance(live, 'lire')}"
    note = f"UPDATE {{course_sections}} SET summary = '<p>Formatrice</p>' WHERE id = {section}"
    _disturbed(live, revised, moment, edit, note)
    assert "Formatrice" in live.page("lire")
    assert live.activity("lire").edited
    again = live.publish(with_activity(revised, "lire", content="<p>Version 3</p>"))
    assert what(again)["lire"] == "conflict"
    assert "Formatrice" in live.page("lire")
    assert (
        "Formatrice" in live.site.query(f"SELECT summary FROM {{course_sections}} WHERE id = {section}")[0]["summary"]
    )


@pytest.mark.thorough
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_attempt_begun_during_a_publication_is_never_removed(live: Live, moment: int) -> None:
    quiz = _instance(live, "quiz")
    home, one, two = with_activity(first(live.key), "lire", content="<p>Sans</p>").sections
    shorter = replace(first(live.key), sections=(home, one, replace(two, activities=())))
    begin = (
        "INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, timestart, timefinish, timemodified) "
        f"SELECT {quiz}, 2, 1, {quiz} + 900000, '1,0', 1, 0, 1 WHERE EXISTS (SELECT 1 FROM {{course_modules}} cm "
        f"WHERE cm.id = {live.activity('quiz').cmid} AND cm.visible = 1 AND cm.deletioninprogress = 0)"
    )
    job = _disturbed(live, shorter, moment, begin, missing="delete")
    begun = live.site.query(f"SELECT id FROM {{quiz_attempts}} WHERE quiz = {quiz}")
    left = live.site.query(f"SELECT id FROM {{quiz}} WHERE id = {quiz}")
    assert (what(job)["quiz"], len(begun), len(left)) in (("hidden", 1, 1), ("deleted", 0, 0))
    if moment == 0:
        assert begun, "while the staging course is made, the quiz is still open to learners"


# What a learner sends who opened the quiz before it was hidden arrives at some later moment.
LATE = {
    "once the quiz is hidden": "SELECT count(*) FROM {{course_modules}} WHERE id = {cmid} AND visible = 0",
    "while the recycle bin takes its copy": "SELECT 1 FROM {{backup_controllers}} WHERE type = 'activity' "
    "AND operation = 'backup' AND itemid = {cmid}",
    "once all of it is removed": "SELECT 1 FROM {{course}} WHERE id = 1 AND NOT EXISTS (SELECT 1 FROM {{quiz}} "
    "WHERE id = {quiz})",
}


@pytest.mark.thorough
@pytest.mark.parametrize("when", LATE)
def test_an_attempt_that_arrives_while_its_quiz_is_removed_is_kept(live: Live, when: str) -> None:
    quiz, cmid = _instance(live, "quiz"), live.activity("quiz").cmid
    home, one, two = with_activity(first(live.key), "lire", content="<p>Sans</p>").sections
    shorter = replace(first(live.key), sections=(home, one, replace(two, activities=())))
    begin = (
        "INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, timestart, timefinish, timemodified) "
        f"VALUES ({quiz}, 2, 1, {quiz} + 900000, '1,0', 1, 0, 1)"
    )
    job = _disturbed(live, shorter, LATE[when].format(cmid=cmid, quiz=quiz), begin, missing="delete")
    assert what(job)["quiz"] == "hidden"
    assert [one.code for one in job.actions if one.key.endswith("/quiz")] == ["hasanswers"]
    assert len(live.site.query(f"SELECT id FROM {{quiz_attempts}} WHERE quiz = {quiz}")) == 1
    assert not live.activity("quiz").visible
    questions = [one.key for one in live.inventory.questions]
    assert questions == [f"{live.key}/q1", f"{live.key}/q2"], "the quiz is whole"
    bin_ = live.site.query(f"SELECT id FROM {{tool_recyclebin_course}} WHERE courseid = {live.id} AND name = 'Quiz'")
    assert not bin_, "nothing was removed, so nothing lies in the recycle bin"


def test_what_a_person_edits_while_it_is_about_to_be_removed_stays_and_is_shown_again(live: Live) -> None:
    home, one, two = with_activity(first(live.key), "lire", content="<p>Sans</p>").sections
    shorter = replace(first(live.key), sections=(home, replace(one, activities=(one.activities[0],)), two))
    page, cmid = _instance(live, "relire"), live.activity("relire").cmid
    edit = f"UPDATE {{page}} SET content = '<p>Formatrice</p>' WHERE id = {page}"
    job = _disturbed(live, shorter, LATE["once the quiz is hidden"].format(cmid=cmid), edit, missing="delete")
    assert what(job)["relire"] == "conflict" and what(job)["livre"] == "deleted"
    assert "Formatrice" in live.page("relire")
    assert live.activity("relire").visible and live.activity("relire").edited
    assert what(live.publish(shorter, missing="delete")) == {"relire": "conflict"}


def test_what_is_removed_lies_in_the_recycle_bin_and_the_report_says_so(live: Live) -> None:
    home, one, two = with_activity(first(live.key), "lire", content="<p>Sans</p>").sections
    shorter = replace(first(live.key), sections=(home, one, replace(two, activities=())))
    job = live.publish(shorter, missing="delete")
    assert [(one.action, one.code) for one in job.actions if one.key.endswith("/quiz")] == [("deleted", "recyclebin")]
    assert live.site.query(f"SELECT name FROM {{tool_recyclebin_course}} WHERE courseid = {live.id}") == [
        {"name": "Quiz"}
    ]


@dataclass(frozen=True)
class Whole:
    """Something that belongs to the course as a whole: its next version, an edit and its trace."""

    change: dict[str, Any]
    edit: str
    trace: str


WHOLES = {
    "gradebook": Whole(
        {"gradebook": Gradebook(categories=(GradeCategory(key="t", name="Travaux", aggregation=Aggregation.MEAN),))},
        "UPDATE {grade_categories} SET keephigh = 2 WHERE courseid = :id AND fullname = 'Travaux'",
        "SELECT 1 FROM {grade_categories} WHERE courseid = :id AND keephigh = 2",
    ),
    "completion": Whole(
        {"completion": CourseCompletion(duration=864000)},
        "INSERT INTO {course_completion_criteria} (course, criteriatype, timeend) VALUES (:id, 2, 1900000000)",
        "SELECT 1 FROM {course_completion_criteria} WHERE course = :id AND criteriatype = 2",
    ),
    "badges": Whole(
        {
            "badges": (
                Badge(key="b", name="Badge", description="Mieux", image=BLUE, criteria=(GivenBy(roles=("teacher",)),)),
            )
        },
        "UPDATE {badge} SET description = 'Formatrice' WHERE courseid = :id",
        "SELECT 1 FROM {badge} WHERE courseid = :id AND description = 'Formatrice'",
    ),
    "competencies": Whole(
        {"competencies": (CompetencyLink("CADRE", "C1", Outcome.COMPLETE),)},
        "UPDATE {competency_coursecomp} SET ruleoutcome = 2 WHERE courseid = :id",
        "SELECT 1 FROM {competency_coursecomp} WHERE courseid = :id AND ruleoutcome = 2",
    ),
}


def _with_wholes(key: str) -> Backup:
    badge = Badge(key="b", name="Badge", description="Bien", image=BLUE, criteria=(GivenBy(roles=("teacher",)),))
    return replace(
        first(key),
        gradebook=Gradebook(categories=(GradeCategory(key="t", name="Travaux"),)),
        completion=CourseCompletion(activities=(f"{key}/lire",)),
        badges=(badge,),
        competencies=(CompetencyLink("CADRE", "C1"),),
    )


@pytest.mark.thorough
@pytest.mark.parametrize("kind", WHOLES)
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_edit_of_the_course_as_a_whole_made_during_a_publication_is_kept(live: Live, kind: str, when: str) -> None:
    live.site.php(SCRIPTS / "prepare_around.php")
    one, plain = WHOLES[kind], _with_wholes(live.key)
    assert live.publish(plain).status == "done"
    assert not [other.kind for other in live.inventory.others if other.edited]
    page = f"SELECT 1 FROM {{page}} WHERE id = {_instance(live, 'lire')} AND content LIKE '%Version 2%'"
    applied = f"SELECT 1 FROM {{local_coursedeploy_job}} WHERE courseid = {live.id} AND progress = 90"
    moment = page if when == "before" else applied
    revised = with_activity(replace(plain, **one.change), "lire", content="<p>Version 2</p>")
    job = _disturbed(live, revised, moment, one.edit.replace(":id", str(live.id)))
    assert live.site.query(one.trace.replace(":id", str(live.id)))
    assert ("conflict" in {what(job, sort).get(kind) for sort in (kind, "badge", "competency")}) == (when == "before")
    assert [other.kind for other in live.inventory.others if other.edited] == [kind]
    again = live.publish(revised if when == "before" else plain)
    assert kind in [action.key for action in again.actions if action.action == "conflict"]
    assert live.site.query(one.trace.replace(":id", str(live.id)))


def test_going_back_keeps_what_a_person_edited_since(live: Live) -> None:
    live.publish(with_activity(with_activity(first(live.key), "lire", content="<p>V2</p>"), "mot", intro="<p>V2</p>"))
    live.edit_page("lire", "<p>Formatrice</p>")
    key = f"{live.key}/lire"
    assert what(live.rollback(dryrun=True)) == {"lire": "conflict", "mot": "updated"}
    assert what(live.rollback()) == {"lire": "conflict", "mot": "updated"}
    assert "Formatrice" in live.page("lire") and live.activity("lire").edited
    oldest = min(one.id for one in live.inventory.snapshots)
    assert what(live.rollback(snapshotid=oldest, overwrite=json.dumps([key]))) == {"lire": "updated"}
    assert "Texte" in live.page("lire")


def test_what_was_half_made_and_touched_is_ours_and_kept(live: Live) -> None:
    home, *rest = first(live.key).sections
    added = Page(key=f"{live.key}/neuf", name="Neuf", content="<p>Neuf</p>")
    longer = replace(first(live.key), sections=(replace(home, activities=(*home.activities, added)), *rest))
    live.publish(longer)
    before = live.activity("neuf").cmid
    # As a publication leaves it that breaks off once the page is whole.
    broken = f"WHERE courseid = {live.id} AND itemkey = '{added.key}'"
    live.site.php(
        "$DB->execute($args[0]);",
        f"UPDATE {{local_coursedeploy_base}} SET pending = 'x', source = '', sourceparts = '' {broken}",
    )
    live.edit_page("neuf", "<p>Formatrice</p>")
    assert what(live.publish(longer)) == {"neuf": "conflict"}
    assert live.activity("neuf").cmid == before and "Formatrice" in live.page("neuf")
    live.site.php(
        "$DB->execute($args[0]);",
        f"UPDATE {{local_coursedeploy_base}} SET pending = 'x', source = '', fingerprint = '' {broken}",
    )
    live.site.php(
        "$DB->insert_record('course_modules_completion', ['coursemoduleid' => (int) $args[0], 'userid' => 2,"
        " 'completionstate' => 1, 'timemodified' => 1]);",
        str(before),
    )
    live.publish(longer)
    assert live.activity("neuf").cmid == before
    assert live.site.query(f"SELECT id FROM {{course_modules_completion}} WHERE coursemoduleid = {before}")
