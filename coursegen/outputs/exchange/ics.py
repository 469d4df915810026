"""Calendars as RFC 5545 asks: UTF-8, CRLF, lines folded at 75 octets, the same bytes for the same events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
_PRODUCT = "-//coursegen//coursegen//FR"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a calendar: whole days from `start` to `end`, both included, or hours of one day.

    Hours without a zone are those of the place. `reminders`: hours before the beginning (midnight, of whole days).
    `busy`: whether the time is taken. `uid` names it for ever, so that a later file changes it instead of doubling it.
    """

    uid: str
    title: str
    start: date | datetime
    end: date | datetime
    language: str = "fr"
    description: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    reminders: tuple[int, ...] = ()
    busy: bool = False


def calendar_file(name: str, events: Sequence[Event], day: date) -> bytes:
    """The file. `day` stamps every event: the date of the course's version, never the clock."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event, day)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, day: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield from _times(event)
    yield f"SUMMARY;LANGUAGE={event.language}:{_text(event.title)}"
    if event.description:
        yield f"DESCRIPTION;LANGUAGE={event.language}:{_text(event.description)}"
    if event.place:
        yield f"LOCATION;LANGUAGE={event.language}:{_text(event.place)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(_text(word) for word in event.categories)}"
    yield f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}"
    for hours in event.reminders:
        yield from _alarm(event, hours)
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    """The end of whole days is the day after the last (RFC 5545, 3.6.1)."""
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        yield f"DTSTART:{event.start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{event.end:%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.end + _ONE_DAY:%Y%m%d}"


def _alarm(event: Event, hours: int) -> Iterator[str]:
    days, rest = divmod(hours, 24)
    length = (f"{days}D" if days else "") + (f"T{rest}H" if rest else "")
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.title)}")
    yield from (f"TRIGGER:-P{length or 'T0H'}", "END:VALARM")


def _text(words: str) -> str:
    """As a value of type TEXT: what separates is escaped, control characters are dropped (RFC 5545, 3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(sign for sign in line if sign >= " " and sign != "\x7f") for line in lines)


def _folded(line: str) -> bytes:
    """The line and its end, cut so that no piece is too long and no letter is cut in two."""
    pieces, piece, room = [], b"", _LINE
    for sign in line:
        data = sign.encode("utf-8", "replace")
        if len(piece) + len(data) > room:
            pieces.append(piece)
            piece, room = b"", _LINE - 1  # the space that opens a continuation
        piece += data
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
