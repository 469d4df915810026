"""SEQ: times that add up, enough of them spent doing, none of them listening too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.sequencing import Step
from methodology.values import Modality


@rule("SEQ-01", Severity.ERROR, Source.COHERENCE, N_("Les durées ne s'additionnent pas"))
def times_add_up(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Steps make their sequence, and sequences the declared total."""
    for sequence in course.sequencing.sequences():
        total = sum(step.minutes for step in sequence.steps)
        if total != sequence.minutes:
            message = _("Séquence {id} : les étapes font {total} min, la séquence annonce {said} min.").format(
                id=sequence.id, total=total, said=sequence.minutes
            )
            remedy = _("Corrigez « duree_min » de la séquence ou de ses étapes.")
            yield Remark(sequence.where.at("minutes"), message, remedy, sequence.id)
    declared, total = course.identity.minutes, sum(module.minutes for module in course.sequencing.modules)
    if declared is not None and total != declared:
        message = _("Les séquences font {total} min en tout, le cours annonce {said} min.").format(
            total=total, said=declared
        )
        yield Remark(course.identity.where.at("minutes"), message, _("Corrigez « duree_min », ici ou là."))


@rule("SEQ-02", Severity.WARNING, Source.CONVENTION, N_("Trop peu de temps où l'on pratique"))
def active_time(course: Course, limits: Limits) -> Iterator[Remark]:
    """The share of the time in active steps, of the course and of each sequence."""
    remedy = _("Remplacez un apport par une étape où les participants font quelque chose.")
    for sequence in course.sequencing.sequences():
        share = _active_percent(sequence.steps)
        if share is not None and share < limits.active_percent_sequence:
            message = _("Séquence {id} : {share} % de temps actif ; visez au moins {limit} %.").format(
                id=sequence.id, share=round(share), limit=round(limits.active_percent_sequence)
            )
            yield Remark(sequence.where, message, remedy, sequence.id)
    share = _active_percent([step for _sequence, step in course.sequencing.steps()])
    if share is not None and share < limits.active_percent_course:
        message = _("Le cours entier a {share} % de temps actif ; visez au moins {limit} %.").format(
            share=round(share), limit=round(limits.active_percent_course)
        )
        yield Remark(course.sequencing.where, message, remedy)


def _active_percent(steps: Sequence[Step]) -> float | None:
    total = sum(step.minutes for step in steps)
    return 100 * sum(step.minutes for step in steps if step.active) / total if total else None


@rule("SEQ-03", Severity.WARNING, Source.CONVENTION, N_("Exposé trop long d'un seul tenant"))
def long_talk(course: Course, limits: Limits) -> Iterator[Remark]:
    """Minutes of talk in a row before a group, in the room or on line. Reading at one's own pace isn't a talk."""
    for sequence in course.sequencing.sequences():
        if sequence.modality is Modality.ASYNCHRONOUS:
            continue
        for talking, run in groupby(sequence.steps, key=_is_talk):
            steps = list(run)
            minutes = sum(step.minutes for step in steps)
            if talking and minutes > limits.talk_minutes:
                severity = Severity.ERROR if minutes > limits.talk_minutes_most else None
                message = _("Séquence {id} : {minutes} min d'exposé d'affilée ; l'attention baisse après {limit} min.")
                said = message.format(id=sequence.id, minutes=minutes, limit=limits.talk_minutes)
                remedy = _("Coupez-le par une question, un exercice court ou un échange en binôme.")
                yield Remark(steps[0].where, said, remedy, sequence.id, severity)


def _is_talk(step: Step) -> bool:
    return not step.active and step.method.lower().startswith(("expos", "magistral", "cours magistral"))
