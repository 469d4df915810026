"""A style as Word stores it: paragraphs, links, what is still to be written, tables."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import qn

from coursegen.charter import Charter
from coursegen.charter.colour import blend
from coursegen.outputs.documents.word.xml import Element, element


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style. Lengths in points; `line` 0 is single, below 0 exact. `outline`: level, -1 for none."""

    name: str
    key: str
    base: str = "Normal"
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: float = 0.0
    after: float = 0.0
    line: float = 0.0
    left: float = 0.0
    hanging: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int = -1
    follow: str = ""
    rule: str = ""  # colour of a rule on the left
    ground: str = ""
    rule_above: str = ""
    rule_below: str = ""
    caps: bool = False
    centre: bool = False


def paragraph_style(style: Style) -> Element:
    """The style as Word stores it (ECMA-376 part 1, 17.7.4.17)."""
    parts = [element("name", val=style.name), element("basedOn", val=style.base)]
    if style.follow:
        parts.append(element("next", val=style.follow))
    parts.append(element("qFormat"))
    made = element("style", (*parts, _paragraph_form(style), _run_form(style)), type="paragraph")
    if style.key.startswith("Cg"):
        made.set(qn("w:customStyle"), "1")
    made.set(qn("w:styleId"), style.key)
    return made


def _paragraph_form(style: Style) -> Element:
    """In the order of CT_PPrBase."""
    parts: list[Element] = []
    if style.keep_next:
        parts.append(element("keepNext"))
    if style.keep_lines:
        parts.append(element("keepLines"))
    borders = [(side, c) for side, c in _rules(style) if c]
    if borders:
        rules = (
            element(side, val="single", sz=_weight(style, side), space=_SPACE[side], color=c.strip("#"))
            for side, c in borders
        )
        parts.append(element("pBdr", tuple(rules)))
    if style.ground:
        parts.append(element("shd", val="clear", color="auto", fill=style.ground.strip("#")))
    spacing = element("spacing", before=round(20 * style.before), after=round(20 * style.after))
    if style.line:
        spacing.set(qn("w:line"), str(round(20 * abs(style.line))))
        spacing.set(qn("w:lineRule"), "atLeast" if style.line > 0 else "exact")
    parts.append(spacing)
    if style.left or style.hanging:
        parts.append(element("ind", left=round(20 * style.left), hanging=round(20 * style.hanging)))
    if style.centre:
        parts.append(element("jc", val="center"))
    if style.outline >= 0:
        parts.append(element("outlineLvl", val=style.outline))
    return element("pPr", tuple(parts))


_SPACE = {"top": 6, "left": 8, "bottom": 4}  # points between a rule and the text


def _weight(style: Style, side: str) -> int:
    """Eighths of a point: a box and a cover have a bar, pages a hairline."""
    return 24 if side == "left" else 36 if style.key == "CgCoverKind" else 4


def _rules(style: Style) -> tuple[tuple[str, str], ...]:
    """The rules of the style that the schema lists in this order; "" where it has none."""
    return ("top", style.rule_above), ("left", style.rule), ("bottom", style.rule_below)


def _run_form(style: Style) -> Element:
    """In the order of CT_RPr."""
    parts: list[Element] = []
    if style.bold:
        parts += [element("b"), element("bCs")]
    if style.italic:
        parts += [element("i"), element("iCs")]
    if style.colour:
        parts.append(element("color", val=style.colour.strip("#")))
    if style.size:
        parts += [element("sz", val=round(2 * style.size)), element("szCs", val=round(2 * style.size))]
    return element("rPr", tuple(parts))


def _character(key: str, name: str, *look: Element) -> Element:
    parts = (element("name", val=name), element("basedOn", val="DefaultParagraphFont"), element("qFormat"))
    made = element("style", (*parts, element("rPr", look)), type="character")
    if key.startswith("Cg"):
        made.set(qn("w:customStyle"), "1")
    made.set(qn("w:styleId"), key)
    return made


def link_style(charter: Charter) -> Element:
    """Links, in the accent and underlined."""
    return _character(
        "Hyperlink", "Hyperlink", element("color", val=charter.colours.accent.strip("#")), element("u", val="single")
    )


def missing_style(charter: Charter) -> Element:
    """What a person must still write: on yellow, and in brackets for those who print without colour."""
    return _character("CgToWrite", "À compléter", element("shd", val="clear", color="auto", fill="FFF2B3"))


def table_styles(charter: Charter) -> tuple[Element, ...]:
    """A grid of fine rules with a tinted header row."""
    rule = charter.colours.rule.strip("#")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    grid = element("tblBorders", tuple(element(side, val="single", sz=4, space=0, color=rule) for side in sides))
    first = element(
        "tblStylePr",
        (
            element("rPr", (element("b"), element("color", val=charter.colours.ink.strip("#")))),
            element(
                "tcPr", (element("shd", val="clear", color="auto", fill=blend(charter.colours.accent, 0.1).strip("#")),)
            ),
        ),
        type="firstRow",
    )
    return (_table_style("CgTable", "Tableau de la charte", grid, first),)


def _table_style(key: str, name: str, borders: Element, *parts: Element) -> Element:
    head = (element("name", val=name), element("basedOn", val="TableNormal"), element("qFormat"))
    made = element("style", (*head, element("tblPr", (borders,)), *parts), type="table", customStyle=1)
    made.set(qn("w:styleId"), key)
    return made
