"""The names under which a platform keeps what a course makes, and which of them clash.

They follow `coursegen.compose`: the course's code comes before each. Sections, activities and grade categories are
three spaces of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.findings import NOWHERE, Where
from methodology.i18n import N_
from methodology.values import Moment

WELCOME = "accueil"
_RESERVED = N_("le programme")


@dataclass(frozen=True, slots=True)
class PlatformName:
    """A name, what bears it (`kind` a French msgid, `id`), and where the author wrote that id."""

    name: str
    kind: str
    id: str
    where: Where


def clashes(course: Course) -> Iterator[tuple[PlatformName, PlatformName]]:
    """Two things of different kinds under one name, the earlier first. Doubles of one kind are for the reader."""
    for names in (_sections(course), _activities(course), _categories(course)):
        first: dict[str, PlatformName] = {}
        for name in names:
            earlier = first.setdefault(name.name, name)
            if earlier.kind != name.kind:
                yield earlier, name


def _reserved(*names: str) -> Iterator[PlatformName]:
    return (PlatformName(name, _RESERVED, name, NOWHERE) for name in names)


def _sections(course: Course) -> Iterable[PlatformName]:
    yield from _reserved(WELCOME)
    for module in course.sequencing.modules:
        yield PlatformName(module.id, N_("le module"), module.id, module.where.at("id"))


def _activities(course: Course) -> Iterable[PlatformName]:
    yield from _reserved(WELCOME, f"{WELCOME}/mode-emploi", f"{WELCOME}/questions")
    for sequence in course.sequencing.sequences():
        yield PlatformName(sequence.id, N_("la séquence"), sequence.id, sequence.where.at("id"))
        if sequence.modality.in_room:
            yield from _reserved(f"{sequence.id}/seance")
        for step in sequence.steps:
            if step.activity is not None:
                yield PlatformName(f"{sequence.id}/{step.id}", N_("l'étape"), step.id, step.where.at("id"))
    for assessment in course.evaluation.assessments:
        if assessment.activity is not None:
            yield PlatformName(assessment.id, N_("l'évaluation"), assessment.id, assessment.where.at("id"))
    asked = {s.activity.survey for _q, s in course.sequencing.steps() if isinstance(s.activity, SurveyActivity)}
    for survey in course.evaluation.surveys:
        if survey.moment is Moment.END and survey.id not in asked:
            yield PlatformName(survey.id, N_("le questionnaire"), survey.id, survey.where.at("id"))


def _categories(course: Course) -> Iterable[PlatformName]:
    yield from _reserved("exercices")
    for assessment in course.evaluation.assessments:
        yield PlatformName(assessment.id, N_("l'évaluation"), assessment.id, assessment.where.at("id"))
