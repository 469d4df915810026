"""What a package makes of subsections: sections of their own that the course page shows inside, or headings.

A Moodle without subsections (before 4.5, or 4.5 and later with the activity switched off, as a new 4.5 has it) loses
or hides what lies in them. So they are written as such only for a target that has them. Elsewhere a subsection
becomes a heading with its summary, in its place in the section, and its activities follow one step indented:
learners read the same things in the same order, with the same conditions of access.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Final

from moodle_backups.activities.base import Activity
from moodle_backups.activities.label import Label
from moodle_backups.activities.subsection import Subsection
from moodle_backups.availability import All, Condition, NoneOf
from moodle_backups.backup import Backup, Section
from moodle_backups.errors import Problem

if TYPE_CHECKING:
    from moodle_backups.places import Places
    from moodle_backups.xml import Scalar

PLUGIN: Final = "mod_subsection"
_DEEPEST: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegatedSection(Section):
    """The section of the subsection with the key ``subsection``; it follows all the course's own sections."""

    subsection: str


def laid_out(backup: Backup, subsections: bool) -> Backup:
    """``backup`` with its subsections as sections of their own, or without ``subsections`` as headings."""
    if not any(isinstance(one, Subsection) for section in backup.sections for one in section.activities):
        return backup
    if not subsections:
        return replace(backup, sections=tuple(map(_flattened, backup.sections)))
    bare = tuple(map(_without_inner, backup.sections))
    inner = (
        _delegated(one) for section in backup.sections for one in section.activities if isinstance(one, Subsection)
    )
    return replace(backup, sections=(*bare, *inner))


def subsection_problems(backup: Backup) -> Iterator[Problem]:
    """What subsections have and Moodle's don't."""
    for one in every_activity(backup):
        if isinstance(one, Subsection):
            yield from (Problem(f'subsection "{one.key}"', text) for text in _problems(one))


def _problems(subsection: Subsection) -> Iterator[str]:
    if subsection.intro or subsection.files:
        yield "has an introduction; a subsection takes a summary with summary_files"
    if subsection.completion.manual or subsection.completion.view:
        yield "has completion rules; a subsection is never complete"
    if any(isinstance(inner, Subsection) for inner in subsection.activities):
        yield "holds a subsection; Moodle has one level of them"


def delegation(section: Section, places: Places) -> dict[str, Scalar]:
    """What the record of a section says of the subsection that it belongs to, if it belongs to one."""
    if not isinstance(section, DelegatedSection):
        return {}
    return {"component": PLUGIN, "itemid": places.by_key[section.subsection].instance}


def every_activity(backup: Backup) -> Iterator[Activity]:
    """Every activity in reading order, subsections followed by what they hold."""
    for section in backup.sections:
        for activity in section.activities:
            yield activity
            if isinstance(activity, Subsection):
                yield from activity.activities


def gathered(sections: list[tuple[int, Section, int | None]]) -> tuple[Section, ...]:
    """Sections as a package has them, back in their subsections.

    Of each its number, its value and, if it belongs to a subsection, the id of that.
    """
    delegated = {owner: section for _, section, owner in sections if owner is not None}
    own = [section for _, section, owner in sorted(sections, key=lambda one: one[0]) if owner is None]
    held: set[int] = set()
    whole = tuple(_filled(section, delegated, held) for section in own)
    lost = tuple(section for owner, section in delegated.items() if owner not in held)
    return (*whole, *lost)


def _filled(section: Section, delegated: dict[int, Section], held: set[int]) -> Section:
    return replace(section, activities=tuple(_with_inner(one, delegated, held) for one in section.activities))


def _with_inner(activity: Activity, delegated: dict[int, Section], held: set[int]) -> Activity:
    instance = activity.kept.id_of("subsection instance")
    if not isinstance(activity, Subsection) or instance not in delegated or instance is None:
        return activity
    held.add(instance)
    inner = delegated[instance]
    kept = replace(activity.kept, parts={**(activity.kept.parts or {}), "section": inner.kept})
    return replace(activity, summary=inner.summary, summary_files=inner.files, activities=inner.activities, kept=kept)


def _without_inner(section: Section) -> Section:
    bare = tuple(
        replace(one, activities=(), summary="", summary_files=()) if isinstance(one, Subsection) else one
        for one in section.activities
    )
    return replace(section, activities=bare)


def _delegated(subsection: Subsection) -> DelegatedSection:
    return DelegatedSection(
        key=subsection.key,
        name=subsection.name,
        summary=subsection.summary,
        visible=subsection.visible,
        availability=subsection.availability,
        files=subsection.summary_files,
        activities=subsection.activities,
        kept=subsection.kept.part("section"),
        subsection=subsection.key,
    )


def _flattened(section: Section) -> Section:
    return replace(section, activities=tuple(one for activity in section.activities for one in _spread(activity)))


def _spread(activity: Activity) -> Iterator[Activity]:
    """A subsection as a heading and its activities; any other activity as it is."""
    if not isinstance(activity, Subsection):
        yield activity
        return
    yield Label(
        key=activity.key,
        name=activity.name,
        intro=f"<h4>{escape(activity.name, quote=False)}</h4>{activity.summary}",
        files=activity.summary_files,
        visible=activity.visible,
        indent=activity.indent,
        availability=activity.availability,
    )
    for inner in activity.activities:
        yield replace(
            inner,
            visible=inner.visible and activity.visible,
            indent=min(activity.indent + 1 + inner.indent, _DEEPEST),
            availability=_both(activity.availability, inner.availability),
        )


def _both(outer: Condition | None, inner: Condition | None) -> Condition | None:
    """Both at once. Each stays a member of the outermost list: only there a condition says itself whether it shows."""
    if outer is None or inner is None:
        return outer or inner
    return All((*_members(outer), *_members(inner)))


def _members(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that, all together, ask the same."""
    match condition:
        case All(conditions):
            return conditions
        case NoneOf(conditions):
            return tuple(NoneOf((one,), show=one.show) for one in conditions)
        case _:
            return (condition,)
