"""The grids that work is judged with, one a page: a criterion a row, what each level looks like, points, comments."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Cell, Contents, Document, Fill, Look, Orientation, Table
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.subject import Subject
from methodology.activities.assignment import Assignment
from methodology.course import Course
from methodology.evaluation import Criterion, Rubric, RubricLevel

KEY = "grilles-d-observation"
_BLANK = "…" * 13


def title() -> str:
    """What it is, in the person's language."""
    return _("Grilles d'observation")


def compose(subject: Subject) -> Iterator[Document]:
    """One file with all of them."""
    pen = Pen(subject.language)
    rubrics = [rubric for rubric in subject.course.evaluation.rubrics if rubric.criteria]
    if rubrics:
        grids = (_grid(subject.course, rubric, pen, new_page=n > 0) for n, rubric in enumerate(rubrics))
        blocks = tuple(block for grid in grids for block in grid)
        about = pen.paragraphs(_("Une grille par personne évaluée : une case par critère, puis la somme des points."))
        yield subject.document(KEY, title(), (Contents(1), *about, Orientation(True), *blocks), Audience.TRAINER)


def _grid(course: Course, rubric: Rubric, pen: Pen, *, new_page: bool) -> Iterator[Block]:
    yield pen.heading(rubric.title, 1, new_page=new_page)
    yield from pen.paragraphs(" ; ".join(_uses(course, rubric)), look=Look.SMALL)
    blanks = ((_("Personne évaluée"), _BLANK), (_("Date"), _BLANK), (_("Évaluée par"), _BLANK))
    yield from pen.paragraphs("   ".join(f"{label} : {blank}" for label, blank in blanks))
    most = max(len(criterion.levels) for criterion in rubric.criteria)
    names = (_("Critère"), *(_("Niveau {number}").format(number=n + 1) for n in range(most)), _("Points"))
    rows = tuple(_criterion(criterion, most, pen) for criterion in rubric.criteria)
    total = pen.cell(_("Total"), fill=Fill.SOFT, bold=True, span=most + 1)
    points = pen.cell(f"…… / {rubric.maximum:g}", fill=Fill.SOFT, bold=True, right=True)
    widths = (4.2, *(19.1 / most for _n in range(most)), 1.8) if most else (20, 2)
    yield Table(pen.heads(*names), (*rows, (total, points)), widths, small=True, labelled=True)
    comments = pen.heads(_("Ce qui est réussi"), _("Ce qui est à travailler"))
    yield from pen.paragraphs(_("Commentaires"), look=Look.SMALL)
    yield Table(comments, ((pen.cell(), pen.cell()),), row_height=1.0, small=True)


def _criterion(criterion: Criterion, most: int, pen: Pen) -> tuple[Cell, ...]:
    missing = (pen.cell(),) * (most - len(criterion.levels))
    best = max((level.points for level in criterion.levels), default=0.0)
    levels = tuple(_level(level, pen) for level in criterion.levels)
    return (pen.cell(criterion.title, bold=True), *levels, *missing, pen.cell(f"…… / {best:g}", right=True))


def _level(level: RubricLevel, pen: Pen) -> Cell:
    points = ngettext("{points:g} point", "{points:g} points", max(1, round(level.points)))
    return pen.cell_of(
        (pen.line(f"☐ {points.format(points=level.points)}", bold=True), pen.line(level.descriptor)),
    )


def _uses(course: Course, rubric: Rubric) -> Iterator[str]:
    """Where the grid serves."""
    for sequence, step in course.sequencing.steps():
        if isinstance(step.activity, Assignment) and step.activity.rubric == rubric.id:
            yield f"{sequence.id} · {step.title}"
    for assessment in course.evaluation.assessments:
        if isinstance(assessment.activity, Assignment) and assessment.activity.rubric == rubric.id:
            yield f"{assessment.id} · {assessment.title}"
