"""Whether a presentation is an office's own template: not a draft of ours, nor what a program gives by itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from coursegen.charter import load_charter
from coursegen.charter_import.theme import Theme, theme_of
from coursegen.conform.drafts import LANGUAGES, stand_in
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.base import base_template
from coursegen.outputs.slides.forms import Form, own_name
from coursegen.outputs.slides.template import opened_template
from methodology.i18n import speaking

_SHEETS = re.compile(r"ppt/(slideMasters|slideLayouts|slides)/[^/]+\.xml")
_DRAWN = tuple(map(qn, ("p:sp", "p:pic", "p:grpSp", "p:cxnSp", "p:graphicFrame")))
Zone = tuple[float, ...]  # left, top, width, height as shares of the slide

# Title and text of an empty presentation: PowerPoint until 2010 and LibreOffice; PowerPoint since 2013.
_USUAL_ZONES: tuple[tuple[Zone, Zone], ...] = (
    ((0.05, 0.04, 0.9, 0.167), (0.05, 0.233, 0.9)),
    ((0.06875, 0.0532, 0.8625, 0.1933), (0.06875, 0.2662, 0.8625)),
)
_NEAR = 0.006
_MOSTLY_OURS = 0.8
_USUAL_FONTS = frozenset(
    {"", "calibri", "calibri light", "aptos", "aptos display", "arial", "liberation sans", "cambria", "dejavu sans"}
)


def stand_in_of(template: bytes) -> str:
    """The words that stand for a logo in a draft of ours, wherever the presentation has them; "" for none.

    Raises TemplateError when it is no template at all.
    """
    opened_template(template)
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        for name in filter(_SHEETS.fullmatch, package.namelist()):
            root = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            for words in ("".join(map(str, body.itertext())) for body in root.iter(qn("a:p"))):
                if stand_in(words):
                    return words.replace("\u00a0", " ")
    return ""


def why_not_genuine(template: bytes) -> str:
    """Why a presentation can't be an office's own template, in words; "" when it may be one.

    Raises TemplateError when it is no template at all.
    """
    deck = opened_template(template)
    words = stand_in_of(template)
    if words:
        return _("c'est un brouillon de coursegen : il porte « {words} »").format(words=words)
    if _is_ours(deck):
        return _("c'est une présentation faite par coursegen, pas le modèle de l'organisme")
    if is_bare(deck):
        return _("c'est le modèle vide du logiciel : ni couleurs, ni logo, ni décor d'un organisme")
    return ""


def is_bare(deck: Any) -> bool:
    """Whether it is what an office program gives by itself: no drawing, a plain ground, and its zones or its colours.

    Colours alone prove nothing: an accent changes in a second, and the zones stay where the program put them.
    """
    pages = (deck.slide_master, *deck.slide_layouts)
    if any(_has_decor(page._element) for page in pages):
        return False
    theme = theme_of(deck)
    return _is_plain(theme) or (_has_usual_zones(deck) and not theme.on_dark)


def _has_usual_zones(deck: Any) -> bool:
    """Whether the master's title and text stand where a program puts them in an empty presentation."""
    return any(
        all(any(_is_near(box, wanted) for box in _zones(deck, deck.slide_master)) for wanted in usual)
        for usual in _USUAL_ZONES
    )


def _zones(deck: Any, page: Any) -> list[Zone]:
    """The placeholders of a layout or a master that say their place, in shares of the slide."""
    sides = (deck.slide_width, deck.slide_height) * 2
    own = (one for one in page.placeholders if one._element.find(f".//{qn('a:xfrm')}") is not None)
    places = ((one.left, one.top, one.width, one.height) for one in own)
    return [tuple(length / side for length, side in zip(place, sides, strict=True)) for place in places]


def _is_near(one: Zone, other: Zone) -> bool:
    """The same place. `other` may leave its height out: programs give a text as much as the foot leaves."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=False))


def _is_plain(theme: Theme) -> bool:
    fonts = {theme.body_font.casefold(), theme.title_font.casefold()}
    return theme.office and not theme.on_dark and fonts <= _USUAL_FONTS


def _has_decor(sheet: Any) -> bool:
    common = sheet.find(qn("p:cSld"))
    ground = common.find(qn("p:bg"))
    painted = ground is not None and ground.find(qn("p:bgPr")) is not None
    drawn = (shape for shape in common.find(qn("p:spTree")) if shape.tag in _DRAWN)
    return painted or any(next(shape.iter(qn("p:ph")), None) is None for shape in drawn)


def _is_ours(deck: Any) -> bool:
    """Whether its layouts have our names beside our ribbon, or most of the zones that we draw."""
    layouts = {layout.name for layout in deck.slide_layouts}
    shapes = {shape.name for shape in deck.slide_master.shapes}
    for language in LANGUAGES:
        with speaking(language):
            if _("Bande du module") in shapes and layouts >= {own_name(form) for form in Form}:
                return True
    found = _all_zones(deck)
    return any(_share_of(ours, found) >= _MOSTLY_OURS for ours in _our_zones())


def _share_of(ours: Sequence[Zone], found: Sequence[Zone]) -> float:
    return sum(any(_is_near(one, other) for other in found) for one in ours) / len(ours)


def _all_zones(deck: Any) -> list[Zone]:
    return [zone for page in (deck.slide_master, *deck.slide_layouts) for zone in _zones(deck, page)]


@cache
def _our_zones() -> tuple[tuple[Zone, ...], ...]:
    """Where our own layouts have their zones, in each format of slides."""
    charter = load_charter("neutre")
    forms = (replace(charter, slide_format=form) for form in ("16:9", "4:3"))
    return tuple(tuple(dict.fromkeys(_all_zones(base_template(one, one.hue(0), "", "fr-FR")))) for one in forms)
