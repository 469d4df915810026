"""The shapes of one slide, layout or master: text as it looks, frames, pictures, the emblem drawn with shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from coursegen.charter.emblem import BLUE, GOLD, STARS
from coursegen.conform.package import Package
from coursegen.conform.piece import Frame, Part, Passage, Picture, Place, Unseen
from coursegen.conform.reading.boxes import Box, any_holds, box_of, is_turned, unseen_shape
from coursegen.conform.reading.drawing_colours import Theme, coloured, solid
from coursegen.conform.reading.names import EMU_PER_POINT, Element, child, every, get, q, whole
from coursegen.conform.reading.slide_text import Surroundings, font_reference, paragraphs_of
from coursegen.conform.reading.table_styles import CellLook, CellPlace, cell_look, size_of

_TITLES = ("title", "ctrTitle")
_FOOT = ("dt", "ftr", "sldNum", "hdr")
_TREE = ("p:cSld", "p:spTree")
_INSET = (91_440, 45_720)  # EMU: what a text body keeps free when it doesn't say (ECMA-376, 21.1.2.1.1)
_JPEG = b"\xff\xd8"  # never see-through
_ENDLESS = 1e6
_TALL_ENOUGH = 2  # a text line's height in points under which a frame holds nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A slide and what it inherits from. For a layout or a master read for itself, `slide` is that sheet."""

    part: str
    layout_part: str
    master_part: str
    slide: Element | None
    layout: Element | None
    master: Element | None
    colours: Theme
    fonts: dict[str, str]
    defaults: Element | None
    size: Box
    table_styles: Element | None = None
    is_master: bool = False

    def as_master(self, part: str, sheet: Element) -> Sheets:
        """The same, to read the layout or the master itself."""
        return replace(self, part=part, slide=sheet, is_master=True)

    @property
    def ground(self) -> str:
        """The colour behind everything; "" when a picture or a gradient lies there."""
        for sheet in (self.slide, self.layout, self.master):
            background = child(sheet, "p:cSld", "p:bg")
            if background is None:
                continue
            properties, reference = child(background, "p:bgPr"), child(background, "p:bgRef")
            if properties is not None:
                return solid(properties, self.colours)
            if reference is not None and len(reference):
                return coloured(reference[0], self.colours) if whole(get(reference, "idx")) <= 1001 else ""
        return self.colours.get("bg1", "#FFFFFF")


