"""The specification table (Scallon): what the mark weighs at each level, the questions of each test by objective."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Cell, Document, Fill, Look, Table
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import level_name, short_title
from coursegen.outputs.documents.subject import Subject
from methodology.alignment import SpecificationTable, alignment_matrix, specification_table
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.values import Bloom

KEY = "table-de-specification"


def title() -> str:
    """What it is, in the person's language."""
    return _("Table de spécification")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course, once something counts or a test has questions."""
    pen = Pen(subject.language)
    blocks = tuple(_blocks(subject.course, pen))
    if blocks:
        more = short_title(subject)
        yield subject.document(KEY, title(), blocks, Audience.PARTNER, landscape=True, cover=False, **more)


def _blocks(course: Course, pen: Pen) -> Iterator[Block]:
    yield from pen.section(_("Ce qui compte, par niveau"), 1, _whole(course, pen))
    tables = [(a, specification_table(course, a)) for a in course.evaluation.assessments]
    tests = [block for a, table in tables if table.items and table.cells for block in _test(course, a, table, pen)]
    yield from pen.section(_("Les questions des tests, par objectif"), 1, tests)


def _whole(course: Course, pen: Pen) -> Iterator[Block]:
    """How the mark is shared among levels, beside the time."""
    rows = [row for row in alignment_matrix(course) if row.weight_percent or row.minutes]
    time = sum(row.minutes for row in rows)
    if not any(row.weight_percent for row in rows):
        return
    levels = tuple(Bloom)
    table = []
    for row in rows:
        aim = row.objective
        weight = pen.percent(round(row.weight_percent, 1)) if row.weight_percent else ""
        cells = [pen.cell(weight if level is aim.bloom else "", centre=True) for level in levels]
        share = pen.percent(round(100 * row.minutes / time)) if time else ""
        table.append(
            (_named(aim.id, aim.statement, pen), *cells, pen.cell(weight, right=True), pen.cell(share, right=True))
        )
    sums = [sum(row.weight_percent for row in rows if row.objective.bloom is level) for level in levels]
    whole = sum(row.weight_percent for row in rows)
    last = (_total(pen), *(_sum(value, pen) for value in sums), _sum(whole, pen), _sum(100.0 if time else 0.0, pen))
    names = (_("Objectif"), *(level_name(level) for level in levels), _("Part de la note"), _("Part du temps"))
    yield Table(
        pen.heads(*names), (*table, last), (8.3, *(2.2 for _level in levels), 1.8, 1.8), small=True, labelled=True
    )


def _test(course: Course, assessment: Assessment, table: SpecificationTable, pen: Pen) -> Iterator[Block]:
    known = {objective.id: objective for objective in course.objectives.objectives}
    words = ngettext("{count} question", "{count} questions", table.items).format(count=table.items)
    yield from pen.paragraphs(f"{assessment.id} · {assessment.title} · {words}", look=Look.LABEL)
    rows = tuple(
        (
            _named(cell.content, known[cell.content].statement, pen),
            pen.cell(level_name(cell.level)),
            pen.cell(pen.percent(round(cell.weight_percent)), right=True),
            pen.cell(str(cell.items), right=True),
            pen.cell(str(cell.written), right=True),
            pen.cell(_gap(cell.written - cell.items), fill=Fill.LOW if cell.written == cell.items else Fill.MIDDLE),
        )
        for cell in table.cells
    )
    names = (_("Objectif"), _("Niveau"), _("Poids"), _("Questions attendues"), _("Questions écrites"), _("Écart"))
    yield Table(pen.heads(*names), rows, (10.5, 3.2, 2, 2.6, 2.6, 4.2), small=True, labelled=True)


def _named(key: str, statement: str, pen: Pen) -> Cell:
    return pen.cell_of((pen.labelled(key, statement),))


def _total(pen: Pen) -> Cell:
    return pen.cell(_("Total"), fill=Fill.SOFT, bold=True)


def _sum(value: float, pen: Pen) -> Cell:
    return pen.cell(pen.percent(round(value, 1)) if value else "", fill=Fill.SOFT, bold=True, right=True)


def _gap(gap: int) -> str:
    if not gap:
        return _("✓ Juste")
    more = ngettext("▲ {count} de plus que sa part", "▲ {count} de plus que sa part", gap)
    less = ngettext("▼ {count} de moins que sa part", "▼ {count} de moins que sa part", -gap)
    return (more if gap > 0 else less).format(count=abs(gap))
