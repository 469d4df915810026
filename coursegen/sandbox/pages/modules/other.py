"""An activity that only Moodle can do: its name, what it is, and its description."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit
from coursegen.sandbox.pages.words import kind_words


def show(visit: Visit) -> Answer:
    """The page."""
    return visit.page("other.html", kind=kind_words(visit.piece.kind))
