"""The running order of a sequence, and each of its steps as a trainer prepares it."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Block, Box, Callout, Cell, Look, Paragraph, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import grouping_words
from methodology.methods import method_named
from methodology.running_order import TimedStep, timed_steps
from methodology.sequencing import Sequence, Step

_UNSAID = "active"  # the catalogue's method for work of which nothing more was said


def method_words(step: Step) -> str:
    """`étude de cas, en sous-groupe`."""
    return ", ".join(
        part for part in (step.technique or method_name(step.method), grouping_words(step.grouping)) if part
    )


def method_name(written: str) -> str:
    """What people call the method; "" for the one that only says that people work."""
    known = method_named(written)
    if known is None:
        return written
    return "" if known.id == _UNSAID else known.label


def running_table(sequence: Sequence, pen: Pen) -> Iterator[Block]:
    """A line for each step; the last gives the sum. Hours stand where the author gave one."""
    timed = timed_steps(sequence)
    if not timed:
        return
    clocked = any(one.clock for one in timed)
    rows = [_row(one, pen, clocked) for one in timed]
    total = sum(one.step.minutes for one in timed)
    last = (pen.cell(duration(total), bold=True, right=True), pen.cell(_("Durée des étapes"), bold=True, span=3))
    names = (_("Durée"), _("Étape"), _("Méthode"), _("Ce qui est produit"))
    if clocked:
        yield Table(pen.heads(_("Horaire"), *names), (*rows, (pen.cell(), *last)), (2.3, 1.7, 5, 4, 3.4), small=True)
    else:
        yield Table(pen.heads(*names), (*rows, last), (1.9, 5.9, 4.6, 4), small=True)


def _row(one: TimedStep, pen: Pen, clocked: bool) -> tuple[Cell, ...]:
    step = one.step
    cells = (
        pen.cell(duration(step.minutes), right=True),
        pen.cell(step.title, bold=True),
        pen.cell(method_words(step)),
        pen.cell(step.output),
    )
    return (pen.cell(clock(one)), *cells) if clocked else cells


def clock(one: TimedStep) -> str:
    """`09:15 – 09:45`; empty when no hour is known."""
    return one.clock.replace("-", " – ")


def step_blocks(one: TimedStep, pen: Pen) -> Iterator[Block]:
    """What a trainer must know to lead the step."""
    step = one.step
    when = " · ".join(part for part in (clock(one), duration(step.minutes), method_words(step)) if part)
    yield pen.heading(step.title, 3)
    if when:
        yield Paragraph(pen.line(when), Look.SMALL, keep_with_next=True)
    yield from pen.named((_("Intention"), step.intentions), (_("Contenu"), step.content))
    yield from pen.named((_("Vous"), step.trainer_activity), (_("Le groupe"), step.participant_activity))
    if step.instruction:
        yield Callout(Box.ACTIVITY, pen.say(_("Consigne à dire")), tuple(pen.paragraphs(step.instruction)))
    yield from pen.named((_("Production"), step.output), (_("Matériel"), ", ".join((*step.materials, *step.supports))))
    yield from _list(_("Si personne ne répond"), step.prompts, pen)
    yield from _list(_("Réponses attendues"), step.expected_answers, pen)
    yield from _list(_("Questions probables"), step.likely_questions, pen)
    yield from pen.named((_("Retour"), step.feedback), (_("Pour conclure"), step.debriefing))
    if step.plan_b:
        yield Callout(Box.WARNING, pen.say(_("Plan B")), tuple(pen.paragraphs(step.plan_b)))


def _list(label: str, texts: tuple[str, ...], pen: Pen) -> Iterator[Block]:
    lines = tuple(pen.bullets(texts))
    if lines:
        yield from pen.paragraphs(label, look=Look.LABEL)
        yield from lines
