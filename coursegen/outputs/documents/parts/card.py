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
from methodology.sequencing import Module, Sequence, Step

_ROOM, _LAST_ROOM = 14.5, 12.8
"""Centimetres below the title line on a landscape A4 page; on the last page the clause stands too."""

_MOST, _LEAST, _HEAD = 16, 2, 3
"""Lines that a row of the running order may take; what is above it takes that many once these are few."""

_LINE, _PADDING, _LETTER, _SIDES = 0.406, 0.13, 0.153, 0.4
"""Centimetres: a line of the small cell, its air, an average letter at 9 points, the air on both sides of a cell."""

_WIDTH = 25.1
_TOP = (9.6, 7.6, 7.9)
_STEPS = (2.3, 5.0, 6.6, 5.8, 5.4)
_ALONE = (2.3, 5.0, 12.4, 5.4)
_TITLE = 110  # letters of a step's title


@dataclass(frozen=True)
class Card:
    """The card of one sequence."""

    course: Course
    module: Module
    sequence: Sequence
    pen: Pen

    def blocks(self, *, last: bool = False) -> Iterator[Block]:
        """Everything below the title, with as many lines a row as the page holds. `last`: room for the clause."""
        room = _LAST_ROOM if last else _ROOM
        made: tuple[Block, ...] = ()
        for lines in range(_MOST, _LEAST - 1, -1):
            made = tuple(self._made(lines))
            if _height(made) <= room:
                break
        yield from made

    def _made(self, lines: int) -> Iterator[Block]:
        pen, sequence = self.pen, self.sequence
        sessions = [s for s in self.course.delivery.sessions if sequence.id in s.sequences]
        days = " ; ".join(filter(None, (session_days(s, pen.language) for s in sessions)))
        what = (self.module.title, duration(sequence.minutes), modality_words(sequence.modality), days)
        yield from pen.paragraphs(" · ".join(part for part in what if part), look=Look.SMALL)
        yield from self._top(lines)
        yield from self._running(lines)
        yield from self._last(lines)

    def _top(self, lines: int) -> Iterator[Table]:
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
            whole = sum(width for _name, _texts, width in kept)
            few = lines if lines > 2 * _HEAD else min(lines, _HEAD)
            cells = (_fitted(_listed(texts), few, _WIDTH * width / whole) for _name, texts, width in kept)
            row = tuple(pen.cell(*texts) for texts in cells)
            yield Table(pen.heads(*(c[0] for c in kept)), (row,), tuple(c[2] for c in kept), small=True)

    def _running(self, lines: int) -> Iterator[Block]:
        """What trainer and group do; what is asked, where people learn on their own."""
        timed = timed_steps(self.sequence)
        if not timed:
            return
        led = any(step.trainer_activity or step.participant_activity for step in self.sequence.steps)
        widths = _STEPS if led else _ALONE
        who = (_("Vous"), _("Le groupe")) if led else (_("Consigne"),)
        yield Paragraph(self.pen.line(_("Déroulé")), Look.LABEL, keep_with_next=True)
        header = self.pen.heads(_("Temps"), _("Étape"), *who, _("Production, plan B"))
        yield Table(header, tuple(self._step(one, lines, widths) for one in timed), widths, small=True)

    def _step(self, one: TimedStep, lines: int, widths: tuple[float, ...]) -> tuple[Cell, ...]:
        pen, step = self.pen, one.step
        acts, said = step.trainer_activity, step.instruction
        texts = (acts or said, step.participant_activity or (said if acts else "")) if len(widths) > 4 else (said,)
        name = shortened(step.title, _TITLE)
        rest = lines - _taken(name, widths[1])
        how = shortened(method_words(step), _letters_in(rest, widths[1])) if rest > 0 else ""
        return (
            pen.cell(clock(one), duration(step.minutes)),
            pen.cell_of((pen.line(name, bold=True), pen.line(how))),
            *(pen.cell(*_fitted([text], lines, width)) for text, width in zip(texts, widths[2:], strict=False)),
            self._result(one.step, lines, widths[-1]),
        )

    def _result(self, step: Step, lines: int, width: float) -> Cell:
        pen = self.pen
        backup = shortened(step.plan_b, _letters_in(max(1, lines // 2), width) - 8)
        output = shortened(step.output, _letters_in(max(1, lines - lines // 2) if backup else lines, width))
        return pen.cell_of((pen.line(output), pen.labelled(_("Plan B"), backup)))

    def _last(self, lines: int) -> Iterator[Block]:
        pen, sequence = self.pen, self.sequence
        parts = ((_("Vigilance"), " ".join(sequence.watch_points)), (_("Évaluation"), sequence.assessment))
        for label, text in parts:
            if line := pen.labelled(label, shortened(text, _letters_in(1 + (lines > 6), _WIDTH) - 16)):
                yield Paragraph(line, Look.SMALL)


def _letters_in(lines: int, width: float) -> int:
    """How many letters that many lines of a cell hold; a part of each line is lost where a word is too long for it."""
    return int(lines * max(4.0, (width - _SIDES) / _LETTER - 3))


def _taken(text: str, width: float) -> int:
    return ceil(len(text) * 1.12 * _LETTER / (width - _SIDES))


def _fitted(texts: list[str], lines: int, width: float) -> list[str]:
    """The texts, so many lines in all; what doesn't fit is cut, and left out where not a line remains."""
    kept, left = list[str](), lines
    for text in texts:
        if left <= 0:
            break
        kept.append(shortened(text, _letters_in(left, width)))
        left -= max(1, ceil(len(kept[-1]) / _letters_in(1, width)))
    return kept


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
