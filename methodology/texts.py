"""Every text of a course that people read, whoever reads it: where it is, for whom, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from methodology.activities.base import OnlineActivity
from methodology.course import Course
from methodology.findings import Where
from methodology.questions import Question
from methodology.values import Record, Text


class Audience(StrEnum):
    """Who reads a text, and how."""

    LEARNER = "learner"  # a page, a brief, an instruction
    SLIDES = "slides"  # projected, with notes for the trainer
    QUESTION = "question"  # what a question asks, and its answers


@dataclass(frozen=True, slots=True)
class CourseText:
    """A text. `where` is its first line, `in_file` tells a file of `contenus/`, `subject` an id or path."""

    where: Where
    markdown: str
    audience: Audience
    in_file: bool = False
    subject: str = ""

    def at(self, line: int) -> Where:
        """The place of that line of the text, from 1."""
        return Where(self.where.file, self.where.line + line - 1, self.where.column if line == 1 else 1)


def course_texts(course: Course) -> Iterator[CourseText]:
    """Files of `contenus/`, then the texts written in place, then the questions."""
    decks = {sequence.slides.path for sequence in course.sequencing.sequences() if sequence.slides}
    for text in course.texts:
        yield _course_text(text, Audience.SLIDES if text.path in decks else Audience.LEARNER, text.path)
    yield from _in_place(course)
    for question in course.questions():
        yield from _question_texts(question)


def _in_place(course: Course) -> Iterator[CourseText]:
    for sequence in course.sequencing.sequences():
        if sequence.slides and not sequence.slides.path:
            yield _course_text(sequence.slides, Audience.SLIDES, sequence.id)
        for step in sequence.steps:
            yield from _of_activity(step.activity, f"{sequence.id}/{step.id}")
    for assessment in course.evaluation.assessments:
        yield from _of_activity(assessment.activity, assessment.id)


def _of_activity(activity: OnlineActivity | None, subject: str) -> Iterator[CourseText]:
    if activity is None:
        return
    if activity.body and not activity.body.path:
        yield _course_text(activity.body, Audience.LEARNER, subject)
    for markdown, where in activity.other_texts():
        yield CourseText(where, markdown, Audience.LEARNER, subject=subject)


def _course_text(text: Text, audience: Audience, subject: str) -> CourseText:
    return CourseText(text.where, text.markdown, audience, bool(text.path), subject)


def _question_texts(question: Question) -> Iterator[CourseText]:
    def written(markdown: str, where: Where) -> Iterator[CourseText]:
        if markdown:
            yield CourseText(where, markdown, Audience.QUESTION, subject=question.id)

    for name in ("text", "feedback", "feedback_true", "feedback_false", "model_answer"):
        yield from written(getattr(question, name), question.where.at(name))
    for choice in question.choices:
        yield from written(choice.text, choice.where.at("text"))
        yield from written(choice.feedback, choice.where.at("feedback"))
    for pair in question.pairs:
        yield from written(pair.left, pair.where.at("left"))
    for name, markdown in question.other_texts():
        yield from written(markdown, question.where.at(name))


def written_strings(course: Course) -> Iterator[tuple[Where, str]]:
    """Every line of text an author wrote in a YAML file, where it is: names, statements, instructions, answers."""
    phases = (
        course.identity,
        course.needs,
        course.objectives,
        course.sequencing,
        course.delivery,
        course.evaluation,
    )
    for record in (*phases, *course.banks):
        yield from _strings_of(record)


def _strings_of(record: Record) -> Iterator[tuple[Where, str]]:
    kind: Any = type(record)
    for name in _names_of_fields(kind):
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if type(item) is str and item:
                yield record.where.at(name), item
            elif isinstance(item, Record) and not isinstance(item, Text):
                yield from _strings_of(item)


@cache
def _names_of_fields(record: Any) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(record))
