"""The table style of a deck: the template's own where its cells can be read, else a plain grid."""

from __future__ import annotations

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation

from coursegen.charter.colour import contrast

_MEDIUM = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"  # what Office takes when nothing is said
_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
_LEGIBLE = 4.5  # WCAG 2.2, 1.4.3


def table_style(presentation: Presentation, own: bool) -> str:
    """The id of the style for every table. `own`: the template is ours, made to be read."""
    styles = next(
        (
            etree.fromstring(rel.target_part.blob)
            for rel in presentation.part.rels.values()
            if rel.reltype == RT.TABLE_STYLES
        ),
        None,
    )
    named = _MEDIUM if styles is None else styles.get("def") or _MEDIUM
    return named if own or _is_legible(named, styles, presentation) else _GRID


def _is_legible(key: str, styles: etree._Element | None, presentation: Presentation) -> bool:
    """Whether the letters of header and bands stand out; a style that nobody wrote down is trusted on light paper."""
    from coursegen.conform.reading.drawing_colours import theme_colours
    from coursegen.conform.reading.table_styles import looks_of, style_of

    master = presentation.slide_master.part
    theme = etree.fromstring(master.part_related_by(RT.THEME).blob)
    colours = theme_colours(theme, etree.fromstring(etree.tostring(master._element.find(qn("p:clrMap")))))
    style = style_of(key, styles)
    paper, ink = colours.get("bg1", "#FFFFFF"), colours.get("tx1", "#000000")
    if style is None:
        return contrast(paper, "#000000") > contrast(ink, "#000000")
    looks = [(one.colour or ink, paper if one.ground is None else one.ground) for one in looks_of(style, colours)]
    return all(not ground or contrast(colour, ground) >= _LEGIBLE for colour, ground in looks)
