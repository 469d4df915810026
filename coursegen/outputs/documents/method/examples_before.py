"""What the first part shows of the course: request, participants, needs, competencies, objectives, specification."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Block, Paragraph, cell, words
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.method.data import french, word
from coursegen.outputs.documents.method.phrases import (
    DASH,
    day,
    level,
    lines,
    number,
    percent,
    said,
    sentences,
)
from coursegen.outputs.documents.method.tables import example, example_sheet
from coursegen.outputs.documents.subject import Subject
from methodology.needs import Need, Participants
from methodology.sequencing import Module
from methodology.values import Modality


def request(subject: Subject) -> Iterator[Block]:
    """The request as received and as signed."""
    asked = subject.course.needs.request
    values = (asked.origin, day(asked.date), asked.wording, asked.reformulation) if asked else ("",) * 4
    yield from example_sheet("demande", values)


def participants(subject: Subject) -> Iterator[Block]:
    """The people, line by line."""
    people = subject.course.needs.participants
    values = (
        people.title,
        sentences(people.organisations),
        sentences(people.functions),
        word("effectif", min=people.headcount.min, max=people.headcount.max),
        _women(people),
        people.seniority,
        people.education,
        sentences(people.languages),
        people.prior_knowledge,
        lines(f"{p.statement} ({p.verification})" if p.verification else p.statement for p in people.prerequisites),
        word("sur_quatre", n=people.digital_ease) if people.digital_ease is not None else "",
        people.distance_experience,
        people.equipment,
        _connection(people),
        people.time_slots,
        sentences(people.constraints),
        sentences(people.motivations),
        sentences(people.obstacles),
        sentences(people.expectations),
        sentences(people.arrangements),
    )
    yield from example_sheet("participants", values)


def _women(people: Participants) -> str:
    target = people.women_target_percent
    aimed = word("femmes_hommes", target=target) if target is not None else ""
    counted = word("comptes", women=people.women, men=people.men) if people.women is not None else ""
    return sentences((aimed, counted))


def _connection(people: Participants) -> str:
    line = people.connection
    if line is None:
        return ""
    return sentences((word("debit", n=line.speed_kbps) if line.speed_kbps else "", line.cost, line.place, line.cuts))


def portraits(subject: Subject) -> Iterator[Block]:
    """The personas."""
    rows = (
        (
            cell(french(f"{p.name}, {p.age} ans\n{p.function}" if p.age else f"{p.name}\n{p.function}"), bold=True),
            sentences((p.prior_knowledge, p.motivation)),
            p.obstacle,
            p.promise,
        )
        for p in subject.course.needs.personas
    )
    yield from example("portraits", rows)


def needs(subject: Subject) -> Iterator[Block]:
    """The needs with their marks, the highest score first."""
    ranked = sorted(subject.course.needs.needs, key=lambda need: -(need.dif or 0))
    yield from example("besoins", (_need(need) for need in ranked))


def _need(need: Need) -> tuple[str, ...]:
    marks = " · ".join(DASH if m is None else str(m) for m in (need.difficulty, need.importance, need.frequency))
    levels = f"{DASH if need.current is None else need.current} → {DASH if need.target is None else need.target}"
    decision = f"{said(need.decision)}\n{need.reason}" if need.reason else said(need.decision)
    return (
        need.id,
        lines(filter(None, (need.task, need.position))),
        levels,
        marks,
        number(need.dif),
        said(need.cause),
        decision,
    )


def swot(subject: Subject) -> Iterator[Block]:
    """The four boxes."""
    found = subject.course.needs.swot
    boxes = (found.strengths, found.weaknesses, found.opportunities, found.threats)
    rows = [(word("dans_l_organisme"), *map(lines, boxes[:2])), (word("autour"), *map(lines, boxes[2:]))]
    yield from example("ffom", rows if any(boxes) else ())


def competencies(subject: Subject) -> Iterator[Block]:
    """The framework."""
    rows = ((c.id, c.name, lines(c.criteria), lines(c.situations)) for c in subject.course.needs.competencies)
    yield from example("competences", rows)


def objectives(subject: Subject) -> Iterator[Block]:
    """The general objective, then every objective."""
    found = subject.course.objectives
    if found.general:
        yield Paragraph(words(french(found.general), bold=True))
    rows = ((o.id, o.statement, o.condition, o.criterion, level(o.bloom), o.need) for o in found.objectives)
    yield from example("objectifs", rows)


def specification(subject: Subject) -> Iterator[Block]:
    """What the course commits itself to."""
    course = subject.course
    people, delivery, identity = course.needs.participants, course.delivery, course.identity
    line = delivery.connection
    values = (
        f"{identity.title} ({identity.code})",
        identity.sponsor,
        course.objectives.general,
        sentences((people.title, word("effectif", min=people.headcount.min, max=people.headcount.max))),
        sentences(p.statement for p in people.prerequisites),
        f"{duration(subject.courseware.minutes)}, {said(identity.modality)}",
        course.evaluation.success_rule,
        course.evaluation.second_chance,
        people.certification,
        delivery.selection,
        word("connexion", mb=number(line.megabytes), who=line.paid_by or DASH) if line else "",
        delivery.data_protection,
        delivery.complaints,
    )
    yield from example_sheet("cahier-des-charges", values)


def times(subject: Subject) -> Iterator[Block]:
    """Minutes of each module, away and in the room, and the whole."""
    modules = subject.course.sequencing.modules
    whole = sum(module.minutes for module in modules)
    rows = [_times(module.title, _away(module), module.minutes, whole) for module in modules]
    away = sum(_away(module) for module in modules)
    yield from example("budget-temps", [*rows, _times(word("total"), away, whole, whole)] if rows else ())


def _times(title: str, away: int, minutes: int, whole: int) -> tuple[str, ...]:
    said_of = [duration(part) or DASH for part in (away, minutes - away, minutes)]
    return title, *said_of, percent(100 * minutes / whole if whole else None)


def _away(module: Module) -> int:
    """Minutes that nobody travels for."""
    return sum(s.minutes for s in module.sequences if s.modality in (Modality.SYNCHRONOUS, Modality.ASYNCHRONOUS))


EXAMPLES = {
    "demande": request,
    "participants": participants,
    "portraits": portraits,
    "besoins": needs,
    "ffom": swot,
    "competences": competencies,
    "objectifs": objectives,
    "cahier-des-charges": specification,
    "budget-temps": times,
}
