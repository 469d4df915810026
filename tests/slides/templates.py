"""Corporate-like templates, made here: what a ministry's communication office might hand over."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

WIDE = (12_192_000, 6_858_000)
SAMPLE = "Texte d'exemple du modèle, à remplacer par le vôtre"
FRENCH = {
    "Title Slide": "Diapositive de titre",
    "Title and Content": "Titre et contenu",
    "Section Header": "En-tête de section",
    "Two Content": "Deux contenus",
    "Title Only": "Titre seul",
    "Blank": "Vide",
    "Picture with Caption": "Image avec légende",
}


def saved(deck: Any) -> bytes:
    """Without the library's pale grey for subtitles and footers, which no careful office would hand over."""
    for page in (deck.slide_master, *deck.slide_layouts):
        for tint in list(page._element.iter(qn("a:tint"))):
            tint.getparent().remove(tint)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def keep(deck: Any, names: set[str]) -> None:
    for layout in list(deck.slide_layouts):
        if layout.name not in names:
            deck.slide_layouts.remove(layout)


def _theme(data: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    """The same package with words of its theme replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if re.match(r"ppt/theme/theme\d", name):
                for old, new in changes:
                    part = part.replace(old, new)
            target.writestr(name, part)
    return out.getvalue()


def with_theme(data: bytes, slots: dict[str, str], *changes: tuple[bytes, bytes]) -> bytes:
    """The same package with colours of its theme by slot ("accent1": "6B1D52"), and words of it replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if re.match(r"ppt/theme/theme\d", name):
                for slot, colour in slots.items():
                    new = f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>'.encode()
                    part = re.sub(rf"<a:{slot}>.*?</a:{slot}>".encode(), new, part, flags=re.DOTALL)
                for old, word in changes:
                    part = part.replace(old, word)
            target.writestr(name, part)
    return out.getvalue()


def scaled(deck: Any, width: int, height: int) -> None:
    """Every shape of master and layouts on another format of slide."""
    across, down = width / deck.slide_width, height / deck.slide_height
    for page in (deck.slide_master, *deck.slide_layouts):
        for place in page._element.iter(qn("a:xfrm")):
            for child in place:
                for key, factor in (("x", across), ("y", down), ("cx", across), ("cy", down)):
                    if child.get(key) is not None:
                        child.set(key, str(round(int(child.get(key)) * factor)))
    deck.slide_width, deck.slide_height = Emu(width), Emu(height)
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)


def french_ministry() -> bytes:
    """16:9, French layout names, Calibri, three sample slides with notes, a custom show and PowerPoint sections."""
    deck: Any = Presentation()
    scaled(deck, *WIDE)
    for layout in deck.slide_layouts:
        layout.name = FRENCH.get(layout.name, layout.name)
    deck.slide_master.name = "Ministère du Travail"
    for number in (0, 1, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[number])
        for placeholder in slide.placeholders:
            placeholder.text_frame.text = f"{SAMPLE} ({number})"
    deck.slides[1].notes_slide.notes_text_frame.text = "Note d'exemple du modèle"
    root = deck.part._element
    show = etree.SubElement(root, qn("p:custShowLst"))
    shown = etree.SubElement(show, qn("p:custShow"), name="Version courte", id="0")
    listed = etree.SubElement(etree.SubElement(shown, qn("p:sldLst")), qn("p:sld"))
    listed.set(qn("r:id"), deck.slides._sldIdLst[0].rId)
    root.insert(list(root).index(root.find(qn("p:notesSz"))) + 1, show)
    deck.core_properties.author = "Service communication"
    deck.core_properties.comments = "Interne"
    return saved(deck)


