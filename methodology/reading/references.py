"""Ids and what refers to them: doubles, malformed ids, references to nothing, loops."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from methodology.activities.assignment import Assignment
from methodology.activities.base import OnlineActivity
from methodology.activities.quiz import Quiz
from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.findings import Finding, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.reading.faults import fault, suggestion
from methodology.reading.records import place_of_item
from methodology.sequencing import Sequence as LessonSequence
from methodology.values import Identified

WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")

COURSE, NEEDS, OBJECTIVES, SEQUENCES = "cours.yaml", "1-besoins.yaml", "2-objectifs.yaml", "3-sequences.yaml"
DELIVERY, EVALUATION, QUESTIONS = "4-mise-en-oeuvre.yaml", "5-evaluation.yaml", "questions/"

# kind of thing -> (what a message calls it, the file it is declared in)
_KINDS: Mapping[str, tuple[str, str]] = {
    "competency": (N_("la compétence"), NEEDS),
    "need": (N_("le besoin"), NEEDS),
    "objective": (N_("l'objectif"), OBJECTIVES),
    "module": (N_("le module"), SEQUENCES),
    "sequence": (N_("la séquence"), SEQUENCES),
    "step": (N_("l'étape"), SEQUENCES),
    "session": (N_("la session"), DELIVERY),
    "assessment": (N_("l'évaluation"), EVALUATION),
    "rubric": (N_("la grille"), EVALUATION),
    "criterion": (N_("le critère"), EVALUATION),
    "survey": (N_("le questionnaire"), EVALUATION),
    "item": (N_("la question du questionnaire"), EVALUATION),
    "indicator": (N_("l'indicateur"), EVALUATION),
    "question": (N_("la question"), QUESTIONS),
    "bank": (N_("la banque de questions"), QUESTIONS),
}


@dataclass(frozen=True, slots=True)
class Name:
    """An id, declared or referred to, at its place. `scope` is what it must be unique in."""

    kind: str
    id: str
    where: Where
    scope: str = ""

    @property
    def key(self) -> str:
        """The id as others write it."""
        return f"{self.scope}/{self.id}" if self.kind == "step" else self.id


def reference_faults(course: Course, unread: Collection[str]) -> Iterator[Finding]:
    """Every fault of naming. What refers into `unread` files, or to things without an id, isn't judged."""
    every = list(_declared(course))
    declared = [name for name in every if name.id]
    nameless = {name.kind for name in every if not name.id}
    unsure = nameless | {kind for kind, (_name, file) in _KINDS.items() if file in unread}
    yield from _malformed(declared)
    yield from _doubles(declared)
    yield from _unknown(_used(course), declared, unsure)
    yield from _terms(course) if COURSE not in unread else ()
    parents = {c.id: [c.parent] for c in course.needs.competencies if c.parent}
    of_parents = {(c.id, c.parent): c.where.at("parent") for c in course.needs.competencies}
    yield from _loops("competency", parents, of_parents)
    wider = {o.id: [o.parent] for o in course.objectives.objectives if o.parent}
    of_wider = {(o.id, o.parent): o.where.at("parent") for o in course.objectives.objectives}
    yield from _loops("objective", wider, of_wider)
    sequences = list(course.sequencing.sequences())
    before = {s.id: list(s.prerequisites) for s in sequences}
    of_links = {(s.id, key): link for s in sequences for key, link in _prerequisites(s)}
    yield from _loops("sequence", before, of_links)


def _prerequisites(sequence: LessonSequence) -> Iterator[tuple[str, Where]]:
    places = (place_of_item(sequence.where, "prerequisites", at) for at in range(len(sequence.prerequisites)))
    return zip(sequence.prerequisites, places, strict=True)


def _called(kind: str) -> str:
    return _(_KINDS[kind][0])


def _declared(course: Course) -> Iterator[Name]:
    yield from _named("competency", course.needs.competencies)
    yield from _named("need", course.needs.needs)
    yield from _named("objective", course.objectives.objectives)
    yield from _named("module", course.sequencing.modules)
    yield from _named("sequence", list(course.sequencing.sequences()))
    for sequence in course.sequencing.sequences():
        yield from _named("step", sequence.steps, sequence.id)
    yield from _named("session", course.delivery.sessions)
    yield from _named("assessment", course.evaluation.assessments)
    yield from _named("rubric", course.evaluation.rubrics)
    for rubric in course.evaluation.rubrics:
        yield from _named("criterion", rubric.criteria, rubric.id)
    yield from _named("survey", course.evaluation.surveys)
    for survey in course.evaluation.surveys:
        yield from _named("item", survey.items, survey.id)
    yield from _named("indicator", course.evaluation.indicators)
    yield from _named("question", list(course.questions()))
    for bank in course.banks:
        yield Name("bank", bank.name, Where(bank.where.file))


def _named(kind: str, records: Sequence[Identified], scope: str = "") -> Iterator[Name]:
    for record in records:
        yield Name(kind, record.id, record.where.at("id"), scope)


def _used(course: Course) -> Iterator[Name]:
    for competency in course.needs.competencies:
        yield Name("competency", competency.parent, competency.where.at("parent"))
        yield from _each("competency", competency.related, competency.where, "related")
    for need in course.needs.needs:
        yield Name("competency", need.competency, need.where.at("competency"))
    for objective in course.objectives.objectives:
        yield Name("competency", objective.competency, objective.where.at("competency"))
        yield Name("need", objective.need, objective.where.at("need"))
    yield from _used_by_sequences(course)
    for session in course.delivery.sessions:
        yield from _each("sequence", session.sequences, session.where, "sequences")
    yield from _used_by_assessments(course)
    for question in course.questions():
        yield Name("objective", question.objective, question.where.at("objective"))


