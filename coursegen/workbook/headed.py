"""A filled sheet as lines of named values: which column is which field, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import combining, normalize

from coursegen.i18n import gettext as _
from coursegen.workbook.faults import CellFault
from coursegen.workbook.grids import UNKNOWN, Cell, Grid, cell_name
from coursegen.workbook.layout import Column, Sheet
from coursegen.workbook.place import CARD_TITLE

_SEARCHED_ROWS = 30
CARD_LABEL, CARD_VALUE = 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A filled cell and the field it is for."""

    column: Column
    cell: Cell
    row: int
    place: int


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it was filled in. `above` is what stands in the column of the parent."""

    row: int
    entries: tuple[Entry, ...]
    above: Cell | None = None


@dataclass(slots=True)
class Headed:
    """The lines of a sheet; where each field stands (row and column, row 0 in a table); what is wrong or odd."""

    sheet: Sheet
    lines: list[Line] = field(default_factory=list)
    places: dict[Column, tuple[int, int]] = field(default_factory=dict)
    above_place: int = 0
    header_row: int = 0
    faults: list[CellFault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    strangers: list[tuple[int, int, str]] = field(default_factory=list)
    """Row, column and words of the headers that are no field's."""

    def place_of(self, column: Column, row: int) -> tuple[int, int]:
        """Row and column of the cell of that field, for a record on that row; of the header when it has no cell."""
        found_row, place = self.places.get(column, (self.header_row, 1))
        return (found_row or row, place) if column in self.places else (row, 1)


@lru_cache(maxsize=8_192)
def normalised(title: str) -> str:
    """A title or header without accents, stars, capitals and spare spaces."""
    letters = (c for c in normalize("NFKD", title.replace("’", "'")) if not combining(c))
    return re.sub(r"\s+", " ", "".join(letters).replace("*", " ")).strip().casefold()


def headed(grid: Grid, sheet: Sheet) -> Headed:
    """The lines of that sheet."""
    result = Headed(sheet)
    names = _names(sheet)
    if sheet.is_card:
        _card(grid, result, names)
    else:
        _table(grid, result, names)
    _say_errors(result)
    _say_computed(grid, result)
    return result


def _names(sheet: Sheet) -> dict[str, Column]:
    """Every way to write a header: as the workbook does, or with the keys of the folder in either language."""
    found: dict[str, Column] = {}
    for column in sheet.columns:
        for name in (".".join(column.path), ".".join(column.keys), column.label):
            found[normalised(name)] = column
    return found


def _card(grid: Grid, result: Headed, names: Mapping[str, Column]) -> None:
    entries: list[Entry] = []
    for row in (row for row in sorted(grid.rows) if row > _title_row(grid)):
        label, value = grid.rows[row].get(CARD_LABEL), grid.rows[row].get(CARD_VALUE)
        column = names.get(normalised(str(label.value))) if label else None
        if column is None:
            if label and value and result.places:
                _unknown(result, names, row, CARD_LABEL, str(label.value))
            continue
        if column in result.places:
            result.faults.append(_double(result.sheet, column, row, CARD_LABEL))
            continue
        result.places[column] = (row, CARD_VALUE)
        if value is not None:
            entries.append(Entry(column, value, row, CARD_VALUE))
    result.lines.append(Line(0, tuple(entries)))


def _title_row(grid: Grid) -> int:
    """The row « Champ, Valeur, Explication », above which stands the title of the card; 0 when it was taken away."""
    rows = (row for row in sorted(grid.rows) if row <= _SEARCHED_ROWS)
    return next((row for row in rows if _written(grid, row, CARD_LABEL) == normalised(CARD_TITLE)), 0)


def _written(grid: Grid, row: int, place: int) -> str:
    cell = grid.rows[row].get(place)
    return normalised(str(cell.value)) if cell else ""


def _table(grid: Grid, result: Headed, names: Mapping[str, Column]) -> None:
    result.header_row = row = _header_row(grid, result.sheet, names)
    if not row:
        if grid.rows:
            result.faults.append(_no_header(result.sheet))
        return
    for place, cell in sorted(grid.rows[row].items()):
        _header(result, names, place, str(cell.value))
    result.faults.extend(_merged_across(grid, result))
    below = [number for number in sorted(grid.rows) if number > row]
    for number in below:
        if line := _line(grid.rows[number], number, result):
            result.lines.append(line)
    _say_nameless(grid, result, below)


def _header_row(grid: Grid, sheet: Sheet, names: Mapping[str, Column]) -> int:
    known = {*names, normalised(sheet.parent_label)} - {""}
    candidates = [row for row in sorted(grid.rows) if row <= _SEARCHED_ROWS]
    scores = {row: sum(normalised(str(c.value)) in known for c in grid.rows[row].values()) for row in candidates}
    best = max(candidates, key=lambda row: (scores[row], -row), default=0)
    enough = min(2, len(sheet.columns))
    return best if best and scores[best] >= enough else 0


