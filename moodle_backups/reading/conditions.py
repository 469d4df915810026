"""Availability trees back to conditions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any as Anything

from moodle_backups.availability import (
    All,
    Any,
    Completed,
    CompletionState,
    Condition,
    DateFrom,
    DateUntil,
    MinGrade,
)
from moodle_backups.reading.owner import Owner


@dataclass(slots=True)
class Keys:
    """Keys by the ids of the package: of activities by module, of activities by grade item, of grade categories."""

    activities: Mapping[int, str] = field(default_factory=dict)
    graded: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)


def condition(text: str | None, keys: Keys, owner: Owner) -> Condition | None:
    """The condition of an ``availability`` column; what no condition says is named and left out."""
    if not text:
        return None
    try:
        tree = json.loads(text)
        found = _group(tree, keys)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        owner.note(f"restriction of access, left out ({error}): {text}")
        return None
    if isinstance(found, All) and len(found.conditions) == 1:
        return found.conditions[0]
    return found if found.conditions else None


def _group(tree: Mapping[str, Anything], keys: Keys) -> All | Any:
    shown = tree.get("showc") or [tree.get("show", True)] * len(tree["c"])
    inner = tuple(_one(member, keys, bool(show)) for member, show in zip(tree["c"], shown, strict=True))
    if tree["op"] == "&":
        return All(inner)
    if tree["op"] == "|":
        return Any(inner, bool(tree.get("show", True)))
    raise ValueError(f"operator {tree['op']}")


def _one(member: Mapping[str, Anything], keys: Keys, show: bool) -> Condition:
    if "op" in member:
        return _group(member, keys)
    match member["type"]:
        case "completion":
            return Completed(keys.activities[int(member["cm"])], CompletionState(int(member["e"])), show)
        case "grade":
            return MinGrade(keys.graded[int(member["id"])], float(member["min"]), member.get("max"), show)
        case "date" if member["d"] == ">=":
            return DateFrom(int(member["t"]), show)
        case "date":
            return DateUntil(int(member["t"]), show)
    raise ValueError(f"condition of type {member['type']}")