def _used_by_sequences(course: Course) -> Iterator[Name]:
    for module in course.sequencing.modules:
        yield from _each("objective", module.own_objectives, module.where, "own_objectives")
        yield from _each("competency", module.competencies, module.where, "competencies")
    for sequence in course.sequencing.sequences():
        yield from _each("objective", sequence.objectives, sequence.where, "objectives")
        yield from _each("sequence", sequence.prerequisites, sequence.where, "prerequisites")
        yield from _each("sequence", sequence.revisits, sequence.where, "revisits")
        yield from (Name("session", review.session, review.where.at("session")) for review in sequence.reviews)
        for step in sequence.steps:
            yield from _each("objective", step.objectives, step.where, "objectives")
            yield from _used_by_activity(step.activity)


def _used_by_assessments(course: Course) -> Iterator[Name]:
    for assessment in course.evaluation.assessments:
        yield from _each("objective", assessment.objectives, assessment.where, "objectives")
        for at, step in enumerate(assessment.steps):
            sequence, _slash, step_id = step.rpartition("/")
            yield Name("step", step_id, place_of_item(assessment.where, "steps", at), sequence)
        yield Name("module", assessment.module, assessment.where.at("module"))
        yield from _used_by_activity(assessment.activity)


def _used_by_activity(activity: OnlineActivity | None) -> Iterator[Name]:
    if isinstance(activity, Quiz):
        yield from _each("question", activity.questions, activity.where, "questions")
        yield Name("bank", activity.bank, activity.where.at("bank"))
    elif isinstance(activity, Assignment):
        yield Name("rubric", activity.rubric, activity.where.at("rubric"))
    elif isinstance(activity, SurveyActivity):
        yield Name("survey", activity.survey, activity.where.at("survey"))


def _each(kind: str, ids: Sequence[str], where: Where, field: str) -> Iterator[Name]:
    return (Name(kind, id_, place_of_item(where, field, at)) for at, id_ in enumerate(ids))


def _malformed(names: Sequence[Name]) -> Iterator[Finding]:
    for name in names:
        if not WELL_FORMED.fullmatch(name.id):
            message = _("« {id} » ne peut pas servir d'identifiant pour {kind}.").format(
                id=name.id, kind=_called(name.kind)
            )
            remedy = _("Employez des lettres sans accent, des chiffres, le point et le tiret, sans espace.")
            yield fault("LIR-20", name.where, message, remedy, name.id)


def _doubles(names: Sequence[Name]) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], Name] = {}
    for name in names:
        earlier = first.setdefault((name.kind, name.scope, name.id.casefold()), name)
        if earlier is not name:
            message = _("L'identifiant « {id} » est déjà pris ({file}, ligne {line}).").format(
                id=name.id, file=earlier.where.file, line=earlier.where.line
            )
            yield fault("LIR-15", name.where, message, _("Donnez-en un autre à l'un des deux."), name.id)


def _unknown(used: Iterator[Name], declared: Sequence[Name], unsure: Collection[str]) -> Iterator[Finding]:
    known: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for name in declared:
        known[name.kind].append(name.key)
    for name in used:
        if name.id and name.kind not in unsure and name.key not in known[name.kind]:
            message = _("{kind} « {id} » n'existe pas.").format(kind=_called(name.kind).capitalize(), id=name.key)
            yield fault("LIR-14", name.where, message, suggestion(name.key, known[name.kind]), name.key)


def _terms(course: Course) -> Iterator[Finding]:
    """The words of the glossary that a unit of content names, and that the glossary doesn't hold."""
    known = {term.term.casefold() for term in course.identity.glossary}
    for unit in course.objectives.contents:
        for at, word in enumerate(unit.glossary):
            if word.casefold() not in known:
                message = _("Le mot « {word} » n'est pas dans le glossaire du cours.").format(word=word)
                remedy = suggestion(word, [term.term for term in course.identity.glossary])
                yield fault("LIR-14", place_of_item(unit.where, "glossary", at), message, remedy, word)


def _loops(
    kind: str, before: Mapping[str, Sequence[str]], places: Mapping[tuple[str, str], Where]
) -> Iterator[Finding]:
    """One fault a loop, at the link of the member that is declared first; `places` are the links'."""
    seen: set[frozenset[str]] = set()
    for start in before:
        loop = _loop_through(start, before)
        if loop and frozenset(loop) not in seen:
            seen.add(frozenset(loop))
            chain = " → ".join((*loop, loop[0]))
            message = _("Une boucle : pour atteindre {kind} « {id} », il faut déjà l'avoir ({chain}).").format(
                kind=_called(kind), id=start, chain=chain
            )
            yield fault("LIR-16", places[start, (*loop, start)[1]], message, _("Retirez l'un de ces liens."), start)


def _loop_through(start: str, before: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest chain from that id back to itself; empty when there is none."""
    paths = [[start]]
    reached = {start}
    while paths:
        path = paths.pop(0)
        for following in before.get(path[-1], ()):
            if following == start:
                return path
            if following not in reached:
                reached.add(following)
                paths.append([*path, following])
    return []
