"""The colours that a slide table's style gives its cells (ECMA-376 part 1, 20.1.4.2 and 21.1.3.15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from coursegen.conform.reading.drawing_colours import Theme, coloured, solid
from coursegen.conform.reading.names import Element, child, every, get, q

# Styles that Office knows by heart and names without writing them into the file.
_MEDIUM = {
    "{073A0DAA-6AF3-43AB-8588-CEC1D06C72B9}": "dk1",
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}": "accent1",
    "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}": "accent2",
    "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}": "accent3",
    "{00A15C55-8517-42AA-B614-E9B94910E393}": "accent4",
    "{7DF18680-E054-41AD-8BC1-D1AEF772440D}": "accent5",
    "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}": "accent6",
}
_BARE = ("{5940675A-B579-460E-94D1-54222C63F5DA}", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}")
_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN = (
    f'<a:tblStyle xmlns:a="{_NAMESPACE}"><a:wholeTbl><a:tcTxStyle>'
    '<a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle><a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>'
    "</a:tblStyle>"
)
_EDGES = ("lastCol", "firstCol", "lastRow", "firstRow")  # the later goes over the earlier
_COLOURS = ("schemeClr", "srgbClr", "sysClr", "prstClr", "scrgbClr", "hslClr")


@dataclass(frozen=True, slots=True)
class CellLook:
    """`ground`: None where what lies behind shows, "" where it can't be told; `colour` of letters, "" if not said."""

    ground: str | None = ""
    colour: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands in its table, counted from 0."""

    row: int
    column: int
    rows: int
    columns: int


def style_of(key: str, styles: Element | None) -> Element | None:
    """A table style by its id: as the file writes it, or as Office knows it; None for one that it doesn't tell."""
    written = next((one for one in every(styles, "a:tblStyle") if get(one, "styleId") == key), None)
    if written is not None:
        return written
    if key in _MEDIUM:
        return etree.fromstring(_medium(_MEDIUM[key]))
    return etree.fromstring(_PLAIN) if key in _BARE else None


def _medium(colour: str) -> str:
    def part(name: str, letters: str, tint: str, bold: str = "") -> str:
        return (
            f'<a:{name}><a:tcTxStyle {bold}><a:schemeClr val="{letters}"/></a:tcTxStyle><a:tcStyle><a:fill>'
            f'<a:solidFill><a:schemeClr val="{colour}">{tint}</a:schemeClr></a:solidFill></a:fill></a:tcStyle>'
            f"</a:{name}>"
        )

    tints = (("wholeTbl", 20_000), ("band1H", 40_000))
    body, band = (part(name, "dk1", f'<a:tint val="{share}"/>') for name, share in tints)
    edges = "".join(part(name, "lt1", "", 'b="on"') for name in _EDGES)
    return f'<a:tblStyle xmlns:a="{_NAMESPACE}">{body}{band}{edges}</a:tblStyle>'


def cell_look(table: Element, styles: Element | None, theme: Theme, place: CellPlace) -> CellLook:
    """What its table's style gives a cell."""
    properties = child(table, "a:tblPr")
    key = "".join(str(part) for one in every(properties, "a:tableStyleId") for part in one.itertext()).strip()
    if not key:
        return CellLook(ground=None)
    style = style_of(key, styles)
    return CellLook() if style is None else _look(style, _parts(properties, place), theme)


def looks_of(style: Element, theme: Theme) -> Iterator[CellLook]:
    """Every look that cells of that style may have, with a header row and bands."""
    for parts in (("wholeTbl", "firstRow"), ("wholeTbl", "band1H"), ("wholeTbl", "band2H")):
        yield _look(style, parts, theme)


def _parts(properties: Element | None, place: CellPlace) -> tuple[str, ...]:
    def on(name: str) -> bool:
        return get(properties, name) in ("1", "true")

    parts = ["wholeTbl"]
    for flag, letter, at in (
        ("bandRow", "H", place.row - on("firstRow")),
        ("bandCol", "V", place.column - on("firstCol")),
    ):
        if on(flag) and at >= 0:
            parts.append(f"band{1 + at % 2}{letter}")
    first_last = {
        "lastCol": place.column == place.columns - 1,
        "firstCol": place.column == 0,
        "lastRow": place.row == place.rows - 1,
        "firstRow": place.row == 0,
    }
    return (*parts, *(name for name in _EDGES if on(name) and first_last[name]))


def _look(style: Element, parts: tuple[str, ...], theme: Theme) -> CellLook:
    behind = child(style, "a:tblBg")
    look = CellLook(ground="" if behind is not None and len(behind) else None)
    for name in parts:
        part = child(style, f"a:{name}")
        text = child(part, "a:tcTxStyle")
        letters = next((one for one in (() if text is None else text) if _kind(one) in _COLOURS), None)
        if letters is not None:
            look = replace(look, colour=coloured(letters, theme))
        look = replace(look, bold=get(text, "b") == "on" or (look.bold and get(text, "b") != "off"))
        cell = child(part, "a:tcStyle")
        fill = child(cell, "a:fill")
        if child(cell, "a:fillRef") is not None:
            look = replace(look, ground="")
        elif fill is not None:
            look = replace(look, ground=None if child(fill, "a:noFill") is not None else solid(fill, theme))
    return look


def _kind(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def size_of(table: Element) -> tuple[int, int]:
    """Its rows and columns."""
    rows = table.findall(q("a:tr"))
    return len(rows), max((len(row.findall(q("a:tc"))) for row in rows), default=0)
