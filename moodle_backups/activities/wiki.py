"""A wiki; it starts empty, Moodle makes the first page when someone opens it.

Moodle counts every page, with its versions, links and attachments, as user data: none travels. The pages that an
author wants are `Wiki.pages`, seeds for a publisher (`moodle_backups.seeds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, fixed, flag, one_of, text
from moodle_backups.seeds import WikiPageSeed, check_seeds, seed_problems
from moodle_backups.xml import Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class WikiMode(StrEnum):
    """One wiki for all, or one each."""

    COLLABORATIVE = "collaborative"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiki(Activity):
    """``first_page`` is the title of the first page; ``format``: html, creole or nwiki.

    ``pages`` are seeds, only for a COLLABORATIVE wiki: learners write their own one.
    """

    modname: ClassVar[str] = "wiki"

    first_page: str
    mode: WikiMode = WikiMode.COLLABORATIVE
    format: str = "html"
    force_format: bool = True
    pages: tuple[WikiPageSeed, ...] = ()

    def to_xml(self, scope: ActivityScope) -> Xml:
        check_seeds(self, scope)
        return record(
            "wiki", self.fields(COLUMNS, scope), element("subwikis"), *self.kept.elements, id=scope.place.instance
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        pages = tuple(_pages(node, owner)) if owner.shared.seeds else ()
        owner.drop_files("attachments")
        nested, people = (("subwikis",), ()) if pages else ((), ("subwikis",))
        return cls.read(COLUMNS, node, owner, common, nested=nested, people=people, pages=pages)

    def seeds(self) -> tuple[WikiPageSeed, ...]:
        """The pages to make once the course is restored."""
        return self.pages

    def problems(self) -> Iterator[str]:
        if not self.first_page.strip() or len(self.first_page) > 255:
            yield "needs a title of 1 to 255 characters for its first page"
        if self.format not in ("html", "creole", "nwiki"):
            yield f'"{self.format}" is no wiki format'
        if self.pages and self.mode is WikiMode.INDIVIDUAL:
            yield "has pages to begin with, but each learner writes a wiki of their own"
        yield from seed_problems(self.pages)


def _pages(node: Node, owner: Owner) -> Iterator[WikiPageSeed]:
    """The last version of every page of the wikis that learners share; those of single learners are dropped."""
    for subwiki in node.path("subwikis/subwiki"):
        pages = subwiki.path("pages/page")
        if (subwiki.text_of("userid") or "0") != "0":
            owner.shared.dropped["pages"] = owner.shared.dropped.get("pages", 0) + len(pages)
            continue
        group = owner.group(subwiki.text_of("groupid"))
        for page in pages:
            yield _page(page, owner, int(subwiki.attributes.get("id") or 0), group)


def _page(page: Node, owner: Owner, subwiki: int, group: str) -> WikiPageSeed:
    apart = owner.inner("a page", owner.component)
    versions = sorted(page.path("versions/version"), key=lambda version: int(version.text_of("version") or 0))
    content = versions[-1].text_of("content") if versions else page.text_of("cachedcontent")
    return WikiPageSeed(
        title=page.text_of("title") or "",
        content=apart.html(content, "attachments", subwiki),
        group=group,
        tags=tuple(tag.text_of("rawname") or "" for tag in page.path("tags/tag")),
        files=apart.shown,
    )


COLUMNS: Final[Columns] = (
    clock("timecreated"),
    clock("timemodified"),
    text("firstpagetitle", "first_page"),
    one_of("wikimode", "mode", WikiMode),
    text("defaultformat", "format", longest=20),
    flag("forceformat", "force_format"),
    fixed("editbegin", 0),
    fixed("editend", 0),
)
