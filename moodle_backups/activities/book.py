"""A book: chapters and subchapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


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
    """Chapters in reading order; the first is no subchapter. Complete by view once the last one is seen."""

    modname: ClassVar[str] = "book"

    chapters: tuple[Chapter, ...]
    numbering: Numbering = Numbering.NUMBERS

    def to_xml(self, scope: ActivityScope) -> Xml:
        values: dict[str, Scalar] = {
            "numbering": self.numbering,
            "navstyle": 1,
            "customtitles": 0,
            "timecreated": scope.timestamp,
            "timemodified": scope.timestamp,
        }
        chapters = [self._chapter(scope, number, c) for number, c in enumerate(self.chapters, 1)]
        return record(
            "book",
            self.head(scope) | values,
            listing("chapters", chapters),
            element("chaptertags"),
            id=scope.place.instance,
        )

    def anchors(self) -> tuple[str, ...]:
        return tuple(chapter.key for chapter in self.chapters if chapter.key)

    def link_token(self, anchored: bool) -> str | None:
        return "BOOKVIEWBYIDCH" if anchored else "BOOKVIEWBYID"

    def problems(self) -> Iterator[str]:
        if not self.chapters:
            yield "has no chapter"
        elif self.chapters[0].subchapter:
            yield "starts with a subchapter"
        for number, chapter in enumerate(self.chapters, 1):
            if not chapter.title.strip() or len(chapter.title) > 255:
                yield f"chapter {number} needs a title of 1 to 255 characters"
        if len(set(self.anchors())) < len(self.anchors()):
            yield "has two chapters with the same key"

    def _chapter(self, scope: ActivityScope, number: int, chapter: Chapter) -> Xml:
        chapter_id = scope.place.anchors[chapter.key] if chapter.key else scope.next_id()
        values: dict[str, Scalar] = {
            "pagenum": number,
            "subchapter": chapter.subchapter,
            "title": chapter.title,
            "content": scope.html(chapter.content, "chapter", chapter_id),
            "contentformat": 1,
            "hidden": chapter.hidden,
            "timemodified": scope.timestamp,
            "importsrc": "",
        }
        return record("chapter", values, id=chapter_id)
