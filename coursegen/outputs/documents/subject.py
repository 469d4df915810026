"""What a document is made from: the course as its author thinks it, as its learners see it, and its brand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coursegen.charter import Charter
from coursegen.content.html_blocks import HtmlBlocks, line_of
from coursegen.content.typography import polish
from coursegen.courseware import Courseware, Html, MediaFile
from coursegen.documents_model import Audience, Block, Document
from coursegen.slides_model import Line
from methodology.course import Course


@dataclass(frozen=True)
class Subject:
    """`fragment` makes HTML of a piece of the folder's Markdown, with the typography of the course's language.

    `media`: the files that texts show, those of pieces that are only in documents too.
    """

    course: Course
    courseware: Courseware
    charter: Charter
    fragment: Callable[[str], Html]
    media: Callable[[], Iterable[MediaFile]] = tuple

    @property
    def language(self) -> str:
        """The language of the course, and so of its documents."""
        return self.courseware.language

    def text(self, markdown: str, base: int = 3) -> tuple[Block, ...]:
        """A piece of the folder's Markdown as blocks; its `##` become headings of level `base`."""
        return self.html(self.fragment(markdown), base)

    def html(self, fragment: Html, base: int = 3) -> tuple[Block, ...]:
        """A fragment of the courseware as blocks."""
        media = {file.name: file for file in (*self.courseware.media, *self.media())}
        return HtmlBlocks(media, base).blocks(fragment)

    def line(self, markdown: str) -> Line:
        """A piece of Markdown of one line."""
        return line_of(self.fragment(markdown))

    def document(
        self, name: str, kind: str, blocks: tuple[Block, ...], audience: Audience, title: str = "", **more: object
    ) -> Document:
        """A document of this course, with its identity, brand and clause. `name`: the end of the file's name."""
        course = self.courseware
        known: dict[str, object] = {
            "name": f"{course.key}-{name}",
            "kind": polish(kind, course.language),
            "title": title or course.title,
            "language": course.language,
            "version": course.version,
            "date": course.date.date(),
            "authors": course.authors,
            "sponsor": course.sponsor,
            "clause": course.clause,
            "funding": course.funding,
            "licence": course.licence,
            "audience": audience,
            "blocks": blocks,
        }
        return Document(**(known | more))  # type: ignore[arg-type]
