"""The styles of an OpenDocument file: what a paragraph, a span, a shape or a cell looks like (ODF 1.3 part 3, 16)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from coursegen.conform.piece import Unseen
from coursegen.conform.reading.names import Element, child, every, get

_LENGTH = re.compile(r"(-?[\d.]+)(pt|cm|mm|in|px)")
_LENGTHS = re.compile(r"-?[\d.]+(?:pt|cm|mm|in|px)")
_POINTS = {"pt": 1.0, "cm": 28.3465, "mm": 2.83465, "in": 72.0, "px": 0.75}
_DEPTH = 20
_LEAST_SCALE = 15  # per cent of a letter's width
_MOST_SQUEEZED = 0.3  # of the size of text: letters lie over each other
_LOWEST_LINE, _LEAST_LINES = 4.0, 30.0  # points, per cent
_FILLED = ("table-cell", "table-row", "table", "section")
_LEAST_OPAQUE = 95.0  # per cent: under that, what lies behind changes the colour
_LEAST_INK = 30.0  # per cent: under that, letters are a shadow
_LEAST_CROPPED = 1.0  # points
_FARTHEST = 595.0  # points: an A4 sheet


def points(length: str) -> float:
    """A length of the file in points; 0 for what is none."""
    found = _LENGTH.fullmatch(length.strip())
    try:
        return float(found[1]) * _POINTS[found[2]] if found else 0.0
    except ValueError:
        return 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; "" and None: not said. `grows`: the shape fits its text; `hidden`: a page that isn't shown.

    `scale`: width of letters in per cent; `spacing` between them in points; `flat`: lines too low to be read; `away`:
    its indent leaves the page; `head_down`: the picture is shown upside down; `cropped`: not all of it is shown;
    `behind`: the shape lies behind the text; `faded`: the letters are see-through.
    """

    font: str = ""
    size: float | None = None
    bold: bool = False
    colour: str = ""
    ground: str | None = None
    language: str = ""
    country: str = ""
    grows: bool = False
    hidden: bool = False
    masked: bool = False
    struck: bool = False
    shrinks: float = 1.0
    padding: tuple[float, float] = (0.0, 0.0)
    scale: float = 100.0
    spacing: float = 0.0
    flat: bool = False
    away: bool = False
    head_down: bool = False
    cropped: bool = False
    behind: bool = False
    faded: bool = False

    @property
    def unseen(self) -> Unseen | None:
        """Why readers don't see its text as said."""
        if self.masked or self.struck:
            return Unseen.MASKED if self.masked else Unseen.STRUCK
        if self.faded:
            return Unseen.FADED
        squeezed = self.scale < _LEAST_SCALE or -self.spacing > _MOST_SQUEEZED * (self.size or 10.0)
        return Unseen.OFF_PAGE if self.away else Unseen.FLATTENED if squeezed or self.flat else None

    @property
    def tag(self) -> str:
        """`fr-FR`."""
        known = self.language not in ("", "none", "zxx")
        return f"{self.language}-{self.country}".removesuffix("-none").removesuffix("-") if known else ""


