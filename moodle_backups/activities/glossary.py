"""A glossary.

Moodle counts entries, with their aliases, categories, attachments, comments and ratings, as user data: they don't
travel; the names of categories do. The entries that an author wants are `Glossary.entries`, seeds for a publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.ratings import ASSESSED, SCALE, Rating, rating_problems, rating_scale
from moodle_backups.columns import LARGEST_SHORT, Columns, clock, flag, number, one_of, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.seeds import GlossaryEntrySeed, check_seeds, seed_problems
from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class GlossaryFormat(StrEnum):
    """How entries are shown: ``DICTIONARY`` simple, ``ENCYCLOPEDIA`` with pictures, ``ENTRY_LIST`` concepts only."""

    DICTIONARY = "dictionary"
    CONTINUOUS = "continuous"
    ENCYCLOPEDIA = "encyclopedia"
    ENTRY_LIST = "entrylist"
    FAQ = "faq"
    WITH_AUTHOR = "fullwithauthor"
    WITHOUT_AUTHOR = "fullwithoutauthor"


class GlossaryFeed(IntEnum):
    """What the RSS feed lists: nothing, concepts with their authors, or concepts alone."""

    NONE = 0
    WITH_AUTHOR = 1
    WITHOUT_AUTHOR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryCategory:
    """``link``: the category's name is linked wherever texts name it."""

    name: str
    link: bool = False
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary(Activity):
    """``main``: the course's main glossary, into which entries of others may be exported; Moodle keeps one a course.

    ``site_wide``: its links reach other courses (only an administrator restores that). ``link``: entries are linked
    in texts of the course unless they say otherwise. ``approved``: learners' entries show without approval.
    ``special``, ``alphabet``, ``all_entries``: kinds of browsing. ``complete_after_entries``: 0 for no rule.
    """

    modname: ClassVar[str] = "glossary"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "scale"

    format: GlossaryFormat = GlossaryFormat.DICTIONARY
    main: bool = False
    site_wide: bool = False
    duplicates: bool = False
    approved: bool = True
    edit_always: bool = False
    comments: bool = False
    print_view: bool = True
    link: bool = True
    special: bool = True
    alphabet: bool = True
    all_entries: bool = True
    per_page: int = 10
    feed: GlossaryFeed = GlossaryFeed.NONE
    feed_articles: int = 0
    rating: Rating = Rating.NONE
    rate_from: int | None = None
    rate_until: int | None = None
    complete_after_entries: int = 0
    categories: tuple[GlossaryCategory, ...] = ()
    entries: tuple[GlossaryEntrySeed, ...] = ()

    def to_xml(self, scope: ActivityScope) -> Xml:
        check_seeds(self, scope)
        categories = (
            record(
                "category",
                written(CATEGORY_COLUMNS, category, scope),
                element("category_entries"),
                *category.kept.elements,
                id=scope.id_of(category),
            )
            for category in self.categories
        )
        return record(
            "glossary",
            self.fields(COLUMNS, scope),
            element("entries"),
            element("entriestags"),
            listing("categories", categories),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        entries = tuple(_entries(node, owner)) if owner.shared.seeds else ()
        owner.drop_files("entry", "attachment")
        nested, people = ["categories"], ["entries", "entriestags"]
        if entries:
            nested, people = ["categories", *people], []
        categories = tuple(_category(category, owner) for category in node.path("categories/category"))
        found = {"categories": categories, "entries": entries}
        return cls.read(COLUMNS, node, owner, common, nested=nested, people=people, **found)

    @property
    def rating_scale(self) -> int:
        """The highest rating of an entry."""
        return rating_scale(self.rating, self.grade)

    def seeds(self) -> tuple[GlossaryEntrySeed, ...]:
        """The entries to make once the course is restored."""
        return self.entries

    def own_completion_rule(self) -> bool:
        return bool(self.complete_after_entries)

    def problems(self) -> Iterator[str]:
        yield from rating_problems(self.rating, self.grade)
        yield from seed_problems(self.entries)
        names = [category.name for category in self.categories]
        for name in names:
            if not name.strip() or len(name) > 255:
                yield "has a category that needs a name of 1 to 255 characters"
        if len(set(names)) < len(names):
            yield "has two categories of the same name"
        for entry in self.entries:
            for name in sorted(set(entry.categories) - set(names)):
                yield f'entry "{entry.concept}" is in category "{name}", which doesn\'t exist'
        concepts = [entry.concept.casefold() for entry in self.entries]
        if len(set(concepts)) < len(concepts) and not self.duplicates:
            yield "has two entries of the same concept"


def _category(node: Node, owner: Owner) -> GlossaryCategory:
    ids = {"id": int(node.attributes.get("id") or 0)}
    return GlossaryCategory(**owner.values(CATEGORY_COLUMNS, node, people=("category_entries",), ids=ids))


def _entries(node: Node, owner: Owner) -> Iterator[GlossaryEntrySeed]:
    """The trainers' entries that are approved; those of learners are dropped."""
    categories: dict[str, list[str]] = {}
    for category in node.path("categories/category"):
        for entry in category.path("category_entries/category_entry"):
            categories.setdefault(entry.text_of("entryid") or "", []).append(category.text_of("name") or "")
    tags: dict[str, list[str]] = {}
    for tag in node.path("entriestags/tag"):
        tags.setdefault(tag.text_of("itemid") or "", []).append(tag.text_of("rawname") or "")
    for entry in node.path("entries/entry"):
        if entry.text_of("teacherentry") != "1" or entry.text_of("approved") == "0":
            owner.shared.dropped["entries"] = owner.shared.dropped.get("entries", 0) + 1
            continue
        number = entry.attributes.get("id") or "0"
        yield _entry(entry, owner, tuple(categories.get(number, ())), tuple(tags.get(number, ())))


def _entry(node: Node, owner: Owner, categories: tuple[str, ...], tags: tuple[str, ...]) -> GlossaryEntrySeed:
    number = int(node.attributes.get("id") or 0)
    apart = owner.inner("an entry", owner.component)
    return GlossaryEntrySeed(
        concept=node.text_of("concept") or "",
        definition=apart.html(node.text_of("definition"), "entry", number),
        aliases=tuple(alias.text_of("alias_text") or "" for alias in node.path("aliases/alias")),
        categories=categories,
        link=node.text_of("usedynalink") == "1",
        case_sensitive=node.text_of("casesensitive") == "1",
        whole_words=node.text_of("fullmatch") == "1",
        tags=tags,
        files=apart.shown,
        attachments=apart.files_in("attachment", number),
    )


COLUMNS: Final[Columns] = (
    flag("allowduplicatedentries", "duplicates"),
    one_of("displayformat", "format", GlossaryFormat),
    flag("mainglossary", "main"),
    flag("showspecial", "special"),
    flag("showalphabet", "alphabet"),
    flag("showall", "all_entries"),
    flag("allowcomments", "comments"),
    flag("allowprintview", "print_view"),
    flag("usedynalink", "link"),
    flag("defaultapproval", "approved"),
    flag("globalglossary", "site_wide"),
    number("entbypage", "per_page", most=LARGEST_SHORT),
    flag("editalways", "edit_always"),
    one_of("rsstype", "feed", GlossaryFeed),
    number("rssarticles", "feed_articles", most=LARGEST_SHORT),
    *ASSESSED,
    *SCALE,
    clock("timecreated"),
    clock("timemodified"),
    number("completionentries", "complete_after_entries"),
)
CATEGORY_COLUMNS: Final[Columns] = (text("name"), flag("usedynalink", "link"))
