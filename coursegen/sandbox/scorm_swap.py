"""`upsert_scorm`: the package of one SCORM activity swapped in place. Learners' tracks stay under their identifiers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from coursegen.sandbox.course import Course, Piece
from coursegen.sandbox.jobs import Bench, course_in_state, outcome_of, take_in
from coursegen.sandbox.orders import Order, Sources, restore_order
from coursegen.sandbox.refusal import Refusal
from coursegen.sandbox.returning import action_of
from moodle_backups.activities.base import Activity
from moodle_backups.activities.scorm import Scorm
from moodle_backups.files import File
from moodle_backups.scorm_package import ScormPackageError, read_package

_EDIT = "scorm"
_PACKAGE = "paquetage.zip"


def swap_scorm(bench: Bench, told: Mapping[str, Any], draft: Callable[[int, str], bytes]) -> dict[str, Any]:
    """The job of a call. Raises Refusal."""
    options = told.get("options", {})
    key = told["idnumber"]
    loss = json.dumps([key] if options.get("allowtrackloss") == "1" else [])
    order = restore_order(
        {
            "target": "reconcile",
            "requestid": told["requestid"],
            "draftitemid": told["draftitemid"],
            "sha1": told["sha1"],
            "options": {
                "courseid": told["courseid"],
                "idnumber": key,
                "fullname": options.get("name", ""),
                "expectstate": options.get("expectstate", ""),
                "allowtrackloss": loss,
                "sources": _sources(key, options.get("source", "")),
            },
        }
    )
    known = bench.store.row("SELECT 1 FROM job WHERE request = ?", order.request)
    if not known:
        course_in_state(bench, order.course, "")
    content = None if known else draft(order.draft, order.sha1)
    return take_in(bench, replace(order, target="scorm"), dict(told), content, swap)


def _sources(key: str, source: str) -> str:
    try:
        return json.dumps({"activities": {key: json.loads(source)}}) if source else ""
    except ValueError:
        raise Refusal("badsources") from None


def swap(bench: Bench, order: Order) -> dict[str, Any]:
    """Do it. Raises Refusal before anything is written."""
    course = course_in_state(bench, order.course, order.state)
    piece = course.activity(order.idnumber)
    if piece is None or piece.kind != "scorm":
        raise Refusal("noactivity")
    try:
        found = read_package(File(_PACKAGE, bench.store.package_path(order.sha1)))
    except ScormPackageError as unsound:
        return {"status": "failed", "errors": [{"code": "badpackage", "message": str(unsound)}]}
    if piece.key not in order.track_loss and _tracked(bench, course, piece) - {i.identifier for i in found.items}:
        raise Refusal("tracksatrisk")
    same = piece.edits.get(_EDIT) == order.sha1 and order.fullname in ("", piece.title)
    if not same:
        _settle(piece, order, order.sources)
        bench.courses.keep(course)
    actions = [action_of(piece, "unchanged" if same else "updated")]
    return {**outcome_of(bench, course), "actions": actions, "writes": int(not same)}


def _tracked(bench: Bench, course: Course, piece: Piece) -> set[str]:
    """The identifiers under which learners have tracks."""
    query = "SELECT content FROM record WHERE course = ? AND activity = ? AND sort = 'tracks'"
    return {json.loads(content)["sco"] for (content,) in bench.store.rows(query, course.id, piece.id)}


def _settle(piece: Piece, order: Order, sources: Sources) -> None:
    piece.edits = {_EDIT: order.sha1}
    piece.title = order.fullname or piece.title
    digest, parts = sources.activities.get(piece.key, (piece.source, piece.source_parts))
    piece.settle(digest, parts)


def with_swapped(bench: Bench, piece: Piece, activity: Activity) -> Activity:
    """The activity with the package that was put in since it was published, if one was."""
    sha1 = piece.edits.get(_EDIT)
    if not sha1 or not isinstance(activity, Scorm):
        return activity
    package = File(_PACKAGE, bench.store.package_path(sha1))
    return replace(activity, package=package, scos=(), content=(), version="", sha1="")
