"""What a person should know of a course before a plan is carried out: where it is, how new, what would double."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursegen.publish.changes import Announcement
from coursegen.publish.inventory import Inventory, LiveActivity
from coursegen.publish.sources import ActivitySource, Sources

NEWER = "newer"
"""The code of the announcement that the site has a newer version than the folder: to be confirmed."""


def notices(sources: Sources, inventory: Inventory, category: int) -> Iterator[Announcement]:
    """The announcements about a course. `category`: where it is looked for (0: unknown)."""
    if is_newer(inventory.published, sources.label):
        yield Announcement(NEWER, inventory.published_at, (inventory.published, sources.label))
    if category and inventory.category and category != inventory.category:
        yield Announcement("movedcourse", inventory.category, (inventory.url,))
    for source, stray in rekeyed(sources, inventory):
        yield Announcement("rekeyed", stray.cmid, (source.title, stray.key, source.key))


def is_newer(one: str, other: str) -> bool:
    """Whether a version as people write it (1.10, v2) comes after another; without a number nothing is known."""
    return bool(_numbers(other)) and _numbers(one) > _numbers(other)


def _numbers(label: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"[0-9]+", label)]
    while numbers and numbers[-1] == 0 and len(numbers) > 1:
        numbers.pop()  # 1.0 is 1
    return tuple(numbers)


def rekeyed(sources: Sources, inventory: Inventory) -> Iterator[tuple[ActivitySource, LiveActivity]]:
    """Activities that will be made while one of their name and type stands there under another number.

    The site says nothing of what number a thing had before: name and type are what is left of it.
    """
    ours = {source.key for source in sources.activities}
    there = {live.key for live in inventory.activities}
    strays = {
        (live.kind, _plain(live.title)): live
        for live in inventory.activities
        if live.key not in ours and not live.base and not live.source
    }
    for source in sources.activities:
        stray = strays.get((source.kind, _plain(source.title)))
        if stray is not None and source.key not in there and source.key not in inventory.deleted and source.title:
            yield source, stray


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
