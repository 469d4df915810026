"""The way back of a course to a snapshot: what a person edited since the publication stays, unless it is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coursegen.sandbox.course import Course, Piece


def taken_back(course: Course, before: Course, overwrite: frozenset[str]) -> list[dict[str, Any]]:
    """Make `before` the course after the rollback; the actions. Both are changed: keep the one that is to stay."""
    actions = [*_activities(course, before, overwrite)]
    _sections(course, before, overwrite)
    before.edits |= {kind: text for kind, text in course.edits.items() if kind not in overwrite}
    before.visible = course.visible
    return actions


def _activities(course: Course, before: Course, overwrite: frozenset[str]) -> Iterator[dict[str, Any]]:
    there = {piece.key for piece in course.activities}
    for piece in course.activities:
        old = before.activity(piece.key)
        if piece.edited and piece.key not in overwrite and old != piece:
            yield action_of(piece, "conflict", "conflict")
            if old is not None:
                before.activities[before.activities.index(old)] = piece
        elif old is None and piece.visible:
            piece.visible, piece.source, piece.source_parts = False, "", {}
            piece.refresh()
            yield action_of(piece, "hidden")
        elif old is not None and old != piece:
            yield action_of(piece, "updated")
    yield from (action_of(piece, "added") for piece in before.activities if piece.key not in there)
    before.activities += [piece for piece in course.activities if before.activity(piece.key) is None]


def _sections(course: Course, before: Course, overwrite: frozenset[str]) -> None:
    """Sections that a person edited, and those that something which stays lies in."""
    known = {section.id: number for number, section in enumerate(before.sections)}
    needed = {piece.section for piece in before.activities}
    for section in course.sections:
        if section.id in known and section.edited and section.key not in overwrite:
            before.sections[known[section.id]] = section
        elif section.id not in known and section.id in needed:
            before.sections.append(section)


def action_of(piece: Piece, action: str, code: str = "") -> dict[str, Any]:
    """What a job tells of one activity."""
    return {
        "kind": "activity",
        "key": piece.key,
        "modname": piece.kind,
        "cmid": piece.id,
        "action": action,
        "parts": [],
        "code": code,
        "detail": piece.title,
    }
