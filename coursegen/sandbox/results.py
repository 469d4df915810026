"""What learners have done, in pages, as `get_results` gives it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.refusal import Refusal

_SORTS: Final = {
    "completions": ("completion", ""),
    "quizattempts": ("attempt", "quiz"),
    "feedback": ("answer", "feedback"),
    "choice": ("answer", "choice"),
    "scorm": ("tracks", "scorm"),
    "assign": ("answer", "assign"),
    "lesson": ("answer", "lesson"),
}
_KINDS: Final = frozenset({"participants", "grades", "coursecompletions", "quizquestions", "workshop", *_SORTS})
_MOST: Final = 500


def results(bench: Bench, told: Mapping[str, Any]) -> dict[str, Any]:
    """`get_results`: rows are JSON texts. Raises Refusal."""
    kind, page = told["kind"], max(0, int(told.get("page") or 0))
    each = min(_MOST, max(1, int(told.get("perpage") or 200)))
    course = bench.courses.get(int(told["courseid"]))
    if course is None:
        raise Refusal("nocourse")
    if kind not in _KINDS:
        raise Refusal("unknownkind")
    rows = _rows(bench, course.id, kind, int(told.get("since") or 0))
    pages = -(-len(rows) // each)
    shown = rows[page * each : (page + 1) * each]
    return {"kind": kind, "page": page, "pages": pages, "total": len(rows), "rows": [json.dumps(row) for row in shown]}


def _rows(bench: Bench, course_id: int, kind: str, since: int) -> list[dict[str, Any]]:
    query = "SELECT activity, learner, sort, time, content FROM record WHERE course = ? AND time >= ? ORDER BY id"
    found = bench.store.rows(query, course_id, since)
    course = bench.courses.get(course_id)
    kinds = {piece.id: (piece.kind, piece.key) for piece in course.activities} if course else {}
    if kind == "participants":
        return [{"userid": learner} for learner in sorted({row[1] for row in found})]
    wanted, modname = _SORTS.get(kind, ("", ""))
    rows = []
    for activity, learner, sort, time, content in found:
        own, key = kinds.get(activity, ("", ""))
        values = json.loads(content)
        graded = kind == "grades" and values.get("grade") is not None
        if graded or (sort == wanted and modname in ("", own)):
            rows.append({"cmid": activity, "idnumber": key, "userid": learner, "time": time, **values})
    return rows
