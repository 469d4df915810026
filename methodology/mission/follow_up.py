"""Where each deliverable of an action stands: one row a deliverable, an activity, and an expert when it is personal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from methodology.mission.catalogues import Deliverable
from methodology.mission.deadlines import MissionDates, first_reached
from methodology.mission.expected import expected
from methodology.mission.issue import last_version
from methodology.mission.model import LogEntry, MissionActivity, Product, Tracked
from methodology.mission.values import Party, State, Timing


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A row. `due`: when it is first handed in; `state` None when nothing was begun; `log` in the author's order.

    `recipients`: who may have it; `confidential`: SOCIEUX+ alone; `most_pages` None without a limit.
    """

    activity: MissionActivity
    id: str
    title: str
    due: date | None
    recipients: tuple[Party, ...]
    expert: str = ""
    planned: date | None = None
    log: tuple[LogEntry, ...] = ()
    confidential: bool = False
    most_pages: int | None = None

    @property
    def last(self) -> LogEntry | None:
        """The latest entry of its log."""
        return max(self.log, key=lambda entry: entry.date, default=None)

    @property
    def version(self) -> str:
        """The last version of it that was numbered; empty when none was."""
        return last_version(self.log)

    @property
    def state(self) -> State | None:
        """How far it has come."""
        return self.last.state if self.last else None

    def is_overdue(self, day: date) -> bool:
        """Whether it should have been handed in by that day, and wasn't."""
        return self.due is not None and day > self.due and first_reached(self.log, State.SUBMITTED) is None


def follow_up(dates: MissionDates) -> tuple[FollowUp, ...]:
    """Every deliverable of every activity, in the order of the catalogue, then the activity's own products."""
    return tuple(row for activity in dates.mission.activities for row in _of_activity(dates, activity))


def _of_activity(dates: MissionDates, activity: MissionActivity) -> Iterator[FollowUp]:
    due = {timing: dates.handed_in(activity, timing) for timing in Timing}
    for deliverable in dates.catalogue.deliverables:
        for expert, entry in expected(dates.mission, activity, deliverable).items():
            yield _row(activity, deliverable, due[deliverable.timing], expert, entry)
    for product in activity.products:
        yield _product(activity, product, due[Timing.AFTER])


def _row(
    activity: MissionActivity, deliverable: Deliverable, due: date | None, expert: str, entry: Tracked | None
) -> FollowUp:
    return FollowUp(
        activity=activity,
        id=deliverable.id,
        title=deliverable.title,
        due=due,
        recipients=deliverable.recipients,
        expert=expert,
        planned=entry.planned if entry else None,
        log=entry.log if entry else (),
        confidential=deliverable.confidential,
        most_pages=deliverable.most_pages,
    )


def _product(activity: MissionActivity, product: Product, due: date | None) -> FollowUp:
    both = (Party.FUNDER, Party.PARTNER)
    return FollowUp(activity, product.id, product.title, due, both, planned=product.planned, log=product.log)
