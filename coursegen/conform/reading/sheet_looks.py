"""The cell formats of a .xlsx: face, size, colour and ground of each."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.conform.reading.drawing_colours import Theme
from coursegen.conform.reading.names import Element, child, get, whole

# The theme colours by number, as the workbook's styles name them (ECMA-376 part 1, 18.8.3).
_NUMBERED = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell's text looks; `ground` is white for a cell without a fill."""

    font: str = ""
    size: float | None = None
    bold: bool = False
    colour: str = ""
    ground: str = ""


class SheetLooks:
    """The formats of `xl/styles.xml`."""

    def __init__(self, styles: Element | None, theme: Theme) -> None:
        self._theme = theme
        fonts, fills, formats = (list(_all(styles, f"s:{name}")) for name in ("fonts", "fills", "cellXfs"))
        self._looks = [self._look(one, fonts, fills) for one in formats]

    def of(self, number: str) -> CellLook:
        """The look of a cell with that format."""
        at = whole(number)
        return self._looks[at] if 0 <= at < len(self._looks) else CellLook()

    def _look(self, form: Element, fonts: list[Element], fills: list[Element]) -> CellLook:
        font, fill = _nth(fonts, get(form, "fontId")), _nth(fills, get(form, "fillId"))
        size = get(child(font, "s:sz"), "val")
        bold = child(font, "s:b")
        pattern = child(fill, "s:patternFill")
        filled = get(pattern, "patternType") == "solid"
        return CellLook(
            font=get(child(font, "s:name"), "val"),
            size=float(size) if size.replace(".", "", 1).isdigit() else None,
            bold=bold is not None and get(bold, "val", "1") != "0",
            colour="#000000" if child(font, "s:color") is None else self._colour(child(font, "s:color")),
            ground=self._colour(child(pattern, "s:fgColor")) if filled else "#FFFFFF",
        )

    def _colour(self, node: Element | None) -> str:
        value = get(node, "rgb")
        if len(value) in (6, 8):
            return f"#{value[-6:].upper()}"
        themed = get(node, "theme")
        if themed and not float(get(node, "tint", "0") or 0):
            at = whole(themed)
            return self._theme.get(_NUMBERED[at], "") if at < len(_NUMBERED) else ""
        return ""


def _all(styles: Element | None, name: str) -> list[Element]:
    holder = child(styles, name)
    return [] if holder is None else [one for one in holder if isinstance(one.tag, str)]


def _nth(found: list[Element], number: str) -> Element | None:
    at = whole(number)
    return found[at] if 0 <= at < len(found) else None
