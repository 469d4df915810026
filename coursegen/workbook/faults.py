"""What is wrong in a workbook: in which cell, why, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coursegen.i18n import gettext as _
from coursegen.workbook.grids import cell_name
from methodology.findings import Finding


@dataclass(frozen=True, slots=True)
class CellFault:
    """A fault of one cell; row and column from 1, 0 when it is the whole sheet's. `rule` is an id of the reader."""

    sheet: str
    row: int
    column: int
    rule: str
    message: str
    remedy: str

    @property
    def cell(self) -> str:
        """`C7`; empty for the whole sheet."""
        return cell_name(self.row, self.column) if self.row and self.column else ""

    @property
    def place(self) -> str:
        """Where it is, in words."""
        if not self.cell:
            return _("feuille {sheet}").format(sheet=self.sheet)
        return _("feuille {sheet}, cellule {cell}").format(sheet=self.sheet, cell=self.cell)


def from_findings(
    findings: Iterable[Finding], labels: Mapping[tuple[str, int, int], tuple[str, str]]
) -> Iterable[CellFault]:
    """The reader's findings on cells. `labels`: at each sheet, row and column, the field's key and its header."""
    for finding in findings:
        where = finding.where
        key, label = labels.get((where.file, where.line, where.column), ("", ""))
        said = _named(finding.message, key, label) if key else finding.message
        yield CellFault(where.file, where.line, where.column, finding.rule, said, finding.remedy)


def _named(message: str, key: str, label: str) -> str:
    """The message with the header that people see where it names the key, in the quotation marks of its language."""
    return re.sub(rf"([«“]\s?){re.escape(key)}(?=\s?[»”])", lambda found: found[1] + label, message, count=1)


def in_order(faults: Iterable[CellFault], titles: Iterable[str]) -> tuple[CellFault, ...]:
    """By sheet, row and column; each once."""
    order = {title: place for place, title in enumerate(titles)}
    unique = dict.fromkeys(faults)
    return tuple(sorted(unique, key=lambda f: (order.get(f.sheet, len(order)), f.sheet, f.row, f.column, f.rule)))
