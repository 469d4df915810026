"""What a package no longer has goes from a live course, and nothing of a teacher's or about a learner goes with it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.errors import SiteRefused
from coursegen.publish.jobs import Job
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.sources import sources_of
from moodle_backups import Section, write_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.subsection import Subsection
from moodle_backups.versions import target_of

from .reconciled import Live, course, question, what
from .site import Site

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_TEACHERS_PAGE = (
    "require_once($CFG->dirroot . '/course/lib.php');"
    "$course = get_course((int)$args[0]); $number = (int)$args[1];"
    "if (!empty($args[3])) { $number = $DB->get_field('course_sections', 'section',"
    "    ['course' => $course->id, 'component' => 'mod_subsection'], MUST_EXIST); }"
    "$page = $DB->insert_record('page', (object)['course' => $course->id, 'name' => 'À elle', 'content' => 'x',"
    "    'contentformat' => 1, 'displayoptions' => 'a:0:{}', 'intro' => '', 'introformat' => 1, 'timemodified' => 1]);"
    "$cm = add_course_module((object)['course' => $course->id, 'instance' => $page, 'visible' => 1, 'visibleold' => 1,"
    "    'module' => $DB->get_field('modules', 'id', ['name' => 'page']), 'section' => 0, 'idnumber' => $args[2],"
    "    'completion' => 1]);"
    "course_add_cm_to_section($course, $cm, $number);"
    "$DB->insert_record('course_modules_completion', (object)['coursemoduleid' => $cm, 'userid' => 2,"
    "    'completionstate' => 1, 'timemodified' => 1]);"
    "rebuild_course_cache($course->id, true); echo $cm;"
)
_HIDE = "require_once($CFG->dirroot . '/course/lib.php'); set_coursemodule_visible((int)$args[0], 0);"
_CM = "$cm = get_coursemodule_from_id('', (int)$args[0], 0, false, MUST_EXIST);"
_MARKED = (
    "require_once($CFG->libdir . '/gradelib.php');"
    "$item = grade_item::fetch(['itemtype' => 'mod', 'itemmodule' => $cm->modname, 'iteminstance' => $cm->instance]);"
    "$row = (object)['itemid' => $item->id, 'userid' => 2, 'timecreated' => 1];"
    "$DB->delete_records('grade_grades', ['itemid' => $item->id, 'userid' => 2]);"
)
TRACES = {
    "une dérogation de test": (
        "quiz",
        "$DB->insert_record('quiz_overrides', (object)['quiz' => $cm->instance, 'userid' => 2, 'attempts' => 9]);",
    ),
    "une dérogation de devoir": (
        "devoir",
        "$DB->insert_record('assign_overrides', (object)['assignid' => $cm->instance, 'userid' => 2, 'duedate' => 9]);",
    ),
    "une remarque sans note": (
        "devoir",
        _MARKED + "$row->feedback = 'Bravo'; $DB->insert_record('grade_grades', $row);",
    ),
    "une note exclue": ("devoir", _MARKED + "$row->excluded = 5; $DB->insert_record('grade_grades', $row);"),
    "une note verrouillée": ("devoir", _MARKED + "$row->locked = 5; $DB->insert_record('grade_grades', $row);"),
    "un achèvement défait": (
        "lire",
        "$DB->insert_record('course_modules_completion', (object)['coursemoduleid' => $cm->id, 'userid' => 2,"
        "    'completionstate' => 0, 'timemodified' => 1]);",
    ),
    "un commentaire": (
        "lire",
        "$DB->insert_record('comments', (object)['contextid' => context_module::instance($cm->id)->id,"
        "    'content' => 'x', 'commentarea' => 'page_comments', 'itemid' => 0, 'userid' => 2, 'timecreated' => 1]);",
    ),
}


@pytest.fixture
def unmade(site: Site, tmp_path: Path) -> Live:
    """A course that does not exist yet."""
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    category = plugin.info(Category.named(account.category_idnumber)).category_id
    return Live(site, plugin, category, tmp_path, f"essai-{secrets.token_hex(4)}")


@pytest.fixture
def live(unmade: Live) -> Live:
    """A course with a page, a task and a quiz that the folder is going to lose."""
    key = unmade.key
    lost = (
        Page(key=f"{key}/lire", name="Lire", content="<p>Lire</p>"),
        Assign(key=f"{key}/devoir", name="Devoir"),
        Quiz(key=f"{key}/quiz", name="Quiz", questions=(question(key, 1),)),
    )
    return unmade.made(course(key, _HOME, Section(key="s1", name="S1", activities=(_kept(key), *lost))))


_HOME = Section(key="accueil", name="Accueil")


def _kept(key: str) -> Page:
    return Page(key=f"{key}/reste", name="Reste", content="<p>Reste</p>")


def _shorter(live: Live) -> Any:
    return course(live.key, _HOME, Section(key="s1", name="S1", activities=(_kept(live.key),)))


def _delete(live: Live, **options: Any) -> Job:
    return live.publish(_shorter(live), missing="delete", **options)


def _cmids(live: Live) -> set[int]:
    return {one.cmid for one in live.inventory.activities}


def _code(job: Job, name: str) -> tuple[str, str]:
    [found] = [(one.action, one.code) for one in job.actions if one.key.endswith(f"/{name}")]
    return found


def test_what_is_missing_and_untouched_is_deleted(live: Live) -> None:
    dry = _delete(live, dryrun=True)
    assert what(dry) == {"lire": "deleted", "devoir": "deleted", "quiz": "deleted"}
    assert what(_delete(live)) == what(dry)
    assert [one.key for one in live.inventory.activities] == [f"{live.key}/reste"]


def test_what_anything_about_a_person_hangs_on_is_missing_and_only_hidden(live: Live) -> None:
    for name, (activity, trace) in TRACES.items():
        assert not live.activity(activity).touched
        live.site.php(_CM + trace, str(live.activity(activity).cmid))
        assert live.activity(activity).touched, f"{name}: what a plan is made from knows it too"
        job = _delete(live, only=[f"{live.key}/{activity}"], overwrite=[f"{live.key}/{activity}"])
        assert _code(job, activity) == ("hidden", "hasanswers"), name
        assert not live.activity(activity).visible
        live.site.php(
            _CM + "require_once($CFG->dirroot . '/course/lib.php'); foreach (['quiz_overrides', 'assign_overrides',"
            "    'course_modules_completion', 'comments', 'grade_grades']"
            " as $table) { $DB->delete_records($table, ['userid' => 2]); } set_coursemodule_visible($cm->id, 1);",
            str(live.activity(activity).cmid),
        )


def test_a_missing_activity_that_a_person_edited_and_hid_is_kept_until_named(live: Live) -> None:
    live.edit_page("lire", "<p>De la formatrice</p>")
    live.site.php(_HIDE, str(live.activity("lire").cmid))
    assert _code(_delete(live), "lire") == ("conflict", "conflict")
    assert "formatrice" in live.page("lire")
    assert what(_delete(live, overwrite=[f"{live.key}/lire"])) == {"lire": "deleted"}


def test_a_missing_activity_that_a_person_only_hid_is_deleted(live: Live) -> None:
    live.site.php(_HIDE, str(live.activity("lire").cmid))
    assert what(_delete(live))["lire"] == "deleted"


@pytest.mark.parametrize("way", ["hide", "delete"])
def test_a_teachers_own_with_a_number_like_ours_is_not_missing(live: Live, way: str) -> None:
    mine = int(live.site.php(_TEACHERS_PAGE, str(live.id), "1", f"{live.key}/mienne"))
    job = live.publish(_shorter(live), missing=way)
    assert "mienne" not in what(job)
    [found] = [one for one in live.inventory.activities if one.cmid == mine]
    assert found.visible and not found.owned
    assert "mienne" not in what(live.publish(_shorter(live), missing=way)), "nor has the publication adopted it"


def test_nothing_is_missing_where_nothing_was_written_down_and_all_is_brought_up_to_date(live: Live) -> None:
    live.site.php("$DB->delete_records('local_coursedeploy_base', ['courseid' => (int)$args[0]]);", str(live.id))
    assert all(one.owned for one in live.inventory.activities)
    kept = replace(_kept(live.key), content="<p>Corrigé</p>")
    job = live.publish(course(live.key, _HOME, Section(key="s1", name="S1", activities=(kept,))), missing="delete")
    assert what(job) == {"reste": "updated"}
    assert {one.title for one in live.inventory.activities if one.visible} == {"Reste", "Lire", "Devoir", "Quiz"}


def test_a_missing_subsection_with_a_teachers_page_in_it_stays(unmade: Live) -> None:
    if tuple(map(int, unmade.site.release.split("#")[0].split("."))) < (4, 5):
        pytest.skip(f"Moodle {unmade.site.release} has no subsections")
    unmade.site.php("\\core\\plugininfo\\mod::enable_plugin('subsection', 1);")
    key = unmade.key
    box = Subsection(key=f"{key}/boite", name="Boîte", activities=(Page(key=f"{key}/p", name="P", content="<p>P</p>"),))
    live = unmade.made(course(key, _HOME, Section(key="s1", name="S1", activities=(_kept(key), box))))
    mine = int(live.site.php(_TEACHERS_PAGE, str(live.id), "1", "", "dans"))
    dry = _delete(live, dryrun=True)
    job = _delete(live)
    assert what(job) == what(dry) == {"p": "deleted"}
    assert _code(job, "boite") == ("kept", "sectionkept")
    assert mine in _cmids(live) and live.activity("boite").visible
    rows = live.site.query(f"SELECT * FROM {{course_modules_completion}} WHERE coursemoduleid = {mine}")
    assert len(rows) == 1
    live.site.php("require_once($CFG->dirroot . '/course/lib.php'); course_delete_module((int)$args[0]);", str(mine))
    assert what(_delete(live)) == {"boite": "deleted"}


def test_sources_of_another_shape_are_refused_before_anything_is_missing(live: Live) -> None:
    before = _cmids(live)
    for wrong in ({"sections": "abc"}, {"sections": ["abc"]}, {"activities": {"a": "b"}}, {"label": ["x"]}):
        with pytest.raises(SiteRefused) as refused:
            _delete(live, sources=json.dumps({"activities": {}} | wrong))
        assert refused.value.code == "badsources", wrong
    assert _cmids(live) == before


@pytest.mark.thorough
@pytest.mark.parametrize("packing", ["zip", "tgz"])
def test_a_package_that_unpacks_to_far_more_than_it_weighs_is_refused(live: Live, packing: str) -> None:
    shorter, before = _shorter(live), _cmids(live)

    def write(path: Path) -> None:
        write_backup(shorter, path, version=target_of(live.site.release))
        zeros = live.folder / "zeros"
        zeros.touch()
        os.truncate(zeros, 700 << 20)
        _pack_anew(path, zeros, packing)

    job = live.publish(Prepared(sources_of(shorter), write), missing="delete")
    assert [error.code for error in job.errors] == ["toolarge"]
    assert _cmids(live) == before


def _pack_anew(path: Path, more: Path, packing: str) -> None:
    """Pack a package once more, with one more file."""
    folder = path.with_suffix(".dir")
    with tarfile.open(path) as old:
        old.extractall(folder, filter="data")
    more.rename(folder / more.name)
    if packing == "zip":
        Path(shutil.make_archive(str(folder), "zip", folder)).rename(path)
        return
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for entry in sorted(folder.iterdir()):
            archive.add(entry, entry.name)
