"""Tables with their captions from the data files: those made from the course, and the blank models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from coursegen.documents_model import (
    Block,
    Cell,
    Fill,
    ItemList,
    ListItem,
    Look,
    Paragraph,
    Table,
    cell,
    heads,
    words,
)
from coursegen.outputs.documents.method.data import french, method_data, word

Row = Sequence[str | Cell]
_MANY = 6  # columns, from which the letters are smaller
_HAND = 0.75  # centimetres of a row that is filled in by hand
_LABEL, _VALUE = 30.0, 70.0


def example(key: str, rows: Iterable[Row]) -> Iterator[Block]:
    """The table of that name in `exemples.yaml`; a sentence when the course has nothing for it."""
    frame, found = method_data("exemples")[key], tuple(tuple(_cell(c) for c in row) for row in rows)
    if not found:
        yield Paragraph(words(word("rien"), italic=True))
        return
    columns = frame["colonnes"]
    caption = frame["titre"] if frame.get("general") else word("exemple", title=frame["titre"])
    yield Table(heads(*columns), found, _widths(frame), caption, labelled=True, small=len(columns) >= _MANY - 1)


def example_sheet(key: str, values: Iterable[str]) -> Iterator[Block]:
    """The labels and values of that name; those without a value are left out."""
    frame = method_data("exemples")[key]
    rows = tuple(
        (cell(label, bold=True), cell(french(value)))
        for label, value in zip(frame["fiche"], values, strict=True)
        if value
    )
    if not rows:
        yield Paragraph(words(word("rien"), italic=True))
        return
    head = heads(word("rubrique"), word("reponse"))
    yield Table(head, rows, (_LABEL, _VALUE), word("exemple", title=frame["titre"]), labelled=True, small=True)


def tool(key: str) -> Iterator[Block]:
    """The blank model of that name in `outils.yaml`."""
    model = method_data("outils")[key]
    title = word("modele", title=model["titre"])
    if "fiche" in model:
        yield _sheet(title, model)
    elif "grille" in model:
        yield _grid(title, model)
    else:
        yield Paragraph(words(title), Look.LABEL, keep_with_next=True)
        lines = model.get("liste") or model["questions"]
        items = tuple(ListItem(words(line)) for line in lines)
        yield ItemList(items, ordered="questions" in model, checks="liste" in model)


def _sheet(title: str, model: Any) -> Table:
    rows = []
    for label, hint in model["fiche"]:
        lines = (words(label, bold=True), words(hint, italic=True)) if hint else (words(label, bold=True),)
        rows.append((Cell(lines, Fill.SOFT), cell()))
    widths, head = (38.0, 62.0), heads(word("rubrique"), word("a_remplir"))
    return Table(head, tuple(rows), widths, title, labelled=True, row_height=_HAND, small=True)


def _grid(title: str, model: Any) -> Table:
    columns, lines = model["grille"], model["lignes"]
    given = [[] for _line in range(lines)] if isinstance(lines, int) else lines
    rows = tuple(tuple(_blank(text, column) for column, text in enumerate(_whole(row, columns))) for row in given)
    height = model.get("hauteur", _HAND)
    small = len(columns) >= _MANY - 1
    return Table(heads(*columns), rows, _widths(model), title, not isinstance(lines, int), height, small)


def _whole(row: Sequence[object], columns: Sequence[str]) -> Iterator[str]:
    for text, _column in zip_longest(row, columns, fillvalue=""):
        yield str(text)


def _blank(text: str, column: int) -> Cell:
    return cell(text, Fill.SOFT if text and not column else Fill.NONE, bold=bool(text) and not column)


def _widths(frame: Any) -> tuple[float, ...]:
    return tuple(float(width) for width in frame["largeurs"])


def _cell(value: str | Cell) -> Cell:
    return cell(french(value)) if isinstance(value, str) else value
