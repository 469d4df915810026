"""SEQ: days people can bear: pauses, hours, margins, what comes after lunch, how much is live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from methodology.course import Course
from methodology.delivery import Session
from methodology.findings import Severity
from methodology.hours import mentions_pause, time_ranges
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.methods import Family, method_named
from methodology.once import once
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.sequencing import Sequence, Step
from methodology.values import Grouping, Modality

_NOON, _LATE_LUNCH = 12 * 60, 15 * 60


def is_pause(step: Step) -> bool:
    """Whether a step is a rest."""
    return method_is(step, "pause") or mentions_pause(step.title)


def method_is(step: Step, id_: str) -> bool:
    """Whether the step's method is that one of the catalogue."""
    method = method_named(step.method)
    return method is not None and method.id == id_


@rule("SEQ-04", Severity.WARNING, Source.CONVENTION, N_("Trop longtemps sans pause"))
def pauses(course: Course, limits: Limits) -> Iterator[Remark]:
    """Minutes in a row in the room, or together before a screen, with no rest in the steps nor in the hours."""
    most = {Modality.ONSITE: limits.room_minutes, Modality.SYNCHRONOUS: limits.virtual_minutes}
    rested = _sequences_with_pauses(course)
    for sequence in course.sequencing.sequences():
        limit = most.get(sequence.modality)
        if limit is None or sequence.id in rested:
            continue
        longest = _longest_run(sequence)
        if longest > limit:
            message = _("Séquence {id} : {minutes} min sans pause ; {limit} au plus.").format(
                id=sequence.id, minutes=longest, limit=limit
            )
            remedy = _("Ajoutez une étape « methode: pause », ou dites la pause dans les horaires de la session.")
            yield Remark(sequence.where, message, remedy, sequence.id)


def _longest_run(sequence: Sequence) -> int:
    """Minutes without a rest. In a virtual class, who works alone or in pairs rests from the screen when they like."""
    online = sequence.modality is Modality.SYNCHRONOUS

    def rests(step: Step) -> bool:
        return is_pause(step) or (online and step.grouping in (Grouping.ALONE, Grouping.PAIR))

    runs = (sum(step.minutes for step in run) for rest, run in groupby(sequence.steps, rests) if not rest)
    return max(runs, default=0)


@once
def _sequences_with_pauses(course: Course) -> frozenset[str]:
    """Those whose session says in its hours that it has pauses."""
    sessions = (session for session in course.delivery.sessions if mentions_pause(session.hours))
    return frozenset(key for session in sessions for key in session.sequences)


@rule("SEQ-05", Severity.WARNING, Source.CONVENTION, N_("Journée ou demi-journée trop longue"))
def long_days(course: Course, limits: Limits) -> Iterator[Remark]:
    """Effective minutes of a day in the room, a pause taken off each half-day when pauses are announced."""
    for session in _days(course):
        pause = limits.pause_minutes if mentions_pause(session.hours) else 0
        halves = [end - start - pause for start, end in time_ranges(session.hours)]
        if sum(halves) > limits.day_minutes:
            message = _("Session {id} : {minutes} min effectives ; {limit} au plus.")
            said = message.format(id=session.id, minutes=sum(halves), limit=limits.day_minutes)
        elif len(halves) > 1 and max(halves) > limits.half_day_minutes:
            message = _("Session {id} : une demi-journée de {minutes} min ; {limit} au plus.")
            said = message.format(id=session.id, minutes=max(halves), limit=limits.half_day_minutes)
        else:
            continue
        remedy = _("Ôtez une activité, ou étalez-la sur un autre jour.")
        yield Remark(session.where.at("hours"), said, remedy, session.id)


def _days(course: Course) -> Iterator[Session]:
    """The sessions that last a day in the room, or together online."""
    for session in course.delivery.sessions:
        one_day = session.end is None or session.start == session.end
        if one_day and session.modality in (Modality.ONSITE, Modality.SYNCHRONOUS):
            yield session