@dataclass
class SheetReader:
    """Gathers what one sheet shows."""

    package: Package
    sheets: Sheets
    place: Place
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    title: str = ""

    def read(self) -> None:
        """Everything, in reading order."""
        self._grounds: list[tuple[Box, str]] = []
        self._told: list[tuple[Box, range]] = []
        tree = child(self.sheets.slide, *_TREE)
        for shape in () if tree is None else tree:
            self._shape(shape, "")

    def _shape(self, shape: Element, ground: str) -> None:
        if shape.tag == q("p:sp"):
            self._text_shape(shape, ground)
        elif shape.tag == q("p:grpSp"):
            self._group(shape, ground)
        elif shape.tag == q("p:pic"):
            self._picture(shape)
        elif shape.tag == q("p:graphicFrame"):
            self._graphic(shape)

    def _group(self, group: Element, ground: str) -> None:
        if _is_emblem(group, self.sheets.colours):
            self.pictures.append(self._drawn(group))
            return
        for shape in group:
            self._shape(shape, ground)

    def _drawn(self, group: Element) -> Picture:
        flag = next(shape for shape in every(group, "p:sp") if _fill(shape, self.sheets.colours) == BLUE)
        return self._seen(group, flag, drawn=True)

    def _seen(self, shape: Element, sized: Element, *, drawn: bool = False, data: bytes = b"") -> Picture:
        properties = next(every(shape, "p:cNvPr"), None)
        box = box_of(sized)
        return Picture(
            place=self.place,
            name=get(properties, "name"),
            alt=get(properties, "descr").strip(),
            decorative=any(get(one, "val", "1") != "0" for one in every(properties, "adec:decorative")),
            data=data,
            width=box.width if box else 0.0,
            height=box.height if box else 0.0,
            cropped=next(every(shape, "a:srcRect"), None) is not None and _is_cropped(shape),
            drawn=drawn,
            turned=is_turned(*_placings(shape)),
            master=self.sheets.is_master,
            unseen=unseen_shape(shape, box_of(shape), self.sheets.size),
        )

    def _picture(self, shape: Element) -> None:
        blip = next(every(shape, "a:blip"), None)
        _kind, target, external = self.package.related(self.sheets.part).get(get(blip, "r:embed"), ("", "", True))
        data = b"" if external else self.package.members.get(target, b"")
        box = box_of(shape)
        if box and data.startswith(_JPEG):
            self._cover(box)
        self.pictures.append(self._seen(shape, shape, data=data))

    def _graphic(self, frame: Element) -> None:
        table = next(every(frame, "a:tbl"), None)
        if table is None:
            self.pictures.append(self._seen(frame, frame))
            return
        self._measure(frame, table)
        unseen = unseen_shape(frame, box_of(frame), self.sheets.size)
        rows, columns = size_of(table)
        for row_at, row in enumerate(every(table, "a:tr")):
            for column, cell in enumerate(every(row, "a:tc")):
                body = child(cell, "a:txBody")
                if body is not None:
                    look = self._cell_look(frame, table, cell, CellPlace(row_at, column, rows, columns))
                    around = self._around(frame, look.ground or "", None)
                    around = replace(around, own_colour=look.colour, bold=look.bold)
                    self._say(body, around, Part.TABLE, unseen)

    def _measure(self, frame: Element, table: Element) -> None:
        """A table that leaves its slide by the sizes that it says itself."""
        box, slide = box_of(frame), self.sheets.size
        if box is None or not slide.height or next(frame.iterancestors(q("p:grpSp")), None) is not None:
            return
        high = sum(whole(get(row, "h")) for row in every(table, "a:tr")) / EMU_PER_POINT
        wide = sum(whole(get(column, "w")) for column in every(table, "a:gridCol")) / EMU_PER_POINT
        beyond = max(box.top + high - slide.height, box.left + wide - slide.width)
        name = get(next(every(frame, "p:cNvPr"), None), "name")
        if beyond > 0 and not self.sheets.is_master:
            frame_of_table = Frame(place=self.place, name=name, width=wide, height=high, paragraphs=(), beyond=beyond)
            self.frames.append(frame_of_table)

    def _cell_look(self, frame: Element, table: Element, cell: Element, place: CellPlace) -> CellLook:
        """The cell's own fill, else that of the table's style, else what lies behind the table."""
        look = cell_look(table, self.sheets.table_styles, self.sheets.colours, place)
        own = child(cell, "a:tcPr")
        filled = [
            kind
            for kind in ("a:solidFill", "a:noFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill")
            if child(own, kind) is not None
        ]
        if filled:
            look = replace(look, ground=None if filled[0] == "a:noFill" else solid(own, self.sheets.colours))
        return look if look.ground is not None else replace(look, ground=self._behind(frame, None, box_of(frame)))

    def _text_shape(self, shape: Element, ground: str) -> None:
        mark = child(shape, "p:nvSpPr", "p:nvPr", "p:ph")
        body = child(shape, "p:txBody")
        own = self._own_ground(shape, mark)
        box = self._frame_box(shape, mark)
        if own is not None and box:
            self._grounds.append((box, own))
            if own:
                self._cover(box)
        if body is None:
            return
        first, unseen = len(self.passages), unseen_shape(shape, box, self.sheets.size)
        said = self._say(body, self._around(shape, self._behind(shape, own, box), mark), self._part(mark), unseen)
        if box and child(shape, "p:spPr") is not None and next(shape.iterancestors(q("p:grpSp")), None) is None:
            self._told.append((box, range(first, len(self.passages))))
        self._remember(shape, mark, said, body, box)

    def _remember(
        self, shape: Element, mark: Element | None, said: list[Passage], body: Element, box: Box | None
    ) -> None:
        text = "\n".join(passage.text for passage in said).strip()
        kind = get(mark, "type", "obj")
        if self.sheets.is_master:
            return
        if mark is not None and kind in _TITLES and not self.title:
            self.title = text.replace("\n", " ")
        if mark is not None and not text and kind not in _FOOT:
            self.empty.append(get(next(every(shape, "p:cNvPr"), None), "name"))
        if text and box and kind not in _FOOT:
            self.frames.append(self._frame(shape, mark, said, body, box))

    def _frame(self, shape: Element, mark: Element | None, said: list[Passage], body: Element, box: Box) -> Frame:
        settings = [
            s for s in (child(body, "a:bodyPr"), *self._inherited(mark, "p:txBody", "a:bodyPr")) if s is not None
        ]

        def inset(name: str, default: int) -> float:
            return next((whole(get(s, name)) for s in settings if s.get(name)), default) / EMU_PER_POINT

        autofit = child(settings[0], "a:normAutofit") if settings else None
        grows = child(settings[0], "a:spAutoFit") if settings else None
        wraps = next((get(s, "wrap") for s in settings if s.get("wrap")), "square") != "none"
        high = inset("tIns", _INSET[1]) + inset("bIns", _INSET[1])
        return Frame(
            place=self.place,
            name=get(next(every(shape, "p:cNvPr"), None), "name"),
            width=max(1.0, box.width - inset("lIns", _INSET[0]) - inset("rIns", _INSET[0])) if wraps else _ENDLESS,
            height=max(_TALL_ENOUGH, (box.height if grows is None else self._room_below(shape, box)) - high),
            longest=0.0 if wraps else self.sheets.size.width,
            shown=self._shown_width(shape, box) if wraps else 0.0,
            paragraphs=tuple(passage.runs for passage in said),
            scale=whole(get(autofit, "fontScale", "100000")) / 100_000,
            spacing=1 - whole(get(autofit, "lnSpcReduction", "0")) / 100_000,
        )

    def _shown_width(self, shape: Element, box: Box) -> float:
        """How much of the zone's width lies on the slide; 0 when all does, or when its place can't be told."""
        group = next(shape.iterancestors(q("p:grpSp")), None)
        if not self.sheets.size.width or (group is not None and _is_scaled(group)):
            return 0.0
        shown = min(box.left + box.width, self.sheets.size.width) - max(box.left, 0.0)
        return max(1.0, shown) if shown < box.width - 1 else 0.0

    def _room_below(self, shape: Element, box: Box) -> float:
        """How high a zone may become that grows with its text; without end where its place can't be told."""
        group = next(shape.iterancestors(q("p:grpSp")), None)
        if not self.sheets.size.height or (group is not None and _is_scaled(group)):
            return _ENDLESS
        return max(box.height, self.sheets.size.height - box.top)

    def _part(self, mark: Element | None) -> Part:
        if self.sheets.is_master:
            return Part.MASTER
        kind = get(mark, "type")
        return Part.TITLE if kind in _TITLES else Part.FOOT if kind in _FOOT else Part.BODY

    def _cover(self, box: Box) -> None:
        """An opaque shape lies over what was told before."""
        for below, told in self._told:
            if box.holds(below):
                for at in told:
                    self.passages[at] = replace(self.passages[at], unseen=Unseen.COVERED)

    def _say(self, body: Element, around: Surroundings, part: Part, unseen: Unseen | None) -> list[Passage]:
        mark = "" if part is not Part.MASTER else "placeholder"
        said = [Passage(place=self.place, runs=runs, part=part, unseen=unseen) for runs in paragraphs_of(body, around)]
        if not mark or child(body.getparent(), "p:nvSpPr", "p:nvPr", "p:ph") is None:
            self.passages += [passage for passage in said if passage.text.strip()]
        return said

    def _around(self, shape: Element, ground: str, mark: Element | None) -> Surroundings:
        styles = [s for s in self._inherited(mark, "p:txBody", "a:lstStyle") if s is not None]
        kind = get(mark, "type", "obj")
        named = (
            "p:titleStyle" if kind in _TITLES else "p:otherStyle" if mark is None or kind in _FOOT else "p:bodyStyle"
        )
        last = [child(self.sheets.master, "p:txStyles", named), self.sheets.defaults]
        if mark is None:
            last = [self.sheets.defaults]
        return Surroundings(
            styles=tuple(s for s in (*styles, *last) if s is not None),
            colours=self.sheets.colours,
            fonts=self.sheets.fonts,
            ground=ground,
            own_colour=font_reference(shape, self.sheets.colours),
        )

    def _own_ground(self, shape: Element, mark: Element | None) -> str | None:
        """The shape's own fill; None when it has none and what lies behind shows through."""
        for properties in (child(shape, "p:spPr"), *self._inherited(mark, "p:spPr")):
            if properties is None:
                continue
            if child(properties, "a:noFill") is not None:
                return None
            if child(properties, "a:gradFill") is not None or child(properties, "a:blipFill") is not None:
                return ""
            if child(properties, "a:solidFill") is not None:
                return solid(properties, self.sheets.colours)
        reference = child(shape, "p:style", "a:fillRef")
        if reference is not None and whole(get(reference, "idx")) and len(reference):
            return coloured(reference[0], self.sheets.colours)
        return None

    def _behind(self, text: Element, own: str | None, box: Box | None) -> str:
        """What lies behind text: the shape's fill, else the last filled shape under it, else the sheet's ground."""
        if own is not None:
            return own
        if box is None:
            return self.sheets.ground
        under = [ground for below, ground in self._grounds if below.meets(box)]
        if under:
            return under[-1] if any_holds((b for b, g in self._grounds if g == under[-1]), box) else ""
        return "" if self._on_decor(text, box) else self.sheets.ground

    def _on_decor(self, text: Element, box: Box) -> bool:
        """Whether a picture drawn before, or a shape of layout or master, lies under it: its ground can't be told."""
        for sheet in (self.sheets.slide, self.sheets.layout, self.sheets.master):
            for shape in every(child(sheet, *_TREE), "p:pic", "p:sp"):
                if shape is text:
                    break
                is_text = shape.tag == q("p:sp") and (
                    sheet is self.sheets.slide or next(every(shape, "p:ph"), None) is not None
                )
                other = None if is_text else box_of(shape)
                if other is not None and other.meets(box):
                    return True
        return False

    def _frame_box(self, shape: Element, mark: Element | None) -> Box | None:
        return box_of(shape) or next((b for s in self._kin(mark) if (b := box_of(s))), None)

    def _inherited(self, mark: Element | None, *path: str) -> Iterator[Element | None]:
        return (child(shape, *path) for shape in self._kin(mark))

    def _kin(self, mark: Element | None) -> Iterator[Element]:
        """The layout's placeholder of the same idx, and the master's of the same type."""
        if mark is None or self.sheets.is_master:
            return
        index, kind = get(mark, "idx", "0"), get(mark, "type", "obj")
        for shape, other in _placeholders(self.sheets.layout):
            if get(other, "idx", "0") == index:
                kind = get(other, "type", kind)
                yield shape
                break
        wanted = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)
        for shape, other in _placeholders(self.sheets.master):
            if get(other, "type", "body") == wanted:
                yield shape
                break


