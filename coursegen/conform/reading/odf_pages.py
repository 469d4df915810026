"""What an OpenDocument body holds: paragraphs, frames, pictures, tables, comments, with their look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from coursegen.charter.emblem import BLUE, GOLD, STARS
from coursegen.conform.package import Package
from coursegen.conform.piece import Family, Frame, Part, Passage, Picture, Place, Run, Unseen
from coursegen.conform.reading.names import Element, every, get, q, text_of, whole
from coursegen.conform.reading.odf_places import (
    OdfBox,
    box_of,
    holds,
    is_backdrop,
    is_turned,
    meet,
    outline,
    shown_width,
    why_unseen,
)
from coursegen.conform.reading.odf_styles import Look, OdfStyles, points
from coursegen.i18n import gettext as _

_SKIPPED = {
    q("office:annotation"),
    q("text:tracked-changes"),
    q("svg:desc"),
    q("svg:title"),
    q("office:forms"),
    q("text:sheet-name"),
}
_SHAPES = {
    q(f"draw:{name}")
    for name in ("frame", "custom-shape", "rect", "ellipse", "line", "connector", "path", "g", "polygon")
}
_GROUNDS = {
    q("text:section"): "section",
    q("text:table-of-content"): "section",
    q("table:table"): "table",
    q("table:table-row"): "table-row",
}
_FOOT = ("footer", "date-time", "page-number", "header")
_ERRORS = re.compile(r"#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL|NOM)[!?]?|Err:\d+")
_LONGEST_WORDS = 60


@dataclass
class PageReader:
    """Gathers what pages hold; `begin` says which page comes."""

    package: Package
    styles: OdfStyles
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    comments: list[Place] = field(default_factory=list)
    notes: list[Place] = field(default_factory=list)
    errors: list[tuple[Place, str]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    title: str = ""
    _place: Place | None = None
    _master: bool = False
    _heading: str = ""
    _count: int = 0
    paper: str = "#FFFFFF"
    _decorated: bool = False
    _page_ground: str = ""
    _told: list[tuple[OdfBox, range]] = field(default_factory=list)
    _behind: list[tuple[OdfBox, str]] = field(default_factory=list)
    _size: tuple[float, float] = (0.0, 0.0)
    _unseen: Unseen | None = None

    def begin(
        self,
        place: Place,
        *,
        master: bool = False,
        ground: str = "",
        decor: Element | None = None,
        size: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """What follows stands there, on that ground; `decor`: the page whose shapes lie behind; `size` in points."""
        self._size = size
        self._place, self._master, self._page_ground = place, master, ground
        self.empty, self.title = [], ""
        self._told, self._decorated = [], False
        shapes = () if decor is None else decor.iter(*_SHAPES)
        self._behind = [(box_of(shape), "") for shape in shapes if not get(shape, "presentation:class")]

    def flow(self, body: Element, look: Look | None = None, part: Part = Part.BODY) -> None:
        """Running text, lists and tables, in order."""
        for node in body:
            if node.tag in _SKIPPED or not isinstance(node.tag, str):
                self._comment(node)
            elif node.tag in (q("text:p"), q("text:h")):
                self._paragraph(node, look, Part.FOOT if self._master else part)
            elif node.tag in _SHAPES:
                self._shape(node)
            elif node.tag == q("text:section") and get(node, "text:display") == "none":
                self._aside(Unseen.MASKED, partial(self.flow, node, look, part))
            elif node.tag == q("table:table-cell"):
                self.flow(node, self._on(node, "table-cell", look or Look(ground=self._paper())), Part.TABLE)
            elif node.tag in _GROUNDS:
                self.flow(node, self._on(node, _GROUNDS[node.tag], look), part)
            else:
                self.flow(node, look, part)

    def _on(self, node: Element, family: str, look: Look | None) -> Look | None:
        """The look of what stands in a section, a table, a row or a cell: with its ground, if it has one."""
        name = get(node, "table:style-name") or get(node, "text:style-name")
        ground = self.styles.look(family, name).ground
        return replace(look or Look(), ground=ground) if ground else look

    def _paper(self) -> str:
        """The page's own ground; "" where a picture may lie behind the text."""
        return "" if self._decorated else self.paper

    def _aside(self, why: Unseen, read: Callable[[], None]) -> None:
        """Read what isn't seen."""
        before, self._unseen = self._unseen, self._unseen or why
        read()
        self._unseen = before

    def _comment(self, node: Element) -> None:
        if node.tag == q("office:annotation"):
            self.comments.append(self._here("", 0))

    def _here(self, text: str, level: int) -> Place:
        if self._place is not None:
            return self._place
        self._count += 1
        if level and text:
            self._heading = text[:_LONGEST_WORDS]
            return Place(self._count, _("titre « {heading} »").format(heading=self._heading))
        if self._heading:
            return Place(self._count, _("sous le titre « {heading} »").format(heading=self._heading))
        return Place(self._count, _("début du document"))

    def _paragraph(self, node: Element, around: Look | None, part: Part) -> Passage:
        name = get(node, "text:style-name")
        own = self.styles.look("paragraph", name)
        if node.tag == q("text:h") and not self._master:
            self._decorated = False  # a cover's picture, till the next title
        self._decorated = self._decorated or any(is_backdrop(one, self._shape_look(one)) for one in node.iter(*_SHAPES))
        if around is None:
            own = replace(own, ground=own.ground or self._paper()) if own.ground != "" else own
        else:
            own = self.styles.look(
                "paragraph",
                name,
                around if self._place is not None else replace(own, ground=own.ground or around.ground),
            )
        runs = tuple(self._runs(node, own))
        text = "".join(run.text for run in runs).strip()
        is_heading = node.tag == q("text:h")
        level = whole(get(node, "text:outline-level", "1")) if is_heading else 0
        place = self._here(text, level)
        passage = Passage(place=place, runs=runs, part=part, level=level, unseen=self._unseen or _masked(node))
        if text:
            self.passages.append(passage)
        for inner in every(node, "office:annotation"):
            self.comments += [place] if inner is not None else []
        for shape in node.iter(*_SHAPES):
            if next((up for up in shape.iterancestors(*_SHAPES, q("text:p"), q("text:h"))), None) is node:
                self._shape(shape)
        return passage

    def _runs(self, node: Element, look: Look) -> Iterator[Run]:
        if node.text:
            yield _run(str(node.text), look)
        for inner in node:
            if inner.tag in (q("text:hidden-text"), q("text:hidden-paragraph")):
                yield _run(text_of(inner), replace(look, masked=True))
            elif inner.tag == q("text:span"):
                yield from self._runs(inner, self.styles.look("text", get(inner, "text:style-name"), look))
            elif inner.tag in (q("text:s"), q("text:tab"), q("text:line-break")):
                yield _run(" ", look)
            elif inner.tag in (q("text:note"),):
                for paragraph in every(inner, "text:p"):
                    self._paragraph(paragraph, None, Part.BODY)
            elif inner.tag not in _SKIPPED and inner.tag not in _SHAPES and isinstance(inner.tag, str):
                yield from self._runs(inner, look)
            if inner.tail:
                yield _run(str(inner.tail), look)

    def shapes(self, page: Element) -> None:
        """Everything on a slide or a master, notes too."""
        for node in page:
            if node.tag in _SHAPES:
                self._shape(node)
            elif node.tag == q("presentation:notes") and not self._master:
                for box in every(node, "draw:text-box"):
                    self.flow(box, Look(), Part.NOTES)
            elif node.tag == q("office:annotation"):
                self.comments.append(self._here("", 0))

    def _shape(self, shape: Element) -> None:
        why = why_unseen(shape, self._size)
        if why and not self._unseen:
            self._aside(why, lambda: self._shape(shape))
            return
        if shape.tag == q("draw:g"):
            self._group(shape)
            return
        look = self._shape_look(shape)
        box = next((one for one in shape if one.tag == q("draw:text-box")), shape)
        table = next((one for one in shape if one.tag == q("table:table")), None)
        if table is not None:
            self._measure(shape, table)
            self.flow(table, replace(look, ground=""), Part.TABLE)
            return
        if any(one.tag in (q("draw:image"), q("draw:object"), q("draw:plugin")) for one in shape):
            self._picture(shape)
            return
        self._text(shape, box, look)

    def _text(self, shape: Element, box: Element, look: Look) -> None:
        kind = get(shape, "presentation:class")
        if get(shape, "presentation:placeholder") == "true":
            if kind not in _FOOT and kind != "notes" and not self._master:
                self.empty.append(get(shape, "draw:name") or kind)
            return
        if self._master and kind:
            return
        before = len(self.passages)
        title = kind == "title"
        part = Part.MASTER if self._master else Part.TITLE if title else Part.FOOT if kind in _FOOT else Part.BODY
        ground = self._ground(shape, look)
        if look.ground:
            self._cover(shape)
        self.flow(box, replace(look, ground=ground), part)
        said = self.passages[before:]
        self._told.append((box_of(shape), range(before, len(self.passages))))
        text = " ".join(passage.text for passage in said).strip()
        if title and not self.title:
            self.title = text
        if text and self._place is not None and not self._master and kind not in _FOOT:
            self._frame(shape, said, look)

    def _cover(self, shape: Element) -> None:
        """An opaque shape lies over what was told before on that slide."""
        for below, told in self._told if self._size[0] else ():
            if holds(box_of(shape), below):
                for at in told:
                    self.passages[at] = replace(self.passages[at], unseen=self.passages[at].unseen or Unseen.COVERED)

    def _ground(self, shape: Element, look: Look) -> str:
        """The shape's own fill, else that of what lies under it, else the page's; "" when it can't be told."""
        if self._place is None:
            return look.ground if look.ground is not None else "#FFFFFF"
        box = box_of(shape)
        under = [ground for other, ground in self._behind if meet(other, box)]
        found = look.ground if look.ground is not None else under[-1] if under else self._page_ground
        if look.ground is not None:
            self._behind.append((box, look.ground))
        return found

    def _frame(self, shape: Element, said: list[Passage], look: Look) -> None:
        width, height = points(get(shape, "svg:width")), points(get(shape, "svg:height"))
        if width and height and not get(shape, "draw:transform"):
            self.frames.append(
                Frame(
                    place=said[0].place,
                    name=get(shape, "draw:name") or get(shape, "presentation:class") or _("zone de texte"),
                    width=max(1.0, width - look.padding[0]),
                    height=1e6 if look.grows and not get(shape, "presentation:class") else height - look.padding[1],
                    paragraphs=tuple(passage.runs for passage in said),
                    scale=look.shrinks,
                    shown=shown_width(shape, self._size),
                )
            )

    def _measure(self, frame: Element, table: Element) -> None:
        """A table that leaves its slide by the heights of rows that it says itself."""
        rows = every(table, "table:table-row")
        high = sum(self.styles.row_height(get(row, "table:style-name")) for row in rows)
        left, top, right, bottom = box_of(frame)
        beyond = max(max(bottom, top + high) - self._size[1], right - self._size[0])
        if beyond > 0 and self._size[1] and self._place is not None and not self._master:
            size = {"width": right - left, "height": high, "beyond": beyond}
            self.frames.append(Frame(place=self._place, name=get(frame, "draw:name"), paragraphs=(), **size))

    def _shape_look(self, shape: Element) -> Look:
        """Of the shape's own style; a deck's placeholders have one of the family « presentation »."""
        named = get(shape, "presentation:style-name")
        base = self.styles.default("graphic")
        if named:
            return self.styles.look("presentation", named, base)
        return self.styles.look("graphic", get(shape, "draw:style-name"), base)

    def _group(self, group: Element) -> None:
        grounds = [(one, self._shape_look(one).ground) for one in group if one.tag in _SHAPES]
        gold = [one for one, ground in grounds if ground == GOLD]
        parts = sum(max(1, len(re.findall(r"[Mm]", outline(one)))) for one in gold)
        flag = next((one for one, ground in grounds if ground == BLUE), None)
        if flag is not None and parts == STARS:
            self._picture(group, drawn=flag)
            return
        for inner in group:
            if inner.tag in _SHAPES:
                self._shape(inner)

    def _picture(self, shape: Element, drawn: Element | None = None) -> None:
        href = next((get(one, "xlink:href") for one in every(shape, "draw:image")), "")
        sized = shape if drawn is None else drawn
        self._behind.append((box_of(shape), ""))
        alt = " ".join(text_of(one).strip() for one in shape if one.tag in (q("svg:title"), q("svg:desc")))
        self.pictures.append(
            Picture(
                place=self._here("", 0) if self._place is None else self._place,
                name=get(shape, "draw:name"),
                alt=alt.strip(),
                decorative=get(shape, "loext:decorative") == "true",
                data=self.package.members.get(href.removeprefix("./"), b""),
                width=points(get(sized, "svg:width")),
                height=points(get(sized, "svg:height")),
                cropped=self._shape_look(shape).cropped,
                drawn=drawn is not None,
                turned=is_turned(shape) or self._shape_look(shape).head_down,
                master=self._master and self.package.family is not Family.TEXT,
                unseen=self._unseen,
            )
        )

    def table(self, table: Element, number: int, name: str) -> None:
        """A sheet, cell by cell. Rows and columns that repeat count, so that places are right."""
        row_at = 0
        columns = [*_hidden_columns(table)]
        for row in every(table, "table:table-row"):
            column = 0
            for cell in row:
                text = "\n".join(text_of(one) for one in cell if one.tag == q("text:p"))
                if text.strip():
                    at = f"{_letters(column)}{row_at + 1}"
                    place = Place(number, _("feuille « {name} », cellule {cell}").format(name=name, cell=at))
                    seen = get(row, "table:visibility", "visible") == "visible"
                    seen = seen and not any(column in hidden for hidden in columns)
                    self._cell(cell, text, place, None if seen else Unseen.HIDDEN_LINE)
                for _note in (one for one in cell if one.tag == q("office:annotation")):
                    self.notes.append(Place(number, _("feuille « {name} »").format(name=name)))
                column += whole(get(cell, "table:number-columns-repeated", "1"), 1)
            row_at += whole(get(row, "table:number-rows-repeated", "1"), 1)
        for shapes in every(table, "table:shapes"):
            for shape in shapes:
                if shape.tag in _SHAPES:
                    self._shape(shape)

    def _cell(self, cell: Element, text: str, place: Place, unseen: Unseen | None) -> None:
        if _ERRORS.fullmatch(text.strip()):
            self.errors.append((place, text))
            return
        if get(cell, "office:value-type", "string") == "string":
            look = self.styles.look("table-cell", get(cell, "table:style-name"))
            run = _run(text, replace(look, ground="#FFFFFF" if look.ground is None else look.ground))
            self.passages.append(Passage(place=place, runs=(run,), part=Part.TABLE, unseen=unseen))


def _masked(paragraph: Element) -> Unseen | None:
    return Unseen.MASKED if next(every(paragraph, "text:hidden-paragraph"), None) is not None else None


def _hidden_columns(table: Element) -> Iterator[range]:
    """Columns that aren't shown, counted from 0."""
    at = 0
    for column in every(table, "table:table-column"):
        many = whole(get(column, "table:number-columns-repeated", "1"), 1)
        if get(column, "table:visibility", "visible") != "visible":
            yield range(at, at + many)
        at += many


def _letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _run(text: str, look: Look) -> Run:
    return Run(
        text=re.sub(r"\s+", " ", text) if text.strip() else " ",
        font=look.font,
        size=look.size,
        bold=look.bold,
        colour=look.colour,
        ground="" if look.ground is None else look.ground,
        language=look.tag,
        unseen=look.unseen,
    )
