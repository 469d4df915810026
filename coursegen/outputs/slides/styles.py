"""The look a placeholder gives its text, resolved as PowerPoint does: layout, master's placeholder, master's styles.

Sizes and lengths of text are points; boxes are EMU.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from coursegen.charter.metrics import ARIAL, FontMetrics, metrics_of
from coursegen.outputs.slides.geometry import PT, Box
from coursegen.outputs.slides.markup import Element

LEVELS = 5
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.SUBTITLE,
    PP_PLACEHOLDER.TABLE,
    PP_PLACEHOLDER.PICTURE,
    PP_PLACEHOLDER.CHART,
)
_INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}


@dataclass(frozen=True, slots=True)
class LevelStyle:
    """How one outline level looks. `line` is the line pitch as a part of the font's own; `bullet`: it has one."""

    size: float = 18.0
    bold: bool = False
    caps: bool = False
    font: FontMetrics = ARIAL
    margin: float = 0.0
    indent: float = 0.0
    line: float = 1.0
    line_points: float = 0.0
    before: float = 0.0
    after: float = 0.0
    bullet: bool = False

    def sized(self, size: float) -> LevelStyle:
        """The same at another size."""
        return replace(self, size=size)


@dataclass(frozen=True, slots=True)
class Frame:
    """A text zone: its box, what its insets leave (points), and its levels."""

    box: Box
    horizontal: int
    vertical: int
    levels: tuple[LevelStyle, ...]

    @property
    def width(self) -> float:
        """Between the insets, in points."""
        return (self.box.width - self.horizontal) / PT

    @property
    def height(self) -> float:
        """Between the insets, in points."""
        return (self.box.height - self.vertical) / PT

    def at(self, box: Box) -> Frame:
        """The same text in another box."""
        return replace(self, box=box)


def frame_of(layout: SlideLayout, placeholder: LayoutPlaceholder) -> Frame:
    """The frame a slide inherits from that placeholder of a layout."""
    parent = _master_placeholder(layout, placeholder)
    bodies = [node for node in (placeholder._element, parent) if node is not None]
    insets = {side: _inset(bodies, side) for side in _INSETS}
    box = Box(placeholder.left or 0, placeholder.top or 0, placeholder.width or 0, placeholder.height or 0)
    fonts = _theme_fonts(layout)
    chain = list(_chain(layout, placeholder, bodies))
    return Frame(
        box=box,
        horizontal=insets["lIns"] + insets["rIns"],
        vertical=insets["tIns"] + insets["bIns"],
        levels=tuple(_level(chain, number, fonts) for number in range(1, LEVELS + 1)),
    )


def _master_placeholder(layout: SlideLayout, placeholder: LayoutPlaceholder) -> Element | None:
    kind = placeholder.placeholder_format.type
    wanted = _TITLES if kind in _TITLES else (PP_PLACEHOLDER.BODY,) if kind in _BODIES else (kind,)
    candidates: Any = layout.slide_master.placeholders
    for candidate in candidates:
        if candidate.placeholder_format.type in wanted:
            return candidate._element
    return None


def is_vertical(layout: SlideLayout, placeholder: LayoutPlaceholder) -> bool:
    """Whether its text runs from top to bottom (`vert` in ECMA-376 part 1, 21.1.2.1.1): no zone for our words."""
    for body in (placeholder._element, _master_placeholder(layout, placeholder)):
        properties = None if body is None else body.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
        if properties is not None and properties.get("vert") is not None:
            return bool(properties.get("vert") != "horz")
    return False


def _inset(bodies: list[Element], side: str) -> int:
    for body in bodies:
        properties = body.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
        if properties is not None and properties.get(side) is not None:
            return int(properties.get(side, "0"))
    return _INSETS[side]


def _chain(layout: SlideLayout, placeholder: LayoutPlaceholder, bodies: list[Element]) -> Iterator[Element]:
    """Where a property is looked for, nearest first."""
    for body in bodies:
        style = body.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        if style is not None:
            yield style
    kind = placeholder.placeholder_format.type
    group = "p:titleStyle" if kind in _TITLES else "p:bodyStyle" if kind in _BODIES else "p:otherStyle"
    found = layout.slide_master._element.find(f"{qn('p:txStyles')}/{qn(group)}")
    if found is not None:
        yield found
    default = layout.part.package.presentation_part._element.find(qn("p:defaultTextStyle"))
    if default is not None:
        yield default


def _level(chain: list[Element], number: int, fonts: dict[str, str]) -> LevelStyle:
    paragraphs = [node for node in (style.find(qn(f"a:lvl{number}pPr")) for style in chain) if node is not None]
    runs = [node for node in (level.find(qn("a:defRPr")) for level in paragraphs) if node is not None]
    size = int(_attribute(runs, "sz") or 1800) / 100
    line, line_points = _spacing(paragraphs, "a:lnSpc", size, 1.0)
    before = _spacing(paragraphs, "a:spcBef", size, 0.0)
    after = _spacing(paragraphs, "a:spcAft", size, 0.0)
    face = next((node.get("typeface", "") for run in runs for node in run.findall(qn("a:latin"))), "+mn-lt")
    return LevelStyle(
        size=size,
        bold=_attribute(runs, "b") in ("1", "true"),
        caps=_attribute(runs, "cap") == "all",
        font=metrics_of(fonts.get(face, face)),
        margin=int(_attribute(paragraphs, "marL") or 0) / PT,
        indent=int(_attribute(paragraphs, "indent") or 0) / PT,
        line=line,
        line_points=line_points,
        before=before[1] + before[0] * size,
        after=after[1] + after[0] * size,
        bullet=_has_bullet(paragraphs),
    )


def _attribute(nodes: list[Element], name: str) -> str | None:
    return next((node.get(name) for node in nodes if node.get(name) is not None), None)


def _spacing(paragraphs: list[Element], tag: str, size: float, default: float) -> tuple[float, float]:
    """A spacing as (part of the size, points): the format gives one or the other."""
    for paragraph in paragraphs:
        node = paragraph.find(qn(tag))
        if node is None:
            continue
        percent, points = node.find(qn("a:spcPct")), node.find(qn("a:spcPts"))
        if points is not None:
            return 0.0, int(points.get("val", "0")) / 100
        if percent is not None:
            return float(percent.get("val", "0").rstrip("%")) / 100_000, 0.0
    return default, 0.0


def _has_bullet(paragraphs: list[Element]) -> bool:
    for paragraph in paragraphs:
        for tag, answer in (
            ("a:buNone", False),
            ("a:buChar", True),
            ("a:buAutoNum", True),
            ("a:buBlip", True),
        ):
            if paragraph.find(qn(tag)) is not None:
                return answer
    return False


def _theme_fonts(layout: SlideLayout) -> dict[str, str]:
    return _fonts_in(layout.slide_master.part.part_related_by(RT.THEME).blob)


@functools.lru_cache(maxsize=8)
def _fonts_in(theme: bytes) -> dict[str, str]:
    root = etree.fromstring(theme)
    names = {}
    for key, kind in (("+mj-lt", "a:majorFont"), ("+mn-lt", "a:minorFont")):
        face = root.find(f".//{qn(kind)}/{qn('a:latin')}")
        names[key] = face.get("typeface", "") if face is not None else ""
    return names
