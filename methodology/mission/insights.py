"""What the dates of several activities mean together: reference domain 1.2, the three things nobody sees in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import permutations

from methodology.findings import Where
from methodology.i18n import gettext as _
from methodology.mission.deadlines import Deadline, MissionDates
from methodology.mission.model import MissionActivity
from methodology.mission.values import Timing


class Clash(StrEnum):
    """What clashes: the rule that says it."""

    PREPARED_DURING = "CAL-08"  # what opens an activity is due before the one before it ends
    APPROVED_AFTER = "CAL-09"  # an activity is approved once a later one has begun or ended
    WRITTEN_DURING = "CAL-10"  # drafts are due in the middle of another activity


@dataclass(frozen=True, slots=True)
class Insight:
    """Something to know about the dates: what, about which activity, why, and what to do."""

    clash: Clash
    activity: MissionActivity
    where: Where
    message: str
    remedy: str


def insights(dates: MissionDates) -> tuple[Insight, ...]:
    """Every clash between the activities of an action, kind by kind."""
    return (*_prepared_during(dates), *_approved_after(dates), *_written_during(dates))


def _pairs(dates: MissionDates) -> Iterator[tuple[MissionActivity, MissionActivity]]:
    """Each activity with each one that begins later."""
    for one, other in permutations(dates.mission.activities, 2):
        if one.start < other.start:
            yield one, other


def _prepared_during(dates: MissionDates) -> Iterator[Insight]:
    for earlier, later in _pairs(dates):
        first = _first_handed_in(dates, later, Timing.BEFORE)
        if first and earlier.start <= first.due <= earlier.end:
            message = _(
                "{what} de l'activité {later} : à remettre le {due}, avant la fin de l'activité {earlier} ({end})."
            )
            said = message.format(
                what=first.step.title, later=later.id, due=_day(first.due), earlier=earlier.id, end=_day(earlier.end)
            )
            remedy = _("Écrivez-les pendant l'activité {earlier}, ou convenez d'une autre date avec SOCIEUX+.")
            yield Insight(
                Clash.PREPARED_DURING, later, later.where.at("start"), said, remedy.format(earlier=earlier.id)
            )


def _approved_after(dates: MissionDates) -> Iterator[Insight]:
    """One for each activity that is judged last of all after the final one began, and so on down."""
    last = max(dates.mission.activities, key=lambda one: one.end, default=None)
    for activity in dates.mission.activities:
        end = dates.last(activity)
        if last is None or last is activity or end is None or end.due <= last.start:
            continue
        message = (
            _("Activité {id} : approuvée au plus tard le {due}, quand l'activité {last} est finie ({day}).")
            if end.due > last.end
            else _("Activité {id} : approuvée au plus tard le {due}, quand l'activité {last} a commencé ({day}).")
        )
        said = message.format(
            id=activity.id, due=_day(end.due), last=last.id, day=_day(last.end if end.due > last.end else last.start)
        )
        remedy = _("Gardez les versions des parties, et refondez le document consolidé après chaque approbation.")
        yield Insight(Clash.APPROVED_AFTER, activity, activity.where.at("end"), said, remedy)


def _written_during(dates: MissionDates) -> Iterator[Insight]:
    for earlier, later in _pairs(dates):
        drafts = _first_handed_in(dates, earlier, Timing.AFTER)
        if drafts and later.start <= drafts.due <= later.end:
            message = _("{what} de l'activité {id} : à remettre le {due}, pendant l'activité {later}.").format(
                what=drafts.step.title, id=earlier.id, due=_day(drafts.due), later=later.id
            )
            remedy = _("Réservez des jours de rédaction, ou rédigez avant le {day}.").format(day=_day(later.start))
            yield Insight(Clash.WRITTEN_DURING, earlier, earlier.where.at("end"), message, remedy)


def _first_handed_in(dates: MissionDates, activity: MissionActivity, timing: Timing) -> Deadline | None:
    """The first step of that activity at which such deliverables are handed in."""
    mine = (d for d in dates.deadlines if d.activity is activity and d.step.timing is timing)
    return min(mine, key=lambda deadline: deadline.due, default=None)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
