"""The styles of a .docx: what face, size, colour and language a paragraph and a run really have.

ECMA-376 part 1, 17.7.2: document defaults, then the paragraph's style and those it is based on, then the run's style,
then what the run says itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from coursegen.conform.piece import Unseen
from coursegen.conform.reading.names import Element, child, every, get, whole

_THEMED = {"major": "+mj-lt", "minor": "+mn-lt"}
_HEADING = re.compile(r"(?:heading|titre)\s*(\d)", re.IGNORECASE)
_DEPTH = 12
_LEAST_SCALE = 15  # per cent of a letter's width
_MOST_SQUEEZED = 0.3  # of the size of text: letters lie over each other
_LOWEST_LINE = 4.0  # points
_LEAST_LINES = 0.3


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; "" and None: not said.

    `left` and `right`: indents in twips; `line`: its height in points if `exact_line`, else in lines; `scale`: width of
    letters in per cent; `spacing` between them in points.
    """

    font: str = ""
    size: float | None = None
    bold: bool = False
    colour: str = ""
    ground: str = ""
    language: str = ""
    level: int = 0
    masked: bool = False
    struck: bool = False
    left: int = 0
    right: int = 0
    line: float = 1.0
    exact_line: bool = False
    scale: int = 100
    spacing: float = 0.0

    @property
    def unseen(self) -> Unseen | None:
        """Why readers don't see it as said."""
        if self.masked or self.struck:
            return Unseen.MASKED if self.masked else Unseen.STRUCK
        squeezed = self.scale < _LEAST_SCALE or -self.spacing > _MOST_SQUEEZED * (self.size or 10.0)
        return Unseen.FLATTENED if squeezed else None

    @property
    def is_flat(self) -> bool:
        """Whether its lines are too low to be read."""
        return self.line < (_LOWEST_LINE if self.exact_line else _LEAST_LINES)


