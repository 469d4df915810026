"""ALI: the weight, the place and the form of what verifies the objectives."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.activities.base import OnlineActivity
from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.questions import QuestionType
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Bloom, Decision, Purpose
from methodology.workings import (
    activities_of,
    minutes_by_objective,
    place_of_sequence,
    questions_of_quiz,
    weight_by_objective,
)


@rule("ALI-07", Severity.WARNING, Source.RESEARCH, N_("Séquence sans objectif"))
def sequence_aims(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Neither the sequence nor one of its steps says what it is for."""
    for sequence in course.sequencing.sequences():
        if not sequence.objectives and not any(step.objectives for step in sequence.steps):
            message = _("Séquence {id} : aucun objectif ; à quoi sert-elle ?").format(id=sequence.id)
            remedy = _("Donnez ses « objectifs », ou fondez-la dans une autre.")
            yield Remark(sequence.where, message, remedy, sequence.id)


@rule("ALI-08", Severity.WARNING, Source.CONVENTION, N_("Poids dans la note sans rapport avec le temps consacré"))
def weight_follows_time(course: Course, limits: Limits) -> Iterator[Remark]:
    """What counts for much is worked on for long. Points between the share of the mark and that of the time."""
    weights, times = weight_by_objective(course), minutes_by_objective(course)
    all_weight, all_time = sum(weights.values()), sum(times.values())
    if not all_weight or not all_time:
        return
    for objective in course.objectives.objectives:
        weight = 100 * weights.get(objective.id, 0.0) / all_weight
        time = 100 * times.get(objective.id, 0.0) / all_time
        if abs(weight - time) > limits.weight_time_gap:
            message = _("Objectif {id} : {weight} % de la note pour {time} % du temps.").format(
                id=objective.id, weight=round(weight), time=round(time)
            )
            remedy = _("Rapprochez les deux : changez un poids, ou une durée.")
            yield Remark(objective.where, message, remedy, objective.id)


@rule("ALI-09", Severity.WARNING, Source.RESEARCH, N_("Évaluer ou créer, vérifié seulement par un test à choix"))
def production_for_high_levels(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Level 5 or 6, and nothing but closed questions to verify it."""
    verified: dict[str, list[bool]] = {}
    for assessment in course.evaluation.assessments:
        closed = _only_closed(course, assessment)
        for key in assessment.objectives:
            verified.setdefault(key, []).append(closed)
    for objective in course.objectives.objectives:
        high = objective.bloom is not None and objective.bloom >= Bloom.EVALUATE
        if high and objective.id in verified and all(verified[objective.id]):
            message = _("Objectif {id} : de niveau {level}, il n'est vérifié que par des questions fermées.").format(
                id=objective.id, level=int(objective.bloom or 0)
            )
            remedy = _("Demandez une production notée avec une grille.")
            yield Remark(objective.where.at("bloom"), message, remedy, objective.id)


def _only_closed(course: Course, assessment: Assessment) -> bool:
    """Whether it is made of quizzes, without a question to write an answer to."""
    activities = activities_of(course, assessment)
    return bool(activities) and all(_is_closed(course, activity) for activity in activities)


def _is_closed(course: Course, activity: OnlineActivity) -> bool:
    return isinstance(activity, Quiz) and all(
        question.type is not QuestionType.ESSAY for question in questions_of_quiz(course, activity)
    )


@rule("ALI-10", Severity.WARNING, Source.NORM, N_("Compétence sans objectif, ou sans preuve"))
def competencies_served(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Each competency has an objective, and something that proves it. A parent is served by its children."""
    served = {objective.competency for objective in course.objectives.objectives}
    parents = {competency.parent for competency in course.needs.competencies}
    for competency in course.needs.competencies:
        if competency.id in parents:
            continue
        if competency.id not in served:
            message = _("Compétence {id} : aucun objectif n'y mène.").format(id=competency.id)
            remedy = _("Donnez « competence: {id} » à un objectif, ou retirez-la.").format(id=competency.id)
            yield Remark(competency.where, message, remedy, competency.id)
        elif not competency.criteria and not competency.evidence:
            message = _("Compétence {id} : rien ne dit à quoi on la reconnaît.").format(id=competency.id)
            yield Remark(competency.where, message, _("Ajoutez ses « criteres » observables."), competency.id)


@rule("ALI-11", Severity.WARNING, Source.RESEARCH, N_("Évaluation sommative avant l'enseignement"))
def taught_before_judged(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An objective is judged before any sequence has worked on it."""
    first = _first_places(course)
    for assessment in course.evaluation.assessments:
        place = _place(course, assessment)
        if Purpose.SUMMATIVE not in assessment.purposes or place is None:
            continue
        early = [key for key in assessment.objectives if first.get(key, -1) > place]
        if early:
            message = _("Évaluation {id} : elle juge {keys} avant qu'une séquence ne les travaille.").format(
                id=assessment.id, keys=", ".join(early)
            )
            yield Remark(assessment.where, message, _("Déplacez-la, ou retirez ces objectifs."), assessment.id)


def _first_places(course: Course) -> dict[str, int]:
    first: dict[str, int] = {}
    for place, sequence in enumerate(course.sequencing.sequences()):
        for key in (*sequence.objectives, *(key for step in sequence.steps for key in step.objectives)):
            first.setdefault(key, place)
    return first


def _place(course: Course, assessment: Assessment) -> int | None:
    """The last sequence an assessment belongs to; None when it says none."""
    places = place_of_sequence(course)
    found = [places[key] for step in assessment.steps if (key := step.rpartition("/")[0]) in places]
    if assessment.module:
        ids = [s.id for m in course.sequencing.modules if m.id == assessment.module for s in m.sequences]
        found += [places[id_] for id_ in ids]
    return max(found, default=None)


@rule("ALI-12", Severity.INFO, Source.RESEARCH, N_("Objectif annoncé par un test, sans question dans le test"))
def filled_specification(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An empty cell of the specification table: the test says it verifies the objective, and asks nothing on it."""
    for assessment in course.evaluation.assessments:
        tests = activities_of(course, assessment)
        if not tests or not all(isinstance(activity, Quiz) for activity in tests):
            continue
        asked = {q.objective for quiz in tests if isinstance(quiz, Quiz) for q in questions_of_quiz(course, quiz)}
        for key in assessment.objectives:
            if asked and key not in asked:
                message = _("Évaluation {id} : aucune question ne porte sur {key}.").format(id=assessment.id, key=key)
                remedy = _("Ajoutez des questions, ou retirez cet objectif de l'évaluation.")
                yield Remark(assessment.where.at("objectives"), message, remedy, assessment.id)


@rule("ALI-13", Severity.WARNING, Source.RESEARCH, N_("Objectif qui ne répond à aucun besoin"))
def rooted_in_need(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An objective without a need, or whose need isn't answered by training."""
    excluded = {need.id for need in course.needs.needs if need.decision is Decision.EXCLUDED}
    for objective in course.objectives.objectives:
        if not objective.need:
            message = _("Objectif {id} : il ne répond à aucun besoin.").format(id=objective.id)
        elif objective.need in excluded:
            message = _("Objectif {id} : il répond à {need}, que vous avez exclu.").format(
                id=objective.id, need=objective.need
            )
        else:
            continue
        remedy = _("Donnez « besoin: » et un besoin retenu, ou retirez l'objectif.")
        yield Remark(objective.where.at("need"), message, remedy, objective.id)
