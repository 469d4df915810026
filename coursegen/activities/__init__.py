"""The activities of a courseware: one module a type, found by itself.

A module here holds the courseware value of its type and the function that composes it from the method's value. A new
type is one new file here (one in `methodology.activities`, one for each output that should treat it on its own).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity
from methodology.activities.base import OnlineActivity

__all__ = ["Frame", "compose_activity"]


def compose_activity(source: OnlineActivity, frame: Frame) -> Activity:
    """The courseware activity of `source`, with what `frame` says of its place in the course."""
    _load_types()
    return compose_from(source, frame)


@cache
def _load_types() -> None:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
