"""Whether a presentation is an office's own template: not a draft of ours, nor what a program gives by itself."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from coursegen.charter_import.theme import Theme, theme_of
from coursegen.conform.drafts import LANGUAGES, stand_in
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.forms import Form, own_name
from coursegen.outputs.slides.template import opened_template
from methodology.i18n import speaking

_SHEETS = re.compile(r"ppt/(slideMasters|slideLayouts|slides)/[^/]+\.xml")
_DRAWN = tuple(map(qn, ("p:sp", "p:pic", "p:grpSp", "p:cxnSp", "p:graphicFrame")))
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
    """Whether it is what an office program gives by itself: its colours, a usual font, no drawing, a plain ground."""
    theme = theme_of(deck)
    pages = (deck.slide_master, *deck.slide_layouts)
    return _is_plain(theme) and not any(_has_decor(page._element) for page in pages)


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
    layouts = {layout.name for layout in deck.slide_layouts}
    shapes = {shape.name for shape in deck.slide_master.shapes}
    for language in LANGUAGES:
        with speaking(language):
            if _("Bande du module") in shapes and layouts >= {own_name(form) for form in Form}:
                return True
    return False
