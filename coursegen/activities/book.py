"""A book: chapters read one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, Html
from methodology.activities.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter. `key` is stable within the book: its position."""

    key: str
    title: str
    body: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class BookActivity(Activity):
    """A book: chapters read one after the other."""

    chapters: tuple[Chapter, ...]


@compose_from.register
def _(source: Book, frame: Frame) -> BookActivity:
    parts = frame.renderer.chapters(source.body) if source.body else ()
    chapters = (Chapter(key=f"c{n}", title=title, body=body) for n, (title, body) in enumerate(parts, 1))
    return BookActivity(chapters=tuple(chapters), **frame.common())
