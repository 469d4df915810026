"""One activity's folder as a typed value; a type unknown to the library is kept whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from moodle_backups.activities import ACTIVITY_TYPES
from moodle_backups.activities.base import Activity
from moodle_backups.activity_folder import module_fields
from moodle_backups.completion import Completion
from moodle_backups.errors import BackupError, Problem
from moodle_backups.kept import NOTHING_KEPT
from moodle_backups.reading.conditions import Keys, condition
from moodle_backups.reading.grades import read_grade
from moodle_backups.reading.markup import markup
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.tree import Node
from moodle_backups.unknown import Unknown

_MANUAL: Final = "1"


@dataclass(frozen=True, slots=True)
class ActivityFolder:
    """Where an activity lies in the package: its type, its module id, its documents by name."""

    modname: str
    module: int
    document: Callable[[str], Node | None]

    @property
    def where(self) -> str:
        """How messages name it."""
        return f"{self.modname}_{self.module}"


def read_activity(folder: ActivityFolder, shared: Shared, keys: Keys) -> Activity:
    """The activity of a folder, with what it kept."""
    root, module = folder.document(f"{folder.modname}.xml"), folder.document("module.xml")
    record = root.child(folder.modname) if root is not None else None
    if root is None or record is None or module is None:
        raise BackupError([Problem(folder.where, "has no record or no settings in the package")])
    context = _number(root.attributes.get("contextid"))
    owner = Owner(shared, folder.where, context, f"mod_{folder.modname}")
    owner.document = folder.document
    common = _common(folder, module, owner, keys)
    ids = {
        "module": folder.module,
        f"{folder.modname} instance": _number(root.attributes.get("id")),
        "context": context,
    }
    activity = _typed(folder, record, owner, common)
    parts = dict(activity.kept.parts or {})
    expected = module_fields(activity, shared.timestamp)
    del expected["availability"]  # read or kept by `condition`
    settings = owner.kept_over(expected, module, quiet=("added", "idnumber", "lang"))
    if settings is not NOTHING_KEPT:
        parts["module"] = settings
    files = owner.left()
    kept = replace(activity.kept, ids={**(activity.kept.ids or {}), **ids}, files=files, parts=parts or None)
    return replace(activity, kept=kept)


def _typed(folder: ActivityFolder, record: Node, owner: Owner, common: dict[str, Any]) -> Activity:
    kind = ACTIVITY_TYPES.get(folder.modname)
    if kind is not None:
        try:
            return kind.from_xml(record, owner, common)
        except (ValueError, NotImplementedError) as error:
            owner.note(f"kept whole: {error}")
    else:
        owner.note(f"an activity of type {folder.modname}, kept whole")
    common |= {"name": record.text_of("name") or folder.where, "files": ()}
    return Unknown(modname=folder.modname, record=markup(_without_people(record)), **common)


def _common(folder: ActivityFolder, module: Node, owner: Owner, keys: Keys) -> dict[str, Any]:
    """What module.xml and grades.xml say, as every type has it."""
    grades = folder.document("grades.xml")
    return {
        "key": keys.activities[folder.module],
        "show_intro": module.text_of("showdescription") == "1",
        "visible": module.text_of("visible") != "0",
        "stealth": module.text_of("visibleoncoursepage") == "0",
        "indent": _number(module.text_of("indent")),
        "availability": condition(module.text_of("availability"), keys, owner),
        "completion": _completion(module),
        "grade": read_grade(grades, keys, owner) if grades is not None else None,
    }


def _completion(module: Node) -> Completion:
    expected = _number(module.text_of("completionexpected")) or None
    if module.text_of("completion") == _MANUAL:
        return Completion(manual=True, expected=expected)
    if module.text_of("completion") in (None, "", "0"):
        return Completion(expected=expected)
    return Completion(
        view=module.text_of("completionview") == "1",
        grade=module.text_of("completiongradeitemnumber") is not None,
        pass_grade=module.text_of("completionpassgrade") == "1",
        expected=expected,
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0


def _without_people(node: Node) -> Node:
    """The record without those in it that belong to somebody: types unknown to us don't say which these are."""
    children = [_without_people(child) for child in node.children if child.child("userid") is None]
    return replace(node, children=tuple(children))
