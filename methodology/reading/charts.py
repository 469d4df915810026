"""Faults of `:::{graphique}` boxes: no table, a type that isn't one, a cell that holds no figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from methodology.charts import CHART_BOX, CHART_TYPES, figure, is_blank
from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.prose_parts import Block, Box, Prose
from methodology.reading.faults import fault

_RULE = "LIR-23"


def chart_faults(prose: Prose, at: Callable[[int], Where]) -> Iterator[Finding]:
    """What keeps each chart of a text from being drawn."""
    boxes = [box for box in prose.boxes if box.name == CHART_BOX]
    cells = [block for block in prose.blocks if block.kind == "cell" and block.box == CHART_BOX]
    for number, box in enumerate(boxes):
        end = boxes[number + 1].line if number + 1 < len(boxes) else None
        own = [cell for cell in cells if cell.line > box.line and (end is None or cell.line < end)]
        columns = next((t.columns for t in prose.tables if t.line > box.line and (end is None or t.line < end)), 0)
        yield from _box_faults(box, at)
        yield from _table_faults(box, own, columns, at)


def _box_faults(box: Box, at: Callable[[int], Where]) -> Iterator[Finding]:
    kind = dict(box.options).get("type", "")
    if kind and kind not in CHART_TYPES:
        message = _("Le type de graphique « {kind} » n'existe pas.").format(kind=kind)
        yield fault(_RULE, at(box.line), message, _("Choisissez parmi : {names}.").format(names=", ".join(CHART_TYPES)))


def _table_faults(box: Box, cells: list[Block], columns: int, at: Callable[[int], Where]) -> Iterator[Finding]:
    if columns < 2 or not cells:
        message = _("Le graphique n'a pas de tableau de chiffres.")
        remedy = _("Mettez dans l'encadré un tableau : une colonne de noms, puis une colonne de chiffres ou plus.")
        yield fault(_RULE, at(box.line), message, remedy)
        return
    head = cells[0].line
    for row in sorted({cell.line for cell in cells if cell.line > head}):
        for cell in [cell for cell in cells if cell.line == row][1:]:
            if figure(cell.text) is None and not is_blank(cell.text):
                message = _("Graphique : « {cell} » n'est pas un nombre.").format(cell=cell.text)
                remedy = _("Écrivez un nombre seul (12,5 ou 40 %), ou « – » s'il manque ; l'unité va dans :unite:.")
                yield fault(_RULE, at(row), message, remedy)
