"""How text on a slide looks: each property from the nearest place that sets it.

Run, paragraph, list style of the shape, of the layout's placeholder, of the master's, then the master's own styles and
the presentation's defaults (ECMA-376 part 1, 19.3 and 21.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coursegen.conform.piece import Run, Unseen
from coursegen.conform.reading.drawing_colours import Theme, coloured, solid
from coursegen.conform.reading.names import Element, child, every, get, q, text_of, whole

_DEFAULT_SIZE = 18.0
_LEAST_INK = 30_000  # thousandths of a per cent: under that, letters are a shadow


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a shape's text inherits from: list styles, nearest first; theme; the ground it stands on."""

    styles: tuple[Element, ...]
    colours: Theme
    fonts: dict[str, str]
    ground: str
    own_colour: str = ""
    bold: bool = False


def paragraphs_of(body: Element, around: Surroundings) -> Iterator[tuple[Run, ...]]:
    """Each paragraph of a text body as runs."""
    for paragraph in body.findall(q("a:p")):
        yield tuple(_runs(paragraph, body, around))


def _runs(paragraph: Element, body: Element, around: Surroundings) -> Iterator[Run]:
    level = whole(get(child(paragraph, "a:pPr"), "lvl", "0"))
    chain = list(_chain(level, body, around))
    for node in paragraph:
        if node.tag in (q("a:r"), q("a:fld")):
            yield _run(node, chain, around)
        elif node.tag == q("a:br"):
            yield Run(text="\n")


def _chain(level: int, body: Element, around: Surroundings) -> Iterator[Element]:
    own = child(body, "a:lstStyle")
    for style in (own, *around.styles):
        found = child(style, f"a:lvl{level + 1}pPr", "a:defRPr")
        if found is not None:
            yield found


def _run(node: Element, chain: Sequence[Element], around: Surroundings) -> Run:
    own = child(node, "a:rPr")
    places = [one for one in (own, *chain) if one is not None]
    font = next((str(face.get("typeface")) for one in places if (face := child(one, "a:latin")) is not None), "+mn-lt")
    size = next((whole(str(one.get("sz"))) / 100 for one in places if one.get("sz")), _DEFAULT_SIZE)
    bold = next((str(one.get("b")) in ("1", "true") for one in places if one.get("b")), around.bold)
    return Run(
        text=text_of(child(node, "a:t")),
        font=around.fonts.get(font, font),
        size=size,
        bold=bold,
        colour=_colour(places, own, around),
        ground=around.ground,
        language="" if own is None else str(own.get("lang", "")),
        unseen=Unseen.FADED if _is_faded(places) else None,
    )


def _colour(places: Sequence[Element], own: Element | None, around: Surroundings) -> str:
    if own is not None and child(own, "a:solidFill") is not None:
        return solid(own, around.colours)
    if around.own_colour:
        return around.own_colour
    for one in places:
        if child(one, "a:solidFill") is not None:
            return solid(one, around.colours)
        if child(one, "a:gradFill") is not None or child(one, "a:blipFill") is not None:
            return ""
    return around.colours.get("tx1", "")


def _is_faded(places: Sequence[Element]) -> bool:
    """Whether the letters have no ink, or next to none (ECMA-376 part 1, 20.1.2.3.1)."""
    for one in places:
        if child(one, "a:noFill") is not None:
            return child(one, "a:ln") is None
        alpha = next(every(child(one, "a:solidFill"), "a:alpha"), None)
        if alpha is not None or child(one, "a:solidFill") is not None:
            return alpha is not None and whole(get(alpha, "val", "100000")) < _LEAST_INK
    return False


def font_reference(shape: Element, theme: Theme) -> str:
    """The colour that the shape's own style (`p:style`) gives its text."""
    reference = child(shape, "p:style", "a:fontRef")
    return "" if reference is None or not len(reference) else coloured(reference[0], theme)
