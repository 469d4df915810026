"""The attendance sheets: a page for each day with the group, half-days to sign; lines are empty, names are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coursegen.documents_model import Audience, Block, Cell, Contents, Document, Fill, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.delivery import Session
from methodology.logistics import headcount
from methodology.running_order import minute_of_day
from methodology.values import Modality

KEY = "feuilles-d-emargement"
_USUAL_GROUP = 15  # lines when nobody said how many come
_MOST_LINES, _MOST_DAYS = 60, 40
_WITH_THE_GROUP = (Modality.ONSITE, Modality.SYNCHRONOUS, Modality.HYBRID)
_HOUR = re.compile(r"\b\d{1,2} ?[hH:](?: ?[0-5]\d)?")
_NOON, _AFTERNOON = 12 * 60, 13 * 60
_ROOM, _FIRST_ROOM, _LEAST = 18.0, 14.4, 0.55  # centimetres of a page for its rows, of a row
_MANY = 5  # sheets that need a page of contents


def title() -> str:
    """What it is, in the person's language."""
    return _("Feuilles d'émargement")


def compose(subject: Subject) -> Iterator[Document]:
    """One file with a sheet for each day; none for a course that is wholly online at one's own pace."""
    pen, course = Pen(subject.language), subject.course
    days = tuple(_days(course))
    if not days:
        return
    many = len(days) > _MANY
    sheets = tuple(block for n, day in enumerate(days) for block in _sheet(course, day, pen, new_page=many or n > 0))
    blocks = (Contents(1), *sheets) if many else sheets
    yield subject.document(KEY, title(), blocks, Audience.TEAM, cover=many, title=subject.courseware.short_title)


@dataclass(frozen=True)
class _Day:
    session: Session
    on: date | None
    halves: tuple[str, ...]
    number: int = 0


def _days(course: Course) -> Iterator[_Day]:
    sessions = [s for s in course.delivery.sessions if s.modality in _WITH_THE_GROUP]
    for session in sessions:
        yield from _days_of(session)
    met = any(s.modality in _WITH_THE_GROUP for s in course.sequencing.sequences())
    if not course.delivery.sessions and met:
        yield _Day(Session(id="", title=course.identity.title), None, _halves(""))


def _days_of(session: Session) -> Iterator[_Day]:
    day = _Day(session, session.start, _halves(session.hours))
    if session.start is None or session.end is None or session.end <= session.start:
        yield day
        return
    count = min((session.end - session.start).days + 1, _MOST_DAYS)
    for number in range(count):
        yield replace(day, on=session.start + timedelta(days=number), number=number + 1)


def _halves(hours: str) -> tuple[str, ...]:
    """Morning, afternoon or both, from the hours that are written; both when they don't say."""
    found = [minute for said in _HOUR.findall(hours) if (minute := minute_of_day(said)) is not None]
    if found and max(found) <= _AFTERNOON:
        return (_("Matin"),)
    if found and min(found) >= _NOON:
        return (_("Après-midi"),)
    return (_("Matin"), _("Après-midi"))


def _sheet(course: Course, day: _Day, pen: Pen, *, new_page: bool) -> Iterator[Block]:
    session = day.session
    name = f"{session.title} ({day.number})" if day.number else session.title
    yield pen.heading(name, 1, new_page=new_page)
    yield from pen.facts(
        (_("Date"), long_date(day.on, pen.language) if day.on else "…" * 12),
        (_("Lieu"), session.place),
        (_("Horaires"), session.hours),
    )
    people = [trainer.name for trainer in course.delivery.trainers] or [""]
    yield _table(pen, [""] * _lines(course), people, day.halves, _ROOM if new_page else _FIRST_ROOM)


def _lines(course: Course) -> int:
    count = headcount(course.needs.participants)
    return min(count, _MOST_LINES) if count > 1 else _USUAL_GROUP


def _table(pen: Pen, group: list[str], team: list[str], halves: tuple[str, ...], room: float) -> Table:
    """One table: those who learn, then those who teach."""
    signed = (_("{half} : signature").format(half=half) for half in halves)
    header = pen.heads(_("N°"), _("Nom et prénom"), _("Organisme"), *signed)
    apart = (pen.cell(_("Équipe de formation"), fill=Fill.SOFT, bold=True, span=len(header)),)
    rows = (*_to_sign(pen, group, len(halves)), apart, *_to_sign(pen, team, len(halves)))
    widths = (0.9, 5.8, 3.3, *(6.4 / len(halves) for _half in halves))
    return Table(header, rows, widths, row_height=min(1.0, max(_LEAST, room / len(rows))), small=True)


def _to_sign(pen: Pen, names: list[str], halves: int) -> Iterator[tuple[Cell, ...]]:
    for number, name in enumerate(names, 1):
        yield (pen.cell(str(number), centre=True), pen.cell(name), *(pen.cell() for _place in range(halves + 1)))
