"""ALI: what is aimed at is taught, and what is taught is assessed, at the level aimed at (Biggs)."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.objectives import Objective
from methodology.questions import Question
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Bloom
from methodology.workings import activities_of, asks, objectives_by_id, objectives_of_step, questions_of_quiz


@rule("ALI-01", Severity.ERROR, Source.RESEARCH, N_("Objectif que rien n'enseigne"))
def taught(course: Course, _limits: Limits) -> Iterator[Remark]:
    """No sequence and no step works on the objective."""
    worked_on = {key for s, step in course.sequencing.steps() for key in (*s.objectives, *step.objectives)}
    worked_on |= {key for s in course.sequencing.sequences() for key in s.objectives}
    for objective in course.objectives.objectives:
        if objective.id not in worked_on:
            message = _("Objectif {id} : aucune séquence ne le travaille.").format(id=objective.id)
            remedy = _("Ajoutez-le aux « objectifs » d'une séquence, ou retirez-le.")
            yield Remark(objective.where, message, remedy, objective.id)


@rule("ALI-02", Severity.ERROR, Source.RESEARCH, N_("Objectif que rien n'évalue"))
def assessed(course: Course, _limits: Limits) -> Iterator[Remark]:
    """No assessment bears on the objective."""
    covered = {key for assessment in course.evaluation.assessments for key in assessment.objectives}
    for objective in course.objectives.objectives:
        if objective.id not in covered:
            message = _("Objectif {id} : aucune évaluation ne le vérifie.").format(id=objective.id)
            remedy = _("Ajoutez-le aux « objectifs » d'une évaluation, ou retirez-le.")
            yield Remark(objective.where, message, remedy, objective.id)


@rule("ALI-03", Severity.ERROR, Source.RESEARCH, N_("Objectif évalué à un niveau plus bas que celui qu'il vise"))
def assessed_high_enough(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The best of what verifies the objective stays under its level. Silent when nothing declares a level."""
    for objective in course.objectives.objectives:
        reached = max(_levels_reached(course, objective), default=None)
        if objective.bloom is not None and reached is not None and reached < objective.bloom:
            message = _("Objectif {id} : il vise le niveau {aim}, mais n'est évalué qu'au niveau {reached}.").format(
                id=objective.id, aim=int(objective.bloom), reached=int(reached)
            )
            remedy = _("Demandez une production ou une mise en situation de ce niveau, ou baissez l'objectif.")
            yield Remark(objective.where.at("bloom"), message, remedy, objective.id)


def _levels_reached(course: Course, objective: Objective) -> Iterator[Bloom]:
    """The declared level of each assessment of the objective, and of the questions it asks about it."""
    for assessment in course.evaluation.assessments:
        if objective.id in assessment.objectives:
            if assessment.bloom is not None:
                yield assessment.bloom
            asked = (q for q in _questions_of(course, assessment) if q.objective == objective.id)
            yield from (question.bloom for question in asked if question.bloom is not None)


def _questions_of(course: Course, assessment: Assessment) -> Iterator[Question]:
    for activity in activities_of(course, assessment):
        if isinstance(activity, Quiz):
            yield from questions_of_quiz(course, activity)


@rule("ALI-04", Severity.WARNING, Source.RESEARCH, N_("Évaluation plus exigeante que l'objectif"))
def assessed_too_high(course: Course, limits: Limits) -> Iterator[Remark]:
    """An assessment or a question asks for much more than its objectives announce."""
    remedy = _("Montez l'objectif, ou demandez moins.")
    for assessment in course.evaluation.assessments:
        aim = max(_declared_levels(course, *assessment.objectives), default=None)
        if _too_high(assessment.bloom, aim, limits):
            message = _("Évaluation {id} : niveau {level}, quand ses objectifs ne dépassent pas {aim}.")
            said = message.format(id=assessment.id, level=_number(assessment.bloom), aim=_number(aim))
            yield Remark(assessment.where.at("bloom"), said, remedy, assessment.id)
    for question in course.questions():
        aim = max(_declared_levels(course, question.objective), default=None)
        if _too_high(question.bloom, aim, limits):
            message = _("Question {id} : niveau {level}, quand l'objectif {objective} vise {aim}.").format(
                id=question.id, level=_number(question.bloom), objective=question.objective, aim=_number(aim)
            )
            yield Remark(question.where.at("bloom"), message, remedy, question.id)


def _declared_levels(course: Course, *keys: str) -> Iterator[Bloom]:
    for key in keys:
        objective = objectives_by_id(course).get(key)
        if objective is not None and objective.bloom is not None:
            yield objective.bloom


def _too_high(asked: Bloom | None, aim: Bloom | None, limits: Limits) -> bool:
    return asked is not None and aim is not None and asked > aim + limits.level_above_objective


def _number(level: Bloom | None) -> str:
    return "" if level is None else str(int(level))


@rule(
    "ALI-05",
    Severity.WARNING,
    Source.RESEARCH,
    N_("Objectif d'application ou plus, sans activité où l'on pratique"),
)
def practised(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Nobody learns to apply by listening (Merrill): from level 3 on, an active step works on the objective."""
    practised_keys = {
        key for s, step in course.sequencing.steps() if step.active for key in objectives_of_step(s, step)
    }
    for objective in course.objectives.objectives:
        demanding = objective.bloom is not None and objective.bloom >= Bloom.APPLY
        if demanding and objective.id not in practised_keys:
            message = _("Objectif {id} : aucune étape active ne le fait pratiquer.").format(id=objective.id)
            remedy = _("Ajoutez une étape « actif: oui » qui le travaille : cas, exercice, production, simulation.")
            yield Remark(objective.where, message, remedy, objective.id)


@rule("ALI-06", Severity.ERROR, Source.RESEARCH, N_("Évaluation ou question sans objectif"))
def tied_to_objective(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An assessment or a question that verifies nothing announced."""
    for assessment in course.evaluation.assessments:
        if not assessment.objectives:
            message = _("Évaluation {id} : elle ne vérifie aucun objectif.").format(id=assessment.id)
            yield Remark(assessment.where, message, _("Donnez ses « objectifs »."), assessment.id)
    for question in course.questions():
        if not question.objective and asks(question):
            message = _("Question {id} : elle ne vérifie aucun objectif.").format(id=question.id)
            yield Remark(question.where, message, _("Donnez son « objectif »."), question.id)
