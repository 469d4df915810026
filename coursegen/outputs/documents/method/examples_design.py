"""What the second part shows of the course: contents, sequences, methods, a lesson plan, supports, online, tests."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Block, Cell, Fill, ItemList, ListItem, Paragraph, cell, words
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.method.data import french, word
from coursegen.outputs.documents.method.phrases import DASH, day, level, lines, listed, percent, said, sentences
from coursegen.outputs.documents.method.tables import example, example_sheet
from coursegen.outputs.documents.subject import Subject
from methodology.alignment import Alignment, MethodRow, MethodUse, alignment_matrix, method_matrix, specification_table
from methodology.course import Course
from methodology.delivery import Session
from methodology.evaluation import Assessment
from methodology.methods import method_named
from methodology.objectives import ContentUnit
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Purpose

_METHODS_SHOWN = 3
_ENOUGH_STEPS = 4


def contents(subject: Subject) -> Iterator[Block]:
    """The content analysis."""
    yield from example("contenus", (_content(unit) for unit in subject.course.objectives.contents))


def _content(unit: ContentUnit) -> tuple[str, ...]:
    until = word("relire", date=day(unit.stable_until)) if unit.stable_until else ""
    return (
        unit.id,
        unit.title,
        said(unit.kind),
        said(unit.importance),
        listed(unit.objectives),
        sentences((unit.authority, until)),
    )


def running_order(subject: Subject) -> Iterator[Block]:
    """Modules, each followed by its sequences."""
    rows: list[tuple[str | Cell, ...]] = []
    for module in subject.course.sequencing.modules:
        title = cell(french(module.title), Fill.SOFT, bold=True)
        time = cell(duration(module.minutes), Fill.SOFT, bold=True)
        rows.append((cell(module.id, Fill.SOFT, bold=True), title, time, cell("", Fill.SOFT), cell("", Fill.SOFT)))
        rows += [(s.id, s.title, duration(s.minutes), said(s.modality), listed(s.objectives)) for s in module.sequences]
    yield from example("deroule", rows)


def methods(subject: Subject) -> Iterator[Block]:
    """Each objective with the methods that take most of its time."""
    yield from example("methodes", (_methods(row) for row in method_matrix(subject.course)))


def _methods(row: MethodRow) -> tuple[str, ...]:
    whole = sum(use.minutes for use in row.uses)
    active = sum(use.active_minutes for use in row.uses)
    used = lines(f"{_name(use)} ({use.minutes:.0f})" for use in row.uses[:_METHODS_SHOWN])
    share = percent(100 * active / whole) if whole else DASH
    title = f"{row.objective.id}. {row.objective.statement}"
    return title, level(row.objective.bloom), used or DASH, share, word("oui" if row.reached else "non")


def _name(use: MethodUse) -> str:
    return use.method.label if use.method else use.written.replace("_", " ")


def lesson_plan(subject: Subject) -> Iterator[Block]:
    """One whole sequence: the first that is long enough to show how a plan is made."""
    sequence = sample_sequence(subject.course)
    if sequence is None:
        yield Paragraph(words(word("rien"), italic=True))
        return
    known = {o.id: o.statement for o in subject.course.objectives.objectives}
    values = (
        f"{sequence.id}. {sequence.title}",
        f"{duration(sequence.minutes)}, {said(sequence.modality)}",
        lines(f"{key}. {known.get(key, '')}" for key in sequence.objectives),
        lines(sequence.key_messages),
        sequence.assessment,
        sequence.offline_variant,
    )
    yield from example_sheet("plan-de-cours", values)
    yield from example("plan-de-cours-etapes", (_step(step) for step in sequence.steps))


def sample_sequence(course: Course) -> Sequence | None:
    """The first sequence in the room with a few steps, half of them active; else the one with most steps."""
    found = list(course.sequencing.sequences())
    good = (s for s in found if len(s.steps) >= _ENOUGH_STEPS and 2 * sum(x.active for x in s.steps) >= len(s.steps))
    best = (s for s in good if all(step.trainer_activity and step.participant_activity for step in s.steps))
    return next(best, max(found, key=lambda s: len(s.steps), default=None))


def _step(step: Step) -> tuple[str, ...]:
    grouped = said(step.grouping) if step.grouping else ""
    return (
        str(step.minutes),
        step.title,
        step.trainer_activity,
        step.participant_activity,
        lines(filter(None, (_said_method(step.method), grouped))),
    )


def _said_method(written: str) -> str:
    found = method_named(written)
    return found.label if found else written.replace("_", " ")


def supports(subject: Subject) -> Iterator[Block]:
    """What each sequence of a module needs to be given: of the first that says it all."""
    modules = subject.course.sequencing.modules
    rows = next((list(_given(m)) for m in modules if all(s.documents for s in m.sequences)), [])
    yield from example("supports", rows or [row for m in modules for row in _given(m)])


def _given(module: Module) -> Iterator[tuple[str, ...]]:
    for found in module.sequences:
        if found.documents or found.materials:
            yield f"{found.id}. {found.title}", lines(found.documents) or DASH, lines(found.materials) or DASH


def online(subject: Subject) -> Iterator[Block]:
    """What each sequence offers on the platform: the types of its activities, how many, for how long."""
    rows = []
    for sequence in subject.course.sequencing.sequences():
        steps = [step for step in sequence.steps if step.activity is not None]
        types = dict.fromkeys(word(step.activity.name_on_disk()) for step in steps if step.activity is not None)
        if steps:
            time = duration(sum(step.minutes for step in steps))
            rows.append((f"{sequence.id}. {sequence.title}", listed(types), str(len(steps)), time))
    yield from example("e-learning", rows)


def low_bandwidth(subject: Subject) -> Iterator[Block]:
    """The course's rules for weak lines."""
    rules = tuple(ListItem(words(french(rule))) for rule in subject.course.delivery.low_bandwidth)
    yield ItemList(rules) if rules else Paragraph(words(word("rien"), italic=True))