def _placeholders(sheet: Element | None) -> Iterator[tuple[Element, Element]]:
    for shape in every(child(sheet, *_TREE), "p:sp"):
        mark = child(shape, "p:nvSpPr", "p:nvPr", "p:ph")
        if mark is not None:
            yield shape, mark


def _placings(shape: Element) -> Iterator[Element | None]:
    """Where a shape and the groups around it say they lie."""
    for one in (shape, *shape.iterancestors(q("p:grpSp"))):
        yield child(one, "p:spPr", "a:xfrm")
        yield child(one, "p:grpSpPr", "a:xfrm")


def _is_scaled(group: Element) -> bool:
    """Whether what it holds is measured otherwise than the slide."""
    place = child(group, "p:grpSpPr", "a:xfrm")
    outer, inner = (child(place, "a:off"), child(place, "a:ext")), (child(place, "a:chOff"), child(place, "a:chExt"))
    same = all(_figures(a) == _figures(b) for a, b in zip(outer, inner, strict=True))
    return not same or next(group.iterancestors(q("p:grpSp")), None) is not None


def _figures(place: Element | None) -> list[str]:
    return [] if place is None else sorted(map(str, place.attrib.values()))


def _fill(shape: Element, theme: Theme) -> str:
    return solid(child(shape, "p:spPr"), theme)


def _is_cropped(shape: Element) -> bool:
    crop = next(every(shape, "a:srcRect"), None)
    return any(abs(whole(get(crop, side))) > 1000 for side in "ltrb")


def _is_emblem(group: Element, theme: Theme) -> bool:
    """A blue rectangle with twelve gold stars: twelve shapes, or one outline in twelve parts."""
    shapes = list(every(group, "p:sp"))
    gold = [shape for shape in shapes if _fill(shape, theme) == GOLD]
    parts = sum(max(1, sum(1 for _move in every(shape, "a:moveTo"))) for shape in gold)
    return parts == STARS and any(_fill(shape, theme) == BLUE for shape in shapes)
