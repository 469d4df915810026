"""The computed sheets of a workbook, one module each, found by itself: `TITLE`, `ORDER`, `about()`, `draw(course)`.

A new view is one new file here. A title begins with « Vue », so that its tab is told from the sheets one fills in.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from coursegen.workbook.canvas import Canvas
from methodology.course import Course


class View(Protocol):
    """What each module here offers."""

    TITLE: str
    ORDER: int

    def about(self) -> str:
        """How to read it, in a sentence or two, in the language of the messages."""

    def draw(self, course: Course) -> Canvas:
        """What the sheet shows of that course, in the language of the messages."""


@cache
def views() -> tuple[View, ...]:
    """Every view, in the order of its sheet."""
    found = (cast(View, import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__))
    return tuple(sorted(found, key=lambda view: (view.ORDER, view.TITLE)))