class WordStyles:
    """The styles part, asked many times."""

    def __init__(self, styles: Element | None, fonts: Mapping[str, str]) -> None:
        self._fonts = fonts
        self._styles = {get(one, "w:styleId"): one for one in every(styles, "w:style")}
        self._looks: dict[str, Look] = {}
        self._default = next(
            (
                key
                for key, one in self._styles.items()
                if get(one, "w:default") == "1" and get(one, "w:type") == "paragraph"
            ),
            "",
        )
        self._base = self._with_run(Look(), child(styles, "w:docDefaults", "w:rPrDefault", "w:rPr"))
        self._base = replace(self._base, size=self._base.size or 10.0)

    @property
    def language(self) -> str:
        """The language of the document, where its defaults or its usual style say it."""
        return self._style(self._default, 0).language

    def of_paragraph(self, paragraph: Element) -> Look:
        """The look that a paragraph gives its runs."""
        properties = child(paragraph, "w:pPr")
        style = get(child(properties, "w:pStyle"), "w:val") or self._default
        look = self._style(style, 0)
        outline = child(properties, "w:outlineLvl")
        level = whole(get(outline, "w:val"), 8) + 1 if outline is not None else look.level
        look = _with_paragraph(look, properties)
        return replace(look, ground=self.shading(child(properties, "w:shd")) or look.ground, level=level % 10)

    def of_run(self, run: Element, paragraph: Look) -> Look:
        """The look of a run in a paragraph that looks so."""
        properties = child(run, "w:rPr")
        if properties is None:
            return paragraph
        style = self._styles.get(get(child(properties, "w:rStyle"), "w:val"))
        based = self._with_run(paragraph, child(style, "w:rPr"))
        return self._with_run(based, properties)

    def shades(self, table: str) -> bool:
        """Whether a style of tables, or one it is based on, gives some cells a ground."""
        for _step in range(_DEPTH):
            style = self._styles.get(table)
            if style is None:
                return False
            if any(self.shading(one) or get(one, "w:themeFill") for one in every(style, "w:shd")):
                return True
            table = get(child(style, "w:basedOn"), "w:val")
        return True

    @staticmethod
    def shading(node: Element | None) -> str:
        """The fill of a `w:shd`; "" when it has none of its own."""
        value = get(node, "w:fill")
        return f"#{value.upper()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else ""

    def _style(self, key: str, depth: int) -> Look:
        if key in self._looks or depth > _DEPTH:
            return self._looks.get(key, self._base)
        style = self._styles.get(key)
        if style is None:
            return self._base
        parent = get(child(style, "w:basedOn"), "w:val")
        look = self._with_run(self._style(parent, depth + 1) if parent else self._base, child(style, "w:rPr"))
        look = _with_paragraph(look, child(style, "w:pPr"))
        ground = self.shading(child(style, "w:pPr", "w:shd"))
        named = _HEADING.fullmatch(get(child(style, "w:name"), "w:val").strip())
        outline = child(style, "w:pPr", "w:outlineLvl")
        level = int(named[1]) if named else whole(get(outline, "w:val"), 8) + 1 if outline is not None else look.level
        self._looks[key] = replace(look, ground=ground or look.ground, level=0 if level > 9 else level)
        return self._looks[key]

    def _with_run(self, look: Look, properties: Element | None) -> Look:
        if properties is None:
            return look
        size, colour = get(child(properties, "w:sz"), "w:val"), get(child(properties, "w:color"), "w:val")
        struck = _switch(properties, "w:strike", _switch(properties, "w:dstrike", look.struck))
        return replace(
            look,
            font=self._face(child(properties, "w:rFonts")) or look.font,
            size=whole(size) / 2 if size else look.size,
            bold=_switch(properties, "w:b", look.bold),
            masked=_switch(properties, "w:vanish", look.masked),
            struck=struck,
            scale=whole(get(child(properties, "w:w"), "w:val"), look.scale),
            spacing=_points(child(properties, "w:spacing"), look.spacing),
            colour=look.colour if not colour else _colour(colour),
            ground=self.shading(child(properties, "w:shd")) or look.ground,
            language=get(child(properties, "w:lang"), "w:val") or look.language,
        )

    def _face(self, fonts: Element | None) -> str:
        themed = get(fonts, "w:asciiTheme")
        if themed:
            return self._fonts.get(_THEMED.get(themed[:5], ""), "")
        other = get(fonts, "w:hAnsi")  # of letters with accents: « é » shows it
        return get(fonts, "w:ascii") or ("" if get(fonts, "w:hAnsiTheme") else other)


def _points(spacing: Element | None, inherited: float) -> float:
    value = get(spacing, "w:val")
    return whole(value) / 20 if value else inherited


def _with_paragraph(look: Look, properties: Element | None) -> Look:
    """Its indents and the height of its lines (ECMA-376 part 1, 17.3.1.12 and 17.3.1.33)."""
    indent, spacing = child(properties, "w:ind"), child(properties, "w:spacing")
    left = get(indent, "w:left") or get(indent, "w:start")
    right = get(indent, "w:right") or get(indent, "w:end")
    line, exact = get(spacing, "w:line"), get(spacing, "w:lineRule", "auto") == "exact"
    least = get(spacing, "w:lineRule") == "atLeast"
    return replace(
        look,
        left=whole(left) if left else look.left,
        right=whole(right) if right else look.right,
        line=look.line if not line else 1.0 if least else whole(line) / (20 if exact else 240),
        exact_line=exact if line else look.exact_line,
    )


def _switch(properties: Element, name: str, inherited: bool) -> bool:
    """A property that is on or off, or as inherited where it isn't said."""
    said = child(properties, name)
    return inherited if said is None else get(said, "w:val", "1") not in ("0", "false", "off")


def _colour(value: str) -> str:
    """`#RRGGBB`; "" for « auto », which the program makes readable by itself."""
    return f"#{value.upper()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else ""
