"""A filled workbook to a `Course`, with every fault of every cell at once.

The cells become the nodes that the folder's own reader reads, so that values are judged, and faults said, as they
are in the YAML files; a node's line and column are the cell's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coursegen.errors import InputError, UsageError
from coursegen.i18n import gettext as _
from coursegen.workbook.assembly import Assembly
from coursegen.workbook.cells import cell_of
from coursegen.workbook.faults import CellFault, from_findings, in_order
from coursegen.workbook.grids import Grid
from coursegen.workbook.headed import Headed, headed, normalised
from coursegen.workbook.layout import Column, Sheet, sheets
from coursegen.workbook.place import GUIDE, LISTS
from coursegen.workbook.rows import card_record, table_records
from coursegen.workbook.views import every_title
from methodology.course import Course
from methodology.reading.calendar import calendar_faults
from methodology.reading.references import reference_faults
from methodology.values import Text

SUFFIXES = (".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """The course, or None when there are faults; what was left aside, in words; texts to be written yet."""

    course: Course | None
    faults: tuple[CellFault, ...]
    notices: tuple[str, ...]
    new_texts: tuple[Text, ...]


def read_workbook(path: Path, existing: Course | None = None) -> WorkbookReading:
    """The course of that workbook. `existing` is that of the folder it comes from, which keeps its long texts.

    Raises InputError for a file that is damaged, hostile, or no workbook of a course; StorageError, UsageError.
    """
    titles, grids = _grids(path)
    by_title = {normalised(grid.title): grid for grid in grids}
    read = {sheet.title: headed(by_title[normalised(sheet.title)], sheet) for sheet in _present(by_title)}
    if not read:
        raise InputError(
            _("« {name} » n'est pas un classeur de cours : aucune de ses feuilles n'est connue.").format(
                name=path.name
            ),
            _("« coursegen new --classeur cours.xlsx » en donne un à remplir."),
        )
    faults = [*_missing_sheets(read, existing), *_missing_columns(read.values(), existing)]
    faults += [fault for sheet in read.values() for fault in sheet.faults]
    assembly = Assembly(read, existing)
    course = assembly.course()
    found = [*assembly.findings, *reference_faults(course, ()), *calendar_faults(course)]
    told = {(fault.sheet, fault.row, fault.column) for fault in faults}
    said = [*assembly.faults, *from_findings(found, assembly.labels)]
    faults += [fault for fault in said if (fault.sheet, fault.row, fault.column) not in told]
    notices = [*_unread_sheets(titles), *(words for sheet in read.values() for words in sheet.notices)]
    ordered = in_order(faults, (sheet.title for sheet in sheets()))
    kept = replace(course, texts=_all_texts(existing, assembly.new_texts), media=existing.media if existing else ())
    return WorkbookReading(None if ordered else kept, ordered, tuple(notices), tuple(assembly.new_texts.values()))


def _grids(path: Path) -> tuple[list[str], list[Grid]]:
    """The titles of all sheets, and the cells of those that hold records."""
    known = {normalised(sheet.title) for sheet in sheets()}

    def wanted(title: str) -> bool:
        return normalised(title) in known

    if path.suffix.lower() == ".xlsx":
        from coursegen.workbook.xlsx_file import xlsx_grids

        return xlsx_grids(path, wanted)
    if path.suffix.lower() == ".ods":
        from coursegen.workbook.ods_file import ods_grids

        return ods_grids(path, wanted)
    words = _("« {name} » n'est pas un classeur .xlsx ou .ods.").format(name=path.name)
    raise UsageError(words, _("Enregistrez-le dans l'un de ces formats."))


def _present(by_title: Mapping[str, Grid]) -> Iterator[Sheet]:
    return (sheet for sheet in sheets() if normalised(sheet.title) in by_title)


def _unread_sheets(titles: Iterable[str]) -> Iterator[str]:
    known = {normalised(title) for title in (GUIDE, LISTS, *every_title(), *(sheet.title for sheet in sheets()))}
    for title in titles:
        if normalised(title) not in known:
            yield _("feuille {sheet} : elle n'est pas lue, son nom n'est pas celui d'une feuille du cours.").format(
                sheet=title
            )


def _missing_sheets(read: Mapping[str, Headed], existing: Course | None) -> Iterator[CellFault]:
    """Sheets that are not there though the folder has something for them: a sheet lost is not a sheet emptied."""
    for sheet in sheets():
        if sheet.title in read:
            continue
        needed = sheet.is_card and any(c.shape.required and len(c.path) == 1 for c in sheet.columns)
        if needed or (existing and any(_filled(existing, sheet, column) for column in sheet.columns)):
            message = _("Cette feuille manque dans le classeur.")
            yield CellFault(sheet.title, 0, 0, "LIR-02", message, _remedy_of_missing())


def _missing_columns(read: Iterable[Headed], existing: Course | None) -> Iterator[CellFault]:
    for result in read:
        sheet = result.sheet
        if not result.places:
            continue
        if sheet.parent and not result.above_place and result.lines:
            yield _missing(result, sheet.parent_label)
        labels = [column.label for column in sheet.columns if _is_missed(result, column, existing)]
        yield from (_missing(result, label) for label in labels)
        yield from _renamed(result, labels)


def _is_missed(result: Headed, column: Column, existing: Course | None) -> bool:
    """Whether a column that is not there is needed, or the folder has something for it."""
    required = column.shape.required and len(column.path) == 1 and bool(result.lines)
    lost = existing is not None and any(_filled(existing, result.sheet, column))
    return column not in result.places and (required or lost)


def _renamed(result: Headed, missing: Sequence[str]) -> Iterator[CellFault]:
    """The headers that are no field's, where a field misses its own: one may be it, under another name."""
    names = ", ".join(f"« {label} »" for label in missing)
    for row, place, written in result.strangers if missing else ():
        message = _("« {name} » n'est pas un champ, et il manque {missing}.").format(name=written, missing=names)
        remedy = _("Si c'est un en-tête renommé, rendez-lui son nom.")
        yield CellFault(result.sheet.title, row, place, "LIR-09", message, remedy)


def _missing(result: Headed, label: str) -> CellFault:
    message = _("« {name} » manque dans cette feuille.").format(name=label)
    return CellFault(result.sheet.title, result.header_row, 1, "LIR-10", message, _remedy_of_missing())


def _remedy_of_missing() -> str:
    return _("Remettez l'en-tête, même sans rien dessous ; « coursegen build --only xlsx » redonne le classeur.")


def _filled(course: Course, sheet: Sheet, column: Any) -> tuple[bool, ...]:
    """Whether the records of that sheet say something in that column: one value for each that does."""
    if sheet.is_card:
        record = card_record(course, sheet)
        records = [record] if record else []
    else:
        records = [record for _above, record in table_records(course, sheet)]
    blank = column.shape.default
    cells = (cell_of(record, column) for record in records)
    return tuple(True for cell in cells if cell is not None and cell not in (blank, "non" if blank is False else blank))


def _all_texts(existing: Course | None, new: Mapping[str, Text]) -> tuple[Text, ...]:
    texts = {text.path: text for text in existing.texts} if existing else {}
    return tuple(sorted({**new, **texts}.values(), key=lambda text: text.path))
