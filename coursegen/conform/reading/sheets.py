"""A .xlsx as a `Piece`: sheets, the cells that say something, their look, notes, pictures, formula errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from coursegen.conform.package import Package
from coursegen.conform.piece import Dialect, Page, Part, Passage, Picture, Piece, Place, Run, Template, Unseen
from coursegen.conform.reading.drawing_colours import theme_colours
from coursegen.conform.reading.names import Element, child, every, get, q, text_of, whole
from coursegen.conform.reading.office_properties import properties_of, theme_fonts
from coursegen.conform.reading.outside import Link, book_links, cell_formula, formulas_of, linked_parts
from coursegen.conform.reading.sheet_looks import CellLook, SheetLooks
from coursegen.i18n import gettext as _

_BOOK = "xl/workbook.xml"
_ERRORS = re.compile(r"#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)[!?]?")
_QUOTED = re.compile(r'"[^"]*"')
_MOST_CELLS = 200_000
_YES = ("1", "true")


def read_sheets(package: Package, size: int) -> Piece:
    """The workbook. Raises InputError when a part is broken."""
    theme = next((package.xml(name) for name in package.named(r"xl/theme/theme\d+\.xml")), None)
    looks = SheetLooks(package.xml("xl/styles.xml"), theme_colours(theme))
    reader = _Reader(package, looks, _shared(package))
    reader.read()
    return Piece(
        path=package.path,
        family=package.family,
        dialect=Dialect.OFFICE_XML,
        bytes=size,
        passages=tuple(reader.passages),
        pictures=tuple(reader.pictures),
        pages=tuple(reader.pages),
        properties=properties_of(package),
        template=Template(fonts=frozenset(font for font in theme_fonts(theme).values() if font)),
        comments=tuple(reader.comments),
        notes=tuple(reader.notes),
        links=(*linked_parts(package), *book_links(package), *reader.links),
        errors=tuple(reader.errors),
    )


def _shared(package: Package) -> list[str]:
    strings = package.xml("xl/sharedStrings.xml")
    return ["".join(text_of(t) for t in every(one, "s:t") if not _is_phonetic(t)) for one in every(strings, "s:si")]


def _is_phonetic(text: Element) -> bool:
    parent = text.getparent()
    return parent is not None and parent.tag == q("s:rPh")


@dataclass
class _Reader:
    package: Package
    looks: SheetLooks
    shared: list[str]
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    comments: list[Place] = field(default_factory=list)
    notes: list[Place] = field(default_factory=list)
    errors: list[tuple[Place, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def read(self) -> None:
        rels = self.package.related(_BOOK)
        for number, sheet in enumerate(every(self.package.xml(_BOOK), "s:sheet"), 1):
            name = get(sheet, "name")
            place = Place(number, _("feuille « {name} »").format(name=name))
            hidden = get(sheet, "state", "visible") != "visible"
            self.pages.append(Page(place=place, title=name, hidden=hidden))
            part = rels.get(get(sheet, "r:id"), ("", "", True))[1]
            if part in self.package.members:
                self._sheet(part, name, number)

    def _sheet(self, part: str, name: str, number: int) -> None:
        root = self.package.xml(part)
        columns = [_columns(one) for one in every(root, "s:col") if get(one, "hidden") in _YES]
        for cell in islice(every(root, "s:c"), _MOST_CELLS):
            hidden = get(cell.getparent(), "hidden") in _YES or any(_column(get(cell, "r")) in some for some in columns)
            self._cell(cell, _At(number, name), Unseen.HIDDEN_LINE if hidden else None)
        self.links += [(Place(number, _("feuille « {name} »").format(name=name)), one) for one in formulas_of(root)]
        for kind, target, external in self.package.related(part).values():
            if external or target not in self.package.members:
                continue
            if kind == "comments":
                marks = every(self.package.xml(target), "s:comment")
                self.notes += [_at(number, name, get(one, "ref")) for one in marks]
            elif kind == "threadedComment":
                threads = self.package.xml(target)
                self.comments += [] if threads is None else [_at(number, name, get(one, "ref")) for one in threads]
            elif kind == "drawing":
                self.pictures += self._pictures(target, Place(number, _("feuille « {name} »").format(name=name)))

    def _cell(self, cell: Element, sheet: _At, unseen: Unseen | None) -> None:
        text = self._said(cell)
        place = _at(sheet.number, sheet.name, get(cell, "r"))
        if fetched := cell_formula(cell):
            self.links.append((place, fetched))
        if "#REF!" in _QUOTED.sub("", text_of(child(cell, "s:f"))):
            self.errors.append((place, "#REF!"))  # whatever value the file remembers
        elif get(cell, "t") == "e" or (text.startswith("#") and _ERRORS.fullmatch(text)):
            self.errors.append((place, text))
        elif text.strip() and get(cell, "t") in ("s", "inlineStr", "str"):
            run = _run(text, self.looks.of(get(cell, "s")))
            self.passages.append(Passage(place=place, runs=(run,), part=Part.TABLE, unseen=unseen))

    def _said(self, cell: Element) -> str:
        value = text_of(child(cell, "s:v"))
        if get(cell, "t") == "s":
            at = whole(value, -1)
            return self.shared[at] if 0 <= at < len(self.shared) else ""
        if get(cell, "t") == "inlineStr":
            return "".join(text_of(one) for one in every(cell, "s:t"))
        return value

    def _pictures(self, part: str, place: Place) -> Iterator[Picture]:
        rels = self.package.related(part)
        for shape in every(self.package.xml(part), "xdr:pic", "xdr:graphicFrame"):
            properties = next(every(shape, "xdr:cNvPr"), None)
            target = rels.get(get(next(every(shape, "a:blip"), None), "r:embed"), ("", "", True))[1]
            extent = next(every(child(shape, "xdr:spPr"), "a:ext"), None)
            yield Picture(
                place=place,
                name=get(properties, "name"),
                alt=get(properties, "descr").strip(),
                decorative=any(True for _one in every(properties, "adec:decorative")),
                data=self.package.members.get(target, b""),
                width=whole(get(extent, "cx")) / 12_700,
                height=whole(get(extent, "cy")) / 12_700,
            )


@dataclass(frozen=True, slots=True)
class _At:
    """A sheet: its number from 1, its name."""

    number: int
    name: str


def _columns(column: Element) -> range:
    """The columns, from 1, that a `col` element speaks of."""
    return range(whole(get(column, "min", "0")), whole(get(column, "max", "0")) + 1)


def _column(cell: str) -> int:
    """The column of a cell, from 1: `AB12` gives 28."""
    at = 0
    for letter in cell.rstrip("0123456789").upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return at


def _at(number: int, name: str, cell: str) -> Place:
    return Place(number, _("feuille « {name} », cellule {cell}").format(name=name, cell=cell))


def _run(text: str, look: CellLook) -> Run:
    return Run(text=text, font=look.font, size=look.size, bold=look.bold, colour=look.colour, ground=look.ground)
