"""What stays as it is because learners have worked with it: the rules of the plugin's handlers, foretold.

The plugin decides when it writes; these rules tell the person before. Each gives codes of the contract with the names
they are about (places of a quiz, options, fields), empty where the whole is meant.
"""

from __future__ import annotations

from collections.abc import Mapping

from coursegen.publish.inventory import LiveActivity
from coursegen.publish.source_parts import key_has_changed
from coursegen.publish.sources import ActivitySource

# Of these types, the things that learners answer: one that is gone or of another kind stays beside the new ones.
_ITEMS_KEPT = {
    "assign": "hasanswers",
    "choice": "optionused",
    "data": "fieldused",
    "feedback": "hasanswers",
    "glossary": "hasanswers",
    "lesson": "pagescore",
}
# Of these, the whole structure stays.
_STRUCTURE_KEPT = {"quiz": "quizstructure", "workshop": "formused"}
# Of these, the grading form stays as soon as somebody was marked with it.
_FORM_KEPT = ("assign",)


def kept_for_learners(source: ActivitySource, live: LiveActivity) -> dict[str, tuple[str, ...]]:
    """What of a changed activity the site will keep, by code."""
    kept: dict[str, tuple[str, ...]] = {}
    old, new = live.source_parts, source.parts
    if live.userdata and source.kind in _STRUCTURE_KEPT and _differs(old, new, "structure"):
        kept[_STRUCTURE_KEPT[source.kind]] = ()
    if live.userdata and source.kind in _ITEMS_KEPT and (gone := gone_items(old, new, "item:")):
        kept[_ITEMS_KEPT[source.kind]] = gone
    if live.userdata and (items := _otherwise(old, new, "options:")):
        kept["optionused"] = items
    if live.userdata and (columns := _otherwise(old, new, "fixed:")):
        kept["hasanswers"] = (*kept.get("hasanswers", ()), *columns)
    if live.grades and source.kind in _FORM_KEPT and "structure" in old and _differs(old, new, "structure"):
        kept["formused"] = ()
    if live.grades and _other_maximum(source, live):
        kept["grademax"] = ()
    if live.completions and _differs(old, new, "completion"):
        kept["completionused"] = ()
    return kept


def gone_items(old: Mapping[str, str], new: Mapping[str, str], prefix: str) -> tuple[str, ...]:
    """Names of things that were there and are no more, or are of another kind."""
    names = (name for name, kind in old.items() if name.startswith(prefix) and new.get(name) != kind)
    return tuple(sorted(name.removeprefix(prefix) for name in names))


def _otherwise(old: Mapping[str, str], new: Mapping[str, str], prefix: str) -> tuple[str, ...]:
    """Names of the facts that are there as before, but say something else."""
    names = (name for name in old if name.startswith(prefix) and name in new and new[name] != old[name])
    return tuple(sorted(name.removeprefix(prefix) for name in names))


def changed_keys(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of the questions whose right answer is another than before."""
    return tuple(
        name.removeprefix("key:")
        for name, key in sorted(old.items())
        if name.startswith("key:") and name in new and key_has_changed(key, new[name])
    )


def _differs(old: Mapping[str, str], new: Mapping[str, str], part: str) -> bool:
    return bool(old) and old.get(part) != new.get(part)


def _other_maximum(source: ActivitySource, live: LiveActivity) -> bool:
    """A maximum that the folder changes; a course that was made without sources tells by its gradebook."""
    known = live.grade_maximum
    return bool(source.grade_maximum and known and abs(source.grade_maximum - known) > 1e-5)
