"""A course published to the sandbox again and again: what is written, what learners keep, what people changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
import requests

from coursegen.publish.changes import Act, Choices, Missing
from coursegen.publish.errors import SiteRefused
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.rollback import chosen_snapshot, foreseen, roll_back
from coursegen.sandbox.learner import Learner
from coursegen.sandbox.site import Sandbox
from moodle_backups import Backup, File
from moodle_backups.activities.page import Page
from moodle_backups.activities.scorm import Scorm

from ..moodle.type_matrix import zipped
from ..publish.packages import course_backup, prepared
from .conftest import Trainer

KEY = "essai-1"
READ, REREAD, NEW = f"{KEY}/s1/lire", f"{KEY}/s1/relire", f"{KEY}/s1/neuve"


def course(extra: str = "") -> Prepared:
    return prepared(course_backup(KEY, extra=extra), "1.1" if extra else "1.0")


def with_page() -> Backup:
    """The course with one page more, first in its section."""
    backup = course_backup(KEY)
    first, second = backup.sections
    page = Page(key=NEW, name="Ajoutée", content="<p>Neuve</p>")
    return replace(backup, sections=(first, replace(second, activities=(page, *second.activities))))


def edit(sandbox: Sandbox, key: str) -> None:
    """A teacher changes something on the site."""
    [found] = sandbox.bench.courses.all()
    piece = found.activity(key)
    assert piece is not None
    piece.title = "Retouchée"
    sandbox.bench.courses.keep(found)


def test_a_course_arrives_whole_and_a_second_time_changes_nothing(trainer: Trainer) -> None:
    assert trainer.publish(course()).is_new
    live = {a.key: a.source for a in trainer.inventory(KEY).activities}
    assert live == {source.key: source.digest for source in course().sources.activities}
    heard = len(trainer.sandbox.faults.heard)
    state = trainer.inventory(KEY).state
    assert not trainer.publish(course()).writes
    assert "upload" not in trainer.sandbox.faults.heard[heard:]
    assert trainer.inventory(KEY).state == state


def test_one_page_changed_is_one_activity_written(trainer: Trainer) -> None:
    trainer.publish(course())
    before = {a.key: a.fingerprint for a in trainer.inventory(KEY).activities}
    plan = trainer.publish(course("changé"))
    after = {a.key: a.fingerprint for a in trainer.inventory(KEY).activities}
    assert plan.only == (READ,)
    assert {key for key in before if before[key] != after[key]} == {READ}
    assert not trainer.publish(course("changé")).writes


def test_a_page_comes_at_its_place_and_goes_out_of_sight(trainer: Trainer) -> None:
    trainer.publish(course())
    trainer.publish(prepared(with_page()))
    placed = sorted((a.section, a.position, a.key) for a in trainer.inventory(KEY).activities)
    assert [key for _section, _position, key in placed][1:] == [NEW, READ, REREAD]
    assert not trainer.publish(prepared(with_page())).writes
    trainer.publish(course())
    assert [a.key for a in trainer.inventory(KEY).activities if not a.visible] == [NEW]
    assert not trainer.publish(course()).writes


def test_a_teachers_change_stays_until_it_is_named(trainer: Trainer) -> None:
    trainer.publish(course())
    edit(trainer.sandbox, READ)
    acts = {change.key: change.act for change in trainer.publish(course("changé")).changes}
    assert acts[READ] is Act.CONFLICT
    titles = {a.key: a.title for a in trainer.inventory(KEY).activities}
    assert titles[READ] == "Retouchée"
    trainer.publish(course("changé"), Choices(overwrite=frozenset({READ})))
    titles = {a.key: a.title for a in trainer.inventory(KEY).activities}
    assert titles[READ] == "Lire"


def test_what_the_learner_did_survives_an_update_and_a_removal(trainer: Trainer) -> None:
    trainer.publish(prepared(with_page()))
    [found] = trainer.sandbox.bench.courses.all()
    learner = Learner(trainer.sandbox.bench, found)
    piece = found.activity(NEW)
    assert piece is not None
    learner.add(piece, "answer", {"text": "mon travail"})
    rows = trainer.sandbox.store.rows("SELECT * FROM record ORDER BY id")
    trainer.publish(course("changé"), Choices(missing=Missing.DELETE))
    assert trainer.sandbox.store.rows("SELECT * FROM record ORDER BY id") == rows
    assert {a.key: a.userdata for a in trainer.inventory(KEY).activities}[NEW] == 1


def test_a_rollback_brings_back_what_was_there(trainer: Trainer) -> None:
    trainer.publish(course())
    first = {a.key: a.fingerprint for a in trainer.inventory(KEY).activities}
    trainer.publish(course("changé"))
    inventory = trainer.inventory(KEY)
    done = roll_back(trainer.transfer(), inventory, chosen_snapshot(inventory, 0), trainer.journal(KEY))
    assert {a.key: a.fingerprint for a in done.inventory.activities} == first
    assert not trainer.publish(course()).writes


def test_a_second_rollback_does_not_bring_the_withdrawn_publication_back(trainer: Trainer) -> None:
    trainer.publish(course())
    first = {a.key: a.fingerprint for a in trainer.inventory(KEY).activities}
    trainer.publish(course("changé"))
    for _time in range(2):
        inventory = trainer.inventory(KEY)
        done = roll_back(trainer.transfer(), inventory, chosen_snapshot(inventory, 0), trainer.journal(KEY))
        assert {a.key: a.fingerprint for a in done.inventory.activities} == first


def test_a_rollback_keeps_what_a_teacher_changed_since_until_it_is_named(trainer: Trainer) -> None:
    trainer.publish(course())
    trainer.publish(course("changé"))
    edit(trainer.sandbox, READ)
    inventory = trainer.inventory(KEY)
    snapshot = chosen_snapshot(inventory, 0)
    before = inventory.state
    actions = foreseen(trainer.transfer(), inventory, snapshot, frozenset())
    assert [(action.key, action.action) for action in actions or ()] == [(READ, "conflict")]
    assert trainer.inventory(KEY).state == before
    done = roll_back(trainer.transfer(), inventory, snapshot, trainer.journal(KEY))
    assert {a.key: a.title for a in done.inventory.activities}[READ] == "Retouchée"
    given_up = frozenset({READ})
    done = roll_back(trainer.transfer(), done.inventory, snapshot, trainer.journal(KEY), given_up)
    assert {a.key: a.title for a in done.inventory.activities}[READ] == "Lire"
    assert not trainer.publish(course()).writes


def test_the_course_is_read_back_as_moodle_would_give_it(trainer: Trainer) -> None:
    trainer.publish(course())
    inventory = trainer.inventory(KEY)
    seen = Coursedeploy(trainer.client()).seen_activities(inventory.course_id)
    assert seen == {a.cmid for a in inventory.activities}


def scorm_of(identifier: str, text: str) -> File:
    """A package of one part."""
    manifest = (
        '<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><organizations default="O">'
        '<organization identifier="O">'
        f'<title>M</title><item identifier="{identifier}" identifierref="R"><title>P</title></item></organization>'
        '</organizations><resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="un.html"/>'
        "</resources></manifest>"
    )
    return File("module.zip", zipped({"imsmanifest.xml": manifest, "un.html": text}))


def swap(trainer: Trainer, package: File, request: str, **options: str) -> Any:
    assert isinstance(package.content, bytes)
    client = trainer.client()
    inventory = trainer.inventory(KEY)
    asked = {
        "courseid": inventory.course_id,
        "idnumber": "module",
        "draftitemid": client.upload("paquet.zip", package.content),
        "requestid": request,
        "sha1": hashlib.sha1(package.content, usedforsecurity=False).hexdigest(),
        "options": options,
    }
    return client.order("local_coursedeploy_upsert_scorm", asked)


def test_one_scorm_package_is_swapped_and_tracks_stay(trainer: Trainer) -> None:
    whole = course_backup(KEY)
    section = replace(whole.sections[1], activities=(Scorm(key="module", name="Module", package=scorm_of("A", "un")),))
    trainer.publish(prepared(replace(whole, sections=(whole.sections[0], section))))
    [found] = trainer.sandbox.bench.courses.all()
    piece = found.activity("module")
    assert piece is not None
    Learner(trainer.sandbox.bench, found).add(piece, "tracks", {"sco": "A", "cmi": {}, "grade": 50, "finished": True})
    job = swap(trainer, scorm_of("A", "deux"), "swap-1", name="Module corrigé")
    assert (job["status"], job["writes"]) == ("done", 1)
    assert swap(trainer, scorm_of("A", "deux"), "swap-2", name="Module corrigé")["writes"] == 0
    played = requests.get(f"{trainer.sandbox.address}/scorm/{piece.id}/un.html", timeout=5)
    assert played.text == "deux"
    [live] = [a for a in trainer.inventory(KEY).activities if a.key == "module"]
    assert (live.title, live.edited, live.userdata) == ("Module corrigé", False, 1)
    with pytest.raises(SiteRefused, match="parcours"):
        swap(trainer, scorm_of("B", "trois"), "swap-3")
    assert swap(trainer, scorm_of("B", "trois"), "swap-4", allowtrackloss="1")["writes"] == 1


def test_what_learners_did_is_readable_by_this_account_alone(trainer: Trainer) -> None:
    trainer.publish(course())
    files = [path for path in trainer.sandbox.store.folder.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
