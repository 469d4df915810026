"""A page of text."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The page."""
    text = visit.piece.edits.get("text", visit.activity.content)
    return visit.page("text.html", text=visit.html(text))
