"""A .docx as a `Piece`: paragraphs with the look their styles give them, headers, notes, changes, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursegen.conform.package import Package
from coursegen.conform.piece import Dialect, Part, Passage, Picture, Piece, Place, Run, Template, Unseen
from coursegen.conform.reading.boxes import is_turned
from coursegen.conform.reading.drawing_colours import Theme, solid, theme_colours
from coursegen.conform.reading.names import EMU_PER_POINT, Element, child, every, get, q, text_of, whole
from coursegen.conform.reading.office_properties import properties_of, theme_fonts
from coursegen.conform.reading.outside import Link, drawn_links, linked_parts, loading_fields, paragraph_of, part_links
from coursegen.conform.reading.word_places import Sheet, sheet_of, unseen_there
from coursegen.conform.reading.word_styles import Look, WordStyles
from coursegen.i18n import gettext as _

_DOCUMENT = "word/document.xml"
_CHANGES = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange")
_CHANGES_AROUND = (
    "w:tblPrChange", "w:tblGridChange", "w:trPrChange", "w:tcPrChange", "w:tblPrExChange", "w:sectPrChange",
    "w:numberingChange", "w:cellIns", "w:cellDel", "w:cellMerge",
)  # fmt: skip
_LONGEST_WORDS = 60
_REFERENCE = re.compile(r"\b(?:PAGEREF|NOTEREF|REF)\s+\"?([^\s\"\\]+)")
_TEXT_TAGS = {q("w:t"), q("w:tab"), q("w:br"), q("w:cr"), q("w:noBreakHyphen")}


def read_text(package: Package, size: int) -> Piece:
    """The document. Raises InputError when a part is broken."""
    theme = next((package.xml(name) for name in package.named(r"word/theme/theme\d+\.xml")), None)
    styles = WordStyles(package.xml("word/styles.xml"), theme_fonts(theme))
    sheet = sheet_of(package, package.xml(_DOCUMENT))
    body = _Reader(package, styles, _DOCUMENT, theme_colours(theme), sheet)
    body.read(Part.BODY)
    asides = [*_asides(package, styles, body.colours, sheet)]
    return Piece(
        path=package.path,
        family=package.family,
        dialect=Dialect.OFFICE_XML,
        bytes=size,
        passages=(*body.passages, *(passage for aside in asides for passage in aside.passages)),
        pictures=(*body.pictures, *(picture for aside in asides for picture in aside.pictures)),
        properties=properties_of(package),
        template=Template(fonts=frozenset(font for font in theme_fonts(theme).values() if font)),
        language=styles.language,
        comments=tuple(body.comments),
        changes=(*body.changes, *(place for aside in asides for place in aside.changes)),
        errors=tuple(body.lost),
        links=(
            *linked_parts(package),
            *(link for one in (body, *asides) for link in one.links),
            *_apart(package),
        ),
    )


def _apart(package: Package) -> Iterator[Link]:
    """What comments and building blocks load."""
    for name in package.named(r"word/(comments\w*|settings|glossary/\w+)\.xml"):
        yield from part_links(package.xml(name), Place(0, _("commentaires") if "comments" in name else name))


def _asides(package: Package, styles: WordStyles, colours: Theme, sheet: Sheet) -> Iterator[_Reader]:
    """Headers and footers, then foot- and endnotes."""
    for name in package.named(r"word/(header|footer|footnotes|endnotes)\d*\.xml"):
        is_note = "notes" in name
        place = Place(0, _("notes de bas de page") if is_note else _("en-tête ou pied de page"))
        unseen = None if is_note or name in sheet.used else Unseen.UNUSED
        reader = _Reader(package, styles, name, colours, sheet, place, unseen)
        reader.read(Part.BODY if is_note else Part.FOOT)
        yield reader


@dataclass
class _Reader:
    package: Package
    styles: WordStyles
    part: str
    colours: Theme
    sheet: Sheet
    fixed: Place | None = None
    unseen: Unseen | None = None
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    comments: list[Place] = field(default_factory=list)
    changes: list[Place] = field(default_factory=list)
    lost: list[tuple[Place, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def read(self, part: Part) -> None:
        root = self.package.xml(self.part)
        self._heading = ""
        self._decorated = self.fixed is not None and any(True for _one in every(root, "wp:anchor", "w:pict"))
        places: dict[Element | None, Place] = {}
        marks = {get(one, "w:name").casefold() for one in every(root, "w:bookmarkStart")}
        for number, paragraph in enumerate(every(root, "w:p"), 1):
            if _is_fallback(paragraph):
                continue
            place = places[paragraph] = self._paragraph(paragraph, number, part)
            if self.fixed is None:
                self.lost += [(place, target) for target in _targets(paragraph) if target.casefold() not in marks]
        for node, words in (*loading_fields(root), *drawn_links(root)):
            self.links.append((places.get(paragraph_of(node), self.fixed or Place()), words))
        around = [*every(root, *_CHANGES_AROUND), *_changed_rows(root)]
        self.changes += [self.fixed or Place(0, _("tableau ou section"))] if around else []

    def _paragraph(self, paragraph: Element, number: int, part: Part) -> Place:
        look = self.styles.of_paragraph(paragraph)
        if self.fixed is None:
            behind = any(get(anchor, "behindDoc") in ("1", "true") for anchor in every(paragraph, "wp:anchor"))
            self._decorated = behind or (self._decorated and not look.level)  # a cover's picture, till the next title
        runs = tuple(self._runs(paragraph, look))
        text = "".join(run.text for run in runs).strip()
        if look.level and text:
            self._heading = text[:_LONGEST_WORDS]
        place = self.fixed or Place(number, self._words(text, bool(look.level)))
        if text:
            in_table = next(paragraph.iterancestors(q("w:tc")), None) is not None
            own = Part.TABLE if in_table and part is Part.BODY else part
            why = self.unseen or unseen_there(paragraph, look, self.sheet)
            self.passages.append(Passage(place=place, runs=runs, part=own, level=look.level, unseen=why))
        self.comments += [place for _one in every(paragraph, "w:commentReference")]
        self.changes += [place for _one in list(every(paragraph, *_CHANGES))[:1]]
        self.pictures += self._pictures(paragraph, place)
        return place

    def _words(self, text: str, is_heading: bool) -> str:
        if is_heading:
            return _("titre « {heading} »").format(heading=text[:_LONGEST_WORDS])
        if self._heading:
            return _("sous le titre « {heading} »").format(heading=self._heading)
        return _("début du document")

    def _runs(self, paragraph: Element, look: Look) -> Iterator[Run]:
        ground = self._ground(paragraph, look)
        for run in every(paragraph, "w:r"):
            if next(run.iterancestors(q("w:p")), None) is not paragraph or _is_deleted(run):
                continue
            text = "".join(_said(node) for node in run if node.tag in _TEXT_TAGS)
            if text:
                own = self.styles.of_run(run, look)
                yield Run(
                    text=text,
                    font=own.font,
                    size=own.size,
                    bold=own.bold,
                    colour=own.colour,
                    ground=own.ground or ground,
                    language=own.language,
                    unseen=own.unseen,
                )

    def _ground(self, paragraph: Element, look: Look) -> str:
        """The shading of the paragraph, else of the cell it stands in; "" in a table whose style may colour it."""
        if look.ground:
            return look.ground
        holder = next(paragraph.iterancestors(q("w:tc"), q("w:txbxContent")), None)
        if holder is None:
            return "" if self._decorated else "#FFFFFF"
        if holder.tag == q("w:tc"):
            return self.styles.shading(child(holder, "w:tcPr", "w:shd")) or self._under_cell(holder)
        shape = next(holder.iterancestors(q("wps:wsp")), None)
        return solid(child(shape, "wps:spPr"), self.colours)

    def _under_cell(self, cell: Element) -> str:
        """Paper, unless the style of the table may shade it, or it lies in another table."""
        table = next(cell.iterancestors(q("w:tbl")), None)
        style = get(child(table, "w:tblPr", "w:tblStyle"), "w:val")
        nested = table is not None and next(table.iterancestors(q("w:tbl"), q("w:txbxContent")), None) is not None
        return "" if nested or self._decorated or self.styles.shades(style) else "#FFFFFF"

    def _pictures(self, paragraph: Element, place: Place) -> Iterator[Picture]:
        rels = self.package.related(self.part)
        for properties in every(paragraph, "wp:docPr"):
            holder = properties.getparent()
            if holder is None or next(properties.iterancestors(q("w:p")), None) is not paragraph:
                continue
            if next(every(holder, "pic:pic"), None) is None and any(True for _t in every(holder, "w:txbxContent")):
                continue  # a text box: its paragraphs speak for themselves
            _kind, target, external = rels.get(get(next(every(holder, "a:blip"), None), "r:embed"), ("", "", True))
            extent = child(holder, "wp:extent")
            yield Picture(
                place=place,
                name=get(properties, "name"),
                alt=get(properties, "descr").strip(),
                decorative=any(get(one, "val", "1") != "0" for one in every(properties, "adec:decorative")),
                data=b"" if external else self.package.members.get(target, b""),
                width=whole(get(extent, "cx")) / EMU_PER_POINT,
                height=whole(get(extent, "cy")) / EMU_PER_POINT,
                turned=is_turned(*every(holder, "a:xfrm")),
                cropped=any(abs(whole(get(crop, s))) > 1000 for crop in every(holder, "a:srcRect") for s in "ltrb"),
            )


def _targets(paragraph: Element) -> Iterator[str]:
    """The bookmarks that its references and links point to (ECMA-376 part 1, 17.16.5)."""
    codes = "".join(text_of(one) for one in every(paragraph, "w:instrText"))
    simple = " ".join(get(one, "w:instr") for one in every(paragraph, "w:fldSimple"))
    yield from (found[1] for found in _REFERENCE.finditer(f"{codes} {simple}"))
    for link in every(paragraph, "w:hyperlink"):
        if get(link, "w:anchor") and not get(link, "r:id") and get(link, "w:anchor") != "_top":
            yield get(link, "w:anchor")


def _changed_rows(root: Element | None) -> Iterator[Element]:
    """Rows put in or taken out under tracking."""
    for row in every(root, "w:trPr"):
        yield from (one for one in (child(row, "w:ins"), child(row, "w:del")) if one is not None)


def _is_deleted(run: Element) -> bool:
    return next(run.iterancestors(q("w:del"), q("w:moveFrom"), q("w:p")), run).tag != q("w:p")


def _said(node: Element) -> str:
    return text_of(node) if node.tag == q("w:t") else "‑" if node.tag == q("w:noBreakHyphen") else " "


def _is_fallback(paragraph: Element) -> bool:
    """Whether it repeats for old programs what stands before it (`mc:Fallback`)."""
    return any(str(one.tag).endswith("}Fallback") for one in paragraph.iterancestors())
