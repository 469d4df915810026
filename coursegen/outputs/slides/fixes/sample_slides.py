"""A template's sample slides go, with everything that points at them.

Dropping only the entry of the slide list leaves the part in the file; dropping the relation too and adding slides at
once gives two parts one name, a corrupt file. So: strip, save, reopen.
"""

from __future__ import annotations

import io

from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from coursegen.outputs.slides.markup import Element

_SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst"


def without_slides(deck: Deck) -> bytes:
    """The same template with no slide, no section, no custom show. The deck given must not be used any more."""
    root = deck.part._element
    for shows in root.findall(qn("p:custShowLst")):
        root.remove(shows)
    _drop_sections(root)
    for entry in list(deck.slides._sldIdLst):
        deck.part.rels.pop(entry.rId)  # drop_rel would keep it while anything else names it
        deck.slides._sldIdLst.remove(entry)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _drop_sections(root: Element) -> None:
    for extension in list(root.iter(qn("p:ext"))):
        if extension.find(_SECTIONS) is not None:
            parent = extension.getparent()
            assert parent is not None
            parent.remove(extension)
            if not len(parent) and parent.getparent() is not None:
                parent.getparent().remove(parent)
