"""Where a paragraph of a .docx stands, and why nobody sees it there: hidden, off the page, flattened, never used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.conform.package import Package
from coursegen.conform.piece import Unseen
from coursegen.conform.reading.names import Element, child, every, get, q, text_of, whole
from coursegen.conform.reading.word_styles import Look

_DOCUMENT, _SETTINGS = "word/document.xml", "word/settings.xml"
_EMU_PER_TWIP = 635
_MARGIN = 1_440  # twips: how far left of a margin the page may go on
_LARGEST_PAGE = 23_811  # twips: an A3 sheet on end
_LOWEST = 80  # twips: 4 points, a row or a frame in which nothing is read
_NARROWEST = 567  # twips: 1 cm, a column of text that holds a word
_FLAT = 50_800  # EMU: 4 points
_USUAL_WIDTH = 9_026  # twips: between the margins of an A4 sheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sections of a document say. `width`: of the widest text, in twips; `used`: headers, footers that show.

    `notes`: the foot- and endnotes that the text calls, as « footnote 1 ».
    """

    width: int
    used: frozenset[str]
    notes: frozenset[str]


def sheet_of(package: Package, document: Element | None) -> Sheet:
    """The pages of that document."""
    sections = [*every(document, "w:sectPr")]
    called = [*every(document, "w:footnoteReference", "w:endnoteReference")]
    return Sheet(
        width=max((_text_width(one) for one in sections), default=_USUAL_WIDTH) or _USUAL_WIDTH,
        used=frozenset(_used(package, sections)),
        notes=frozenset(f"{str(one.tag).rpartition('}')[2][:-9]} {get(one, 'w:id')}" for one in called),
    )


def _text_width(section: Element) -> int:
    size, margins = child(section, "w:pgSz"), child(section, "w:pgMar")
    return whole(get(size, "w:w")) - whole(get(margins, "w:left")) - whole(get(margins, "w:right"))


def _used(package: Package, sections: list[Element]) -> Iterator[str]:
    """The headers and footers that some page shows (ECMA-376 part 1, 17.10).

    A first one needs `titlePg`, an even one `evenAndOddHeaders`; a section without its own takes the one before's.
    """
    first = any(_is_on(child(one, "w:titlePg")) for one in sections)
    even = _is_on(next(every(package.xml(_SETTINGS), "w:evenAndOddHeaders"), None))
    rels = package.related(_DOCUMENT)
    for section in sections:
        for reference in every(section, "w:headerReference", "w:footerReference"):
            kind = get(reference, "w:type", "default")
            if {"first": first, "even": even}.get(kind, True):
                yield rels.get(get(reference, "r:id"), ("", "", True))[1]


def _is_on(node: Element | None) -> bool:
    return node is not None and get(node, "w:val", "1") not in ("0", "false", "off")


def unseen_there(paragraph: Element, look: Look, sheet: Sheet) -> Unseen | None:
    """Why a paragraph that looks so isn't seen where it stands; None when it is."""
    if _is_off_text(look, sheet) or any(_is_table_away(table) for table in paragraph.iterancestors(q("w:tbl"))):
        return Unseen.OFF_PAGE
    row = next(paragraph.iterancestors(q("w:tr")), None)
    if child(row, "w:trPr", "w:hidden") is not None:
        return Unseen.MASKED
    height = child(row, "w:trPr", "w:trHeight")
    flat_row = get(height, "w:hRule") == "exact" and whole(get(height, "w:val")) < _LOWEST
    if look.is_flat or flat_row:
        return Unseen.FLATTENED
    return _in_frame(child(paragraph, "w:pPr", "w:framePr")) or _in_holder(paragraph, sheet)


def _is_off_text(look: Look, sheet: Sheet) -> bool:
    """Whether its indents leave no room between the margins, or begin or end it far outside of them."""
    return look.left + look.right > sheet.width - _NARROWEST or min(look.left, look.right) < -2 * _MARGIN


def _is_table_away(table: Element) -> bool:
    indent = whole(get(child(table, "w:tblPr", "w:tblInd"), "w:w"))
    float_at = child(table, "w:tblPr", "w:tblpPr")
    return any(_is_away(at, 0) for at in (indent, *(whole(get(float_at, f"w:tblp{axis}")) for axis in "XY")))


def _is_away(start: int, size: int) -> bool:
    return start + size < -2 * _MARGIN or start >= _LARGEST_PAGE


def _in_frame(frame: Element | None) -> Unseen | None:
    """A paragraph in a frame of the old kind (17.3.1.11)."""
    if frame is None:
        return None
    for place, size in (("w:x", "w:w"), ("w:y", "w:h")):
        if _is_away(whole(get(frame, place)), whole(get(frame, size))):
            return Unseen.OFF_PAGE
    low = get(frame, "w:hRule") == "exact" and whole(get(frame, "w:h")) < _LOWEST
    narrow = bool(get(frame, "w:w")) and whole(get(frame, "w:w")) < _LOWEST
    return Unseen.FLATTENED if low or narrow else None


def _in_holder(paragraph: Element, sheet: Sheet) -> Unseen | None:
    """A paragraph in a text box, a control of the document, a note."""
    for above in paragraph.iterancestors():
        if above.tag in (q("wp:anchor"), q("wp:inline")):
            if get(child(above, "wp:docPr"), "hidden") in ("1", "true"):
                return Unseen.HIDDEN_SHAPE
            extent = child(above, "wp:extent")
            if min(whole(get(extent, side), _FLAT) for side in ("cx", "cy")) < _FLAT:
                return Unseen.FLATTENED
            if _is_off_page(above):
                return Unseen.OFF_PAGE
        elif above.tag == q("w:sdt") and _is_on(child(above, "w:sdtPr", "w:showingPlcHdr")):
            return Unseen.PLACEHOLDER
        elif above.tag in (q("w:footnote"), q("w:endnote")) and not _is_called(above, sheet):
            return Unseen.UNUSED
    return None


def _is_called(note: Element, sheet: Sheet) -> bool:
    return bool(get(note, "w:type")) or f"{str(note.tag).rpartition('}')[2]} {get(note, 'w:id')}" in sheet.notes


def _is_off_page(anchor: Element) -> bool:
    extent = child(anchor, "wp:extent")
    for axis, side in (("wp:positionH", "cx"), ("wp:positionV", "cy")):
        place = child(anchor, axis)
        start = whole(text_of(child(place, "wp:posOffset")))
        room = 0 if get(place, "relativeFrom") == "page" else _MARGIN * _EMU_PER_TWIP
        if start + whole(get(extent, side)) <= -room or start >= _LARGEST_PAGE * _EMU_PER_TWIP:
            return True
    return False
