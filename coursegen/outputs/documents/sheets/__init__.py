"""The documents, one module each, found by itself. A new document is one new file here.

A module offers `KEY` (the end of its file's name), `title()` in the person's language, and `compose(subject)` that
yields its documents: none when the course has nothing to say in it. It may offer `absent(course)`: why one that is
asked for isn't made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from coursegen.documents_model import Document
from coursegen.outputs.documents.subject import Subject


class Sheet(Protocol):
    """What each module here offers."""

    KEY: str

    def title(self) -> str:
        """What it is, in the person's language."""

    def compose(self, subject: Subject) -> Iterator[Document]:
        """The documents."""


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every document, by the name of its module."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(cast(Sheet, import_module(f"{__name__}.{name}")) for name in names)
