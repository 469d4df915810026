"""Ids for question banks, given out before anything is written: a slot may show a question of any bank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from moodle_backups.kept import Kept
from moodle_backups.questions.bank import QuestionBank, QuestionCategory
from moodle_backups.questions.base import Question

_FIRST_TAG: Final = 1_000_000_000
IdFor = Callable[[str, Kept], int]
"""The id that something had in the package it was read from, or a new one."""


@dataclass(frozen=True, slots=True)
class CategoryPlace:
    """A category with its id and that of the one it lies in."""

    category: QuestionCategory
    id: int
    parent: int


@dataclass(frozen=True, slots=True)
class BankPlace:
    """A bank with its ids: of its context, of what the context belongs to, of its top category, of its entries."""

    bank: QuestionBank
    owner: str
    context: int
    instance: int
    top: int
    categories: tuple[CategoryPlace, ...]
    entries: Mapping[str, int]

    @property
    def category_ids(self) -> tuple[int, ...]:
        """All of them, the top one first; none for a bank in which nothing is."""
        return (self.top, *(place.id for place in self.categories)) if self.categories or self.top else ()


@dataclass(frozen=True, slots=True)
class BankPlaces:
    """Every bank of a backup: by key of its activity, and those of the course and above it.

    ``tags``: ids by name in small letters. A restore finds the tags of a filter by the ids that questions give them.
    """

    activities: Mapping[str, BankPlace]
    shared: tuple[BankPlace, ...]
    tags: Mapping[str, int]

    def everywhere(self) -> Iterable[BankPlace]:
        """All of them."""
        return (*self.activities.values(), *self.shared)

    def entry(self, key: str, owner: str) -> int | None:
        """The id of a bank entry: of the activity's own bank, or of any other."""
        return next((bank.entries[key] for bank in self._from(owner) if key in bank.entries), None)

    def owners_of(self, key: str, owner: str) -> tuple[str, ...]:
        """Whose banks have an entry for this key, where ``owner`` has none; several: nobody knows which is meant."""
        own = self.activities.get(owner)
        if own is not None and key in own.entries:
            return (owner,)
        return tuple(bank.owner for bank in self.everywhere() if key in bank.entries)

    def named(self, name: str, owner: str) -> str | None:
        """The key of a category with this name."""
        found = (p.category.key for bank in self._from(owner) for p in bank.categories if p.category.title == name)
        return next(found, None)

    def question(self, key: str, owner: str) -> Question | None:
        """The question with a key, in the same order."""
        found = (question for bank in self._from(owner) for question in bank.bank.questions if question.key == key)
        return next(found, None)

    def category(self, key: str, owner: str) -> tuple[BankPlace, CategoryPlace] | None:
        """A category and its bank: the activity's own, or any other in which somebody made it."""
        for bank in self._from(owner):
            own = bank is self.activities.get(owner)
            for place in bank.categories:
                if place.category.key == key and (own or place.category in bank.bank.categories):
                    return bank, place
        return None

    def _from(self, owner: str) -> Iterable[BankPlace]:
        first = self.activities.get(owner)
        return self.everywhere() if first is None else (first, *(b for b in self.everywhere() if b is not first))


def place_tags(banks: Iterable[QuestionBank]) -> dict[str, int]:
    """Gives ids to the tags of all questions: numbers that no site has for its own.

    A restore of 5.0 loses the tags of random questions when a tag has by chance the same number on both sites.
    """
    ids: dict[str, int] = {}
    for name in _tag_names(banks):
        if name not in ids:
            wanted = _FIRST_TAG + crc32(name.encode("utf-8", "replace")) % _FIRST_TAG
            while wanted in ids.values():
                wanted += 1
            ids[name] = wanted
    return ids


def _tag_names(banks: Iterable[QuestionBank]) -> Iterator[str]:
    for bank in banks:
        for last in bank.questions:
            for question in (*last.versions, last):
                yield from (tag.lower() for tag in question.tags)


def place_bank(bank: QuestionBank, owner: str, context: int, instance: int, id_for: IdFor) -> BankPlace:
    """Gives ids to a bank."""
    categories = bank.all_categories()
    # A context has one category "top" in which all others lie; a bank without categories needs none.
    top = id_for("top", bank.kept) if categories or bank.kept.id_of("top") else 0
    ids = {category.key: id_for("question_category", category.kept) for category in categories}
    entries = {question.key: id_for("entry", question.kept) for question in bank.questions}
    places = tuple(CategoryPlace(c, ids[c.key], ids.get(c.parent, top) if c.parent else top) for c in categories)
    return BankPlace(bank, owner, context, instance, top, places, entries)
