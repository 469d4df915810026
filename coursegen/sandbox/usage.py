"""What learners have made in a course: counts by activity and by question. Learners' rows lie in the table `record`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from coursegen.sandbox.store import Store

# Rows that are the site's bookkeeping about a learner, no work of theirs.
_STATES: Final = ("completion", "seen")
_PUBLISHER: Final = 2  # what it put in place is no work of a learner
_LEARNERS: Final = "SELECT activity, sort, learner, content FROM record WHERE course = ? AND learner <> ?"


@dataclass(frozen=True)
class Usage:
    """Counts by course module, and of answers by question key."""

    records: Counter[int] = field(default_factory=Counter)
    completions: Counter[int] = field(default_factory=Counter)
    grades: Counter[int] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)

    def is_used(self, cmid: int) -> bool:
        """Whether learners have left anything there."""
        return bool(self.records[cmid] or self.completions[cmid] or self.grades[cmid])


def usage_of(store: Store, course_id: int) -> Usage:
    """What learners have made in a course."""
    usage = Usage()
    rows = store.rows(_LEARNERS, course_id, _PUBLISHER)
    graded: set[tuple[int, int]] = set()
    for activity, sort, learner, content in rows:
        if sort == "completion":
            usage.completions[activity] += 1
        if sort in _STATES:
            continue
        usage.records[activity] += 1
        values = json.loads(content)
        if values.get("grade") is not None:
            graded.add((activity, learner))
        usage.answers.update([*values.get("answers", {})] if sort == "attempt" else [])
    usage.grades.update(activity for activity, _learner in graded)
    return usage
