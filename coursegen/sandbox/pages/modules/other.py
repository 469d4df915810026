"""An activity that only Moodle can do: its name, what it is, and its description."""

from __future__ import annotations

from coursegen.activity_names import activity_name
from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The page."""
    return visit.page("other.html", kind=activity_name(visit.piece.kind))
