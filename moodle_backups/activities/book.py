"""A book: chapters and subchapters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from moodle_backups.activities.base import Activity


class Numbering(IntEnum):
    """How chapters are numbered (``BOOK_NUM_*``)."""

    NONE = 0
    NUMBERS = 1
    BULLETS = 2
    INDENTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter, or with ``subchapter`` one level below the chapter before it. ``content`` is HTML.

    ``key``: for links (``activity:BOOK#KEY``), unique in the book; may stay empty.
    """

    title: str
    content: str
    key: str = ""
    subchapter: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Activity):
    """Chapters in reading order; the first is no subchapter. Complete by view when every chapter was seen."""

    modname: ClassVar[str] = "book"

    chapters: tuple[Chapter, ...]
    numbering: Numbering = Numbering.NUMBERS