def assessments(subject: Subject) -> Iterator[Block]:
    """How learning is verified."""
    yield from example("evaluations", (_assessment(a) for a in subject.course.evaluation.assessments))


def _assessment(found: Assessment) -> tuple[str, ...]:
    use = lines((listed(map(said, found.purposes)), listed(map(said, found.moments))))
    return (
        found.id,
        found.title,
        use,
        listed(found.objectives),
        percent(found.weight_percent),
        percent(found.pass_percent),
    )


def specification(subject: Subject) -> Iterator[Block]:
    """The specification table of the last summative test."""
    course = subject.course
    table = next((t for t in (specification_table(course, a) for a in _summative(course)) if t.items), None)
    known = {o.id: o.statement for o in course.objectives.objectives}
    rows = [
        (
            f"{c.content}. {known.get(c.content, '')}",
            level(c.level),
            percent(c.weight_percent),
            str(c.items),
            str(c.written),
            percent(c.time_percent),
        )
        for c in (table.cells if table else ())
    ]
    yield from example("specification", rows)


def _summative(course: Course) -> list[Assessment]:
    return [a for a in reversed(course.evaluation.assessments) if Purpose.SUMMATIVE in a.purposes]


def alignment(subject: Subject) -> Iterator[Block]:
    """The alignment matrix."""
    rows = (
        (
            row.objective.id,
            row.objective.need or DASH,
            level(row.objective.bloom),
            duration(round(row.minutes)) or DASH,
            listed(row.sequences),
            listed(row.assessments),
            percent(row.weight_percent),
            cell(word(row.status.value), Fill.LOW if row.status is Alignment.ALIGNED else Fill.MIDDLE),
        )
        for row in alignment_matrix(subject.course)
    )
    yield from example("alignement", rows)


def sessions(subject: Subject) -> Iterator[Block]:
    """When and where."""
    yield from example("sessions", (_session(session) for session in subject.course.delivery.sessions))


def _session(found: Session) -> tuple[str, ...]:
    dates = day(found.start)
    if found.start and found.end and found.end != found.start:
        dates = word("du_au", start=day(found.start), end=day(found.end))
    return (
        found.title,
        lines(filter(None, (dates, found.hours))),
        sentences((said(found.modality), found.place)),
        listed(found.sequences),
    )


def logistics(subject: Subject) -> Iterator[Block]:
    """What must be ready, to tick."""
    needed = tuple(ListItem(words(french(line))) for line in subject.course.delivery.logistics)
    yield ItemList(needed, checks=True) if needed else Paragraph(words(word("rien"), italic=True))


EXAMPLES = {
    "contenus": contents,
    "deroule": running_order,
    "methodes": methods,
    "plan-de-cours": lesson_plan,
    "supports": supports,
    "e-learning": online,
    "bas-debit": low_bandwidth,
    "evaluations": assessments,
    "specification": specification,
    "alignement": alignment,
    "sessions": sessions,
    "logistique": logistics,
}
