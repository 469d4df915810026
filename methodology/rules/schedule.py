"""CAL: sessions that a group can attend: no two at once, every sequence in one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from methodology.course import Course
from methodology.delivery import Session
from methodology.findings import Severity
from methodology.hours import time_ranges
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Modality

_TOGETHER = (Modality.ONSITE, Modality.SYNCHRONOUS)


@rule("CAL-05", Severity.WARNING, Source.TERMS, N_("Deux séances à la même heure"))
def one_place_at_a_time(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Two sessions that gather people, the same day, at hours that overlap: nobody is in two places."""
    by_day: dict[date, list[Session]] = {}
    for session in course.delivery.sessions:
        day = _only_day(session)
        if day and session.modality in _TOGETHER:
            by_day.setdefault(day, []).append(session)
    for day, gathered in by_day.items():
        for one, other in combinations(gathered, 2):
            if _overlap(one, other):
                message = _("Sessions {one} et {other} : le {day}, leurs heures se recouvrent.").format(
                    one=one.id, other=other.id, day=day.isoformat()
                )
                remedy = _("Décalez-en une ; pour deux groupes, gardez la remarque en nommant qui anime chacun.")
                yield Remark(other.where.at("hours"), message, remedy, other.id)


def _only_day(session: Session) -> date | None:
    """The day of a session that lasts one; None for the others, whose hours aren't told day by day."""
    return session.start if session.end in (None, session.start) else None


def _overlap(one: Session, other: Session) -> bool:
    ours, theirs = time_ranges(one.hours), time_ranges(other.hours)
    return any(a < d and c < b for a, b in ours for c, d in theirs)


@rule("CAL-07", Severity.WARNING, Source.COHERENCE, N_("Séquence qu'aucune session ne prévoit"))
def every_sequence_scheduled(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Once sessions share the sequences out, each sequence has its day."""
    planned = {key for session in course.delivery.sessions for key in session.sequences}
    for sequence in course.sequencing.sequences() if planned else ():
        if sequence.id not in planned:
            message = _("Séquence {id} : aucune session ne la prévoit ; personne ne saura quand la suivre.").format(
                id=sequence.id
            )
            yield Remark(sequence.where, message, _("Ajoutez-la aux « sequences » d'une session."), sequence.id)
