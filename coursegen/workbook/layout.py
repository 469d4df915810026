"""Which sheets a workbook has, with which columns: told by the records, so that a new field appears by itself.

A record that is alone is a card (one field a line), a list of records is a table (one record a line). The lists of a
record have their own table, whose first column says to which record each line belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from methodology.activities import activity_types
from methodology.activities.base import OnlineActivity
from methodology.descriptions import description, label, record_description
from methodology.folder import PHASES
from methodology.questions import Bank
from methodology.shape import FROM_FILE_NAME, FieldShape, Form, shapes
from methodology.values import Record

SEPARATOR = " : "
"""Between the label of a group of fields and the label of one of them."""

KEY_NAMES = ("id", FROM_FILE_NAME[Bank])


@dataclass(frozen=True, slots=True)
class Column:
    """A value of the records of a sheet. `path` leads to it by English names, through records that are alone.

    `activities` are the words of the types of activity that have it, empty outside an activity. `reference` is the
    record type whose id it holds. `rare`: few courses use it.
    """

    path: tuple[str, ...]
    keys: tuple[str, ...]
    label: str
    help: str
    shape: FieldShape
    activities: tuple[str, ...] = ()
    reference: str = ""
    rare: bool = False

    @property
    def is_key(self) -> bool:
        """Whether it names the record."""
        return len(self.path) == 1 and self.path[0] in KEY_NAMES

    @property
    def is_activity_type(self) -> bool:
        """Whether it says of which type an activity is."""
        return self.shape.form is Form.CONSTANT

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it admits; empty when it isn't a closed list."""
        if self.is_activity_type:
            return tuple(kind.name_on_disk() for kind in activity_types())
        return ("oui", "non") if self.shape.kind is bool else self.shape.choices


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet. A card shows `record`; a table the records of the list `field` of its `parent`, or of the `root`.

    `root` is the record of the file it comes from. `route` leads from the root, or from the parent, to the record
    that has the list (empty: it has it itself), or to the card.
    """

    title: str
    help: str
    record: type[Record]
    root: type[Record]
    columns: tuple[Column, ...]
    field: str = ""
    route: tuple[str, ...] = ()
    parent: Sheet | None = None
    parent_label: str = ""
    rare: bool = False

    @property
    def is_card(self) -> bool:
        """Whether it shows one record, a field a line."""
        return not self.field and self.record is not Bank

    @cached_property
    def key(self) -> Column | None:
        """The column that names its records."""
        return next((column for column in self.columns if column.is_key), None)

    @cached_property
    def is_unique(self) -> bool:
        """Whether the ids of its records are unique in the whole course."""
        return self.parent is None or self.record.__name__ in _settings()["unique"]


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet, in the order of the method."""
    roots = [kind for _field, kind in PHASES.values()]
    found = [sheet for root in roots for sheet in _of_root(root)]
    bank = Sheet(_title("Bank", "Bank"), record_description(Bank), Bank, Bank, tuple(_columns(Bank)))
    return tuple(_with_distinct_titles([*found, bank, *_lists(Bank, Bank, (), bank)]))


def table_of(record: str) -> Sheet | None:
    """The table of the records of that type; None when they have none, or several."""
    tables = [sheet for sheet in sheets() if sheet.record.__name__ == record and not sheet.is_card]
    return tables[0] if len(tables) == 1 else None


@cache
def _settings() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "sheets.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data


def _title(key: str, otherwise: str) -> str:
    title: str = _settings()["titles"].get(key, otherwise)
    return title


def _of_root(root: type[Record]) -> Iterator[Sheet]:
    yield from _card(root, root, ())
    yield from _lists(root, root, (), None)


def _card(record: type[Record], root: type[Record], route: tuple[str, ...]) -> Iterator[Sheet]:
    """The card of a record, when it has fields of its own, then those of the records that are alone in it."""
    if columns := tuple(_columns(record)):
        title = _title(record.__name__, record.__name__)
        yield Sheet(title, record_description(record), record, root, columns, route=route)
    for shape in shapes(record):
        if shape.form is Form.RECORD and _has_a_card(shape):
            yield from _card(shape.kind, root, (*route, shape.name))


