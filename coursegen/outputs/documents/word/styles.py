"""The styles of a document, from its charter: fonts, sizes, colours, spacing. Each can be edited once for the file.

Sizes are points on a scale of 1.25 from 10.5, none under 9; text is 10.5 on 15 points (`reference/look.md`: at least 10
in print, line height about 1.45), on a sheet without a cover 10 on 13.5. Names are Word's own built-in ones where there
is one, so that every language shows its own.
"""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from coursegen.charter import Charter
from coursegen.charter.colour import blend
from coursegen.documents_model import Box, Look
from coursegen.outputs.documents.word.style_markup import (
    Style,
    link_style,
    missing_style,
    paragraph_style,
    table_styles,
)
from coursegen.outputs.documents.word.xml import Element, element

BODY, OF_SHEET = 10.5, 10.0
BOX_LEFT = 12.0  # points from the text's edge to the text of a box


LOOKS = {
    Look.BODY: "Normal",
    Look.LEAD: "CgLead",
    Look.SMALL: "CgSmall",
    Look.QUOTE: "Quote",
    Look.CODE: "CgCode",
    Look.LABEL: "CgLabel",
    Look.CENTRED: "CgCentred",
    Look.NAME: "CgName",
    Look.AWARD: "CgAward",
}


def box_style(box: Box, title: bool = False) -> str:
    """The key of the style of a box's text or title."""
    return f"Cg{box.name.title()}{'Title' if title else ''}"


def install(docx: DocxDocument, charter: Charter, language: str, *, sheet: bool = False) -> None:
    """Replace every style of the library's template by ours. `sheet`: no cover, small titles."""
    root = docx.styles.element
    _defaults(root, charter, language, sheet)
    for old in root.findall(qn("w:style")):
        root.remove(old)
    root.extend(_fixed(sheet))
    root.extend(paragraph_style(style) for style in _paragraphs(charter, sheet))
    root.append(link_style(charter))
    root.append(missing_style(charter))
    root.extend(table_styles(charter))


def _defaults(root: Element, charter: Charter, language: str, sheet: bool) -> None:
    size, after, line = (OF_SHEET, 90, 280) if sheet else (BODY, 120, 300)
    run = element(
        "rPr",
        (
            _fonts(charter.typeface.family),
            element("color", val=charter.colours.ink.strip("#")),
            element("sz", val=round(2 * size)),
            element("szCs", val=round(2 * size)),
            element("lang", val=language, eastAsia=language, bidi="ar-SA"),
        ),
    )
    spacing = element("spacing", before=0, after=after, line=line, lineRule="auto")
    made = element(
        "docDefaults",
        (element("rPrDefault", (run,)), element("pPrDefault", (element("pPr", (spacing,)),))),
    )
    root.replace(root.find(qn("w:docDefaults")), made)


