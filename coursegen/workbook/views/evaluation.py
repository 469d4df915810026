"""The evaluation plan: the four levels of Kirkpatrick, with what in the course carries each."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import LABEL, Canvas, Style, Tone
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.view_words import listed
from methodology.course import Course
from methodology.evaluation import EvaluationLevel
from methodology.i18n import N_
from methodology.planning import PlannedEvaluation, evaluation_plan

TITLE, ORDER = N_("Vue évaluation"), 60


def about() -> str:
    """How to read it."""
    return _(
        "Du plaisir d'avoir appris à l'effet sur le service (Kirkpatrick). La date se calcule depuis la fin de la "
        "dernière session."
    )


def draw(course: Course) -> Canvas:
    """A line for each level, those nobody wrote too."""
    canvas = Canvas(_("Plan d'évaluation"), frozen=1, wide=True)
    canvas.head(
        VIEW_HEADER,
        (
            (_("Niveau"), 24.0),
            (_("Question posée"), 32.0),
            (_("Indicateur"), 38.0),
            (_("Outil"), 36.0),
            (_("Quand"), 25.0),
            (_("Possible dès le"), 21.0),
            (_("Responsable"), 27.0),
            (_("Questionnaires"), 19.0),
            (_("Évaluations"), 16.0),
            (_("Verdict"), 26.0),
        ),
    )
    for row, planned in enumerate(evaluation_plan(course), VIEW_HEADER + 1):
        _row(canvas, row, planned)
    return canvas


def _row(canvas: Canvas, row: int, planned: PlannedEvaluation) -> None:
    line = planned.line or EvaluationLevel(level=planned.level)
    names = (_("Réaction"), _("Apprentissage"), _("Transfert au poste"), _("Effet sur le service"))
    canvas.put(row, 1, f"{planned.level} · {names[planned.level - 1]}", LABEL)
    canvas.line(row, (said or "–" for said in (line.question, line.indicator, line.tool, line.when)), start=2)
    canvas.day(row, 6, planned.due)
    canvas.put(row, 7, line.responsible or "–")
    canvas.put(row, 8, listed(planned.surveys))
    canvas.put(row, 9, listed(planned.assessments))
    missing = listed(_missing(planned))
    if planned.line is None:
        canvas.put(row, 10, _("✗ Rien n'est prévu"), Style(Tone.BAD))
    elif missing != listed(()):
        canvas.put(row, 10, _("▲ À préciser : {names}").format(names=missing), Style(Tone.WATCH))
    else:
        canvas.put(row, 10, _("✓ Prévu"), Style(Tone.GOOD))


def _missing(planned: PlannedEvaluation) -> Iterator[str]:
    """What a planned level does not say yet."""
    line = planned.line or EvaluationLevel(level=planned.level)
    if not line.indicator:
        yield _("l'indicateur")
    if not (line.tool or planned.surveys or planned.assessments):
        yield _("l'outil")
    if planned.due is None and not line.when:
        yield _("la date")
    if not line.responsible:
        yield _("la personne")
