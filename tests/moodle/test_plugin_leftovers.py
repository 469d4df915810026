"""What the plugin keeps goes when nobody needs it any more: with the course, by its clean-up task, with the plugin."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from moodle_backups import Backup
from moodle_backups.badges import Badge, GivenBy

from .reconciled import Live, first, with_activity
from .site import Site
from .type_matrix import BLUE

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_DELETE = "require_once($CFG->dirroot . '/course/lib.php'); delete_course((int)$args[0], false); echo 'deleted';"
_CLEAN = "ob_start(); (new \\local_coursedeploy\\task\\clean_up())->execute(); ob_end_clean();"
_LITTER = """
$course = (int)$args[0];
$context = context_course::instance($course);
$file = ['contextid' => $context->id, 'component' => 'local_coursedeploy', 'filearea' => 'snapshot', 'filepath' => '/',
    'filename' => 'snapshot.mbz', 'timecreated' => 5, 'timemodified' => 5];
$row = ['courseid' => $course, 'requestid' => 'x', 'jobid' => 0, 'itemid' => 0, 'bytes' => 1, 'base' => '{}'];
$newest = 0;
for ($i = 0; $i < 4; $i++) {
    $newest = $DB->insert_record('local_coursedeploy_snap', $row + ['timecreated' => time()]);
    $DB->set_field('local_coursedeploy_snap', 'itemid', $newest, ['id' => $newest]);
    get_file_storage()->create_file_from_string($file + ['itemid' => $newest], "x$i");
}
$DB->insert_record('local_coursedeploy_snap', ['bytes' => 0, 'timecreated' => 5] + $row);
get_file_storage()->create_file_from_string($file + ['itemid' => 999999], 'stray');
$DB->insert_record('local_coursedeploy_snap', ['courseid' => 987654, 'timecreated' => time()] + $row);
$DB->insert_record('local_coursedeploy_base', ['courseid' => 987654, 'kind' => 'activity', 'itemkey' => 'k',
    'timemodified' => 5]);
