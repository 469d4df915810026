"""A sheet as it was filled in, whatever the format: the cells that hold something, by row and column, both from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursegen.errors import InputError
from coursegen.i18n import gettext as _

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 100_000, 500, 400_000
MAX_PASSED = 5_000_000
"""More than any course fills in: 3,000 questions of five choices make some 60,000 cells."""

UNKNOWN = "="
"""The value of a formula that nobody has computed yet."""

# As Excel stores them (ECMA-376, 18.18.11, and later versions), and as LibreOffice and Excel show them in French,
# Portuguese and Spanish.
_ERROR = re.compile(
    r"#¡?(?:DIV/0|REF|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|VALEUR|NOMBRE|NUL|VALOR|NULO|NÚM)!"
    r"|#¿?(?:NAME|NOM|NOME|NOMBRE)\?|#N/[AD]|#UNKNOWN!|#GETTING_DATA|(?:Err|Erro|Error)\s?:\s?\d{3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. `percent`: shown as a percentage. `formula`: computed, `value` what it last gave.

    `error`: the program that wrote it calls it an error.
    """

    value: object
    percent: bool = False
    formula: bool = False
    error: bool = False

    @property
    def is_error(self) -> bool:
        """Whether it shows the error of a formula, be it as a text that was pasted."""
        return self.error or (isinstance(self.value, str) and bool(_ERROR.fullmatch(self.value.strip())))


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one: rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """The filled cells of a sheet, and the merged ones."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    count: int = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Keep that cell. Raises InputError when the sheet holds more than a course can."""
        if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
            return
        self.count += 1
        if row > MAX_ROWS or column > MAX_COLUMNS or self.count > MAX_CELLS:
            raise enormous(self.title)
        self.rows.setdefault(row, {})[column] = cell

    def spread_merged(self) -> None:
        """Cells merged downwards say the same on each of their lines."""
        for area in self.merged:
            cell = self.rows.get(area.top, {}).get(area.left)
            if cell is None or area.left != area.right:
                continue
            for row in range(area.top + 1, min(area.bottom, MAX_ROWS) + 1):
                self.put(row, area.left, cell)

    def merged_across(self) -> Iterator[Merged]:
        """The areas over several columns."""
        return (area for area in self.merged if area.right > area.left)


def enormous(title: str) -> InputError:
    """The error of a sheet larger than any course."""
    return InputError(
        _("La feuille « {sheet} » est démesurée : rien n'a été lu.").format(sheet=title),
        _("Gardez au plus {rows} lignes et {columns} colonnes ; effacez le reste.").format(
            rows=MAX_ROWS, columns=MAX_COLUMNS
        ),
    )


def cell_name(row: int, column: int) -> str:
    """`C7` for row 7, column 3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
