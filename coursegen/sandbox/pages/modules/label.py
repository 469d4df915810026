"""A text of the course page, alone."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The page."""
    return visit.page("text.html", text="")
