"""The computed sheets of a workbook, one module each, found by itself: `TITLE`, `ORDER`, `about()`, `draw(course)`.

A new view is one new file here. A title begins with « Vue », so that its tab is told from the sheets one fills in; it
is a msgid: views speak the language of the course.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import Canvas
from methodology.course import Course
from methodology.i18n import speaking

_LANGUAGES = ("fr", "en", "pt", "es")


class View(Protocol):
    """What each module here offers."""

    TITLE: str
    ORDER: int

    def about(self) -> str:
        """How to read it, in a sentence or two, in the language of the messages."""

    def draw(self, course: Course) -> Canvas:
        """What the sheet shows of that course, in the language of the messages."""


def title_of(view: View) -> str:
    """The title of its sheet, in the language of the messages."""
    return _(view.TITLE)


@cache
def every_title() -> frozenset[str]:
    """The titles of the views in every language: what an import knows it has nothing to take from."""
    found = set()
    for language in _LANGUAGES:
        with speaking(language):
            found |= {title_of(view) for view in views()}
    return frozenset(found)


@cache
def views() -> tuple[View, ...]:
    """Every view, in the order of its sheet."""
    found = (cast(View, import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__))
    return tuple(sorted(found, key=lambda view: (view.ORDER, view.TITLE)))
