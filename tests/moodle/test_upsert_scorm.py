"""The package of one SCORM activity exchanged on a live course: learners' tracks stay, whatever happens."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.errors import SiteRefused
from coursegen.publish.jobs import Job, job_of
from coursegen.publish.plugin import PREFIX, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.sources import sources_of
from moodle_backups import Section
from moodle_backups.activities.scorm import Scorm

from .reconciled import Live, course
from .revised_types import scorm_package
from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_TRACK = (
    "require_once($CFG->dirroot . '/mod/scorm/locallib.php');"
    "$cm = get_coursemodule_from_id('scorm', (int)$args[0], 0, false, MUST_EXIST);"
    "foreach ($DB->get_records('scorm_scoes', ['scorm' => $cm->instance, 'scormtype' => 'sco']) as $sco) {"
    "    scorm_insert_track((int)$args[1], $cm->instance, $sco->id, 1, 'cmi.core.lesson_status', 'passed');"
    "    scorm_insert_track((int)$args[1], $cm->instance, $sco->id, 1, 'cmi.core.score.raw', '70'); }"
)
_TEACHER = (
    "$context = context_module::instance((int)$args[0]); $storage = get_file_storage();"
    "$storage->delete_area_files($context->id, 'mod_scorm', 'package');"
    "$storage->create_file_from_pathname(['contextid' => $context->id, 'component' => 'mod_scorm',"
    "    'filearea' => 'package', 'itemid' => 0, 'filepath' => '/', 'filename' => 'autre.zip'], $args[1]);"
    "$cm = get_coursemodule_from_id('scorm', (int)$args[0], 0, false, MUST_EXIST);"
    "$DB->set_field('scorm', 'name', 'Du formateur', ['id' => $cm->instance]); rebuild_course_cache($cm->course, true);"
)


class Player:
    """A live course with one SCORM activity that a learner has taken."""

    def __init__(self, site: Site, folder: Path) -> None:
        account = site.publisher()
        plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
        self.key = f"SCO{secrets.token_hex(4)}"
        self.backup = course(self.key, Section(key="s0", name="Lire", activities=(self.scorm("Un"),)))
        self.folder = folder
        self.live = Live(site, plugin, account.category_id, folder, self.key).made(self.backup)
        self.site = site
        self.activity = self.live.activity("scorm")
        learner = site.create_user(f"ama{self.key.lower()}")
        site.enrol(learner.username, self.live.id)
        site.php(_TRACK, str(self.activity.cmid), str(learner.user_id))

    def scorm(self, text: str, *items: str) -> Scorm:
        package = scorm_package(*(items or ("A", "B")), text=text)
        return Scorm(key=f"{self.key}/scorm", name="Lecture", package=package)

    def swap(self, package: bytes, key: str = "", **options: Any) -> Job:
        request: dict[str, Any] = {
            "courseid": self.live.id,
            "idnumber": key or f"{self.key}/scorm",
            "draftitemid": self.live.plugin.client.upload("paquet.zip", package),
            "requestid": secrets.token_hex(8),
            "sha1": hashlib.sha1(package).hexdigest(),
            "options": options,
        }
        return job_of(self.live.plugin.client.order(PREFIX + "upsert_scorm", request))

    def refusal(self, package: bytes, **options: Any) -> str:
        with pytest.raises(SiteRefused) as refused:
            self.swap(package, **options)
        return str(refused.value.code)

    def tracks(self) -> list[dict[str, Any]]:
        """The tracks, with the identifiers that they are for."""
        divided = self.site.query("SELECT 1 AS n FROM pg_tables WHERE tablename = 'mdl_scorm_scoes_value'")
        table = "scorm_scoes_value" if divided else "scorm_scoes_track"
        sql = f"SELECT t.*, s.identifier FROM {{{table}}} t JOIN {{scorm_scoes}} s ON s.id = t.scoid WHERE s.scorm = "
        return self.site.query(f"{sql}{self.activity.instance} ORDER BY t.id")

    def rows(self) -> dict[str, Any]:
        """Everything of the activity, and what the plugin knows of it."""
        return {
            "scorm": self.site.query(f"SELECT * FROM {{scorm}} WHERE id = {self.activity.instance}"),
            "scoes": self.site.query(
                f"SELECT * FROM {{scorm_scoes}} WHERE scorm = {self.activity.instance} ORDER BY id"
            ),
            "base": self.site.query(
                f"SELECT * FROM {{local_coursedeploy_base}} WHERE courseid = {self.live.id} ORDER BY id"
            ),
            "package": self.package(),
            "tracks": self.tracks(),
        }

    def package(self) -> str:
        sql = (
            "SELECT f.contenthash AS sha1 FROM {files} f JOIN {context} c ON c.id = f.contextid "
            f"WHERE c.contextlevel = 70 AND c.instanceid = {self.activity.cmid} "
            "AND f.filearea = 'package' AND f.filename <> '.'"
        )
        [row] = self.site.query(sql)
        return str(row["sha1"])

    def source(self, scorm: Scorm) -> str:
        """The digests of the activity in a new form."""
        backup = replace(self.backup, sections=(replace(self.backup.sections[0], activities=(scorm,)),))
        return json.dumps(json.loads(sources_of(backup).document())["activities"][scorm.key])


@pytest.fixture
def player(site: Site, tmp_path: Path) -> Player:
    return Player(site, tmp_path)


def _content(scorm: Scorm) -> bytes:
    assert scorm.package is not None
    content = scorm.package.content
    assert isinstance(content, bytes)
    return content


def test_a_new_package_goes_in_and_no_track_goes(player: Player) -> None:
    before, new = player.tracks(), player.scorm("Deux")
    assert len(before) >= 4
    state = player.live.inventory.state
    job = player.swap(_content(new), source=player.source(new), expectstate=state)
    assert job.status == "done", job.errors
    [action] = job.actions
    assert (action.sort, action.key, action.action, action.parts) == ("activity", new.key, "updated", ("package",))
    assert player.tracks() == before
    assert player.package() == hashlib.sha1(_content(new)).hexdigest()
    assert job.writes == 1 and job.state == player.live.inventory.state != state
    # The next publication of the same finds nothing to do.
    section = replace(player.backup.sections[0], activities=(new,))
    again = player.live.publish(replace(player.backup, sections=(section,)))
    assert (again.status, again.writes) == ("done", 0)


def test_the_same_package_again_writes_nothing(player: Player) -> None:
    before = player.rows()
    job = player.swap(_content(player.scorm("Un")))
    assert ([one.action for one in job.actions], job.writes) == (["unchanged"], 0)
    assert player.rows() == before


def test_a_package_without_a_part_that_learners_took_is_refused(player: Player) -> None:
    before, less = player.rows(), _content(player.scorm("Deux", "A", "C"))
    assert player.refusal(less) == "tracksatrisk"
    assert player.rows() == before
    job = player.swap(less, allowtrackloss=True)
    assert [one.action for one in job.actions] == ["updated"]


def test_what_is_no_package_or_no_activity_is_refused(player: Player) -> None:
    before, new = player.rows(), _content(player.scorm("Deux"))
    assert player.refusal(b"bonjour") == "notascorm"
    assert player.refusal(new, key="inconnu") == "noscorm"
    assert player.refusal(new, expectstate="0" * 40) == "statemoved"
    assert player.refusal(new, source="{") == "badsources"
    assert player.rows() == before


def test_a_package_that_a_person_put_in_stays_until_told(player: Player) -> None:
    other = player.folder / "autre.zip"
    other.write_bytes(_content(player.scorm("Trois")))
    player.site.php(_TEACHER, str(player.activity.cmid), str(other))
    before, new = player.rows(), _content(player.scorm("Deux"))
    job = player.swap(new)
    assert [(one.action, one.code) for one in job.actions] == [("conflict", "conflict")]
    assert player.rows() == before
    job = player.swap(new, overwrite=True)
    assert [one.action for one in job.actions] == ["updated"]
    assert player.package() == hashlib.sha1(new).hexdigest()
    # The person's new name stays, and goes on counting as an edit.
    assert player.live.activity("scorm").title == "Du formateur"
    [base] = [row for row in player.rows()["base"] if row["itemkey"] == f"{player.key}/scorm"]
    assert base["fingerprint"] != player.live.activity("scorm").fingerprint


def test_a_persons_own_activity_that_bears_the_number_stays_until_told(player: Player) -> None:
    player.site.php(
        "$DB->delete_records('local_coursedeploy_base', ['courseid' => (int)$args[0]]);", str(player.live.id)
    )
    before, new = player.rows(), player.scorm("Deux")
    for job in (player.swap(_content(new), source=player.source(new)), player.swap(_content(new), name="Autre")):
        assert [(one.action, one.code) for one in job.actions] == [("conflict", "conflict")]
    assert player.rows() == before
    assert [one.action for one in player.swap(_content(new), overwrite=True).actions] == ["updated"]


def test_a_new_name_goes_to_the_gradebook_too(player: Player) -> None:
    job = player.swap(_content(player.scorm("Un")), name="Lecture guidée")
    assert [one.parts for one in job.actions] == [("name",)]
    assert player.live.activity("scorm").title == "Lecture guidée"
    sql = f"SELECT itemname FROM {{grade_items}} WHERE courseid = {player.live.id} AND itemmodule = 'scorm'"
    assert [row["itemname"] for row in player.site.query(sql)] == ["Lecture guidée"]


def test_a_swap_left_to_cron_is_done_there(player: Player, run_cron: Callable[[], None]) -> None:
    new = _content(player.scorm("Deux"))
    assert player.swap(new, run="task").status == "queued"
    run_cron()
    assert player.package() == hashlib.sha1(new).hexdigest()


@pytest.fixture
def run_cron(site: Site) -> Callable[[], None]:
    def run() -> None:
        site.php(Path(__file__).parents[1] / "publish" / "php" / "run_tasks.php")

    return run
