"""Brings people and dates into a course that is on a site: accounts, enrolments, groups, cohorts, calendar.

Each step is a module of this folder with ``ORDER`` and ``run(course) -> Done``. Run again, a step changes nothing.
Only what an account needs is sent; nothing that names a person is kept, told or logged on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from coursegen.publish.people.model import Course, Done
from coursegen.publish.people.roster import Roster, late_words, roster_of

__all__ = ["Course", "Done", "Roster", "bring", "late_words", "roster_of"]


def bring(course: Course) -> Iterator[Done]:
    """Take every step, telling of each. Raises SiteError when the site can't be reached."""
    for step in _steps():
        yield step.run(course)


def _steps() -> list[ModuleType]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return sorted((module for module in modules if hasattr(module, "ORDER")), key=lambda module: int(module.ORDER))
