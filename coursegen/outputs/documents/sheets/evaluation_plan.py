"""The evaluation plan: four levels (Kirkpatrick), the assessments of learning, the indicators, what was improved."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Cell, Document, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import kirkpatrick, moment_words, purpose_words, short_title
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.evaluation import EvaluationLevel
from methodology.planning import PlannedEvaluation, evaluation_plan

KEY = "plan-d-evaluation"


def title() -> str:
    """What it is, in the person's language."""
    return _("Plan d'évaluation")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course, once something is evaluated."""
    course, pen = subject.course, Pen(subject.language)
    blocks = (
        *pen.section(_("Ce que l'on évalue, à quatre niveaux"), 1, _levels(course, pen)),
        *pen.section(_("Les évaluations des acquis"), 1, _assessments(course, pen)),
        *pen.section(_("Les indicateurs"), 1, _indicators(course, pen)),
        *pen.section(_("Ce qui a été amélioré"), 1, _improvements(course, pen)),
    )
    if blocks:
        more = short_title(subject)
        yield subject.document(KEY, title(), blocks, Audience.PARTNER, landscape=True, cover=False, **more)


def _levels(course: Course, pen: Pen) -> Iterator[Block]:
    rows = tuple(_level(course, planned, pen) for planned in evaluation_plan(course) if _says(planned))
    if rows:
        names = (_("Niveau"), _("Question posée"), _("Indicateur et critère"), _("Outil"), _("Quand"), _("Qui"))
        yield Table(pen.heads(*names), rows, (3.2, 5.3, 5.6, 4.8, 3.2, 3), small=True, labelled=True)


def _says(planned: PlannedEvaluation) -> bool:
    return planned.line is not None or bool(planned.surveys or planned.assessments)


def _level(course: Course, planned: PlannedEvaluation, pen: Pen) -> tuple[Cell, ...]:
    line = planned.line or EvaluationLevel(level=planned.level)
    surveys = [survey.title for survey in course.evaluation.surveys if survey.id in planned.surveys]
    due = long_date(planned.due, pen.language) if planned.due else ""
    soonest = _("à partir du {day}").format(day=due) if due else ""
    return (
        pen.cell(f"{planned.level} · {kirkpatrick(planned.level)}", bold=True),
        pen.cell(line.question),
        pen.cell(line.indicator),
        pen.cell(line.tool, *surveys, ", ".join(planned.assessments)),
        pen.cell(line.when, soonest),
        pen.cell(line.responsible),
    )


def _assessments(course: Course, pen: Pen) -> Iterator[Block]:
    rows = tuple(
        (
            pen.cell(item.id, bold=True),
            pen.cell(item.title),
            pen.cell(purpose_words(item.purposes)),
            pen.cell(moment_words(item.moments)),
            pen.cell(", ".join(item.objectives)),
            pen.cell(pen.percent(item.weight_percent) if item.weight_percent else "", right=True),
            pen.cell(pen.percent(item.pass_percent) if item.pass_percent else "", right=True),
        )
        for item in course.evaluation.assessments
    )
    if rows:
        names = (_("Code"), _("Évaluation"), _("Nature"), _("Moment"), _("Objectifs"), _("Part"), _("Seuil"))
        yield Table(pen.heads(*names), rows, (1.6, 9, 4, 4.5, 3, 1.5, 1.5), small=True, labelled=True)
    yield from pen.paragraphs(course.evaluation.success_rule, course.evaluation.second_chance)


def _indicators(course: Course, pen: Pen) -> Iterator[Block]:
    rows = tuple(
        (
            pen.cell(item.title or item.id, bold=True),
            pen.cell(item.formula),
            pen.cell(item.source),
            pen.cell(item.target),
            pen.cell(item.frequency),
            pen.cell(item.responsible),
        )
        for item in course.evaluation.indicators
    )
    if rows:
        names = (_("Indicateur"), _("Calcul"), _("Source"), _("Cible"), _("Fréquence"), _("Qui"))
        yield Table(pen.heads(*names), rows, (4.6, 6.4, 4.6, 3.5, 3, 3), small=True, labelled=True)


def _improvements(course: Course, pen: Pen) -> Iterator[Block]:
    rows = tuple(
        (
            pen.cell(item.finding, bold=True),
            pen.cell(item.cause),
            pen.cell(item.action),
            pen.cell(item.responsible, long_date(item.due, pen.language) if item.due else ""),
            pen.cell(item.status, item.effect),
        )
        for item in course.evaluation.improvements
    )
    if rows:
        names = (_("Constat"), _("Cause"), _("Action"), _("Qui et quand"), _("État et effet"))
        yield Table(pen.heads(*names), rows, (5.5, 4.5, 6.1, 4, 5), small=True)
