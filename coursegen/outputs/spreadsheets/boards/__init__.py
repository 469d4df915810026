"""The workbooks that compute, one module each, found by itself. A new one is one new file here.

A module offers `KEY` (the end of its file's name), `title()` in the person's language, and `pages(subject)`: a function
for each sheet to write; none when the course has nothing to compute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from coursegen.outputs.spreadsheets.book import Book, Subject


class Board(Protocol):
    """What each module here offers."""

    KEY: str

    def title(self) -> str:
        """What it is, in the person's language."""

    def pages(self, subject: Subject) -> Iterator[Callable[[Book], None]]:
        """Writers of its sheets, in order."""


@cache
def boards() -> tuple[Board, ...]:
    """Every workbook, by the name of its module."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(cast(Board, import_module(f"{__name__}.{name}")) for name in names)
