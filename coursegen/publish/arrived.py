"""Has a publication arrived? The course is read again and compared with the folder, as far as it was to be written."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.i18n import gettext as _
from coursegen.publish.changes import Act, Change, Plan
from coursegen.publish.held import is_made_from
from coursegen.publish.inventory import Inventory
from coursegen.publish.jobs import Job
from coursegen.publish.sources import Sources

# What the plugin reports of a thing that it left as it was on purpose: nothing to compare then.
_LEFT = frozenset({"conflict", "leftalone", "kept", "noted"})
_NAMED = frozenset({"added", "renamed"})
# Moodle makes the name of a text on the page from the text.
_NAMED_BY_MOODLE = frozenset({"label"})
_PLACED = frozenset({Act.CREATE, Act.MOVE})
_LONGEST = 200


class Arrival:
    """A finished job, the course as it is, and what it was to be. `plan` None: it is no longer known."""

    def __init__(self, job: Job, inventory: Inventory, sources: Sources, plan: Plan | None) -> None:
        self._job = job
        self._inventory = inventory
        self._sources = sources
        self._changes = plan.changes if plan else ()
        self._told = {announcement.code for announcement in plan.announcements} if plan else set()
        self._left = {action.key for action in job.actions if action.action in _LEFT}
        self._failed = [action.key for action in job.actions if action.action == "failed"]
        self._live = {activity.key: activity for activity in inventory.activities}

    def lacking(self) -> list[str]:
        """What the job failed at, or says it wrote and isn't on the site, as words for people."""
        return [*self._failed, *self._absent(), *self._misnamed(), *self._misplaced()]

    def _absent(self) -> Iterator[str]:
        written = {action.key for action in self._job.actions if action.sort == "activity"}
        gone = self._inventory.deleted.keys() - written
        for source in self._sources.activities:
            if source.key in gone or source.key in self._left or source.key in self._failed:
                continue
            live = self._live.get(source.key)
            if live is None or (source.key in written and not is_made_from(live, source)):
                yield source.title or source.key

    def _misnamed(self) -> Iterator[str]:
        named = {a.key for a in self._job.actions if a.action in _NAMED or "name" in a.parts} - self._left
        sections = {section.key: section.title for section in self._inventory.sections if section.key}
        titles = {key: live.title for key, live in self._live.items() if live.kind not in _NAMED_BY_MOODLE}
        wanted = [(one.key, one.title) for one in self._sources.sections]
        wanted += [(one.key, one.title) for one in self._sources.activities]
        for key, title in wanted:
            there = (titles if key in titles else sections).get(key)
            if key in named and there is not None and title and _plain(there) != _plain(title):
                yield _("titre de « {title} »").format(title=title)
        course = any(action.sort == "course" and "name" in action.parts for action in self._job.actions)
        if course and _plain(self._inventory.title) != _plain(self._sources.title):
            yield _("titre du cours")

    def _misplaced(self) -> Iterator[str]:
        moved = {change.key for change in self._changes if _is_placed(change)} - self._left
        if moved & {section.key for section in self._sources.sections} and not self._sections_in_order():
            yield _("ordre des sections")
        keys = {section.id: section.key for section in self._inventory.sections}
        for source in self._sources.activities:
            live = self._live.get(source.key)
            if source.key in moved and live is not None and keys.get(live.section) not in ("", source.section):
                yield _("place de « {title} »").format(title=source.title or source.key)
        for key in {source.section for source in self._sources.activities if source.key in moved} - self._left:
            if not self._activities_in_order(key):
                yield _("ordre de la section « {title} »").format(title=self._title(key))

    def _sections_in_order(self) -> bool:
        """A person's own order is theirs."""
        if self._told & {"sectionorder", "sectionconflict"} or "course" in self._left:
            return True
        places = {section.key: section.number for section in self._inventory.sections if not section.delegated}
        numbers = [places[section.key] for section in self._sources.sections if section.key in places]
        return numbers == sorted(numbers)

    def _activities_in_order(self, key: str) -> bool:
        ids = {section.id for section in self._inventory.sections if section.key == key}
        positions = [
            self._live[source.key].position
            for source in self._sources.activities
            if source.section == key and source.key in self._live and self._live[source.key].section in ids
        ]
        return positions == sorted(positions)

    def _title(self, key: str) -> str:
        return next((section.title for section in self._sources.sections if section.key == key), "") or key


def _is_placed(change: Change) -> bool:
    return change.act in _PLACED or "placement" in change.parts


def _plain(title: str) -> str:
    return " ".join(title.split())[:_LONGEST]