$made = [];
foreach (['coursedeploy_staging_', 'coursedeploy_check_', 'coursedeploy_staging_held', 'mine'] as $name) {
    $word = $name . ($name === 'coursedeploy_staging_held' ? substr($args[1], 0, 8) : $args[1]);
    $made[$name] = create_course((object)['shortname' => $word, 'category' => get_course($course)->category,
        'fullname' => $name === 'coursedeploy_check_' ? 'Coursedeploy check' : 'Coursedeploy staging'])->id;
    $DB->set_field('course', 'timecreated', 5, ['id' => $made[$name]]);
}
$held = $made['coursedeploy_staging_held'];
$job = $DB->get_record('local_coursedeploy_job', ['courseid' => $course], '*', IGNORE_MULTIPLE);
unset($job->id);
$job->requestid = $args[1];
$job->stagingid = $held;
$job->status = 'running';
$DB->insert_record('local_coursedeploy_job', $job);
echo json_encode(array_map('intval', $made));
"""


@pytest.fixture
def live(site: Site, tmp_path: Path) -> Live:
    """A course that was published twice, so that there is a snapshot of it."""
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    key = f"LEFT{secrets.token_hex(4)}"
    backup = first(key)
    live = Live(site, plugin, account.category_id, tmp_path, key).made(backup)
    job = live.publish(with_activity(backup, "lire", content="<p>Nouveau</p>"))
    assert job.status == "done", job.errors
    return live


def kept(live: Live, course: int) -> dict[str, Any]:
    """What the plugin keeps of a course."""
    counts = (
        f"(SELECT count(*) FROM {{local_coursedeploy_base}} WHERE courseid = {course}) AS bases",
        f"(SELECT count(*) FROM {{local_coursedeploy_snap}} WHERE courseid = {course}) AS snapshots",
        "(SELECT count(*) FROM {files} f LEFT JOIN {context} c ON c.id = f.contextid "
        "WHERE f.component = 'local_coursedeploy' AND f.filearea = 'snapshot' AND f.filename <> '.' "
        f"AND (c.id IS NULL OR (c.contextlevel = 50 AND c.instanceid = {course}))) AS files",
    )
    return live.site.query("SELECT " + ", ".join(counts))[0]


def test_a_deleted_course_leaves_nothing_behind(live: Live) -> None:
    before = kept(live, live.id)
    assert before["bases"] > 5 and (before["snapshots"], before["files"]) == (1, 1)
    assert "deleted" in live.site.php(_DELETE, str(live.id))
    assert kept(live, live.id) == {"bases": 0, "snapshots": 0, "files": 0}


def test_badges_stay_with_their_course_and_let_it_go(live: Live) -> None:
    def with_badges(*names: str) -> Backup:
        badges = (
            Badge(key=name, name=name, description="Donné", image=BLUE, criteria=(GivenBy(roles=("teacher",)),))
            for name in names
        )
        return replace(first(live.key), badges=tuple(badges))

    one, two = f"{live.key} un", f"{live.key} deux"
    live.publish(with_badges(one))
    job = live.publish(with_badges(one, two))
    assert [action.key for action in job.actions if action.sort == "badge"] == [two]
    everywhere = f"SELECT name, courseid FROM {{badge}} WHERE name LIKE '{live.key}%' ORDER BY id"
    assert live.site.query(everywhere) == [{"name": one, "courseid": live.id}, {"name": two, "courseid": live.id}]
    pictures = (
        "SELECT b.name, count(*) AS n, min(c.instanceid) AS course FROM {badge} b JOIN {files} f ON f.itemid = b.id "
        "AND f.component = 'badges' AND f.filearea = 'badgeimage' AND f.filename = 'f1.png' "
        f"JOIN {{context}} c ON c.id = f.contextid WHERE b.name LIKE '{live.key}%' GROUP BY b.name ORDER BY 1 DESC"
    )
    assert live.site.query(pictures) == [{"name": name, "n": 1, "course": live.id} for name in (one, two)]
    assert "deleted" in live.site.php(_DELETE, str(live.id))


def test_the_clean_up_removes_what_nobody_needs_and_nothing_else(live: Live) -> None:
    live.site.php(_CLEAN)
    bases = kept(live, live.id)["bases"]
    word = secrets.token_hex(6)
    made = json.loads(live.site.php("require_once($CFG->dirroot . '/course/lib.php');" + _LITTER, str(live.id), word))
    live.site.php(_CLEAN)
    assert kept(live, live.id) == {"bases": bases, "snapshots": 3, "files": 3}
    assert kept(live, 987654) == {"bases": 0, "snapshots": 0, "files": 0}
    rows = live.site.query("SELECT id FROM {course} WHERE id IN (" + ", ".join(map(str, made.values())) + ")")
    # The fourth has another name than ours; of the third the job's process has died, so it went with the job.
    assert [row["id"] for row in rows] == [made["mine"]]
    job = live.site.query(f"SELECT status, stagingid FROM {{local_coursedeploy_job}} WHERE requestid = '{word}'")
    assert job == [{"status": "failed", "stagingid": 0}]


_OLD = """
$manager = $DB->get_manager();
foreach (['base', 'snap'] as $name) {
    $manager->drop_table(new xmldb_table("local_coursedeploy_$name"));
}
$manager->drop_field(new xmldb_table('local_coursedeploy_job'), new xmldb_field('stagingid'));
set_config('version', 2026112100, 'local_coursedeploy');
purge_all_caches();
"""
_UPGRADE = "require_once($CFG->libdir . '/upgradelib.php'); ob_start(); upgrade_noncore(true); ob_end_clean();"
_COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
    "WHERE table_name LIKE 'mdl_local_coursedeploy%' ORDER BY table_name, column_name"
)


@pytest.mark.thorough
def test_the_first_version_of_the_plugin_is_brought_up_to_date(live: Live) -> None:
    site = live.site
    new = site.query(_COLUMNS)
    site.php(_OLD)
    assert site.query(_COLUMNS) != new
    site.php(_UPGRADE)
    assert site.query(_COLUMNS) == new
    # What was published before is known by its numbers, and published again.
    job = live.publish(with_activity(first(live.key), "lire", content="<p>Encore</p>"))
    assert job.status == "done" and "Encore" in live.page("lire")


@pytest.mark.thorough
def test_a_plugin_taken_off_leaves_nothing_behind(live: Live) -> None:
    site = live.site
    made = site.php(
        "require_once($CFG->dirroot . '/course/lib.php');"
        "echo create_course((object)['fullname' => 'Coursedeploy staging', 'category' => $args[0],"
        "    'shortname' => 'coursedeploy_staging_' . random_string(12)])->id;",
        str(live.category),
    )
    site.php(
        "require_once($CFG->libdir . '/adminlib.php');"
        "ob_start(); uninstall_plugin('local', 'coursedeploy'); ob_end_clean();"
    )
    try:
        tables = site.query("SELECT tablename FROM pg_tables WHERE tablename LIKE 'mdl_local_coursedeploy%'")
        left = {
            "files": "{files} WHERE component = 'local_coursedeploy'",
            "rights": "{capabilities} WHERE component = 'local_coursedeploy'",
            "roles": "{role_capabilities} WHERE capability LIKE 'local/coursedeploy%'",
            "functions": "{external_functions} WHERE component = 'local_coursedeploy'",
            "services": "{external_services} WHERE component = 'local_coursedeploy'",
            "tasks": "{task_scheduled} WHERE component = 'local_coursedeploy'",
            "waiting": "{task_adhoc} WHERE component = 'local_coursedeploy'",
            "settings": "{config_plugins} WHERE plugin = 'local_coursedeploy'",
            "throwaway": f"{{course}} WHERE id = {made}",
        }
        counts = {name: site.query(f"SELECT count(*) AS n FROM {where}")[0]["n"] for name, where in left.items()}
        assert tables == [] and counts == dict.fromkeys(left, 0)
        assert site.query(f"SELECT visible FROM {{course}} WHERE id = {live.id}"), "published courses stay"
    finally:
        site.php(_UPGRADE)
    assert site.query("SELECT tablename FROM pg_tables WHERE tablename LIKE 'mdl_local_coursedeploy%'")
