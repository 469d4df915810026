"""Which activities and sections change their place among the others: the fewest that explain the new order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coursegen.publish.inventory import LiveActivity, LiveSection
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


@dataclass(frozen=True, slots=True)
class SectionOrder:
    """The order of sections from three sides: as published last, as on the site, as in the folder.

    `edited`: a person has changed it on the site. `changed`: the folder has. `differs`: site and folder disagree.
    `known` False: the site doesn't remember the order that was published.
    """

    edited: bool
    changed: bool
    differs: bool
    moved: frozenset[str]
    known: bool = True

    def written(self, ours: bool) -> frozenset[str]:
        """Keys of the sections that go elsewhere. `ours`: the folder's order wins over a person's."""
        allowed = ours if self.edited else self.changed
        return self.moved if self.differs and allowed else frozenset()


def section_order(sources: Sources, live: Mapping[str, LiveSection], folder_may_have_changed: bool) -> SectionOrder:
    """The order of the sections that the folder and the site share.

    `folder_may_have_changed` answers where the site doesn't remember the order of the last publication.
    """
    wanted = [section.key for section in sources.sections if section.key in live]
    present = sorted(wanted, key=lambda key: live[key].number)
    known = sorted((key for key in wanted if live[key].place >= 0), key=lambda key: live[key].place)
    moved = frozenset(out_of_order([live[key].number for key in wanted], wanted))
    if not known:
        return SectionOrder(False, folder_may_have_changed, present != wanted, moved, known=False)
    return SectionOrder(
        edited=[key for key in present if key in known] != known,
        changed=[key for key in wanted if key in known] != known,
        differs=present != wanted,
        moved=moved,
    )


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
