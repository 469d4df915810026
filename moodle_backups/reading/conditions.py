"""Availability trees back to conditions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any as Anything
from typing import Final

from moodle_backups.availability import (
    OPERATORS,
    PREVIOUS_MODULE,
    SHOWN_ONE_BY_ONE,
    All,
    Comparison,
    Completed,
    CompletionState,
    Condition,
    DateFrom,
    DateUntil,
    InGroup,
    InGrouping,
    MinGrade,
    OtherCondition,
    PreviousCompleted,
    Profile,
    Tree,
)
from moodle_backups.reading.keys import Keys
from moodle_backups.reading.owner import Owner

Member = Mapping[str, Anything]


def condition(text: str | None, keys: Keys, owner: Owner) -> Condition | None:
    """The condition of an ``availability`` column; one that can't be read is named and kept whole."""
    if not text:
        return None
    try:
        found = _tree(json.loads(text), keys, owner, outermost=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        owner.note(f"restriction of access, kept as it is ({error}): {text[:200]}")
        return OtherCondition(text, whole=True)
    if isinstance(found, All) and len(found.conditions) == 1:
        return found.conditions[0]
    return found if found.conditions else None


def _tree(tree: Member, keys: Keys, owner: Owner, *, outermost: bool = False, show: bool = True) -> Tree:
    sign, members = tree["op"], tree["c"]
    if outermost and sign not in SHOWN_ONE_BY_ONE:
        show = bool(tree.get("show", True))
    shown = tree.get("showc") if outermost and sign in SHOWN_ONE_BY_ONE else None
    inner = tuple(
        _one(member, keys, owner, bool(one))
        for member, one in zip(members, shown or [True] * len(members), strict=True)
    )
    return OPERATORS[sign](inner, show)


def _one(member: Member, keys: Keys, owner: Owner, show: bool) -> Condition:
    if "op" in member and "c" in member:
        return _tree(member, keys, owner, show=show)
    try:
        return _KINDS[member["type"]](member, keys, show)
    except (ValueError, KeyError, TypeError):
        text = json.dumps(member, separators=(",", ":"))
        owner.note(f"condition of access, kept as it is: {text}")
        return OtherCondition(text, show)


def _completion(member: Member, keys: Keys, show: bool) -> Condition:
    state = CompletionState(int(member["e"]))
    module = int(member["cm"])
    if module == PREVIOUS_MODULE:
        return PreviousCompleted(state, show)
    return Completed(keys.activities[module], state, show)


def _grade(member: Member, keys: Keys, show: bool) -> Condition:
    key, number = keys.items[int(member["id"])]
    return MinGrade(key, _percent(member.get("min")), _percent(member.get("max")), show, number)


def _percent(limit: Anything) -> float | None:
    """Moodle takes a number in quotes for one."""
    return limit if limit is None or isinstance(limit, int | float) else float(limit)


def _date(member: Member, keys: Keys, show: bool) -> Condition:
    kinds: dict[str, type[DateFrom | DateUntil]] = {">=": DateFrom, "<": DateUntil}
    return kinds[member["d"]](int(member["t"]), show)


def _group(member: Member, keys: Keys, show: bool) -> Condition:
    return InGroup(keys.groups[int(member["id"])] if member.get("id") else None, show)


def _grouping(member: Member, keys: Keys, show: bool) -> Condition:
    return InGrouping(None if member.get("activity") else keys.groupings[int(member["id"])], show)


def _profile(member: Member, keys: Keys, show: bool) -> Condition:
    custom = "cf" in member
    comparison = Comparison(member["op"])
    value = str(member["v"]) if comparison.takes_value else ""
    return Profile(member["cf" if custom else "sf"], comparison, value, custom, show)


_KINDS: Final[Mapping[str, Callable[[Member, Keys, bool], Condition]]] = {
    "completion": _completion,
    "grade": _grade,
    "date": _date,
    "group": _group,
    "grouping": _grouping,
    "profile": _profile,
}
