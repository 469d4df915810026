"""MOO: what the learning platform will be asked to do, it can do, and as the evaluation plan says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.workings import activities_of, questions_of_quiz, quizzes


@rule(
    "MOO-02",
    Severity.ERROR,
    Source.COHERENCE,
    N_("Le carnet de notes ne peut pas suivre le plan d'évaluation"),
)
def gradebook_follows_plan(course: Course, limits: Limits) -> Iterator[Remark]:
    """What counts is graded somewhere on the platform, with the threshold the plan announces."""
    for assessment in course.evaluation.assessments:
        activities = activities_of(course, assessment)
        if assessment.weight_percent > 0 and not any(activity.graded for activity in activities):
            message = _(
                "Évaluation {id} : elle compte pour {weight} %, mais rien n'est noté sur la plateforme."
            ).format(id=assessment.id, weight=f"{assessment.weight_percent:g}")
            remedy = _("Donnez-lui une « activite » notée (devoir, test), ou les « etapes » qui la portent.")
            yield Remark(assessment.where, message, remedy, assessment.id)
        for quiz in activities:
            if isinstance(quiz, Quiz) and _differs(quiz.pass_percent, assessment.pass_percent, limits):
                message = _("Le test a un seuil de {quiz} %, l'évaluation {id} annonce {plan} %.").format(
                    quiz=f"{quiz.pass_percent:g}", id=assessment.id, plan=f"{assessment.pass_percent:g}"
                )
                yield Remark(quiz.where.at("pass_percent"), message, _("Accordez les deux."), assessment.id)


def _differs(of_quiz: float, of_plan: float | None, limits: Limits) -> bool:
    """Whether both say a threshold, and not the same."""
    return bool(of_quiz) and of_plan is not None and abs(of_quiz - of_plan) > limits.mark_tolerance


@rule("MOO-06", Severity.ERROR, Source.COHERENCE, N_("Test vide, sans points, ou question posée deux fois"))
def sound_quiz(course: Course, limits: Limits) -> Iterator[Remark]:
    """A quiz has questions, worth something, each once. Its marks needn't add up to its maximum: they are scaled."""
    for subject, _minutes, quiz in quizzes(course):
        fault = _quiz_fault(course, quiz, limits)
        if fault:
            message = _("Test de {subject} : {fault}").format(subject=subject, fault=fault[0])
            yield Remark(quiz.where, message, fault[1], subject)


def _quiz_fault(course: Course, quiz: Quiz, limits: Limits) -> tuple[str, str] | None:
    asked = list(questions_of_quiz(course, quiz))
    if not asked:
        return _("il ne pose aucune question."), _("Donnez-lui une « banque » ou des « questions ».")
    if sum(question.mark for question in asked) <= limits.mark_tolerance or quiz.maximum <= limits.mark_tolerance:
        return _("il ne vaut aucun point."), _("Donnez des « points » aux questions et une « note_max » au test.")
    twice = [key for key, times in Counter(quiz.questions).items() if times > 1]
    if twice:
        return _("il pose deux fois {ids}.").format(ids=", ".join(twice)), _("Gardez chaque question une fois.")
    return None
