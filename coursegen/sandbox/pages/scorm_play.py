"""SCORM packages played: their files from the zip, and a learner's tracks kept for the simulated LMS."""

from __future__ import annotations

import io
import json
import mimetypes
import posixpath
import zipfile
from typing import Any, Final
from urllib.parse import unquote

from coursegen.sandbox.course import Course, Piece
from coursegen.sandbox.http import Answer, Asked
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.learner import Learner, activity_of
from coursegen.sandbox.pages.frame import missing
from moodle_backups.activities.scorm import Scorm

_POLICY: Final = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; frame-ancestors 'self'; form-action 'none'"
)
"""A package may run its own scripts, and reach nothing but this address."""
_SHORT: Final = {"completed": 1.0, "passed": 1.0}


def play_file(bench: Bench, rest: str) -> Answer:
    """`CMID/PATH`: a file out of the package."""
    number, _slash, path = rest.partition("/")
    found = _scorm(bench, number)
    if found is None:
        return missing()
    name = posixpath.normpath(unquote(path).partition("?")[0])
    content = _member(found[2], name)
    if content is None:
        return missing()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
    return Answer(content, kind=f"{kind}; charset=utf-8" if text else kind, headers=headers)


def _member(scorm: Scorm, name: str) -> bytes | None:
    unpacked = next((file for file in scorm.content if file.name == name), None)
    if unpacked is not None:
        with unpacked.open() as stream:
            return stream.read()
    if scorm.package is None:
        return None
    with scorm.package.open() as stream, zipfile.ZipFile(io.BytesIO(stream.read())) as bag:
        return bag.read(name) if name in bag.namelist() else None


def _scorm(bench: Bench, number: str) -> tuple[Course, Piece, Scorm] | None:
    course = bench.courses.of_module(int(number)) if number.isdecimal() else None
    piece = course.module(int(number)) if course else None
    if course is None or piece is None:
        return None
    activity = activity_of(bench, piece)
    return (course, piece, activity) if isinstance(activity, Scorm) else None


def tracks(bench: Bench, asked: Asked, rest: str) -> Answer:
    """`CMID/SCO`: what the simulated LMS knows of a part; sent, it is kept."""
    number, _slash, sco = rest.partition("/")
    found = _scorm(bench, number)
    if found is None:
        return missing()
    course, piece, _activity = found
    learner = Learner(bench, course)
    sco = unquote(sco)
    known = next((row for row in learner.records(piece, "tracks") if row.content.get("sco") == sco), None)
    if asked.method == "POST":
        _keep(learner, piece, sco, known.id if known else 0, _values(asked))
        learner.judge(piece)
        return Answer(b"{}", kind="application/json")
    return Answer(json.dumps(known.content["cmi"] if known else {}).encode(), kind="application/json")


def _values(asked: Asked) -> dict[str, str]:
    try:
        told = json.loads(asked.get("cmi") or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _keep(learner: Learner, piece: Piece, sco: str, row: int, cmi: dict[str, str]) -> None:
    content = {"sco": sco, "cmi": cmi, "grade": _score(cmi), "finished": _status(cmi) in _SHORT}
    if row:
        learner.change(row, content)
    else:
        learner.add(piece, "tracks", content)


def _status(cmi: dict[str, Any]) -> str:
    if cmi.get("cmi.success_status") == "passed":
        return "passed"
    return str(cmi.get("cmi.core.lesson_status") or cmi.get("cmi.completion_status") or "")


def _score(cmi: dict[str, str]) -> float | None:
    for name, factor in (("cmi.score.scaled", 100.0), ("cmi.core.score.raw", 1.0), ("cmi.score.raw", 1.0)):
        try:
            return float(cmi[name]) * factor
        except (KeyError, ValueError):
            continue
    return None
