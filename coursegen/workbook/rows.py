"""The records of a course as the lines of each sheet."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.workbook.layout import Sheet
from methodology.course import Course
from methodology.folder import PHASES
from methodology.questions import Bank
from methodology.values import Record

_FIELD_OF_ROOT = {kind: field for field, kind in PHASES.values()}


def card_record(course: Course, sheet: Sheet) -> Record | None:
    """The record a card shows; None when the course does not have it."""
    record: Record | None = getattr(course, _FIELD_OF_ROOT[sheet.root])
    for name in sheet.route:
        record = getattr(record, name, None)
    return record


def table_records(course: Course, sheet: Sheet) -> Iterator[tuple[str, Record]]:
    """Each line of a table: the key of the record it belongs to (empty without a parent table), and its record."""
    if sheet.record is Bank:
        yield from (("", bank) for bank in course.banks)
    elif sheet.parent is None:
        owner: Record = getattr(course, _FIELD_OF_ROOT[sheet.root])
        yield from (("", record) for record in _listed(owner, sheet))
    else:
        for above, owner in table_records(course, sheet.parent):
            key = record_key(sheet.parent, above, owner)
            yield from ((key, record) for record in _listed(owner, sheet))


def record_key(sheet: Sheet, above: str, record: Record) -> str:
    """How the lines of other sheets name that record: its id, after that of its parent when it is unique only there."""
    own = str(getattr(record, sheet.key.path[0])) if sheet.key else ""
    return full_key(sheet, above, own)


def full_key(sheet: Sheet, above: str, own: str) -> str:
    """The same, from the two ids."""
    return own if sheet.is_unique or not above else f"{above}/{own}"


def _listed(owner: Record, sheet: Sheet) -> tuple[Record, ...]:
    for name in sheet.route:
        owner = getattr(owner, name)
        if owner is None:
            return ()
    records: tuple[Record, ...] = getattr(owner, sheet.field, ())  # an activity of another type has none
    return records
