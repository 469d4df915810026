"""Which activities change their place among the others of their section: the fewest that explain the new order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from coursegen.publish.inventory import LiveActivity
from coursegen.publish.sources import Sources


def moved_within(sources: Sources, live: Mapping[str, LiveActivity]) -> frozenset[str]:
    """Keys of activities that stay in their section and go to another place in it.

    The old order is that of the last publication, put together again from what each activity said then of the one
    before it (`after`); one that came in between, or went, moves nobody.
    """
    moved: set[str] = set()
    for section in {activity.section for activity in sources.activities}:
        before = _old_order(section, live)
        places = {key: place for place, key in enumerate(before)}
        now = [a.key for a in sources.activities if a.section == section and a.key in places]
        moved.update(out_of_order([places[key] for key in now], now))
    return frozenset(moved)


def _old_order(section: str, live: Mapping[str, LiveActivity]) -> list[str]:
    """The activities of a section as they followed each other at the last publication."""
    members = {key: one.source_parts for key, one in live.items() if one.source_parts.get("placement") == section}
    following = {parts.get("after", ""): key for key, parts in members.items()}
    order: list[str] = []
    for start in ["", *(after for after in sorted(following) if after and after not in members)]:
        key = following.get(start)
        while key is not None and key not in order:
            order.append(key)
            key = following.get(key)
    return order


def out_of_order(places: Sequence[int], keys: Iterable[str]) -> set[str]:
    """The keys outside a longest run of rising places."""
    ends: list[int] = []
    ranks: list[int] = []
    for place in places:
        rank = bisect_left(ends, place)
        ends[rank : rank + 1] = [place]
        ranks.append(rank)
    staying: set[int] = set()
    wanted = len(ends) - 1
    for position in range(len(places) - 1, -1, -1):
        if ranks[position] == wanted:
            staying.add(position)
            wanted -= 1
    return {key for position, key in enumerate(keys) if position not in staying}
