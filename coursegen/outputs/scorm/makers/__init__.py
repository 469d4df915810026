"""Page makers: one module an activity type, found by itself. A new type is one new file here.

A module registers its function on `desk.make_pages` for the class of its activity.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def load_makers() -> None:
    """Import every maker, so that it registers."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
