"""calendar: the sessions of the course in its calendar on the site, known by their markers.

An event has nothing of learners: one that changed is taken away and made again; one whose session is gone is taken
away. One that a person changed on the site stays.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coursegen.outputs.exchange.ics import Event
from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people.model import Course, Done, reason_of
from coursegen.publish.seeds.marker import Marker, boxed, marker_of, short
from coursegen.publish.seeds.model import RAW

ORDER: Final = 5
_READ = "core_calendar_get_calendar_events"
_MAKE = "core_calendar_create_calendar_events"
_DROP = "core_calendar_delete_calendar_events"
_DAY = timedelta(days=1)


def run(course: Course) -> Done:
    """Put the sessions into the calendar. Raises SiteError."""
    if not course.roster.events:
        return Done("calendar")
    if lacking := course.lacks(_READ, _MAKE, _DROP):
        return Done("calendar", lacking=lacking)
    try:
        return _settle(course)
    except SiteRefused as refused:
        return Done("calendar", refused=reason_of(refused))


def _settle(course: Course) -> Done:
    wanted = {short("event", event.uid): _event(course, event) for event in course.roster.events}
    standing = _standing(course)
    old = [
        number for number, marker in standing if not marker.edited and _source(wanted.get(marker.key)) != marker.source
    ]
    kept = {marker.key for number, marker in standing if number not in old}
    fresh = [event for key, event in wanted.items() if key not in kept]
    if fresh:
        course.client.order(_MAKE, {"events": fresh})
    if old:
        dropped: list[Parameter] = [{"eventid": number, "repeat": 0} for number in old]
        course.client.order(_DROP, {"events": dropped})
    return Done("calendar", len(fresh), len(wanted) - len(fresh))


def _standing(course: Course) -> list[tuple[int, Marker]]:
    options: Parameter = {"userevents": 0, "siteevents": 0, "timestart": 0, "timeend": 0, "ignorehidden": 0}
    asked: dict[str, Parameter] = {"events": {"courseids": [course.course_id]}, "options": options, **RAW}
    answer = fields.record(course.client.ask(_READ, asked))
    events = fields.records(answer.get("events"))
    found = ((fields.number(e, "id"), marker_of(fields.text_if_any(e, "description"))) for e in events)
    return [(number, marker) for number, marker in found if marker]


def _event(course: Course, event: Event) -> dict[str, Any]:
    start, seconds = _span(event, _zone(course))
    lines = [line for line in (event.place, *event.description.splitlines()) if line]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines) or "<p></p>"
    source = short(event.title, str(start), str(seconds), text)
    return {
        "name": event.title,
        "description": boxed(text, short("event", event.uid), source),
        "format": 1,
        "courseid": course.course_id,
        "eventtype": "course",
        "timestart": start,
        "timeduration": seconds,
        "visible": 1,
    }


def _source(event: dict[str, Any] | None) -> str:
    marker = marker_of(event["description"]) if event else None
    return marker.source if marker else ""


def _span(event: Event, zone: tzinfo) -> tuple[int, int]:
    """The beginning (Unix seconds) and the length (seconds) in the site's time; whole days end a second early."""
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        start, end = event.start.replace(tzinfo=zone), event.end.replace(tzinfo=zone)
        return int(start.timestamp()), int((end - start).total_seconds())
    first, last = _midnight(event.start, zone), _midnight(event.end + _DAY, zone)
    return int(first.timestamp()), int((last - first).total_seconds()) - 1


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _zone(course: Course) -> tzinfo:
    try:
        return ZoneInfo(course.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
