"""Delimited text (CSV) with the place of every cell, which the standard reader doesn't keep.

Cells are parted by « ; », « , » or a tabulation, whichever the first line has most of; a cell in quotes may hold
them, doubled quotes and line ends (RFC 4180, and what spreadsheets save in French).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from methodology.findings import Where
from methodology.i18n import gettext as _
from methodology.reading.faults import ReadingFault, fault
from methodology.reading.source import Source

_DELIMITERS = (";", ",", "\t")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is written, spaces around it taken off, and where its cell begins."""

    text: str
    where: Where


Row = tuple[Cell, ...]


def read_rows(source: Source) -> Iterator[Row]:
    """The rows that hold something. Raises ReadingFault at a quote that is never closed, or closed too early."""
    delimiter = _delimiter(source.text)
    walker = _Walker(source, delimiter)
    while not walker.at_end:
        row = tuple(walker.row())
        if any(cell.text for cell in row):
            yield row


def _delimiter(text: str) -> str:
    header = text.lstrip("\n").partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


class _Walker:
    """Goes through the text once, cell after cell."""

    def __init__(self, source: Source, delimiter: str) -> None:
        self._file, self._text = source.name, source.text
        self._delimiter = delimiter
        self._plain = re.compile(f"[^{re.escape(delimiter)}\n]*")
        self._at = 0
        self._line, self._line_start = 1, 0

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._text)

    def row(self) -> Iterator[Cell]:
        """The cells up to the end of the line."""
        while True:
            yield self._cell()
            mark = self._text[self._at : self._at + 1]
            self._at += 1
            if mark != self._delimiter:
                self._new_lines(self._at)
                return

    def _cell(self) -> Cell:
        where = self._where()
        if self._text.startswith('"', self._at):
            return Cell(self._quoted(where), where)
        found = self._plain.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        return Cell(found[0].strip(), where)

    def _quoted(self, where: Where) -> str:
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            message = _("Un guillemet ouvert ici n'est jamais refermé.")
            raise ReadingFault(fault("LIR-31", where, message, _('Fermez-le par un second « " ».')))
        self._at = found.end()
        self._new_lines(self._at)
        rest = self._text[self._at : self._at + 1]
        if rest not in (self._delimiter, "\n", ""):
            message = _("Du texte suit un guillemet fermant.")
            remedy = _('Dans une cellule entre guillemets, doublez chaque guillemet : "".')
            raise ReadingFault(fault("LIR-31", self._where(), message, remedy))
        return found[1].replace('""', '"').strip()

    def _where(self) -> Where:
        return Where(self._file, self._line, self._at - self._line_start + 1)

    def _new_lines(self, end: int) -> None:
        """Counts the lines that end before that place."""
        passed = self._text.count("\n", self._line_start, end)
        if passed:
            self._line += passed
            self._line_start = self._text.rindex("\n", 0, end) + 1