@rule("SEQ-08", Severity.INFO, Source.CONVENTION, N_("Exposé juste après le déjeuner"))
def after_lunch(course: Course, limits: Limits) -> Iterator[Remark]:
    """The step the afternoon begins with is a talk. Only when the day's hours and sequences say so."""
    for session in _days_of_their_own(course):
        spent, morning = 0, _morning(session, limits)
        for sequence in _sequences(course, session) if morning else ():
            for step in sequence.steps:
                if spent <= morning < spent + step.minutes and spent > 0 and _is_talk(step):
                    message = _("Étape {id} : un exposé juste après le déjeuner s'écoute mal.").format(
                        id=f"{sequence.id}/{step.id}"
                    )
                    yield Remark(step.where, message, _("Commencez l'après-midi par une activité."), sequence.id)
                spent += step.minutes


def _is_talk(step: Step) -> bool:
    method = method_named(step.method)
    return not step.active and method is not None and method.family is Family.EXPOSITORY


def _morning(session: Session, limits: Limits) -> int:
    """Working minutes before lunch; 0 when the hours don't show a lunch."""
    ranges = time_ranges(session.hours)
    if len(ranges) != 2 or not _NOON - 60 <= ranges[0][1] <= ranges[1][0] <= _LATE_LUNCH:
        return 0
    return ranges[0][1] - ranges[0][0] - (limits.pause_minutes if mentions_pause(session.hours) else 0)


@rule("SEQ-09", Severity.WARNING, Source.CONVENTION, N_("Journée sans marge"))
def margins(course: Course, limits: Limits) -> Iterator[Remark]:
    """The hours of a day against the steps planned in it, pauses included."""
    for session in _days_of_their_own(course):
        there = sum(end - start for start, end in time_ranges(session.hours))
        planned = sum(sequence.minutes for sequence in _sequences(course, session))
        if there and planned and 100 * (there - planned) / there < limits.margin_percent:
            message = _("Session {id} : {planned} min prévues dans {there} min d'horaires ; aucune marge.").format(
                id=session.id, planned=planned, there=there
            )
            remedy = _("Gardez 5 à 10 % du temps pour l'imprévu et les pauses.")
            yield Remark(session.where.at("hours"), message, remedy, session.id)


def _days_of_their_own(course: Course) -> Iterator[Session]:
    """The days whose sequences are in no other session: elsewhere nobody can tell what is done when."""
    held = Counter(key for session in course.delivery.sessions for key in session.sequences)
    return (session for session in _days(course) if all(held[key] == 1 for key in session.sequences))


def _sequences(course: Course, session: Session) -> list[Sequence]:
    wanted = set(session.sequences)
    return [sequence for sequence in course.sequencing.sequences() if sequence.id in wanted]


@rule("SEQ-12", Severity.INFO, Source.CONVENTION, N_("Beaucoup de direct pour une connexion faible"))
def live_online(course: Course, limits: Limits) -> Iterator[Remark]:
    """The share of virtual classes in the time online, when the line is weak."""
    line = course.needs.participants.connection
    if line is None or line.speed_kbps is None or line.speed_kbps >= limits.weak_line_kbps:
        return
    minutes = Counter[Modality]()
    for sequence in course.sequencing.sequences():
        minutes[sequence.modality] += sequence.minutes
    live = minutes[Modality.SYNCHRONOUS]
    online = live + minutes[Modality.ASYNCHRONOUS]
    if online and 100 * live / online > limits.live_share_percent:
        message = _("{share} % du temps en ligne est en direct, avec {speed} kbit/s.").format(
            share=round(100 * live / online), speed=line.speed_kbps
        )
        remedy = _("Remplacez une classe virtuelle par un travail à son rythme, suivi au téléphone.")
        yield Remark(course.sequencing.where, message, remedy)