def _header(result: Headed, names: Mapping[str, Column], place: int, written: str) -> None:
    sheet, name = result.sheet, normalised(written)
    column = names.get(name)
    if column is None and sheet.parent and name == normalised(sheet.parent_label):
        result.above_place = place
    elif column is None:
        _unknown(result, names, result.header_row, place, written)
    elif column in result.places:
        result.faults.append(_double(sheet, column, result.header_row, place))
    else:
        result.places[column] = (0, place)


def _unknown(result: Headed, names: Mapping[str, Column], row: int, place: int, written: str) -> None:
    """Nearly the name of a field that is missing: a slip. Anything else is the author's own, and is left aside."""
    free = [name for name, column in names.items() if column not in result.places]
    near = get_close_matches(normalised(written), free, n=1, cutoff=0.8)
    if near:
        message = _("« {name} » ne correspond à aucun champ.").format(name=written)
        remedy = _("Vouliez-vous dire « {name} » ?").format(name=names[near[0]].label)
        result.faults.append(CellFault(result.sheet.title, row, place, "LIR-09", message, remedy))
    else:
        result.strangers.append((row, place, written))
        words = _("feuille {sheet}, cellule {cell} : « {name} » n'est pas un champ du cours ; ce n'est pas lu.")
        result.notices.append(words.format(sheet=result.sheet.title, cell=cell_name(row, place), name=written))


def _double(sheet: Sheet, column: Column, row: int, place: int) -> CellFault:
    message = _("« {name} » est donné deux fois.").format(name=column.label)
    return CellFault(sheet.title, row, place, "LIR-08", message, _("Gardez une seule des deux colonnes ou lignes."))


def _no_header(sheet: Sheet) -> CellFault:
    message = _("La ligne des en-têtes est introuvable.")
    shown = ", ".join(column.label for column in sheet.columns[:4])
    remedy = _("Remettez-la : {names}… ; « coursegen build --only xlsx » redonne le classeur.").format(names=shown)
    return CellFault(sheet.title, 0, 0, "LIR-09", message, remedy)


def _merged_across(grid: Grid, result: Headed) -> Iterator[CellFault]:
    for area in grid.merged_across():
        if area.bottom > result.header_row and area.left <= len(result.sheet.columns) + 1:
            message = _(
                "Des cellules de plusieurs colonnes sont fusionnées : on ne sait pas à quel champ va la valeur."
            )
            remedy = _("Annulez la fusion, puis remplissez chaque cellule.")
            yield CellFault(result.sheet.title, max(area.top, 1), area.left, "LIR-11", message, remedy)


def _line(cells: Mapping[int, Cell], row: int, result: Headed) -> Line | None:
    entries = tuple(
        Entry(column, cells[place], row, place) for column, (_row, place) in result.places.items() if place in cells
    )
    above = cells.get(result.above_place)
    return Line(row, entries, above) if entries or above else None


def _say_nameless(grid: Grid, result: Headed, rows: Iterable[int]) -> None:
    """Columns that hold something under no header."""
    named = set(grid.rows[result.header_row])
    filled = {place: row for row in rows for place in grid.rows[row] if place not in named}
    for place, row in sorted(filled.items()):
        words = _("feuille {sheet}, cellule {cell} : cette colonne n'a pas d'en-tête ; elle n'est pas lue.")
        result.notices.append(words.format(sheet=result.sheet.title, cell=cell_name(row, place)))


def _say_errors(result: Headed) -> None:
    """Cells that show the error of a formula: nobody means it for a value, typed or computed."""
    for line in result.lines:
        filled = [(entry.row, entry.place, entry.cell) for entry in line.entries]
        if line.above:
            filled.append((line.row, result.above_place, line.above))
        for row, place, cell in filled:
            if cell.is_error:
                message = _("Cette cellule montre une erreur de calcul : « {value} ».").format(value=cell.value)
                remedy = _("Corrigez la formule, ou écrivez la valeur.")
                result.faults.append(CellFault(result.sheet.title, row, place, "LIR-11", message, remedy))


def _say_computed(grid: Grid, result: Headed) -> None:
    """Formulas: their result is taken, when there is one."""
    computed = (entry for line in result.lines for entry in line.entries if entry.cell.formula)
    for entry in (entry for entry in computed if not entry.cell.is_error):
        if entry.cell.value == UNKNOWN:
            message = _("Cette cellule contient une formule dont le résultat n'est pas enregistré.")
            remedy = _("Remplacez-la par sa valeur, ou ouvrez et enregistrez le classeur dans Excel ou LibreOffice.")
            fault = CellFault(result.sheet.title, entry.row, entry.place, "LIR-11", message, remedy)
            result.faults.append(fault)
        else:
            words = _("feuille {sheet}, cellule {cell} : la formule est remplacée par son résultat.")
            place = cell_name(entry.row, entry.place)
            result.notices.append(words.format(sheet=result.sheet.title, cell=place))