class OdfStyles:
    """The styles of `styles.xml` and `content.xml`, by family and name."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._faces: dict[str, str] = {}
        for root in roots:
            for style in every(root, "style:style"):
                self._styles[get(style, "style:family"), get(style, "style:name")] = style
            for style in every(root, "style:default-style"):
                self._defaults[get(style, "style:family")] = style
            for face in every(root, "style:font-face"):
                self._faces[get(face, "style:name")] = get(face, "svg:font-family").strip("'\"")

    def look(self, family: str, name: str, onto: Look | None = None) -> Look:
        """What that style gives text that already looks like `onto`."""
        chain: list[Element] = []
        at = name
        while (style := self._styles.get((family, at))) is not None and len(chain) < _DEPTH:
            chain.insert(0, style)
            at = get(style, "style:parent-style-name")
        base = self.default(family) if onto is None else onto
        for style in chain:
            base = self._with(base, style)
        return base

    def default(self, family: str) -> Look:
        """What the family gives when no style says otherwise."""
        style = self._defaults.get(family)
        return Look() if style is None else self._with(Look(), style)

    def level(self, name: str) -> int:
        """The outline level of a paragraph style and those above it; 0 for running text."""
        for _step in range(_DEPTH):
            style = self._styles.get(("paragraph", name))
            if style is None:
                return 0
            if get(style, "style:default-outline-level"):
                return int(get(style, "style:default-outline-level"))
            name = get(style, "style:parent-style-name")
        return 0

    def row_height(self, name: str) -> float:
        """Of a table's rows in points, 0 when the style doesn't say."""
        properties = child(self._styles.get(("table-row", name)), "style:table-row-properties")
        return points(get(properties, "style:row-height") or get(properties, "style:min-row-height"))

    def parent(self, family: str, name: str) -> str:
        """The named style above an automatic one, or the name itself."""
        style = self._styles.get((family, name))
        return get(style, "style:parent-style-name") or name

    def names(self, family: str) -> frozenset[str]:
        """Every style of the family."""
        return frozenset(name for kind, name in self._styles if kind == family)

    def _with(self, look: Look, style: Element) -> Look:
        text, shape = child(style, "style:text-properties"), child(style, "style:graphic-properties")
        page, paragraph = child(style, "style:drawing-page-properties"), child(style, "style:paragraph-properties")
        if text is not None:
            look = self._with_text(look, text)
        for properties in (paragraph, *(child(style, f"style:{kind}-properties") for kind in _FILLED)):
            if properties is not None and get(properties, "fo:background-color"):
                look = replace(look, ground=_colour(get(properties, "fo:background-color")))
        look = _with_lines(look, paragraph)
        if shape is not None:
            look = _with_shape(look, shape)
        table = child(style, "style:table-properties")
        is_hidden_page = get(page, "presentation:visibility") == "hidden"
        if is_hidden_page or get(table, "table:display") == "false":
            look = replace(look, hidden=True)
        if page is not None and get(page, "draw:fill"):
            look = _with_shape(look, page)
        return look

    def _with_text(self, look: Look, text: Element) -> Look:
        size = points(get(text, "fo:font-size"))
        face = self._faces.get(get(text, "style:font-name")) or get(text, "fo:font-family").strip("'\"")
        colour, line = get(text, "fo:color"), get(text, "style:text-line-through-style")
        is_automatic = get(text, "style:use-window-font-color") == "true"  # LibreOffice then writes an opacity of 0
        if is_automatic and not colour:
            colour = "auto"
        return replace(
            look,
            font=face or look.font,
            size=size or look.size,
            bold=get(text, "fo:font-weight") == "bold" if get(text, "fo:font-weight") else look.bold,
            colour=(_colour(colour) or "") if colour else look.colour,
            language=get(text, "fo:language") or look.language,
            country=get(text, "fo:country") or look.country,
            masked=get(text, "text:display") == "none" if get(text, "text:display") else look.masked,
            struck=line not in ("", "none") if line else look.struck,
            scale=_per_cent(get(text, "style:text-scale"), look.scale),
            faded=not is_automatic and _per_cent(get(text, "loext:opacity"), 0.0 if look.faded else 100.0) < _LEAST_INK,
            ground=_colour(get(text, "fo:background-color")) or look.ground,
            spacing=points(get(text, "fo:letter-spacing")) if get(text, "fo:letter-spacing") else look.spacing,
        )


def _per_cent(value: str, inherited: float) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)%", value)
    return float(found[1]) if found else inherited


def _with_lines(look: Look, paragraph: Element | None) -> Look:
    """The height of its lines, its indent."""
    height, left = get(paragraph, "fo:line-height"), get(paragraph, "fo:margin-left")
    if height:
        low = 0 < points(height) < _LOWEST_LINE or _per_cent(height, 100.0) < _LEAST_LINES
        look = replace(look, flat=low)
    return replace(look, away=abs(points(left)) > _FARTHEST) if left else look


def _with_shape(look: Look, shape: Element) -> Look:
    fill = get(shape, "draw:fill")
    if fill == "none":
        look = replace(look, ground=None)
    elif fill == "solid" or (not fill and get(shape, "draw:fill-color") and look.ground is not None):
        look = replace(look, ground=_colour(get(shape, "draw:fill-color")) or "")
    elif fill:
        look = replace(look, ground="")
    if look.ground and _per_cent(get(shape, "draw:opacity"), 100.0) < _LEAST_OPAQUE:
        look = replace(look, ground="")
    grows = get(shape, "draw:auto-grow-height")
    shrink = get(shape, "style:shrink-to-fit") or get(shape, "draw:fit-to-size")
    padding = get(shape, "fo:padding")
    sides = [points(get(shape, f"fo:padding-{side}") or padding) for side in ("left", "right", "top", "bottom")]
    mirror, clip, layer = get(shape, "style:mirror"), get(shape, "fo:clip"), get(shape, "style:run-through")
    return replace(
        look,
        cropped=any(abs(points(side)) > _LEAST_CROPPED for side in _LENGTHS.findall(clip)) if clip else look.cropped,
        behind=layer == "background" if layer else look.behind,
        head_down=look.head_down if not mirror else "vertical" in mirror.split(),
        grows=look.grows if not grows else grows == "true",
        shrinks=0.25 if shrink == "shrink-to-fit" else look.shrinks,
        padding=(sides[0] + sides[1], sides[2] + sides[3]) if any(sides) else look.padding,
    )


def _colour(value: str) -> str | None:
    """`#RRGGBB`; None for « transparent », "" for what the program chooses."""
    if value == "transparent":
        return None
    return value.upper() if re.fullmatch(r"#[0-9A-Fa-f]{6}", value) else ""
