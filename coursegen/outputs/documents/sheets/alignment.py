"""The alignment matrix: what is promised, where and how long it is worked on, how verified, what doesn't agree."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Cell, Document, Fill, Look, Table
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.parts.pen import DASH, Pen
from coursegen.outputs.documents.parts.terms import level_name, short_title
from coursegen.outputs.documents.subject import Subject
from methodology.alignment import Alignment, AlignmentRow, alignment_matrix
from methodology.course import Course
from methodology.values import Bloom

KEY = "matrice-d-alignement"
_MOST_MODULES = 9  # columns that stay readable


def title() -> str:
    """What it is, in the person's language."""
    return _("Matrice d'alignement")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course, once it has objectives."""
    rows = alignment_matrix(subject.course)
    if rows:
        blocks = tuple(_blocks(subject.course, rows, Pen(subject.language)))
        more = short_title(subject)
        yield subject.document(KEY, title(), blocks, Audience.PARTNER, landscape=True, cover=False, **more)


def _blocks(course: Course, rows: tuple[AlignmentRow, ...], pen: Pen) -> Iterator[Block]:
    aligned = sum(row.status is Alignment.ALIGNED for row in rows)
    words = ngettext(
        "{aligned} objectif aligné sur {count} : enseigné, pratiqué et évalué à son niveau.",
        "{aligned} objectifs alignés sur {count} : enseignés, pratiqués et évalués à leur niveau.",
        aligned,
    )
    yield pen.heading(_("Objectifs, temps et évaluations"), 1)
    yield from pen.paragraphs(words.format(aligned=aligned, count=len(rows)), look=Look.LEAD)
    modules = course.sequencing.modules[:_MOST_MODULES]
    most = max((minutes for row in rows for minutes in row.by_module), default=0.0)
    names = (_("Objectif"), _("Niveau visé"), *(m.id for m in modules), _("Total"))
    header = pen.heads(*names, _("Évaluations"), _("Niveau évalué"), _("Part de la note"), _("Verdict"))
    widths = (8.2, 2.9, *(1.3 for _module in modules), 1.3, 2, 2.9, 1.6, 2.3)
    table = tuple(_row(row, len(modules), most, pen) for row in rows)
    yield Table(header, (*table, _total(rows, len(modules), pen)), widths, small=True, labelled=True)
    yield from pen.paragraphs(
        _("Minutes par module ; un point : peu, deux points : une part moyenne, trois points : l'essentiel du temps."),
        look=Look.SMALL,
    )
    levels = tuple(_levels(rows, pen))
    if levels:
        yield pen.heading(_("Niveaux visés et niveaux évalués"), 1)
        yield from levels


def _row(row: AlignmentRow, modules: int, most: float, pen: Pen) -> tuple[Cell, ...]:
    aim = row.objective
    words, fill = _verdict(row.status)
    return (
        pen.cell_of((pen.labelled(aim.id, aim.statement),)),
        pen.cell(level_name(aim.bloom)),
        *(_heat(minutes, most, pen) for minutes in row.by_module[:modules]),
        pen.cell(pen.number(row.minutes, 0), centre=True, bold=True),
        pen.cell(", ".join(row.assessments) or DASH),
        pen.cell(level_name(row.assessed_level) or DASH),
        pen.cell(pen.percent(round(row.weight_percent, 1)) if row.weight_percent else DASH, right=True),
        pen.cell(words, fill=fill),
    )


def _heat(minutes: float, most: float, pen: Pen) -> Cell:
    """The minutes with one, two or three points, so that the ground is never the only sign."""
    if not minutes:
        return pen.cell(DASH, centre=True)
    step = 1 + (minutes > most / 3) + (minutes > 2 * most / 3)
    return pen.cell(f"{pen.number(minutes, 0)} {'•' * step}", fill=_HEAT[step], centre=True)


_HEAT = {1: Fill.SOFT, 2: Fill.HEAD, 3: Fill.LOW}


def _verdict(status: Alignment) -> tuple[str, Fill]:
    return {
        Alignment.ALIGNED: (_("✓ Aligné"), Fill.LOW),
        Alignment.ORPHAN: (_("▲ Ne répond à aucun besoin"), Fill.MIDDLE),
        Alignment.UNTAUGHT: (_("✗ Jamais travaillé"), Fill.HIGH),
        Alignment.UNPRACTISED: (_("▲ Jamais pratiqué"), Fill.MIDDLE),
        Alignment.UNASSESSED: (_("✗ Jamais évalué"), Fill.HIGH),
        Alignment.UNDER_ASSESSED: (_("▲ Évalué sous son niveau"), Fill.MIDDLE),
    }[status]


def _total(rows: tuple[AlignmentRow, ...], modules: int, pen: Pen) -> tuple[Cell, ...]:
    def number(value: float) -> Cell:
        return pen.cell(pen.number(value, 0), fill=Fill.SOFT, bold=True, centre=True)

    blank = pen.cell(fill=Fill.SOFT)
    weight = sum(row.weight_percent for row in rows)
    return (
        pen.cell(_("Total"), fill=Fill.SOFT, bold=True),
        blank,
        *(number(sum(row.by_module[n] for row in rows)) for n in range(modules)),
        number(sum(row.minutes for row in rows)),
        blank,
        blank,
        pen.cell(pen.percent(round(weight, 1)) if weight else "", fill=Fill.SOFT, bold=True, right=True),
        blank,
    )


def _levels(rows: tuple[AlignmentRow, ...], pen: Pen) -> Iterator[Block]:
    """Objectives by the level that is aimed at and the level that is verified: the diagonal is where they agree."""
    if not any(row.objective.bloom for row in rows):
        return
    levels = tuple(Bloom)
    header = pen.heads(_("Visé ↓ / évalué →"), *(level_name(level) for level in levels), _("Jamais évalué"))
    table = []
    for aim in levels:
        cells = []
        for reached in (*levels, None):
            keys = [r.objective.id for r in rows if r.objective.bloom is aim and r.assessed_level is reached]
            sign = ("✓ " if reached is not None and reached >= aim else "▲ ") if keys else ""
            fill = Fill.NONE if not keys else Fill.LOW if sign.startswith("✓") else Fill.MIDDLE
            cells.append(pen.cell(sign + ", ".join(keys), fill=fill))
        table.append((pen.cell(level_name(aim), bold=True), *cells))
    yield Table(header, tuple(table), (3.8, *(3.0 for _level in levels), 3.3), small=True, labelled=True)
