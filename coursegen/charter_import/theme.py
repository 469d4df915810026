"""What the theme of a template says: colours by slot, the two fonts, and whether text is light on dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation

_SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_OFFICE_ACCENTS = frozenset(
    {"#4F81BD", "#4472C4", "#5B9BD5", "#156082"}
)  # what no brand chose: Office's own first ones


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#RRGGBB` by slot of the format; fonts, empty where the theme names none.

    `on_dark`: slides show light text on a dark ground. `office`: the first accent is one that Office gives by itself.
    """

    name: str
    colours: Mapping[str, str]
    body_font: str
    title_font: str
    on_dark: bool

    @property
    def office(self) -> bool:
        """Whether nobody chose the accents."""
        return self.colours.get("accent1", "") in _OFFICE_ACCENTS

    @property
    def accents(self) -> tuple[str, ...]:
        """The six accents, in order, those that are given."""
        return tuple(self.colours[slot] for slot in _SLOTS[4:] if slot in self.colours)


def theme_of(deck: Presentation) -> Theme:
    """The theme of the template's first master."""
    master = deck.slide_master
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(master.part.part_related_by(RT.THEME).blob, parser)
    colours = dict(_colours(root))
    mapping = master.part._element.find(qn("p:clrMap"))
    ground = mapping.get("bg1", "lt1") if mapping is not None else "lt1"
    return Theme(
        name=root.get("name", ""),
        colours=colours,
        body_font=_font(root, "a:minorFont"),
        title_font=_font(root, "a:majorFont"),
        on_dark=ground in ("dk1", "dk2"),
    )


def _colours(root: etree._Element) -> list[tuple[str, str]]:
    found = []
    for slot in _SLOTS:
        node = root.find(f".//{qn('a:clrScheme')}/{qn(f'a:{slot}')}")
        value = None
        if node is not None and len(node):
            value = node[0].get("lastClr") or node[0].get("val")
        if value and len(value) == 6:
            found.append((slot, f"#{value.upper()}"))
    return found


def _font(root: etree._Element, kind: str) -> str:
    face = root.find(f".//{qn(kind)}/{qn('a:latin')}")
    name = face.get("typeface", "") if face is not None else ""
    return "" if name.startswith("+") else name.strip()
