"""What a publication leads to beside its changes: marks worked out again, a hidden activity that still counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coursegen.publish.changes import Act, Announcement, Change
from coursegen.publish.inventory import LiveActivity
from coursegen.publish.sources import CRITERION

TO_DO: Final = frozenset({"leftcriterion", "leftweight"})
"""The codes of what a person has to settle on the site afterwards."""


def consequences(changes: Sequence[Change], live: Mapping[str, LiveActivity]) -> Iterator[Announcement]:
    """The announcements about them; `live`: activities by key."""
    for change in changes:
        if change.sort == "activity" and change.key in live:
            yield from _regraded(change, live[change.key])
            yield from _left_behind(change, live[change.key])


def _regraded(change: Change, live: LiveActivity) -> Iterator[Announcement]:
    """`count` attempts, of so many learners."""
    if "regrade" in change.parts and live.userdata:
        yield Announcement("regrade", live.userdata, (change.title, str(live.grades)))


def _left_behind(change: Change, live: LiveActivity) -> Iterator[Announcement]:
    """A hidden activity that learners still have to complete, or that still weighs in their totals.

    The weight is told again as long as the site has it. That it is still a criterion the site doesn't say: once only.
    """
    hides = change.act is Act.HIDE
    if hides and live.source_parts.get(CRITERION) and live.completions:
        yield Announcement("leftcriterion", live.completions, (change.title,))
    was_hidden = change.act is Act.ORPHAN and not live.visible
    if (hides or was_hidden) and live.weight and live.grades:
        yield Announcement("leftweight", live.grades, (change.title, f"{live.weight:g}"))
