"""What an author writes into activities whose contents Moodle counts as user data: seeds for a publisher.

Moodle's own backup without users leaves out, and a restore without users ignores:

- forum: discussions, posts, subscriptions, ratings. Only a single-discussion forum opens by itself, with its intro;
- glossary: entries with their aliases, categories of entries, attachments and ratings (the categories travel);
- data: records with their contents, comments and ratings (fields and templates travel);
- wiki: subwikis and pages with their versions (the title of the first page travels).

So these never enter a package. The activities carry them beside (``Forum.discussions``, ``Glossary.entries``,
``Data.records``, ``Wiki.pages``), and a publisher, who has an account on the site, makes them after the restore.
Texts of seeds are HTML and keep their ``activity:KEY`` links and ``file:NAME`` files: the publisher resolves them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from moodle_backups.files import File, FilePool
from moodle_backups.subsections import every_activity

if TYPE_CHECKING:
    from moodle_backups.backup import Backup
    from moodle_backups.scope import ActivityScope

LONGEST_SUBJECT: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPost:
    """A discussion of a forum with its first post. ``group``: key of the only group that sees it; empty: all do.

    ``files`` are shown by ``message``, ``attachments`` hang at it.
    """

    subject: str
    message: str
    group: str = ""
    pinned: bool = False
    files: tuple[File, ...] = ()
    attachments: tuple[File, ...] = ()

    def texts(self) -> Iterator[str]:
        """Its HTML."""
        yield self.message

    def problems(self) -> Iterator[str]:
        """What Moodle would refuse."""
        yield from _name_problems("subject", self.subject)
        if not self.message.strip():
            yield "has no message"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntrySeed:
    """``categories`` are names of the glossary's own. ``link``: the concept is linked wherever texts name it."""

    concept: str
    definition: str
    aliases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    link: bool = True
    case_sensitive: bool = False
    whole_words: bool = True
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    attachments: tuple[File, ...] = ()

    def texts(self) -> Iterator[str]:
        """Its HTML."""
        yield self.definition

    def problems(self) -> Iterator[str]:
        """What Moodle would refuse."""
        yield from _name_problems("concept", self.concept)
        if not self.definition.strip():
            yield "has no definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRecordSeed:
    """``values`` by name of field, one string for each part that Moodle stores (``content``, ``content1``, ...).

    Menus and the like hold the texts of what is chosen, joined by ``##``; dates Unix seconds; a link its address
    and its text; a position its latitude and longitude. ``files`` are shown by texts, or are those of file fields.
    """

    values: Mapping[str, tuple[str, ...]] = field(hash=False)
    group: str = ""
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    def texts(self) -> Iterator[str]:
        """What may be HTML."""
        yield from (parts[0] for parts in self.values.values() if parts)

    def problems(self) -> Iterator[str]:
        """What Moodle would refuse."""
        if not any(part for parts in self.values.values() for part in parts):
            yield "is empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiPageSeed:
    """A page in the wiki's own format (HTML, Creole or NWiki); pages link to one another by title (``[[Title]]``)."""

    title: str
    content: str
    group: str = ""
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    def texts(self) -> Iterator[str]:
        """Its HTML."""
        yield self.content

    def problems(self) -> Iterator[str]:
        """What Moodle would refuse."""
        yield from _name_problems("title", self.title)


SeedContent = OpeningPost | GlossaryEntrySeed | DataRecordSeed | WikiPageSeed

_KINDS: Final[Mapping[type, str]] = {
    OpeningPost: "opening_post",
    GlossaryEntrySeed: "glossary_entry",
    DataRecordSeed: "data_record",
    WikiPageSeed: "wiki_page",
}


@dataclass(frozen=True, slots=True)
class Seed:
    """One thing to make in the activity ``activity`` (its key) once the course is restored."""

    activity: str
    content: SeedContent

    @property
    def kind(self) -> str:
        """``opening_post``, ``glossary_entry``, ``data_record`` or ``wiki_page``."""
        return _KINDS[type(self.content)]


@runtime_checkable
class Seeded(Protocol):
    """An activity that carries seeds."""

    @property
    def key(self) -> str:
        """The activity's key."""

    def seeds(self) -> tuple[SeedContent, ...]:
        """What a publisher makes in it, in this order."""


def seeds(backup: Backup) -> tuple[Seed, ...]:
    """Every seed of a course, in the order of its page and of each activity."""
    activities: Iterable[object] = every_activity(backup)
    return tuple(
        Seed(activity.key, content)
        for activity in activities
        if isinstance(activity, Seeded)
        for content in activity.seeds()
    )


def seeds_json(backup: Backup) -> str:
    """The seeds as JSON: a list of objects with ``activity``, ``kind`` and the fields of the seed that are set.

    Files are named only; their contents are in `seeds`.
    """
    listed = [{"activity": seed.activity, "kind": seed.kind} | _plain(seed.content) for seed in seeds(backup)]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def check_seeds(activity: Seeded, scope: ActivityScope) -> None:
    """Reports links, files and groups of the seeds that don't exist. Nothing of them enters the package."""
    from moodle_backups.scope import Draft, Scope

    for number, seed in enumerate(activity.seeds(), 1):
        nowhere = FilePool(count().__next__, scope.timestamp)
        draft = Draft(scope.draft.places, nowhere, scope.timestamp, scope.draft.problems)
        apart = Scope(draft, f"{scope.where} > seed {number}", scope.context, scope.component, seed.files)
        group = getattr(seed, "group", "")
        if group and group not in scope.draft.places.groups:
            apart.report(f'is for group "{group}", which doesn\'t exist')
        for text in seed.texts():
            apart.html(text, "seed")
        if not isinstance(seed, DataRecordSeed):  # its files may be the values of file fields
            apart.close()


def seed_problems(contents: Iterable[SeedContent]) -> Iterator[str]:
    """What is wrong with seeds in themselves, for `Activity.problems`."""
    for number, content in enumerate(contents, 1):
        yield from (f"seed {number} {problem}" for problem in content.problems())


def _name_problems(what: str, name: str) -> Iterator[str]:
    if not name.strip() or len(name) > LONGEST_SUBJECT:
        yield f"needs a {what} of 1 to {LONGEST_SUBJECT} characters"


def _plain(content: SeedContent) -> dict[str, Any]:
    values = {name: getattr(content, name) for name in content.__dataclass_fields__}
    return {name: _json(value) for name, value in values.items() if value not in ("", ())}


def _json(value: Any) -> Any:
    if isinstance(value, File):
        return value.name
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    return {key: _json(item) for key, item in value.items()} if isinstance(value, Mapping) else value
