"""Metadata of the file: the course's and nothing else. Those of the template and of the library's default go."""

from __future__ import annotations

from datetime import UTC, datetime

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_DROPPED = (
    RT.CUSTOM_PROPERTIES,
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
)
_DROPPED_FROM_DECK = (RT.PRINTER_SETTINGS, RT.COMMENT_AUTHORS)


def write_properties(
    deck: Deck, *, title: str, authors: str, subject: str, language: str, version: str, date: datetime
) -> None:
    """Set the core properties; `date` is the course version's. Application data, thumbnail and custom data go."""
    core = deck.core_properties
    moment = date.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.title, core.author, core.subject = title, authors, subject
    core.language, core.version = language, version
    core.created = core.modified = moment
    core.last_modified_by = authors
    core.keywords = core.comments = core.category = core.content_status = core.identifier = ""
    core.revision = 1
    _drop(deck)


def _drop(deck: Deck) -> None:
    package = deck.part.package
    for key, rel in list(package._rels.items()):
        if rel.reltype in _DROPPED:
            package._rels.pop(key)
        elif rel.reltype == RT.EXTENDED_PROPERTIES:
            rel.target_part._blob = _APP
    for key, rel in list(deck.part.rels.items()):
        if rel.reltype in _DROPPED_FROM_DECK:
            deck.part.rels.pop(key)
