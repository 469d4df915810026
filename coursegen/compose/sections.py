"""One section a module: its sequences in order, each step its activity, assessments at the end.

What is read stays open, so that it can be downloaded while the line is good; what is answered, handed in or graded
opens when the sequences it requires are done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from coursegen.activities import Frame, compose_activity
from coursegen.activities.label import LabelActivity
from coursegen.activities.page import PageActivity
from coursegen.compose.grades import GradePlan
from coursegen.compose.pages import Pages
from coursegen.content.render import Renderer
from coursegen.courseware import Access, AccessKind, Activity, Section
from coursegen.i18n import gettext as _
from methodology.activities.base import OnlineActivity
from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Modality, Moment


def module_number(module: Module, position: int) -> int:
    """The number people know a module by: the digits of its id (`M2` -> 2), else its position, from 1."""
    digits = re.search(r"\d+", module.id)
    return int(digits[0]) if digits else position + 1


class SectionComposer:
    """Composes the modules of one course."""

    def __init__(self, course: Course, renderer: Renderer, pages: Pages, grades: GradePlan) -> None:
        self._course = course
        self._code = course.identity.code
        self._renderer = renderer
        self._pages = pages
        self._grades = grades
        self._gates = self._gate_of_sequences()
        self._due = _due_dates(course)

    def sections(self) -> Iterator[Section]:
        """A section for each module, in order."""
        modules = self._course.sequencing.modules
        for position, module in enumerate(modules):
            activities = [*self._module_activities(module)]
            if position == len(modules) - 1:
                activities.extend(self._closing_surveys())
            yield Section(
                key=f"{self._code}/{module.id}",
                number=position + 1,
                title=self._renderer.plain(f"{module_number(module, position)}. {module.title}"),
                summary=self._pages.section_summary(module),
                minutes=module.minutes,
                objectives=tuple(self._pages.objective_lines(self._pages.completed_in(module))),
                hue=position,
                online=any(not s.modality.in_room for s in module.sequences),
                activities=tuple(activities),
            )

    def _module_activities(self, module: Module) -> Iterator[Activity]:
        for sequence in module.sequences:
            yield from self._sequence_activities(sequence)
        for assessment in self._course.evaluation.assessments:
            if assessment.activity and assessment.module == module.id:
                grade = self._grades.of_assessment(assessment)
                frame = self._frame(f"{self._code}/{assessment.id}", assessment.title, assessment.objectives)
                yield compose_activity(assessment.activity, replace(frame, grade=grade))

    def _sequence_activities(self, sequence: Sequence) -> Iterator[Activity]:
        key = f"{self._code}/{sequence.id}"
        heading = self._pages.sequence_heading(sequence)
        yield LabelActivity(key=key, title=self._renderer.plain(sequence.title), body=heading)
        access = self._access(sequence)
        if sequence.modality.in_room:
            yield self._room_page(sequence)
        for step in sequence.steps:
            if step.activity:
                yield self._step_activity(sequence, step, step.activity, access)

    def _room_page(self, sequence: Sequence) -> PageActivity:
        title = _("Préparer la séance « {title} »").format(title=sequence.title)
        return PageActivity(
            key=f"{self._code}/{sequence.id}/seance",
            title=self._renderer.plain(title),
            minutes=0,
            objectives=sequence.objectives,
            body=self._pages.room_page(sequence),
        )

    def _step_activity(
        self, sequence: Sequence, step: Step, source: OnlineActivity, access: tuple[Access, ...]
    ) -> Activity:
        reference = f"{sequence.id}/{step.id}"
        frame = self._frame(f"{self._code}/{reference}", step.title, step.objectives or sequence.objectives)
        grade = self._grades.of_step(reference, source)
        return compose_activity(
            source,
            replace(
                frame,
                grade=grade,
                access=access if source.asks else (),
                minutes=step.minutes,
                instruction=step.instruction,
                due=self._due.get(sequence.id) if source.asks else None,
            ),
        )

    def _closing_surveys(self) -> Iterator[Activity]:
        """The reaction survey, when no step asks it."""
        asked = {
            s.activity.survey for _q, s in self._course.sequencing.steps() if isinstance(s.activity, SurveyActivity)
        }
        for survey in self._course.evaluation.surveys:
            if survey.moment is Moment.END and survey.id not in asked:
                frame = self._frame(f"{self._code}/{survey.id}", survey.title, ())
                yield compose_activity(SurveyActivity(survey=survey.id), frame)

    def _frame(self, key: str, title: str, objectives: tuple[str, ...]) -> Frame:
        return Frame(
            key=key,
            title=title,
            course=self._course,
            renderer=self._renderer,
            objectives=objectives,
            code=self._code,
        )

    def _access(self, sequence: Sequence) -> tuple[Access, ...]:
        """What must be done before: the gate of every sequence this one requires."""
        keys = dict.fromkeys(key for required in sequence.prerequisites for key in self._gates_of(required))
        return tuple(Access(AccessKind.COMPLETED, key) for key in keys)

    def _gates_of(self, required: str) -> tuple[str, ...]:
        """The gate of a sequence; one without any (a day in the room) hands on those it waits for itself."""
        if required in self._gates:
            return (self._gates[required],)
        before = next((s.prerequisites for s in self._course.sequencing.sequences() if s.id == required), ())
        return tuple(key for earlier in before for key in self._gates_of(earlier))

    def _gate_of_sequences(self) -> dict[str, str]:
        """For each sequence the activity that shows it is done: the last one that is tested, posted or handed in."""
        return {
            sequence.id: f"{self._code}/{sequence.id}/{step.id}"
            for sequence, step in self._course.sequencing.steps()
            if step.activity and step.activity.opens_next
        }


def _due_dates(course: Course) -> dict[str, datetime]:
    """For each sequence done at one's own pace, the last minute (UTC) of the last session that holds it."""
    own_pace = {s.id for s in course.sequencing.sequences() if s.modality is Modality.ASYNCHRONOUS}
    due: dict[str, datetime] = {}
    for session in course.delivery.sessions:
        for key in session.sequences:
            if session.end and key in own_pace:
                end = datetime.combine(session.end, time(23, 59), UTC)
                due[key] = max(end, due.get(key, end))
    return due
