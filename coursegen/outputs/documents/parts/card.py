"""A sequence on one landscape page: texts are cut until the page holds; the guide has them whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from coursegen.documents_model import Block, Cell, Look, Paragraph, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.steps import clock, method_words
from coursegen.outputs.documents.parts.terms import full_statement, modality_words, objectives_of, session_days
from coursegen.slides_model import Line
from methodology.course import Course
from methodology.running_order import TimedStep, timed_steps
from methodology.sequencing import Module, Sequence

_LIMITS = (600, 420, 340, 280, 230, 190, 160, 130, 105, 85, 65, 45)
"""How many characters a text of the card may have, from the most generous."""

_ROOM = 13.1
"""Centimetres that the two tables and the last line may take under the title on a landscape A4 page."""

_LINE, _PADDING, _LETTER, _SIDES = 0.41, 0.14, 0.165, 0.4
"""Centimetres: a line of the small cell, its air, an average letter at 9 points, the air on both sides of a cell."""

_WIDTH = 25.1
_TOP = (9.6, 7.6, 7.9)
_STEPS = (2.5, 4.9, 7.2, 6.2, 4.3)


@dataclass(frozen=True)
class Card:
    """The card of one sequence."""

    course: Course
    module: Module
    sequence: Sequence
    pen: Pen

    def blocks(self) -> Iterator[Block]:
        """Everything below the title, with as much of each text as the page holds."""
        made = [tuple(self._made(limit)) for limit in _LIMITS[:1]]
        for limit in _LIMITS[1:]:
            if _height(made[-1]) <= _ROOM:
                break
            made.append(tuple(self._made(limit)))
        yield from made[-1]

    def _made(self, limit: int) -> Iterator[Block]:
        pen, sequence = self.pen, self.sequence
        sessions = [s for s in self.course.delivery.sessions if sequence.id in s.sequences]
        days = " ; ".join(filter(None, (session_days(s, pen.language) for s in sessions)))
        what = (self.module.title, duration(sequence.minutes), modality_words(sequence.modality), days)
        yield from pen.paragraphs(" · ".join(part for part in what if part), look=Look.SMALL)
        yield from self._top(limit)
        yield from self._running(limit)
        yield from self._last(limit)

    def _top(self, limit: int) -> Iterator[Table]:
        pen, sequence = self.pen, self.sequence
        goals = [shortened(full_statement(o), limit) for o in objectives_of(self.course, sequence.objectives)]
        messages = [shortened(message, limit) for message in sequence.key_messages]
        things = shortened(", ".join((*sequence.materials, *sequence.documents)), 2 * limit)
        columns = [
            (_("Objectifs"), goals, _TOP[0]),
            (_("À retenir"), messages, _TOP[1]),
            (_("À préparer"), [things] if things else [], _TOP[2]),
        ]
        kept = [column for column in columns if column[1]]
        if kept:
            cells = tuple(pen.cell(*_listed(texts)) for _name, texts, _width in kept)
            yield Table(pen.heads(*(c[0] for c in kept)), (cells,), tuple(c[2] for c in kept), small=True)

    def _running(self, limit: int) -> Iterator[Block]:
        timed = timed_steps(self.sequence)
        if timed:
            yield Paragraph(self.pen.line(_("Déroulé")), Look.LABEL, keep_with_next=True)
            names = (_("Temps"), _("Étape"), _("Vous"), _("Le groupe"), _("Production, plan B"))
            yield Table(self.pen.heads(*names), tuple(self._step(one, limit) for one in timed), _STEPS, small=True)

    def _step(self, one: TimedStep, limit: int) -> tuple[Cell, ...]:
        pen, step = self.pen, one.step
        said = shortened(step.instruction, limit)
        group = shortened(step.participant_activity, limit)
        backup = pen.labelled(_("Plan B"), shortened(step.plan_b, limit * 2 // 3))
        return (
            pen.cell(clock(one), duration(step.minutes)),
            pen.cell_of((pen.line(step.title, bold=True), pen.line(shortened(method_words(step), limit)))),
            pen.cell(shortened(step.trainer_activity, limit)) if step.trainer_activity else pen.cell(said),
            pen.cell(group or (said if step.trainer_activity else "")),
            pen.cell_of((pen.line(shortened(step.output, limit * 2 // 3)), backup)),
        )

    def _last(self, limit: int) -> Iterator[Block]:
        pen, sequence = self.pen, self.sequence
        parts = (
            (_("Vigilance"), " ".join(sequence.watch_points)),
            (_("Évaluation"), sequence.assessment),
        )
        for label, text in parts:
            if line := pen.labelled(label, shortened(text, limit)):
                yield Paragraph(line, Look.SMALL)


def _listed(texts: list[str]) -> list[str]:
    """Several texts have a mark each."""
    return [f"• {text}" for text in texts] if len(texts) > 1 else texts


def shortened(text: str, limit: int) -> str:
    """The sentences that fit in so many characters; words of the first one, then an ellipsis, when none does."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    end = max(text.rfind(mark, 0, limit) for mark in (". ", "! ", "? ", " ; "))
    if end > limit // 2:
        return text[: end + 1].strip()
    return f"{text[:limit].rpartition(' ')[0].rstrip(' ,;:.') or text[:limit]}…"


def _height(blocks: tuple[Block, ...]) -> float:
    """How high the blocks stand, in centimetres, on the safe side."""
    return sum(_of_table(block) if isinstance(block, Table) else _of_text(block) for block in blocks)


def _of_text(block: Block) -> float:
    return ceil(_letters(block.line) * _LETTER / _WIDTH) * _LINE + 0.25 if isinstance(block, Paragraph) else 0.0


def _of_table(table: Table) -> float:
    whole = sum(table.widths)
    widths = [_WIDTH * width / whole for width in table.widths]
    return 0.3 + sum(_of_row(row, widths) for row in (table.header, *table.rows))


def _of_row(row: tuple[Cell, ...], widths: list[float]) -> float:
    lines = [
        sum(max(1, ceil(_letters(line) * _LETTER / (width - _SIDES))) for line in cell.lines)
        for cell, width in zip(row, widths, strict=True)
    ]
    return max(1, *lines) * _LINE + _PADDING


def _letters(line: Line) -> int:
    """How many letters wide; bold is wider."""
    return sum(ceil(len(run.text) * (1.12 if run.bold else 1)) for run in line)
