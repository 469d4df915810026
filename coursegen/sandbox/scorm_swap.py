"""`upsert_scorm`: the package of one SCORM activity swapped in place. Learners' tracks stay under their identifiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.refusal import Refusal


def swap_scorm(bench: Bench, told: dict[str, Any], draft: Callable[[int, str], bytes]) -> dict[str, Any]:
    """Raises Refusal: the sandbox knows the course, and takes whole packages only."""
    course = bench.courses.get(int(told["courseid"]))
    piece = course.activity(told["idnumber"]) if course else None
    if course is None:
        raise Refusal("nocourse")
    if piece is None or piece.kind != "scorm":
        raise Refusal("noactivity")
    draft(int(told["draftitemid"]), told["sha1"])
    raise Refusal("unsupported", "The sandbox swaps no package; publish the course.")
