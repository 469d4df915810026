"""A presentation without slides, in the charter: python-pptx's default, emptied, given our theme, master, layouts."""

from __future__ import annotations

from typing import cast

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.parts.slide import SlideLayoutPart
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from coursegen.charter import Charter
from coursegen.outputs.slides.base.frame import stage
from coursegen.outputs.slides.base.layouts import Drawing, layout_xml
from coursegen.outputs.slides.base.master import master_tree, text_styles
from coursegen.outputs.slides.base.theme import table_styles, themed
from coursegen.outputs.slides.fixes.notes_theme import share_theme_with_notes
from coursegen.outputs.slides.forms import Form
from coursegen.outputs.slides.geometry import HEIGHT, WIDTHS
from coursegen.outputs.slides.markup import Element

_FIRST_LAYOUT_ID = 2_147_483_649
_LAYOUTS = tuple(Form)


def base_template(charter: Charter, hue: str, statement: str, language: str) -> Deck:
    """The template for one module: `hue` is its colour (`#RRGGBB`), `statement` the funding's words or "".

    `language` is that of the words ("fr-FR").
    """
    deck: Deck = Presentation()
    width = WIDTHS[charter.slide_format]
    deck.slide_width, deck.slide_height = Emu(width), Emu(HEIGHT)
    _size_type(deck, charter.slide_format)
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    theme._blob = themed(theme.blob, charter, hue)
    deck.part.part_related_by(RT.TABLE_STYLES)._blob = table_styles(charter)
    _clear(deck)
    place = stage(width)
    _master(deck, Drawing(place, charter, statement, language))
    for number, form in enumerate(_LAYOUTS, 1):
        _add_layout(deck, number, layout_xml(form, Drawing(place, charter, statement, language)))
    share_theme_with_notes(deck)
    return deck


def _size_type(deck: Deck, slide_format: str) -> None:
    size: Element = deck.part._element.find(qn("p:sldSz"))
    if slide_format != "4:3":
        size.attrib.pop("type", None)


def _clear(deck: Deck) -> None:
    """The library's eleven layouts go."""
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)


def _master(deck: Deck, drawing: Drawing) -> None:
    root = deck.slide_master.part._element
    _swap(root, "p:cSld", master_tree(drawing.stage, drawing.charter, drawing.statement, drawing.language))
    _swap(root, "p:txStyles", text_styles(drawing.charter))


def _swap(root: Element, tag: str, markup: str) -> None:
    old = root.find(qn(tag))
    assert old is not None
    root.replace(old, cast(Element, parse_xml(markup)))


def _add_layout(deck: Deck, number: int, markup: str) -> None:
    master = deck.slide_master.part
    name = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    part: Part = SlideLayoutPart.load(name, CT.PML_SLIDE_LAYOUT, deck.part.package, markup.encode())
    part.relate_to(master, RT.SLIDE_MASTER)
    entry = etree.SubElement(master._element.get_or_add_sldLayoutIdLst(), qn("p:sldLayoutId"))
    entry.set("id", str(_FIRST_LAYOUT_ID + number))
    entry.set(qn("r:id"), master.relate_to(part, RT.SLIDE_LAYOUT))
