"""Jobs of the sandbox: taken in once per request id, done at once or by its cron, told again as often as asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Any

from coursegen.sandbox.course import Course, Courses, Piece
from coursegen.sandbox.inventory import Stock, course_url
from coursegen.sandbox.orders import Order
from coursegen.sandbox.refusal import Refusal, WorkBroken
from coursegen.sandbox.returning import taken_back
from coursegen.sandbox.shelf import Shelf
from coursegen.sandbox.store import Store, as_json
from coursegen.sandbox.usage import usage_of
from coursegen.sandbox.writing import PLACES, Writing
from moodle_backups.errors import BackupError

_SNAPSHOTS_KEPT = 3
_LONGEST_REQUEST = 64


@dataclass(frozen=True)
class Bench:
    """What jobs work with. `step` is told before each activity is written: faults break a job there."""

    store: Store
    shelf: Shelf
    address: str
    now: Callable[[], float]
    step: Callable[[], None] = lambda: None

    @property
    def courses(self) -> Courses:
        """The courses."""
        return Courses(self.store)

    def as_asked(self, piece: Piece) -> object:
        """A test with the list of questions that learners are asked."""
        return self.shelf.take(piece.edits.get(PLACES, piece.package)).activities[piece.key]

    def stock(self, course: Course) -> Stock:
        """Takes stock of a course."""
        return Stock(self.store, self.shelf, course, self.address)


def job_document(bench: Bench, request: str) -> dict[str, Any]:
    """The answer about a job. Raises Refusal `nojob`."""
    found = bench.store.row("SELECT content FROM job WHERE request = ?", request)
    if found is None:
        raise Refusal("nojob")
    document: dict[str, Any] = json.loads(found[0])
    return {name: value for name, value in document.items() if not name.startswith("_")}


Work = Callable[[Bench, Order], dict[str, Any]]
"""What does a job, and gives the outcome."""


def take_in(
    bench: Bench, order: Order, asked: dict[str, Any], draft: bytes | None, doing: Work | None = None
) -> dict[str, Any]:
    """Do a job, or leave it to cron; the same request gives the first answer again. Raises Refusal."""
    if not order.request or len(order.request) > _LONGEST_REQUEST:
        raise Refusal("badrequestid")
    known = bench.store.row("SELECT content FROM job WHERE request = ?", order.request)
    told = {name: value for name, value in asked.items() if name != "draftitemid"}
    if known is not None:
        if json.loads(known[0])["_asked"] != told:
            raise Refusal("requestidreused")
        return job_document(bench, order.request)
    if order.target == "new":
        _demand_free(bench, order)
    if draft is not None:
        bench.store.keep_package(draft)
    _keep(bench, {**_blank(order, bench), "_asked": told, "_order": asked})
    if order.run == "task":
        return _keep(bench, {**_read(bench, order.request), "status": "queued"})
    return work(bench, order, doing)


def work(bench: Bench, order: Order, doing: Work | None = None) -> dict[str, Any]:
    """Do a job that was taken in; `doing` None: what its target says."""
    try:
        with bench.store.writing():
            outcome = (doing or _WORK[order.target])(bench, order)
    except Refusal as refused:
        # Refused before anything was written: no job, so that the caller may ask again.
        bench.store.do("DELETE FROM job WHERE request = ?", order.request)
        raise refused
    except WorkBroken:
        outcome = _interrupted()
    except BackupError as unsound:
        outcome = {"status": "failed", "errors": [{"code": "badpackage", "message": str(unsound)}]}
    finished = {"status": "done", "progress": 100, "timefinished": int(bench.now())}
    return _keep(bench, {**_read(bench, order.request), **finished, **outcome})


def _interrupted(code: str = "interrupted") -> dict[str, Any]:
    return {"status": "failed", "errors": [{"code": code, "message": "The job broke off."}]}


def run_cron(bench: Bench, order_of: Callable[[dict[str, Any]], Order]) -> int:
    """Do what waits; how many jobs there were."""
    rows = bench.store.rows("SELECT content FROM job")
    waiting = [job for (content,) in rows if (job := json.loads(content))["status"] == "queued"]
    for job in waiting:
        work(bench, order_of(job["_order"]))
    bench.store.remember("cron", str(int(bench.now())))
    return len(waiting)


def _read(bench: Bench, request: str) -> dict[str, Any]:
    found = bench.store.row("SELECT content FROM job WHERE request = ?", request)
    document: dict[str, Any] = json.loads(found[0]) if found else {}
    return document


def _keep(bench: Bench, document: dict[str, Any]) -> dict[str, Any]:
    bench.store.do("INSERT OR REPLACE INTO job VALUES (?, ?)", document["requestid"], as_json(document))
    return {name: value for name, value in document.items() if not name.startswith("_")}


def _blank(order: Order, bench: Bench) -> dict[str, Any]:
    return {
        "jobid": bench.store.next_id(),
        "requestid": order.request,
        "target": order.target,
        "status": "created",
        "progress": 0,
        "courseid": 0,
        "courseurl": "",
        "errors": [],
        "warnings": [],
        "sections": [],
        "activities": [],
        "actions": [],
        "writes": 0,
        "snapshotid": 0,
        "state": "",
        "timecreated": int(bench.now()),
        "timestarted": int(bench.now()),
        "timefinished": 0,
    }


def _demand_free(bench: Bench, order: Order) -> None:
    for name in ("idnumber", "shortname"):
        if bench.courses.named(name, getattr(order, name)):
            raise Refusal(f"{name}taken")


def _precheck(bench: Bench, order: Order) -> dict[str, Any]:
    contents = bench.shelf.take(order.sha1)
    backup = contents.backup
    return {
        "package": {
            "fullname": backup.fullname,
            "shortname": backup.shortname,
            "moodlerelease": "",
            "moodleversion": "",
            "backupversion": "",
            "sections": len(backup.sections),
            "activities": len(contents.placed),
            "users": False,
            "bytes": bench.store.package_path(order.sha1).stat().st_size,
            "sha1": order.sha1,
        }
    }


def _new(bench: Bench, order: Order) -> dict[str, Any]:
    contents = bench.shelf.take(order.sha1)
    backup = contents.backup
    course = Course(
        bench.store.next_id(),
        order.idnumber,
        order.shortname or backup.shortname,
        order.fullname or backup.fullname,
        contents.sha1,
        visible=order.visible,
    )
    writing = Writing(course, contents, changed(order, only=None), usage_of(bench.store, 0), bench.store.next_id)
    writing.step = bench.step
    writing.write()
    _published(bench, course, order)
    return outcome_of(bench, course)


def _reconcile(bench: Bench, order: Order) -> dict[str, Any]:
    course = course_in_state(bench, order.course, order.state)
    contents = bench.shelf.take(order.sha1)
    before = course.content()
    usage = usage_of(bench.store, course.id)
    writing = Writing(course, contents, order, usage, bench.store.next_id, bench.step, before=bench.as_asked)
    if not order.dry:
        writing.announce()
        bench.courses.keep(course)
    try:
        writing.write()
    except WorkBroken:
        # What was written stays, what was announced is marked: the next publication goes on from there.
        bench.courses.keep(course)
        return _interrupted("interruptedlive")
    if order.dry:
        return _reported(outcome_of(bench, course_in_state(bench, order.course, "")), writing, 0)
    if writing.writes:
        _published(bench, course, order)
    else:
        bench.courses.keep(course)
    snapshot = _snapshot(bench, course.id, before, order.request) if writing.writes and order.snapshot else 0
    return _reported(outcome_of(bench, course), writing, snapshot)


def _reported(told: dict[str, Any], writing: Writing, snapshot: int) -> dict[str, Any]:
    return {**told, "actions": writing.actions, "writes": writing.writes, "snapshotid": snapshot}


def _rollback(bench: Bench, order: Order) -> dict[str, Any]:
    course = course_in_state(bench, order.course, order.state)
    query = "SELECT content FROM snapshot WHERE course = ? AND (id = ? OR ? = 0) ORDER BY id DESC LIMIT 1"
    found = bench.store.row(query, course.id, order.draft, order.draft)
    if found is None:
        raise Refusal("nosnapshot")
    before = Course.of(found[0])
    actions = taken_back(course, before, order.overwrite)
    if order.dry:
        return {**outcome_of(bench, course_in_state(bench, order.course, "")), "actions": actions, "writes": 0}
    writes = sum(action["action"] != "conflict" for action in actions)
    taken = _snapshot(bench, course.id, course_in_state(bench, order.course, "").content(), order.request)
    bench.courses.keep(before)
    return {**outcome_of(bench, before), "actions": actions, "writes": writes, "snapshotid": taken}


_WORK: dict[str, Work] = {
    "precheck": _precheck,
    "new": _new,
    "reconcile": _reconcile,
    "rollback": _rollback,
}


def course_in_state(bench: Bench, course_id: int, state: str) -> Course:
    """A course as it is expected (empty: in any state). Raises Refusal `nocourse`, `statemoved`."""
    course = bench.courses.get(course_id)
    if course is None:
        raise Refusal("nocourse")
    if state and bench.stock(course).state() != state:
        raise Refusal("statemoved")
    return course


def keep_snapshot(bench: Bench, course_id: int, request: str) -> dict[str, Any]:
    """A way back to the course as it is now."""
    course = course_in_state(bench, course_id, "")
    with bench.store.writing():
        number = _snapshot(bench, course.id, course.content(), request)
    return {"id": number, "time": int(bench.now()), "bytes": len(course.content())}


def _snapshot(bench: Bench, course_id: int, content: str, request: str) -> int:
    number = bench.store.next_id()
    values = (number, course_id, request, int(bench.now()), content)
    bench.store.do("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)", *values)
    rows = bench.store.rows("SELECT id FROM snapshot WHERE course = ? ORDER BY id DESC", course_id)
    for (old,) in rows[_SNAPSHOTS_KEPT:]:
        bench.store.do("DELETE FROM snapshot WHERE id = ?", old)
    return number


def _published(bench: Bench, course: Course, order: Order) -> None:
    label = order.sources.label
    course.published = {"requestid": order.request, "sha1": order.sha1, "time": int(bench.now()), "label": label}
    bench.courses.keep(course)


def outcome_of(bench: Bench, course: Course) -> dict[str, Any]:
    """What a job tells of the course as it is now."""
    numbers = {section.id: number for number, section in enumerate(course.sections)}
    return {
        "courseid": course.id,
        "courseurl": course_url(bench.address, course.id),
        "sections": [
            {"id": section.id, "number": number, "name": section.title, "visible": section.visible}
            for number, section in enumerate(course.sections)
        ],
        "activities": [
            {
                "cmid": piece.id,
                "modname": piece.kind,
                "idnumber": piece.key,
                "section": numbers[piece.section],
                "name": piece.title,
                "visible": piece.visible,
            }
            for piece in course.activities
        ],
        "state": bench.stock(course).state(),
    }
