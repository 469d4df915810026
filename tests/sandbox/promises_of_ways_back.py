"""What a site promises beside updates: a look without a write, snapshots, the way back, one package swapped."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace

from coursegen.publish.jobs import Job, job_of
from coursegen.publish.plugin import PREFIX
from moodle_backups import File
from moodle_backups.activities.scorm import Scorm

from ..moodle.reconciled import first
from ..moodle.type_matrix import zipped
from .ground import Ground, did, refused, renamed, shape


def a_dry_run_writes_nothing(ground: Ground) -> None:
    course = ground.made()
    before = ground.inventory(course)
    job = ground.update(course, renamed(first(ground.key), "lire", "Autre"), dryrun=True)
    assert "lire" in did(job) and job.snapshot == 0
    assert ground.inventory(course) == before


def the_way_back_leads_to_what_was(ground: Ground) -> None:
    course = ground.made()
    nothing = {"courseid": course, "requestid": secrets.token_hex(8)}
    refused("nosnapshot", lambda: ground.client.order(PREFIX + "rollback", nothing))
    before = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    ground.update(course, renamed(first(ground.key), "lire", "Autre"))
    there = ground.inventory(course)
    look = {"courseid": course, "requestid": secrets.token_hex(8), "dryrun": True}
    assert "lire" in did(job_of(ground.client.order(PREFIX + "rollback", look)))
    assert ground.inventory(course) == there, "a dry run writes nothing"
    job = job_of(ground.client.order(PREFIX + "rollback", {"courseid": course, "requestid": secrets.token_hex(8)}))
    assert job.status == "done", job.errors
    after = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    same = ("name", "cmid", "fingerprint", "source", "position", "visible")
    assert {k: [row[n] for n in same] for k, row in after.items()} == {
        k: [row[n] for n in same] for k, row in before.items()
    }
    assert ground.update(course, first(ground.key)).writes == 0


def the_last_three_snapshots_are_kept(ground: Ground) -> None:
    course = ground.made()
    made = [ground.client.order(PREFIX + "snapshot", {"courseid": course, "requestid": f"s{n}"}) for n in range(4)]
    assert shape(made[0]) == {"id": "number", "time": "number", "bytes": "number"}
    kept = ground.inventory(course)["snapshots"]
    assert sorted(one["id"] for one in kept) == sorted(one["id"] for one in made[1:])
    assert shape(kept[0]) == {"id": "number", "time": "number", "bytes": "number", "requestid": "text"}


def one_scorm_package_is_swapped_in_place(ground: Ground) -> None:
    course = ground.made()
    whole = first(ground.key)
    module = Scorm(key=f"{ground.key}/module", name="Module", package=scorm_package("un"))
    home, one, two = whole.sections
    ground.update(course, replace(whole, sections=(home, one, replace(two, activities=(*two.activities, module)))))
    before = ground.activity(course, "module")
    package = scorm_package("deux")
    assert isinstance(package.content, bytes)
    asked = {
        "courseid": course,
        "idnumber": module.key,
        "sha1": hashlib.sha1(package.content, usedforsecurity=False).hexdigest(),
        "options": {"name": "Module corrigé"},
    }

    def swapped(request: str) -> Job:
        assert isinstance(package.content, bytes)
        draft = ground.client.upload("paquet.zip", package.content)
        told = {**asked, "draftitemid": draft, "requestid": request + ground.key}
        return job_of(ground.client.order(PREFIX + "upsert_scorm", told))

    job = swapped("swap-1-")
    assert (job.status, job.writes, did(job)) == ("done", 1, {"module": "updated"}), job.errors
    after = ground.activity(course, "module")
    assert (after["name"], after["cmid"]) == ("Module corrigé", before["cmid"])
    assert after["fingerprint"] == after["base"] != before["fingerprint"]
    assert swapped("swap-2-").writes == 0
    nowhere = {**asked, "courseid": 99999999, "draftitemid": 1, "requestid": "nowhere"}
    refused("nocourse", lambda: ground.client.order(PREFIX + "upsert_scorm", nowhere))


def scorm_package(text: str) -> File:
    """A package of one part."""
    manifest = (
        '<manifest identifier="M" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>'
        '<schemaversion>1.2</schemaversion></metadata><organizations default="O"><organization identifier="O">'
        '<title>M</title><item identifier="A" identifierref="R"><title>P</title></item></organization></organizations>'
        '<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="un.html">'
        '<file href="un.html"/></resource></resources></manifest>'
    )
    return File("module.zip", zipped({"imsmanifest.xml": manifest, "un.html": f"<p>{text}</p>"}))
