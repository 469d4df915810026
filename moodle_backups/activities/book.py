"""A book: chapters and subchapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, fixed, flag, html, one_of, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


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
    kept: Kept = NOTHING_KEPT

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        """A chapter of a book that Moodle wrote; its id is its key."""
        chapter_id = int(node.attributes["id"])
        own = owner.values(CHAPTER_COLUMNS, node, chapter_id, nested=("pagenum",), ids={"id": chapter_id})
        return cls(key=str(chapter_id), **own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Activity):
    """Chapters in reading order; the first is no subchapter. Complete by view once the last one is seen."""

    modname: ClassVar[str] = "book"

    chapters: tuple[Chapter, ...]
    numbering: Numbering = Numbering.NUMBERS

    def to_xml(self, scope: ActivityScope) -> Xml:
        chapters = [self._chapter(scope, number, c) for number, c in enumerate(self.chapters, 1)]
        return record(
            "book",
            self.fields(COLUMNS, scope),
            listing("chapters", chapters),
            element("chaptertags"),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        records = sorted(node.path("chapters/chapter"), key=lambda chapter: int(chapter.text_of("pagenum") or 0))
        chapters = tuple(Chapter.from_xml(chapter, owner) for chapter in records)
        book = cls.read(COLUMNS, node, owner, common, nested=("chapters", "chaptertags"), chapters=chapters)
        ids = {f"book {chapter.key}": int(chapter.key) for chapter in chapters}
        return replace(book, kept=book.kept.merged(Kept(ids=ids)))

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
        chapter_id = scope.place.anchors[chapter.key] if chapter.key else scope.id_of(chapter)
        values = {"pagenum": number, **written(CHAPTER_COLUMNS, chapter, scope, chapter_id)}
        return record("chapter", values, *chapter.kept.elements, id=chapter_id)


COLUMNS: Final[Columns] = (
    one_of("numbering", "numbering", Numbering),
    fixed("navstyle", 1),
    fixed("customtitles", 0),
    clock("timecreated"),
    clock("timemodified"),
)
CHAPTER_COLUMNS: Final[Columns] = (
    flag("subchapter"),
    text("title"),
    html("content", "content", "chapter"),
    fixed("contentformat", 1),
    flag("hidden"),
    clock("timemodified"),
    fixed("importsrc", ""),
)
