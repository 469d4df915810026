"""What the one learner of the sandbox does: rows in the table `record`, which no publication touches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from coursegen.sandbox.course import Course, Piece
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.scorm_swap import with_swapped
from coursegen.sandbox.store import as_json
from moodle_backups.activities.base import Activity

LEARNER: Final = 3
PUBLISHER: Final = 2


@dataclass(frozen=True)
class Record:
    """One row. `time` in Unix seconds."""

    id: int
    time: int
    content: dict[str, Any]
    learner: int = LEARNER


@dataclass(frozen=True)
class Learner:
    """The learner in one course."""

    bench: Bench
    course: Course

    def records(self, piece: Piece, sort: str) -> list[Record]:
        """The rows of one sort of an activity, oldest first."""
        query = (
            "SELECT id, time, content, learner FROM record WHERE course = ? AND activity = ? AND sort = ? ORDER BY id"
        )
        found = self.bench.store.rows(query, self.course.id, piece.id, sort)
        return [Record(number, time, json.loads(content), learner) for number, time, content, learner in found]

    def last(self, piece: Piece, sort: str) -> Record | None:
        """The newest row of one sort."""
        found = self.records(piece, sort)
        return found[-1] if found else None

    def add(self, piece: Piece, sort: str, content: dict[str, Any], learner: int = LEARNER) -> int:
        """A new row; its number."""
        number = self.bench.store.next_id()
        values = (number, self.course.id, piece.id, learner, sort, int(self.bench.now()), as_json(content))
        self.bench.store.do("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
        return number

    def change(self, number: int, content: dict[str, Any]) -> None:
        """A row as it is now."""
        query = "UPDATE record SET content = ?, time = ? WHERE id = ?"
        self.bench.store.do(query, as_json(content), int(self.bench.now()), number)

    def drop(self, piece: Piece, sort: str) -> None:
        """Take the rows of one sort away."""
        query = "DELETE FROM record WHERE course = ? AND activity = ? AND sort = ?"
        self.bench.store.do(query, self.course.id, piece.id, sort)

    def forget(self) -> None:
        """Take everything of the learner in this course away: begin anew."""
        self.bench.store.do("DELETE FROM record WHERE course = ? AND learner = ?", self.course.id, LEARNER)

    def see(self, piece: Piece) -> None:
        """The activity was opened."""
        if not self.last(piece, "seen"):
            self.add(piece, "seen", {})
        self.judge(piece)

    def tick(self, piece: Piece) -> None:
        """Turn a manual mark."""
        if self.is_complete(piece):
            self.drop(piece, "completion")
        else:
            self.add(piece, "completion", {"state": 1})

    def is_complete(self, piece: Piece) -> bool:
        """Whether the activity counts as done."""
        return self.last(piece, "completion") is not None

    def percent(self, piece: Piece) -> float | None:
        """The mark in the activity, in percent of its maximum; None for no mark."""
        grades = [self._grade(piece, sort) for sort in ("attempt", "answer", "tracks")]
        known = [grade for found in grades for grade in found]
        return max(known) if known else None

    def _grade(self, piece: Piece, sort: str) -> list[float]:
        values = (record.content.get("grade") for record in self.records(piece, sort))
        return [float(value) for value in values if value is not None]

    def judge(self, piece: Piece) -> None:
        """Mark the activity as done when its rules hold."""
        activity = activity_of(self.bench, piece)
        if not self.is_complete(piece) and self._rules_hold(piece, activity):
            self.add(piece, "completion", {"state": 1})

    def _rules_hold(self, piece: Piece, activity: Activity) -> bool:
        rules = activity.completion
        if rules.manual or not is_tracked(activity):
            return False
        percent = self.percent(piece)
        needed = percentage(activity)
        held = [
            not rules.view or self.last(piece, "seen") is not None,
            not (rules.grade or rules.pass_grade) or percent is not None,
            not rules.pass_grade or (percent or 0.0) >= needed,
            not activity.own_completion_rule() or self._worked(piece),
        ]
        return all(held)

    def _worked(self, piece: Piece) -> bool:
        """Whether something was handed in: finished where it can be left unfinished."""
        rows = [row for sort in ("attempt", "answer", "tracks", "post") for row in self.records(piece, sort)]
        return any(row.content.get("finished", True) for row in rows if row.learner == LEARNER)


def activity_of(bench: Bench, piece: Piece) -> Activity:
    """What an activity is, from the package it was last written from."""
    return with_swapped(bench, piece, bench.shelf.take(piece.package).activities[piece.key])


def is_tracked(activity: Activity) -> bool:
    """Whether the activity can become done."""
    rules = activity.completion
    return any((rules.manual, rules.view, rules.grade, rules.pass_grade, activity.own_completion_rule()))


def percentage(activity: Activity) -> float:
    """The mark to pass, in percent."""
    grade = activity.grade
    return 100 * grade.to_pass / grade.maximum if grade and grade.maximum else 0.0