def _has_a_card(shape: FieldShape) -> bool:
    return shape.kind.__name__ in _settings()["cards"]


def _lists(record: type[Record], root: type[Record], route: tuple[str, ...], parent: Sheet | None) -> Iterator[Sheet]:
    """The tables of the lists of a record, of the records alone in it, and of each type of activity it may have."""
    for shape in shapes(record):
        if shape.form is Form.RECORD:
            yield from _lists(shape.kind, root, (*route, shape.name), parent)
        elif shape.form is Form.ACTIVITY:
            for kind in activity_types():
                yield from _lists(kind, root, (*route, shape.name), parent)
        elif shape.form is Form.RECORDS:
            yield from _table(shape, root, route, parent)


def _table(shape: FieldShape, root: type[Record], route: tuple[str, ...], parent: Sheet | None) -> Iterator[Sheet]:
    sheet = Sheet(
        title=_title(f"{parent.record.__name__}/{shape.path}" if parent else "", _title(shape.path, label(shape))),
        help=record_description(shape.kind),
        record=shape.kind,
        root=root,
        columns=tuple(_columns(shape.kind)),
        field=shape.name,
        route=route,
        parent=parent,
        parent_label=_parent_label(parent.record) if parent else "",
        rare=shape.path in _settings()["rare"],
    )
    yield sheet
    yield from _lists(shape.kind, root, (), sheet)


def _parent_label(record: type[Record]) -> str:
    name: str = _settings()["parents"].get(record.__name__, record.__name__)
    return name


def _columns(record: type[Record]) -> Iterator[Column]:
    """The values of a record, those of the records alone in it included."""
    for shape in shapes(record):
        if shape.form is Form.RECORD and not _has_a_card(shape):
            yield from (_inside(shape, column) for column in _columns(shape.kind))
        elif shape.form is Form.ACTIVITY:
            yield from (_inside(shape, column) for column in _activity_columns())
        elif shape.form not in (Form.RECORD, Form.RECORDS, Form.ACTIVITY):
            yield _column(shape)


def _column(shape: FieldShape) -> Column:
    reference = _settings()["references"].get(shape.path, "")
    rare = shape.path in _settings()["rare"]
    return Column((shape.name,), (shape.key,), label(shape), description(shape), shape, reference=reference, rare=rare)


def _inside(shape: FieldShape, column: Column) -> Column:
    return replace(
        column,
        path=(shape.name, *column.path),
        keys=(shape.key, *column.keys),
        label=f"{label(shape)}{SEPARATOR}{column.label[:1].lower()}{column.label[1:]}",
        rare=column.rare or shape.path in _settings()["rare"],
    )


@cache
def _activity_columns() -> tuple[Column, ...]:
    """The fields of every type of activity, each once: the type first, then those of most types."""
    found: dict[tuple[str, str], Column] = {}
    for kind in activity_types():
        for shape in (shape for shape in shapes(kind) if shape.form is not Form.RECORDS):
            column = found.get((shape.name, shape.key)) or _column(shape)
            found[shape.name, shape.key] = replace(column, activities=(*column.activities, kind.name_on_disk()))
    columns = sorted(found.values(), key=lambda column: (not column.is_activity_type, -len(column.activities)))
    return tuple(_activity_column(column) for column in columns)


def _activity_column(column: Column) -> Column:
    """Its help says for which types it is."""
    shared = len(column.activities) == len(activity_types())
    if column.is_activity_type:
        return replace(column, label="Type", help=record_description(OnlineActivity))
    names = "" if shared else f" ({', '.join(column.activities)})"
    return replace(column, help=column.help.removesuffix(".") + names + ".")


def _with_distinct_titles(found: list[Sheet]) -> Iterator[Sheet]:
    """Excel admits neither two sheets of one name nor more than 31 characters."""
    taken: dict[str, int] = {}
    for sheet in found:
        title = sheet.title[:31]
        count = taken[title.casefold()] = taken.get(title.casefold(), 0) + 1
        yield sheet if count == 1 and title == sheet.title else replace(sheet, title=_numbered(title, count))


def _numbered(title: str, count: int) -> str:
    return title if count == 1 else f"{title[:28]} {count}"
