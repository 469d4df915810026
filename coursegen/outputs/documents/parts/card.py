"""A sequence to hold in one hand: a landscape page, and its back where the texts need it; nothing is ever cut.

What fits on a page is set large, else small, in the columns that make it shortest; a longer one goes on overleaf.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from coursegen.charter import Charter
from coursegen.charter.metrics import metrics_of, text_width
from coursegen.documents_model import Block, Cell, Look, Paragraph, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.steps import clock, method_words
from coursegen.outputs.documents.parts.terms import full_statement, modality_words, objectives_of, session_days
from coursegen.outputs.documents.word.widths import row_heights
from coursegen.slides_model import Line
from methodology.course import Course
from methodology.running_order import TimedStep, timed_steps
from methodology.sequencing import Module, Sequence, Step

_ROOM, _CLAUSE = 425.0, 48.0
"""Points below the title on a landscape A4 page; what the clause takes on the last one."""

_BOTH = 1.7  # of a page: what both sides hold, as no row is parted

_WIDTH = 711.0  # points of a line on that page
_TOP = (9.6, 7.6, 7.9)
_LED = ((2.1, 4.0, 6.4, 6.4, 6.2), (2.1, 3.8, 7.2, 6.6, 5.4), (2.1, 3.8, 5.8, 7.2, 6.2), (2.1, 3.8, 6.0, 6.2, 7.0))
_ALONE = ((2.1, 5.0, 12.4, 5.6), (2.1, 4.4, 9.6, 9.0))
"""Centimetres of the columns: the widths that are tried, for steps that are led and for those done alone."""


@dataclass(frozen=True)
class Card:
    """The card of one sequence."""

    course: Course
    module: Module
    sequence: Sequence
    pen: Pen
    charter: Charter

    def blocks(self, *, last: bool = False) -> Iterator[Block]:
        """Everything below the title. `last`: the clause stands there too."""
        room = _ROOM - _CLAUSE * last
        large, small = self._shortest(small=False), self._shortest(small=True)
        double = self._height(small) > room and self._height(large) < _BOTH * _ROOM
        yield from large if double or self._height(large) <= room else small

    def overleaf(self, *, last: bool = False) -> bool:
        """Whether the card needs the back of its page, by measure."""
        return self._height(self._shortest(small=True)) > _ROOM - _CLAUSE * last

    def _shortest(self, *, small: bool) -> tuple[Block, ...]:
        tries = _LED if self._led() else _ALONE
        return min((tuple(self._made(widths, small)) for widths in tries), key=self._height)

    def _made(self, widths: tuple[float, ...], small: bool) -> Iterator[Block]:
        pen, sequence = self.pen, self.sequence
        sessions = [s for s in self.course.delivery.sessions if sequence.id in s.sequences]
        days = " ; ".join(filter(None, (session_days(s, pen.language) for s in sessions)))
        what = (self.module.title, duration(sequence.minutes), modality_words(sequence.modality), days)
        yield from pen.paragraphs(" · ".join(part for part in what if part), look=Look.SMALL)
        yield from self._top(small)
        yield from self._running(widths, small)
        for label, text in ((_("Vigilance"), " ".join(sequence.watch_points)), (_("Évaluation"), sequence.assessment)):
            if line := pen.labelled(label, text):
                yield Paragraph(line, Look.SMALL)

    def _top(self, small: bool) -> Iterator[Table]:
        pen, sequence = self.pen, self.sequence
        goals = [full_statement(o) for o in objectives_of(self.course, sequence.objectives)]
        things = ", ".join((*sequence.materials, *sequence.documents))
        columns = (
            (_("Objectifs"), goals, _TOP[0]),
            (_("À retenir"), [*sequence.key_messages], _TOP[1]),
            (_("À préparer"), [things] if things else [], _TOP[2]),
        )
        kept = [column for column in columns if column[1]]
        if kept:
            row = tuple(pen.cell(*_listed(texts)) for _name, texts, _width in kept)
            yield Table(pen.heads(*(c[0] for c in kept)), (row,), tuple(c[2] for c in kept), small=small)

    def _led(self) -> bool:
        return any(step.trainer_activity or step.participant_activity for step in self.sequence.steps)

    def _running(self, widths: tuple[float, ...], small: bool) -> Iterator[Block]:
        """What trainer and group do; what is asked, where people learn on their own."""
        timed = timed_steps(self.sequence)
        if not timed:
            return
        who = (_("Vous"), _("Consigne et travail du groupe")) if self._led() else (_("Consigne"),)
        yield Paragraph(self.pen.line(_("Déroulé")), Look.LABEL, keep_with_next=True)
        header = self.pen.heads(_("Temps"), _("Étape"), *who, _("Production, matériel, plan B"))
        yield Table(header, tuple(self._step(one) for one in timed), widths, small=small)

    def _step(self, one: TimedStep) -> tuple[Cell, ...]:
        pen, step = self.pen, one.step
        return (
            pen.cell(clock(one), duration(step.minutes)),
            pen.cell_of((pen.line(step.title, bold=True), pen.line(method_words(step)))),
            *self._done(step),
            self._result(step),
        )

    def _done(self, step: Step) -> tuple[Cell, ...]:
        pen = self.pen
        if not self._led():
            return (pen.cell(step.instruction),)
        asked = pen.labelled(_("Consigne"), step.instruction)
        return pen.cell(step.trainer_activity), pen.cell_of((asked, pen.line(step.participant_activity)))

    def _result(self, step: Step) -> Cell:
        pen = self.pen
        things = pen.labelled(_("Matériel"), ", ".join((*step.materials, *step.supports)))
        return pen.cell_of((pen.line(step.output), things, pen.labelled(_("Plan B"), step.plan_b)))

    def _height(self, blocks: tuple[Block, ...]) -> float:
        """Points: how high the blocks stand, on the safe side."""
        return sum(self._table(block) if isinstance(block, Table) else self._text(block) for block in blocks)

    def _table(self, table: Table) -> float:
        whole = sum(table.widths)
        widths = [_WIDTH * width / whole for width in table.widths]
        return 8.0 + sum(row_heights(table, (table.header, *table.rows), widths, self.charter))

    def _text(self, block: Block) -> float:
        if not isinstance(block, Paragraph):
            return 0.0
        wide = text_width(_said(block.line), 9, font=metrics_of(self.charter.typeface.family))
        return ceil(wide / _WIDTH) * 13.0 + 5.0


def _said(line: Line) -> str:
    return "".join(run.text for run in line)


def _listed(texts: list[str]) -> list[str]:
    """Several texts have a mark each."""
    return [f"• {text}" for text in texts] if len(texts) > 1 else texts
