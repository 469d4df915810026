"""The deadlines of an action: each step of its catalogue, dated for each activity.

Working days are counted as in Reg. 1182/71: the day of the event isn't. They are those worked by every party; a
deadline also says what each party's own calendar would give, where that differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from methodology.i18n import gettext as _
from methodology.i18n import ngettext
from methodology.mission.catalogues import Catalogue, Deliverable, Step, adjusted, catalogue_of
from methodology.mission.expected import expected
from methodology.mission.model import Adjustment, LogEntry, Mission, MissionActivity
from methodology.mission.values import Party, State, Timing
from methodology.mission.working_days import WorkingCalendar, calendar_of

_REACHED = {
    State.SUBMITTED: (State.SUBMITTED, State.COMMENTED, State.REVISED, State.APPROVED, State.REJECTED),
    State.COMMENTED: (State.COMMENTED, State.REVISED, State.APPROVED, State.REJECTED),
    State.REVISED: (State.REVISED, State.APPROVED, State.REJECTED),
    State.APPROVED: (State.APPROVED, State.REJECTED),
}
"""The states that show that a step is done."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The date of a step in an activity.

    `agreed`: the author gave the date instead of the count. `by_party`: what the calendar of one party alone gives,
    for those where it isn't `due`. `last_working`: the last worked day up to it. `done`: when it was done.
    """

    activity: MissionActivity
    step: Step
    due: date
    deliverables: tuple[Deliverable, ...] = ()
    agreed: Adjustment | None = None
    by_party: Mapping[Party, date] | None = None
    last_working: date | None = None
    done: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of what is due: the deliverables, and the products of the activity with those that close it."""
        products = self.activity.products if self.step.timing is Timing.AFTER else ()
        return (*(one.id for one in self.deliverables), *(product.id for product in products))

    @property
    def falls_on_day_off(self) -> bool:
        """Whether the day itself isn't worked: what is due then is better sent before."""
        return self.last_working not in (None, self.due)

    def days_left(self, day: date) -> int:
        """Days from that day to the deadline; negative once it is past."""
        return (self.due - day).days

    def is_overdue(self, day: date) -> bool:
        """Whether it is past, and nothing says that it was done."""
        return self.done is None and day > self.due


class MissionDates:
    """The catalogue, the calendar and the deadlines of an action, worked out once."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @cached_property
    def catalogue(self) -> Catalogue:
        """The deliverables and steps of the action."""
        return catalogue_of(self.mission)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The days worked by every party."""
        return calendar_of(self.mission)

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Every deadline, activity by activity, in the order of the steps."""
        return tuple(d for activity in self.mission.activities for d in self.of_activity(activity))

    def of_activity(self, activity: MissionActivity) -> Iterator[Deadline]:
        """The deadlines of one activity."""
        dates = self._dates(activity, self.calendar)
        alone = {one.party: self._dates(activity, self.calendar.of(one.party)) for one in self.calendar.parties}
        agreed = {one.step: one for one in activity.adjustments if one.date is not None}
        for step in self._steps(activity):
            day = dates[step.id]
            yield Deadline(
                activity=activity,
                step=step,
                due=day,
                deliverables=self._deliverables(step),
                agreed=agreed.get(step.id),
                by_party={party: found[step.id] for party, found in alone.items() if found[step.id] != day},
                last_working=self.calendar.not_after(day),
                done=_done(self.mission, activity, step, self.catalogue),
            )

    def deadline(self, activity: MissionActivity, step: str) -> Deadline | None:
        """The deadline of that step of that activity; None when the catalogue has no such step."""
        return next((d for d in self.deadlines if d.activity is activity and d.step.id == step), None)

    def handed_in(self, activity: MissionActivity, timing: Timing) -> date | None:
        """The day on which what comes at that moment of the activity is first handed in; None without such a step."""
        mine = (d for d in self.deadlines if d.activity is activity and d.step.timing is timing)
        return next((d.due for d in mine if d.step.closes is State.SUBMITTED), None)

    def last(self, activity: MissionActivity) -> Deadline | None:
        """What ends the activity: its last deadline."""
        return max(
            (d for d in self.deadlines if d.activity is activity), key=lambda deadline: deadline.due, default=None
        )

    def span(self) -> tuple[date, date] | None:
        """The first and the last day that matter; None without activity."""
        days = [day for activity in self.mission.activities for day in (activity.start, activity.end)]
        days += [deadline.due for deadline in self.deadlines]
        return (min(days), max(days)) if days else None

    def _steps(self, activity: MissionActivity) -> tuple[Step, ...]:
        return adjusted(self.catalogue.steps, activity.adjustments)

    def _deliverables(self, step: Step) -> tuple[Deliverable, ...]:
        return tuple(one for one in self.catalogue.deliverables if step.timing and one.timing is step.timing)

    def _dates(self, activity: MissionActivity, calendar: WorkingCalendar) -> dict[str, date]:
        """The date of each step by that calendar; a date agreed counts for the steps that follow from it."""
        agreed = {one.step: one.date for one in activity.adjustments if one.date is not None}
        found: dict[str, date] = {}
        for step in self._steps(activity):
            anchor = found.get(step.anchor) or _anchor(activity, step.anchor)
            count = -step.count if step.before else step.count
            counted = calendar.shifted(anchor, count) if step.working else anchor + timedelta(days=count)
            found[step.id] = agreed.get(step.id) or counted
        return found


def _anchor(activity: MissionActivity, name: str) -> date:
    """The day an activity's steps are counted from. Of two, the earlier: « selon la première éventualité »."""
    days = {
        "debut": (activity.start,),
        "fin": (activity.end,),
        "debut_ou_depart": (activity.start, activity.departure),
        "fin_ou_retour": (activity.end, activity.back),
    }[name]
    return min(day for day in days if day is not None)


def _done(mission: Mission, activity: MissionActivity, step: Step, catalogue: Catalogue) -> date | None:
    """The day on which the last of its deliverables had reached the state; None while one hasn't."""
    if step.closes is None:
        return activity.access_list_given if step.id == "acces" else None
    wanted = (one for one in catalogue.deliverables if one.timing is step.timing)
    entries = [entry for one in wanted for entry in expected(mission, activity, one).values()]
    logs = [entry.log if entry else () for entry in entries]
    logs += [product.log for product in activity.products if step.timing is Timing.AFTER]
    reached = [first_reached(log, step.closes) for log in logs]
    known = [day for day in reached if day is not None]
    return max(known) if known and len(known) == len(reached) else None


def first_reached(log: tuple[LogEntry, ...], state: State) -> date | None:
    """The first day on which a deliverable had come that far."""
    return min((entry.date for entry in log if entry.state in _REACHED[state]), default=None)


def rule_words(step: Step) -> str:
    """How the date is counted, in the language of the messages: « 5 jours ouvrables avant le début »."""
    if step.working:
        words = ngettext("{n} jour ouvrable {when}", "{n} jours ouvrables {when}", step.count)
    else:
        words = ngettext("{n} jour {when}", "{n} jours {when}", step.count)
    return words.format(n=step.count, when=_when(step))


def _when(step: Step) -> str:
    known = {
        "debut": (_("avant le début"), _("après le début")),
        "fin": (_("avant la fin"), _("après la fin")),
        "debut_ou_depart": (_("avant le début ou le départ"), _("après le début ou le départ")),
        "fin_ou_retour": (_("avant la fin ou le retour"), _("après la fin ou le retour")),
    }
    before, after = known.get(step.anchor, (_("avant l'étape précédente"), _("après l'étape précédente")))
    return before if step.before else after