def english_agency() -> bytes:
    """4:3 .potx, English names, Georgia and Verdana, capitals in titles, bodies at index 14, no slides."""
    deck: Any = Presentation()
    keep(deck, {"Title Slide", "Title and Content", "Title Only", "Section Header"})
    for layout in deck.slide_layouts:
        for placeholder in layout.placeholders:
            if placeholder.placeholder_format.idx == 1:
                placeholder._element.find(f".//{qn('p:ph')}").set("idx", "14")
    style = deck.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.find(qn("a:defRPr")).set("cap", "all")
    style.find(qn("a:defRPr")).set("sz", "3200")
    data = _theme(saved(deck), (b"Calibri", b"Verdana"))
    return as_potx(data)


def small_fund() -> bytes:
    """16:9, two layouts under names nobody could guess, small text without bullets, no footers anywhere."""
    deck: Any = Presentation()
    scaled(deck, *WIDE)
    keep(deck, {"Title Slide", "Title and Content"})
    deck.slide_layouts[0].name = "Page une CNPS"
    deck.slide_layouts[1].name = "CNPS 2024 courant"
    for page in (deck.slide_master, *deck.slide_layouts):
        for placeholder in list(page.placeholders):
            if placeholder.placeholder_format.idx in (10, 11, 12) or placeholder.placeholder_format.type in (
                13,
                15,
                16,
            ):
                placeholder._element.getparent().remove(placeholder._element)
    styles = deck.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}")
    for level in styles:
        level.set("marL", "0")
        level.set("indent", "0")
        for bullet in [child for child in level if child.tag in (qn("a:buFont"), qn("a:buChar"))]:
            level.remove(bullet)
        looks = level.find(qn("a:defRPr"))
        looks.addprevious(etree.Element(qn("a:buNone")))
        looks.set("sz", "1600")
    return _theme(saved(deck), (b"Calibri", b"Arial"), (b"4F81BD", b"0B5D4B"))


def flat_text() -> bytes:
    """What a program makes that sets left and width alone: a zone that inherits its place loses its height."""
    deck: Any = Presentation()
    for layout in deck.slide_layouts:
        for placeholder in layout.placeholders:
            if placeholder.placeholder_format.idx == 1:
                placeholder.left, placeholder.width = Emu(500_000), Emu(8_000_000)
    return saved(deck)


def low_text(centimetres: float) -> bytes:
    """A text zone of that height under the title."""
    deck: Any = Presentation()
    zone = deck.slide_layouts.get_by_name("Title and Content").placeholders[1]
    zone.left, zone.top, zone.width, zone.height = (Emu(round(n * 360_000)) for n in (1.5, 5, 20, centimetres))
    return saved(deck)


def large_picture() -> bytes:
    """ "Image avec légende" with a picture on most of the slide."""
    deck: Any = Presentation(io.BytesIO(french_ministry()))
    zones = {p.placeholder_format.idx: p for p in deck.slide_layouts.get_by_name("Image avec légende").placeholders}
    for index, place in {0: (1, 0.5, 30, 2), 1: (1, 2.8, 30, 13.5), 2: (1, 16.5, 30, 1.5)}.items():
        zone = zones[index]
        zone.left, zone.top, zone.width, zone.height = (Emu(round(n * 360_000)) for n in place)
    return saved(deck)


def with_statement(statement: str) -> bytes:
    """The ministry's template with the funding statement on its master."""
    deck: Any = Presentation(io.BytesIO(french_ministry()))
    box = deck.slide_master.shapes  # python-pptx adds no shape to a master: one is copied and its words changed
    footer = next(p for p in box if p.placeholder_format.type == 15)
    twin = copy.deepcopy(footer._element)
    twin.find(f".//{qn('p:nvPr')}").clear()
    footer._element.addnext(twin)
    text = etree.SubElement(etree.SubElement(twin.find(f".//{qn('a:p')}"), qn("a:r")), qn("a:t"))
    text.text = statement
    return saved(deck)


def titles_only() -> bytes:
    """A template without any zone of text."""
    deck: Any = Presentation()
    keep(deck, {"Title Only", "Blank"})
    return saved(deck)


def as_potx(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"presentation.main+xml", b"template.main+xml")
            target.writestr(name, part)
    return out.getvalue()
