"""The lines of every sheet put together into the records of a course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from coursegen.i18n import gettext as _
from coursegen.workbook.cells import (
    EMPTY_LIST,
    EMPTY_TEXT,
    KEPT,
    cell_of,
    holds_words,
    list_items,
    text_of,
    value_in,
)
from coursegen.workbook.faults import CellFault
from coursegen.workbook.headed import Entry, Headed, Line
from coursegen.workbook.layout import Column, Sheet, sheets
from coursegen.workbook.rows import card_record, full_key, record_key, table_records
from methodology.course import Course
from methodology.findings import Finding
from methodology.folder import PHASES
from methodology.questions import Bank
from methodology.reading.faults import suggestion
from methodology.reading.records import RecordReader, is_path
from methodology.reading.yaml_nodes import Fields, Items, Node, Scalar
from methodology.shape import Form
from methodology.values import Record, Text

_Tree = dict[str, Any]


class Assembly:
    """Builds one course. What is wrong gathers in `findings` (said by the folder's reader) and `faults` (by us).

    `labels` gives the key and the header of the field at each sheet, row and column; `new_texts` the texts of
    `contenus/` that cells name and the folder does not have.
    """

    def __init__(self, read: Mapping[str, Headed], existing: Course | None) -> None:
        self.findings: list[Finding] = []
        self.faults: list[CellFault] = []
        self.labels: dict[tuple[str, int, int], tuple[str, str]] = {}
        self.new_texts: dict[str, Text] = {}
        self._read = read
        self._existing = existing
        self._texts = {text.path: text for text in existing.texts} if existing else {}
        self._children: dict[tuple[str, str], list[Record]] = {}

    def course(self) -> Course:
        """The course: complete in form even when there are faults, so that its references can be judged."""
        for sheet in reversed(sheets()):
            if not sheet.is_card:
                self._take_table(sheet)
        phases: dict[str, Any] = {field: self._phase(kind) for field, kind in PHASES.values()}
        banks = (bank for bank in self._children.get(("Bank", ""), []) if isinstance(bank, Bank))
        return Course(**phases, banks=tuple(sorted(banks, key=attrgetter("name"))))

    def _phase(self, kind: type[Record]) -> Record:
        """The record of a file: its card, the cards inside it, then its lists."""
        cards = [sheet for sheet in sheets() if sheet.is_card and sheet.root is kind]
        record = self._card(cards[0]) if cards and not cards[0].route else self._reader("").stand_in(kind)
        for sheet in (sheet for sheet in cards if sheet.route and self._is_filled(sheet)):
            record = _with(record, sheet.route, self._card(sheet))
        for sheet in sheets():
            if not sheet.is_card and sheet.root is kind and sheet.parent is None and kind is not Bank:
                record = _with(record, (*sheet.route, sheet.field), tuple(self._children.get((sheet.title, ""), ())))
        return record

    def _is_filled(self, sheet: Sheet) -> bool:
        """Whether anything stands on a card: an empty one is a record the course does not have."""
        result = self._read.get(sheet.title)
        return result is not None and any(line.entries for line in result.lines)

    def _card(self, sheet: Sheet) -> Record:
        result = self._read.get(sheet.title)
        old = card_record(self._existing, sheet) if self._existing else None
        return self._record(result, result.lines[0] if result else Line(0, ()), sheet, old)

    def _take_table(self, sheet: Sheet) -> None:
        """The records of a table, under the key of what each belongs to."""
        result = self._read.get(sheet.title)
        if result is None:
            return
        olds = self._olds(sheet)
        children = [child for child in sheets() if child.parent is sheet]
        known = self._keys_of(sheet.parent) if sheet.parent else {}
        for line in result.lines:
            above = self._above(result, line, known)
            own = self._own_key(sheet, line)
            record = self._record(result, line, sheet, olds.get(full_key(sheet, above, own)))
            key = full_key(sheet, above, own)
            for child in children if key else ():
                if lists := self._children.get((child.title, key)):
                    record = self._given(record, child, lists)
            place = "Bank" if sheet.record is Bank else sheet.title
            self._children.setdefault((place, above), []).append(record)

    def _given(self, record: Record, child: Sheet, lists: list[Record]) -> Record:
        """The record with the lines of another sheet; a fault for lines of an activity that it hasn't got."""
        owner: object = record
        for name in child.route:
            owner = getattr(owner, name, None)
        if owner is None or hasattr(owner, child.field):
            return _with(record, (*child.route, child.field), tuple(lists))
        message = _("« {name} » : l'activité de cette ligne est d'un autre type, et n'a rien de tel.")
        remedy = _("Changez le type de l'activité, ou effacez ces lignes.")
        for line in lists:
            where = (child.title, line.where.line, line.where.column)
            self.faults.append(CellFault(*where, "LIR-14", message.format(name=child.title), remedy))
        return record

    def _olds(self, sheet: Sheet) -> Mapping[str, Record]:
        """The records the folder has, by key."""
        if self._existing is None or sheet.key is None:
            return {}
        return {record_key(sheet, above, record): record for above, record in table_records(self._existing, sheet)}

    def _keys_of(self, sheet: Sheet) -> dict[str, int]:
        """The keys of the lines of a table, and the row of each."""
        result = self._read.get(sheet.title)
        if result is None:
            return {}
        keys = {}
        for line in result.lines:
            above = _key_said(line, sheet.parent) if sheet.parent else ""
            keys[full_key(sheet, above, self._own_key(sheet, line))] = line.row
        return keys

    def _own_key(self, sheet: Sheet, line: Line) -> str:
        entry = next((entry for entry in line.entries if entry.column is sheet.key), None)
        return _said(entry) if entry else ""

    def _above(self, result: Headed, line: Line, known: Mapping[str, int]) -> str:
        """The key of what a line belongs to; a fault when there is none, or nothing of that name."""
        sheet = result.sheet
        if sheet.parent is None or not result.above_place:
            return ""
        written = _key_said(line, sheet.parent)
        if written in known:
            return written
        if written:
            message = _("« {name} » n'est dans aucune ligne de la feuille « {sheet} ».").format(
                name=written, sheet=sheet.parent.title
            )
            remedy = suggestion(written, known)
        else:
            message = _("« {name} » est obligatoire : à quoi cette ligne appartient-elle ?").format(
                name=sheet.parent_label
            )
            remedy = _("Choisissez dans la liste de la cellule, ou effacez la ligne.")
        self.faults.append(CellFault(sheet.title, line.row, result.above_place, "LIR-14", message, remedy))
        return written

    def _record(self, result: Headed | None, line: Line, sheet: Sheet, old: Record | None) -> Record:
        tree: _Tree = {}
        for entry in line.entries:
            if (node := self._node(sheet, entry, old)) is not None:
                _put(tree, entry.column.keys, node)
        if result:
            self._report_missing(result, line, sheet, tree)
        reader = self._reader(sheet.title)
        record = reader.record(sheet.record, _fields(tree, max(line.row, 1)))
        # what is missing is said above, or with the sheet that is missing
        self.findings.extend(finding for finding in reader.faults if finding.rule != "LIR-10")
        return record

    def _reader(self, title: str) -> RecordReader:
        return RecordReader(title, {**self.new_texts, **self._texts})

    def _report_missing(self, result: Headed, line: Line, sheet: Sheet, tree: _Tree) -> None:
        """Say which required cells are empty."""
        for column in sheet.columns:
            required = column.shape.required or column.is_activity_type
            if required and column in result.places and _is_wanted(tree, column):
                row, place = result.place_of(column, line.row)
                message = _("« {name} » est obligatoire et cette cellule est vide.").format(name=column.label)
                remedy = _("Remplissez-la, ou effacez toute la ligne.")
                self.faults.append(CellFault(sheet.title, row, place, "LIR-10", message, remedy))

    def _node(self, sheet: Sheet, entry: Entry, old: Record | None) -> Node | None:
        column, row, place = entry.column, entry.row, entry.place
        self.labels[sheet.title, row, place] = (column.keys[-1], column.label)
        text = self._resolved(sheet, entry, old)
        if not text.strip():
            return None
        if text.strip() == EMPTY_TEXT:
            return Scalar(row, place, 1, "", quoted=True)
        if column.shape.form is Form.LEAVES:
            items = [] if text.strip() == EMPTY_LIST else list_items(text, holds_words(column))
            nodes = tuple(Scalar(row, place, 1, item, quoted=True) for item in items)
            return Items(row, place, 1 + len(nodes), nodes)
        if column.shape.form is Form.TEXT and is_path(text):
            self._expect_text(sheet, entry, text)
        return Scalar(row, place, 1, text, quoted=True)

    def _resolved(self, sheet: Sheet, entry: Entry, old: Record | None) -> str:
        """What the cell says; the folder's own value where the cell only shows it less well."""
        text = text_of(entry.cell.value, entry.column, entry.cell.percent)
        before = value_in(old, entry.column) if old else None
        written = (before.path or before.markdown) if isinstance(before, Text) else before
        if isinstance(written, str) and old and text_of(cell_of(old, entry.column), entry.column) == text:
            return written or text
        if text == KEPT:
            message = _("Ce texte était trop long pour la cellule, et le dossier ne l'a plus.")
            remedy = _("Importez dans le dossier d'où vient le classeur, ou écrivez le texte.")
            self.faults.append(CellFault(sheet.title, entry.row, entry.place, "LIR-02", message, remedy))
        return text

    def _expect_text(self, sheet: Sheet, entry: Entry, path: str) -> None:
        """A text the folder does not have is one to write; it must lie in `contenus/`."""
        if path in self._texts or path in self.new_texts:
            return
        parts = PurePosixPath(path).parts
        if (
            parts[:1] == ("contenus",)
            and len(parts) > 1
            and not {"..", "."} & set(path.split("/"))
            and "\\" not in path
        ):
            self.new_texts[path] = Text(path=path, markdown=_unwritten())
            return
        message = _("« {path} » n'est pas un chemin de « contenus/ ».").format(path=path)
        remedy = _("Écrivez par exemple contenus/m1/page.md.")
        self.faults.append(CellFault(sheet.title, entry.row, entry.place, "LIR-17", message, remedy))


def _unwritten() -> str:
    """A text that stands in for one to write: a page, and a slide, begin with a heading."""
    return f"## {_('À écrire')}\n\n{_('Texte à écrire.')}\n"


def _said(entry: Entry) -> str:
    return text_of(entry.cell.value, entry.column)


def _key_said(line: Line, parent: Sheet) -> str:
    """What stands in the column of the parent."""
    return text_of(line.above.value, parent.key or parent.columns[0]) if line.above else ""


def _put(tree: _Tree, keys: tuple[str, ...], node: Node) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
    tree[keys[-1]] = node


def _is_wanted(tree: _Tree, column: Column) -> bool:
    """Whether a value is missing there: in a record that is alone in another, only once something of it is filled."""
    for key in column.keys[:-1]:
        if key not in tree:
            return False
        tree = tree[key]
    return column.keys[-1] not in tree


def _fields(tree: _Tree, row: int) -> Fields:
    """The node of a record, at the place of its first value."""
    pairs = tuple((Scalar(row, 1, 1, key), _child(value, row)) for key, value in tree.items())
    first = next(_leaves(tree), None)
    line, column = (first.line, first.column) if first else (row, 1)
    return Fields(line, column, 1, tuple((replace(key, line=n.line, column=n.column), n) for key, n in pairs))


def _child(value: Any, row: int) -> Node:
    return _fields(value, row) if isinstance(value, dict) else value


def _leaves(tree: _Tree) -> Iterator[Node]:
    for value in tree.values():
        yield from _leaves(value) if isinstance(value, dict) else iter((value,))


def _with(record: Record, path: tuple[str, ...], value: Any) -> Record:
    """The record with that value at the end of that path; nothing is made for an empty list where nothing stands."""
    name, *rest = path
    if not rest:
        return _changed(record, name, value)
    inner = getattr(record, name)
    if inner is None:
        return record
    return _changed(record, name, _with(inner, tuple(rest), value))


def _changed(record: Record, name: str, value: Any) -> Record:
    change: dict[str, Any] = {name: value}
    return replace(record, **change)
