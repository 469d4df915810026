"""Notes pages in the deck's own fonts and colours: python-pptx gives its own notes master a theme of its own."""

from __future__ import annotations

from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck


def share_theme_with_notes(deck: Deck) -> None:
    """Give the notes master the theme of the first slide master. Only for a notes master that python-pptx made."""
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    notes_theme: Any = deck.notes_master.part.part_related_by(RT.THEME)
    notes_theme._element = parse_xml(theme.blob)


def has_notes_master(deck: Deck) -> bool:
    """Whether the file brings a notes master of its own."""
    return any(rel.reltype == RT.NOTES_MASTER for rel in deck.part.rels.values())
