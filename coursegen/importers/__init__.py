"""The sources a course may come from, one module each, found by itself: `SUFFIXES`, `title()`, `read(source, folder)`.

A new source is one new file here. It reads; `coursegen import` writes what it gives, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from coursegen.errors import InputError, UsageError
from coursegen.i18n import gettext as _
from methodology.course import Course


@dataclass(frozen=True, slots=True)
class SourceFault:
    """Something in the source that the author mends. `place` says where, in words."""

    place: str
    rule: str
    message: str
    remedy: str


class SourceRefused(InputError):
    """The source has faults, all listed in `faults`: nothing is written."""

    def __init__(self, message: str, remedy: str, faults: Sequence[SourceFault]) -> None:
        super().__init__(message, remedy)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source gives. `files` go into the folder where it has none of that name: texts, media, by path.

    `notices` say in words what was left aside or is yet to be done; `guides` are comment lines that a new file of that
    name begins with.
    """

    course: Course
    files: Mapping[str, bytes] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    guides: Mapping[str, str] = field(default_factory=dict)


class Importer(Protocol):
    """What each module here offers."""

    SUFFIXES: tuple[str, ...]
    ADMITTED: frozenset[str]
    """Rules that the folder may break before: what it lacks may be what comes in."""

    def title(self) -> str:
        """What it reads, in the person's language."""

    def read(self, source: Path, existing: Course | None) -> Imported:
        """The course in that file; `existing` is the folder's, to be brought up to date.

        Raises SourceRefused with every fault, InputError for a file that cannot be read at all.
        """


@cache
def importers() -> tuple[Importer, ...]:
    """Every importer, by name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(cast(Importer, import_module(f"{__name__}.{name}")) for name in names)


def importer_for(source: Path) -> Importer:
    """The importer of that file, by its suffix. Raises UsageError, naming what can be read."""
    found = [importer for importer in importers() if source.suffix.lower() in importer.SUFFIXES]
    if found:
        return found[0]
    known = ", ".join(f"{', '.join(importer.SUFFIXES)} ({importer.title()})" for importer in importers())
    raise UsageError(
        _("« {name} » : ce type de fichier n'est pas repris.").format(name=source.name),
        _("Fichiers repris : {known}.").format(known=known),
    )
