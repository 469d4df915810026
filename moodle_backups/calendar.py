"""Events of a course or an activity in the calendar. Events of people, and exceptions made for them, don't travel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.columns import AUTHOR, Columns, clock, computed, fixed, flag, html, number, optional, text, written
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.places import ActivityPlace
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import Draft
    from moodle_backups.tree import Node

COURSE: Final = "course"
GROUP: Final = "group"
_LONGEST: Final = 255
_LONGEST_KIND: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """An event that starts at ``start`` (Unix seconds, moved with the course's start) and lasts ``duration`` seconds.

    ``group``: key of the only one that sees it. ``kind``: what an activity calls it (``open``, ``close``, ``due``);
    events of the course leave it empty. Its ``description`` is HTML with links and ``files``.
    """

    name: str
    start: int
    duration: int = 0
    description: str = ""
    files: tuple[File, ...] = ()
    group: str | None = None
    kind: str = ""
    location: str = ""
    visible: bool = True
    kept: Kept = NOTHING_KEPT


_DESCRIBED: Final[Columns] = (
    text("name"),
    html("description", "description", "event_description", "calendar"),
    fixed("format", 1),
)
_TIMED: Final[Columns] = (
    number("timestart", "start", least=None, most=2**40),
    number("timeduration", "duration"),
    computed("timesort", "start"),
    flag("visible"),
    fixed("uuid", ""),
    fixed("sequence", 1),
    clock("timemodified"),
    fixed("priority", None),
    optional("location"),
)
_PLACE: Final = ("courseid", "groupid", "userid", "repeatid", "modulename", "instance", "type", "eventtype")


def events_xml(events: Iterable[CalendarEvent], draft: Draft, place: ActivityPlace | None, files: list[int]) -> Xml:
    """The root of a calendar.xml. ``files`` gets the ids of those that the events show, for inforef.xml."""
    return listing("events", [_event(event, draft, place, files) for event in events])


def _event(event: CalendarEvent, draft: Draft, place: ActivityPlace | None, files: list[int]) -> Xml:
    scope = draft.scope(f'event "{event.name}"', draft.places.course_context, "calendar", event.files)
    own_id = scope.id_of(event)
    around: dict[str, Scalar] = {
        "courseid": draft.places.course,
        "groupid": draft.places.groups.get(event.group or "", 0),
        "userid": AUTHOR,
        "repeatid": 0,
        "modulename": place.activity.modname if place else "",
        "instance": place.instance if place else 0,
        "type": 0,
        "eventtype": event.kind or (GROUP if event.group else COURSE),
    }
    values = written(_DESCRIBED, event, scope, own_id) | event.kept.over(around) | written(_TIMED, event, scope, own_id)
    scope.attach_kept(event.kept)
    scope.close()
    files.extend(scope.file_ids)
    return record("event", values, id=own_id)


def read_events(node: Node | None, owner: Owner, groups: Mapping[int, str]) -> tuple[CalendarEvent, ...]:
    """The events of a calendar.xml; those of people are dropped."""
    if node is None or not node.children:
        return ()
    events = node.named("event")
    own = [event for event in events if event.text_of("courseid") not in (None, "", "0")]
    if len(own) < len(events):
        owner.shared.dropped["events"] = owner.shared.dropped.get("events", 0) + len(events) - len(own)
    return tuple(_read(event, owner, groups) for event in own)


def _read(node: Node, owner: Owner, groups: Mapping[int, str]) -> CalendarEvent:
    own_id = int(node.attributes.get("id") or 0)
    inner = owner.inner("an event", "calendar")
    inner.context = owner.shared.course_context
    values = inner.values((*_DESCRIBED, *_TIMED), node, own_id, nested=_PLACE, ids={"id": own_id})
    group = groups.get(int(node.text_of("groupid") or 0))
    kind = node.text_of("eventtype") or ""
    plain = GROUP if group else COURSE
    expected: dict[str, Scalar] = {"timesort": values["start"], "type": 0, "repeatid": 0, "eventtype": kind or plain}
    kept = values.pop("kept").merged(inner.kept_over(expected, node, quiet=("timesort", "type", "repeatid")))
    kind = "" if kind == plain else kind
    event = CalendarEvent(**values, group=group, kind=kind, files=inner.shown, kept=kept)
    return inner.checked(event, _TIMED, node)


def event_problems(events: Iterable[CalendarEvent], groups: Iterable[str]) -> Iterator[str]:
    """What is wrong with events; ``groups`` are the keys there are."""
    known = set(groups)
    for event in events:
        if not event.name.strip() or len(event.name) > _LONGEST:
            yield f'event "{event.name[:40]}" needs a name of 1 to {_LONGEST} characters'
        if len(event.kind) > _LONGEST_KIND:
            yield f'event "{event.name}" has a kind of {len(event.kind)} characters; Moodle takes {_LONGEST_KIND}'
        if event.duration < 0:
            yield f'event "{event.name}" ends before it starts'
        if event.group is not None and event.group not in known:
            yield f'event "{event.name}" is for group "{event.group}", which doesn\'t exist'