def _fonts(family: str) -> Element:
    return element("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family)


def _fixed(sheet: bool) -> tuple[Element, ...]:
    """The three styles that every document must have beside ours."""
    above = _ABOVE_ON_SHEETS if sheet else _ABOVE
    margins = (("top", above), ("left", _BESIDE), ("bottom", above), ("right", _BESIDE))
    cells = element("tblCellMar", tuple(element(side, w=w, type="dxa") for side, w in margins))
    table = element("tblPr", (element("tblInd", w=0, type="dxa"), cells))
    normal = element("style", (element("name", val="Normal"), element("qFormat")), type="paragraph", default=1)
    normal.set(qn("w:styleId"), "Normal")
    return (
        normal,
        _bare("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _bare("table", "TableNormal", "Normal Table", table),
        _bare("numbering", "NoList", "No List"),
    )


_ABOVE, _ABOVE_ON_SHEETS, _BESIDE = 40, 14, 100  # twips: the margins of a cell


def _bare(kind: str, key: str, name: str, *parts: Element) -> Element:
    hidden = (
        element("name", val=name),
        element("uiPriority", val=99),
        element("semiHidden"),
        element("unhideWhenUsed"),
    )
    made = element("style", (*hidden, *parts), type=kind, default=1)
    made.set(qn("w:styleId"), key)
    return made


def _paragraphs(charter: Charter, sheet: bool) -> tuple[Style, ...]:
    colours = charter.colours
    small = Style(name="", key="", size=9, colour=colours.muted, line=0)
    item = Style(name="", key="", after=3)
    return (
        *_titles(charter, sheet),
        replace(item, name="List Bullet", key="ListBullet"),
        replace(item, name="List Number", key="ListNumber"),
        replace(item, name="Liste à cocher", key="CgChecks", left=21, hanging=21),
        Style(name="Illustration", key="CgFigure", before=6, after=4),
        Style(name="Image absente", key="CgAbsent", size=9.5, colour=colours.muted, left=8, rule=colours.rule),
        Style(name="Intervalle", key="CgGap", size=4, line=-4, after=0),
        Style(name="Fait de couverture", key="CgCoverFact", after=2),
        Style(name="caption", key="Caption", size=9, colour=colours.muted, before=4, after=12, keep_lines=True),
        Style(name="Quote", key="Quote", italic=True, left=14, rule=colours.rule),
        Style(name="Code", key="CgCode", size=9.5, left=14, after=6, ground=colours.surface, line=13),
        Style(name="Chapeau", key="CgLead", size=12.5, colour=colours.muted, after=10, line=18),
        replace(small, name="Petit", key="CgSmall", after=3),
        Style(
            name="Étiquette", key="CgLabel", size=9, bold=True, colour=colours.accent, before=8, after=1, keep_next=True
        ),
        Style(
            name="Nature du document", key="CgKind", size=12, bold=True, colour=colours.accent, after=3 if sheet else 6
        ),
        Style(name="Nature en couverture", key="CgCoverKind", base="CgKind", rule_above=colours.accent),
        Style(name="Texte centré", key="CgCentred", size=12, colour=colours.muted, before=3, after=3, centre=True),
        Style(name="Nom à écrire", key="CgName", size=24, bold=True, before=8, after=0, line=34, centre=True),
        Style(
            name="Formation suivie",
            key="CgAward",
            size=20,
            bold=True,
            colour=colours.accent,
            after=8,
            line=26,
            centre=True,
        ),
        Style(name="Cellule", key="CgCell", size=9.5, after=1, line=13),
        Style(name="Cellule serrée", key="CgTight", base="CgCell", size=9, line=11 if sheet else 11.5, after=0),
        Style(name="Fait", key="CgFact", after=3, left=120, hanging=120),
        Style(name="Ligne à remplir", key="CgLine", after=0, line=24),
        Style(
            name="Clause",
            key="CgClause",
            size=9,
            colour=colours.muted,
            before=9 if sheet else 20,
            keep_lines=True,
            rule_above=colours.rule,
        ),
        Style(name="header", key="Header", size=9, colour=colours.muted, after=0, rule_below=colours.rule),
        Style(name="footer", key="Footer", size=9, colour=colours.muted, after=0, rule_above=colours.rule),
        Style(name="En-tête de couverture", key="CgBare", size=9, after=0),
        replace(small, name="Version au pied", key="CgVersion", centre=True),
        Style(name="Interne", key="CgInternal", base="Header", bold=True, colour=charter.colours.act, centre=True),
        Style(name="toc 1", key="TOC1", bold=True, before=6, after=2),
        Style(name="toc 2", key="TOC2", left=14, after=1),
        Style(name="toc 3", key="TOC3", left=28, after=1, size=9.5),
        *_boxes(charter),
    )


def _titles(charter: Charter, sheet: bool) -> tuple[Style, ...]:
    colours = charter.colours
    head = Style(name="", key="", bold=True, keep_next=True, keep_lines=True, follow="Normal", colour=colours.accent)
    dark = replace(head, colour=colours.ink)
    below = replace(head, bold=False, colour=colours.muted, keep_next=False, follow="")
    models = (
        replace(dark, name="Title", key="Title"),
        replace(below, name="Subtitle", key="Subtitle"),
        replace(head, name="heading 1", key="Heading1", outline=0),
        replace(head, name="heading 2", key="Heading2", outline=1),
        replace(dark, name="heading 3", key="Heading3", outline=2),
        replace(dark, name="heading 4", key="Heading4", outline=3),
        replace(head, name="TOC Heading", key="TOCHeading"),
    )
    return tuple(
        replace(model, size=size, before=before, after=after, line=line)
        for model, (size, before, after, line) in zip(models, _OF_SHEETS if sheet else _OF_BOOKS, strict=True)
    )


_OF_BOOKS = (
    (30, 0, 8, 36),
    (15, 0, 12, 20),
    (20, 24, 10, 25),
    (15, 18, 6, 20),
    (12, 12, 4, 0),
    (BODY, 8, 2, 0),
    (20, 0, 12, 25),
)
_OF_SHEETS = (
    (22, 0, 4, 27),
    (12, 0, 6, 16),
    (15, 11, 5, 19),
    (12, 11, 4, 16),
    (11, 10, 3, 0),
    (BODY, 8, 2, 0),
    (15, 0, 8, 19),
)
"""Size, space before and after, line of each title: a few pages without a cover have small ones."""


def _boxes(charter: Charter) -> tuple[Style, ...]:
    """A rule on the left and a pale ground; both paragraphs of a box share them, so that they join."""
    made: list[Style] = []
    for box, colour in _box_colours(charter).items():
        name = _BOX_NAMES[box]
        text = Style(
            name=name,
            key=box_style(box),
            left=BOX_LEFT,
            after=0,
            rule=colour,
            ground=blend(colour, 0.07),
            keep_lines=True,
            line=15,
        )
        title = replace(text, name=f"{name} - titre", key=box_style(box, title=True), bold=True, colour=colour)
        made += [text, replace(title, keep_next=True)]
    return tuple(made)


_BOX_NAMES = {
    Box.OBJECTIVE: "Encadré objectif",
    Box.DEFINITION: "Encadré définition",
    Box.EXAMPLE: "Encadré exemple",
    Box.WARNING: "Encadré attention",
    Box.TAKEAWAY: "Encadré à retenir",
    Box.TIP: "Encadré astuce",
    Box.ACTIVITY: "Encadré activité",
    Box.ANSWER: "Encadré réponse",
}


def _box_colours(charter: Charter) -> dict[Box, str]:
    colours = charter.colours
    return {
        Box.OBJECTIVE: colours.accent,
        Box.DEFINITION: colours.accent,
        Box.EXAMPLE: colours.muted,
        Box.WARNING: colours.act,
        Box.TAKEAWAY: "#1B6B3A",
        Box.TIP: colours.accent,
        Box.ACTIVITY: colours.act,
        Box.ANSWER: colours.muted,
    }
