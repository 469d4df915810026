"""What `get_inventory` answers of a course, and the figure of its state."""

from __future__ import annotations

import json
from typing import Any, Final

from coursegen.sandbox.course import Course, Piece, figure
from coursegen.sandbox.shelf import Shelf
from coursegen.sandbox.store import Store
from coursegen.sandbox.usage import Usage, usage_of

OTHERS: Final = ("course", "gradebook", "completion", "badges", "competencies", "groups")
CATEGORY: Final = 2


class Stock:
    """Takes stock of one course."""

    def __init__(self, store: Store, shelf: Shelf, course: Course, address: str) -> None:
        self._course = course
        self._store = store
        self._shelf = shelf
        self._address = address
        self._usage = usage_of(store, course.id)

    def state(self) -> str:
        """Moves when anything moves that a plan depends on; how much learners have made is no such thing."""
        course = self._course
        told = [
            (p.id, p.key, p.fingerprint, p.base, p.source, p.pending, p.section, self._usage.is_used(p.id))
            for p in (*course.sections, *course.activities)
        ]
        beside = (course.edits, course.visible, course.order, course.deleted())
        return figure(told, course.others, course.questions, *beside)

    def document(self) -> dict[str, Any]:
        """The answer."""
        course = self._course
        numbers = {section.id: number for number, section in enumerate(course.sections)}
        return {
            "courseid": course.id,
            "idnumber": course.idnumber,
            "shortname": course.shortname,
            "fullname": course.fullname,
            "url": course_url(self._address, course.id),
            "visible": course.visible,
            "categoryid": CATEGORY,
            "state": self.state(),
            "published": {"requestid": "", "sha1": "", "time": 0, "label": "", **course.published},
            "sections": [_section(section, number, course.order) for number, section in enumerate(course.sections)],
            "activities": [
                self._activity(piece, numbers[section.id], position)
                for section in course.sections
                for position, piece in enumerate(course.of_section(section.id))
            ],
            "deleted": [{"idnumber": key, "source": source} for key, source in sorted(course.deleted().items())],
            "questions": [_question(key, row, self._usage) for key, row in sorted(course.questions.items())],
            "others": [self._other(kind) for kind in OTHERS],
            "snapshots": [_snapshot(*row) for row in self._snapshots()],
        }

    def _snapshots(self) -> list[tuple[Any, ...]]:
        query = "SELECT id, time, length(content), request FROM snapshot WHERE course = ? ORDER BY id DESC"
        return self._store.rows(query, self._course.id)

    def _activity(self, piece: Piece, section: int, position: int) -> dict[str, Any]:
        grade = self._shelf.take(piece.package).activities[piece.key].grade if piece.owned else None
        return {
            "cmid": piece.id,
            "instance": piece.id,
            "modname": piece.kind,
            "idnumber": piece.key if piece.owned else "",
            "name": piece.title,
            "sectionid": piece.section,
            "section": section,
            "position": position,
            "visible": piece.visible,
            "owned": piece.owned,
            "onlyvisibility": piece.only_visibility,
            "touched": self._usage.is_used(piece.id),
            "parts": json.dumps(piece.parts),
            "baseparts": json.dumps(piece.base_parts),
            "sourceparts": json.dumps(piece.source_parts, ensure_ascii=False),
            "pending": piece.pending,
            "userdata": self._usage.records[piece.id],
            "completions": self._usage.completions[piece.id],
            "grades": self._usage.grades[piece.id],
            "weight": grade.weight if grade else None,
            "gradepass": grade.to_pass if grade else None,
            "grademax": grade.maximum if grade else None,
            **_prints(piece),
        }

    def _other(self, kind: str) -> dict[str, str]:
        source = self._course.others.get(kind, "")
        there = figure(source, self._course.edits.get(kind, ""))
        return {"kind": kind, "fingerprint": there, "base": figure(source, "") if source else "", "source": source}


def course_url(address: str, course_id: int) -> str:
    """Where people see a course."""
    return f"{address}/course/view.php?id={course_id}"


def _prints(piece: Piece) -> dict[str, str]:
    return {"fingerprint": piece.fingerprint, "base": piece.base, "source": piece.source}


def _section(section: Piece, number: int, order: list[str]) -> dict[str, Any]:
    return {
        "id": section.id,
        "key": section.key,
        "number": number,
        "name": section.title,
        "visible": section.visible,
        "delegated": section.delegated,
        "place": order.index(section.key) if section.key in order else -1,
        **_prints(section),
    }


def _question(key: str, row: dict[str, Any], usage: Usage) -> dict[str, Any]:
    return {
        "idnumber": key,
        "quiz": row["quiz"],
        "version": row["version"],
        "hash": row["source"],
        "base": row["source"],
        "source": row["source"],
        "attempts": usage.answers[key],
    }


def _snapshot(number: int, time: int, size: int, request: str) -> dict[str, Any]:
    return {"id": number, "time": time, "bytes": size, "requestid": request}
