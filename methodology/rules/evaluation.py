"""EVA: an evaluation plan that is whole, whose weights add up, and whose rule is written."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import EvaluationLevel
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Purpose

_PURPOSE_NAMES = {
    Purpose.DIAGNOSTIC: N_("diagnostique (avant)"),
    Purpose.FORMATIVE: N_("formative (pendant)"),
    Purpose.SUMMATIVE: N_("sommative (à la fin)"),
}
_PLANNED_LEVELS = {1: N_("réaction"), 2: N_("acquis"), 3: N_("transfert")}


@rule(
    "EVA-01",
    Severity.ERROR,
    Source.NORM,
    N_("Une des trois évaluations manque : diagnostique, formative, sommative"),
)
def three_purposes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A course situates people at the start, helps them on the way, and verifies at the end."""
    present = {purpose for assessment in course.evaluation.assessments for purpose in assessment.purposes}
    quizzes = (step.activity for _s, step in course.sequencing.steps() if isinstance(step.activity, Quiz))
    present |= {quiz.purpose for quiz in quizzes}
    for purpose, name in _PURPOSE_NAMES.items():
        if purpose not in present:
            message = _("Aucune évaluation {name} n'est prévue.").format(name=_(name))
            remedy = _("Ajoutez-en une aux « evaluations », avec « nature: [{purpose}] ».").format(
                purpose=purpose.value
            )
            yield Remark(course.evaluation.where.at("assessments"), message, remedy, purpose.value)


@rule("EVA-02", Severity.ERROR, Source.NORM, N_("Règle ou seuil de réussite absent"))
def success_rule(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The rule of success and its threshold are written before the course begins."""
    if not course.evaluation.success_rule.strip():
        message = _("La règle de réussite n'est pas écrite : personne ne sait ce qu'il faut pour réussir.")
        remedy = _("Ajoutez « regle_reussite: » : ce qu'il faut faire, et obtenir.")
        yield Remark(course.evaluation.where, message, remedy)
    if course.evaluation.pass_percent is None:
        message = _("Le seuil de réussite du cours n'est pas écrit.")
        yield Remark(course.evaluation.where, message, _("Ajoutez « seuil_pct: » et un pourcentage."))


@rule("EVA-03", Severity.ERROR, Source.COHERENCE, N_("Les poids des évaluations ne font pas 100"))
def weights(course: Course, limits: Limits) -> Iterator[Remark]:
    """The weights of the assessments make the whole mark."""
    total = sum(assessment.weight_percent for assessment in course.evaluation.assessments)
    if course.evaluation.assessments and abs(total - limits.weight_total_percent) > limits.mark_tolerance:
        message = _("Les poids des évaluations font {total} %, et non {whole} %.").format(
            total=f"{total:g}", whole=f"{limits.weight_total_percent:g}"
        )
        yield Remark(course.evaluation.where.at("assessments"), message, _("Corrigez les « poids_pct »."))


@rule(
    "EVA-09",
    Severity.ERROR,
    Source.RESEARCH,
    N_("Plan d'évaluation incomplet : niveaux 1, 2 et 3 de Kirkpatrick"),
)
def kirkpatrick(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Reaction, learning and transfer each have a tool, a date and somebody in charge."""
    plan = {line.level: line for line in course.evaluation.plan}
    for level, name in _PLANNED_LEVELS.items():
        line = plan.get(level)
        if line is None:
            message = _("Le plan d'évaluation n'a pas de niveau {level} ({name}).").format(level=level, name=_(name))
            remedy = _("Ajoutez à « plan » une ligne « niveau: {level} » avec outil, date et responsable.")
            yield Remark(course.evaluation.where.at("plan"), message, remedy.format(level=level), str(level))
        elif _missing(line):
            message = _("Plan d'évaluation, niveau {level} ({name}) : il manque {missing}.").format(
                level=level, name=_(name), missing=", ".join(_missing(line))
            )
            yield Remark(line.where, message, _("Complétez cette ligne."), str(level))


def _missing(line: EvaluationLevel) -> list[str]:
    dated = bool(line.when.strip()) or line.months_after is not None
    present = (
        (line.tool.strip(), _("l'outil")),
        (dated, _("la date")),
        (line.responsible.strip(), _("le responsable")),
    )
    return [name for there, name in present if not there]
