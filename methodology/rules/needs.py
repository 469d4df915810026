"""BES: needs that are gaps somebody measured, that training can close, and that the course answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from methodology.course import Course
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.needs import Need
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Decision
from methodology.workings import minutes_by_objective

_BY_TRAINING = (Decision.TRAIN, Decision.OVERTRAIN)
_DECISION_NAMES = {
    Decision.TRAIN: N_("former"),
    Decision.OVERTRAIN: N_("former et entraîner"),
    Decision.ON_THE_JOB: N_("apprentissage au poste"),
    Decision.JOB_AID: N_("aide-mémoire"),
}


def _about(need: Need, message: str, remedy: str, field: str = "id") -> Remark:
    said = _("Besoin {id} : {message}").format(id=need.id, message=message)
    return Remark(need.where.at(field), said, remedy, need.id)


def retained(course: Course) -> Iterator[Need]:
    """The needs that training answers."""
    return (need for need in course.needs.needs if need.decision in _BY_TRAINING)


@rule("BES-01", Severity.ERROR, Source.NORM, N_("Besoin sans tâche, niveaux ou cause"))
def whole_need(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A need says on which task, from which level to which, and why the gap exists."""
    for need in course.needs.needs:
        wanted = {"task": need.task.strip(), "current": need.current, "target": need.target, "cause": need.cause}
        missing = [french_name(Need, name) for name, value in wanted.items() if value in ("", None)]
        if missing:
            message = _("il manque {missing} ; sans cela, ce n'est qu'un souhait.").format(missing=", ".join(missing))
            yield _about(need, message, _("Complétez-le : niveaux de 0 à 4, cause observée."))


@rule("BES-02", Severity.ERROR, Source.RESEARCH, N_("Besoin retenu sans objectif, ou exclu sans motif"))
def answered(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is retained is answered by an objective, and what isn't says why."""
    answered_by = {objective.need for objective in course.objectives.objectives}
    for need in course.needs.needs:
        if need.decision in _BY_TRAINING and need.id not in answered_by:
            message = _("il est retenu, mais aucun objectif n'y répond.")
            yield _about(need, message, _("Donnez « besoin: {id} » à un objectif, ou excluez-le.").format(id=need.id))
        elif need.decision is Decision.EXCLUDED and not need.reason.strip():
            yield _about(need, _("il est exclu sans motif."), _("Ajoutez « motif: » et qui s'en charge."), "decision")


@rule("BES-03", Severity.WARNING, Source.RESEARCH, N_("Besoin que la formation seule ne règle pas"))
def training_is_the_answer(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A cause that isn't a lack of knowledge, skill or attitude (Mager & Pipe)."""
    for need in retained(course):
        if need.cause and not need.cause.answered_by_training:
            message = _("sa cause ({cause}) ne se règle pas par une formation.").format(cause=need.cause.value)
            remedy = _("Passez-le à « decision: exclu » avec un motif, et dites qui peut agir.")
            yield _about(need, message, remedy, "cause")


@rule("BES-04", Severity.WARNING, Source.RESEARCH, N_("Besoin sans écart entre niveau actuel et niveau visé"))
def there_is_a_gap(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The target isn't above the present level."""
    for need in retained(course):
        if need.gap is not None and need.gap <= 0:
            message = _("le niveau visé ({target}) ne dépasse pas l'actuel ({current}) : rien à apprendre.").format(
                target=need.target, current=need.current
            )
            yield _about(need, message, _("Corrigez les niveaux, ou excluez ce besoin."), "target")


@rule("BES-05", Severity.WARNING, Source.CONVENTION, N_("Cotes hors échelle, ou décision contraire à l'arbre"))
def decision_follows_tree(course: Course, limits: Limits) -> Iterator[Remark]:
    """Difficulty, importance, frequency from 1 to 5, and the decision they lead to."""
    for need in course.needs.needs:
        marks = (need.difficulty, need.importance, need.frequency)
        if any(mark is not None and not 1 <= mark <= limits.scale_most for mark in marks):
            message = _("ses cotes vont de 1 à {most}.").format(most=limits.scale_most)
            yield _about(need, message, _("Corrigez difficulte, importance ou frequence."), "difficulty")
        elif need.decision is not Decision.EXCLUDED and need.advised and need.advised is not need.decision:
            message = _("l'arbre difficulté-importance-fréquence conseille « {advised} », pas « {decision} ».").format(
                advised=_(_DECISION_NAMES[need.advised]), decision=_(_DECISION_NAMES[need.decision])
            )
            yield _about(need, message, _("Changez la décision ou les cotes, ou ignorez avec un motif."), "decision")


@rule("BES-06", Severity.WARNING, Source.CONVENTION, N_("Besoin appuyé sur une seule source"))
def two_sources(course: Course, limits: Limits) -> Iterator[Remark]:
    """One source alone is an impression; two that agree are a fact."""
    for need in retained(course):
        if len(need.sources) < limits.need_sources:
            message = _("{count} source ; il en faut {least} pour recouper.").format(
                count=len(need.sources), least=limits.need_sources
            )
            remedy = _("Ajoutez un entretien, une observation, un registre ou un audit à « sources ».")
            yield _about(need, message, remedy, "sources")


@rule("BES-07", Severity.WARNING, Source.CONVENTION, N_("Le besoin prioritaire reçoit le moins de temps"))
def time_follows_priority(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The most pressing need gets less time than the least pressing one."""
    times = _minutes_by_need(course)
    ranked = sorted((need for need in retained(course) if _score(need)), key=_score)
    if len(ranked) < 2 or _score(ranked[0]) == _score(ranked[-1]):
        return
    least, most = ranked[0], ranked[-1]
    if times.get(most.id, 0.0) < times.get(least.id, 0.0):
        message = _("c'est le plus prioritaire, et il reçoit {most} min quand {other} en reçoit {least}.").format(
            most=round(times.get(most.id, 0.0)), other=least.id, least=round(times.get(least.id, 0.0))
        )
        yield _about(most, message, _("Rééquilibrez les durées, ou revoyez les cotes."))


def _score(need: Need) -> int:
    return (need.difficulty or 0) * (need.importance or 0) * (need.frequency or 0)


def _minutes_by_need(course: Course) -> Mapping[str, float]:
    times: dict[str, float] = {}
    by_objective = minutes_by_objective(course)
    for objective in course.objectives.objectives:
        times[objective.need] = times.get(objective.need, 0.0) + by_objective.get(objective.id, 0.0)
    return times


@rule("BES-08", Severity.INFO, Source.CONVENTION, N_("Analyse des besoins ancienne"))
def recent_analysis(course: Course, limits: Limits) -> Iterator[Remark]:
    """Work changes: an analysis is read again before a new version."""
    made = course.needs.date
    if made and (course.identity.date - made).days > limits.analysis_months * 30.5:
        message = _("L'analyse date du {date}, plus de {months} mois avant cette version.").format(
            date=made.isoformat(), months=limits.analysis_months
        )
        yield Remark(course.needs.where.at("date"), message, _("Relisez-la avec le terrain, puis datez-la."))
