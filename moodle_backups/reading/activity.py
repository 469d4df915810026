"""One activity's folder as a typed value; a type unknown to the library is kept whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from moodle_backups.activities import ACTIVITY_TYPES
from moodle_backups.activities.base import Activity
from moodle_backups.activity_folder import module_fields
from moodle_backups.calendar import read_events
from moodle_backups.competencies import read_competencies
from moodle_backups.errors import BackupError, Problem
from moodle_backups.filters import read_filters
from moodle_backups.group_mode import GroupMode
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.reading.completion import read_completion
from moodle_backups.reading.conditions import condition
from moodle_backups.reading.grades import activity_grades, left_items, named_grade
from moodle_backups.reading.keys import Keys
from moodle_backups.reading.markup import markup
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.reading.people import without_people
from moodle_backups.tags import read_tags
from moodle_backups.tree import Node
from moodle_backups.unknown import Unknown


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
    owner.grades, items = activity_grades(folder.document("grades.xml"), keys, owner)
    common = _common(folder, module, owner, keys)
    ids = {
        "module": folder.module,
        f"{folder.modname} instance": _number(root.attributes.get("id")),
        "context": context,
    }
    activity = _graded(_typed(folder, record, owner, common), items, owner)
    parts = dict(activity.kept.parts or {}) | {
        "module": _settings(activity, module, keys, owner),
        "grades": left_items(items, activity.grades(), owner),
    }
    parts = {name: part for name, part in parts.items() if part is not NOTHING_KEPT}
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
    return Unknown(modname=folder.modname, record=markup(without_people(record, owner.drop)), **common)


def _graded(activity: Activity, items: Mapping[int, Node], owner: Owner) -> Activity:
    """``activity`` whose first grade knows how its item is called."""
    if activity.grade is None or 0 not in items:
        return activity
    return replace(activity, grade=named_grade(activity.grade, items[0], activity.grade_title(0), activity.key, owner))


def _settings(activity: Activity, module: Node, keys: Keys, owner: Owner) -> Kept:
    """What module.xml says otherwise than we would, and what plugins put there."""
    expected = module_fields(activity, owner.shared.timestamp)
    del expected["availability"]  # read or kept by `condition`
    if _number(module.text_of("groupingid")) in keys.groupings:
        del expected["groupingid"]
    settings = owner.kept_over(expected, module, quiet=("added", "idnumber", "lang"))
    known = {*expected, "modulename", "sectionid", "sectionnumber", "tags", "availability", "groupingid"}
    unknown = [child for child in module.children if child.tag not in known and child.children]
    plugins = tuple(xml for child in unknown for xml in owner.unknown(child, "module"))
    return settings.merged(Kept(elements=plugins)) if plugins else settings


def _common(folder: ActivityFolder, module: Node, owner: Owner, keys: Keys) -> dict[str, Any]:
    """What lies beside the record, as every type has it."""
    mode = _number(module.text_of("groupmode"))
    return {
        "key": keys.activities[folder.module],
        "show_intro": module.text_of("showdescription") == "1",
        "visible": module.text_of("visible") != "0",
        "stealth": module.text_of("visibleoncoursepage") == "0",
        "indent": _number(module.text_of("indent")),
        "availability": condition(module.text_of("availability"), keys, owner),
        "completion": read_completion(module),
        "grade": owner.grades.get(0),
        "group_mode": GroupMode(mode) if mode in list(GroupMode) else GroupMode.NONE,
        "grouping": keys.groupings.get(_number(module.text_of("groupingid"))),
        "tags": read_tags(module),
        "competencies": read_competencies(folder.document("competencies.xml"), owner),
        "text_filters": read_filters(folder.document("filters.xml")),
        "events": read_events(folder.document("calendar.xml"), owner, keys.groups),
        "language": module.text_of("lang") or "",
        "downloadable": module.text_of("downloadcontent") != "0",
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0
