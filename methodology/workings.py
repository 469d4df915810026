"""Who works on what, for how long, and how it is verified: what matrices and rules both start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from methodology.activities.base import OnlineActivity
from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.objectives import Objective
from methodology.once import once
from methodology.questions import Question
from methodology.sequencing import Sequence, Step


@once
def steps_by_key(course: Course) -> Mapping[str, Step]:
    """The steps by `sequence/step`."""
    return {f"{sequence.id}/{step.id}": step for sequence, step in course.sequencing.steps()}


@once
def objectives_by_id(course: Course) -> Mapping[str, Objective]:
    """The objectives by id."""
    return {objective.id: objective for objective in course.objectives.objectives}


@once
def _banks(course: Course) -> Mapping[str, tuple[Question, ...]]:
    return {bank.name: bank.questions for bank in course.banks}


@once
def _questions(course: Course) -> Mapping[str, Question]:
    return {question.id: question for question in course.questions()}


def asks(question: Question) -> bool:
    """Whether it is answered: a description among the questions only says something."""
    return question.type.value != "description"


@once
def place_of_sequence(course: Course) -> Mapping[str, int]:
    """The position of each sequence in the course, by id, from 0."""
    return {sequence.id: n for n, sequence in enumerate(course.sequencing.sequences())}


def objectives_of_step(sequence: Sequence, step: Step) -> tuple[str, ...]:
    """What a step works on: its own objectives, or those of its sequence."""
    return step.objectives or sequence.objectives


@once
def minutes_by_objective(course: Course) -> Mapping[str, float]:
    """The time each objective gets; a step shares its minutes among its objectives."""
    times: dict[str, float] = {}
    for sequence, step in course.sequencing.steps():
        keys = objectives_of_step(sequence, step)
        for key in keys:
            times[key] = times.get(key, 0.0) + step.minutes / len(keys)
    return times


@once
def weight_by_objective(course: Course) -> Mapping[str, float]:
    """The percent of the mark each objective stands for; an assessment shares its weight among its objectives."""
    weights: dict[str, float] = {}
    for assessment in course.evaluation.assessments:
        for key in assessment.objectives:
            share = assessment.weight_percent / len(assessment.objectives)
            weights[key] = weights.get(key, 0.0) + share
    return weights


def activities_of(course: Course, assessment: Assessment) -> tuple[OnlineActivity, ...]:
    """What carries an assessment on the platform: the activities of its steps, then its own."""
    steps = steps_by_key(course)
    found = (*(steps[key].activity for key in assessment.steps if key in steps), assessment.activity)
    return tuple(activity for activity in found if activity is not None)


def placed_activities(course: Course) -> Iterator[tuple[str, OnlineActivity]]:
    """Every activity, with the id of the step or the assessment that it belongs to."""
    for sequence, step in course.sequencing.steps():
        if step.activity is not None:
            yield f"{sequence.id}/{step.id}", step.activity
    for assessment in course.evaluation.assessments:
        if assessment.activity is not None:
            yield assessment.id, assessment.activity


def questions_of_quiz(course: Course, quiz: Quiz) -> Iterator[Question]:
    """The questions a quiz asks: those it names, and those of its bank."""
    banks, by_id = _banks(course), _questions(course)
    whole = banks.get(quiz.bank, ()) if quiz.bank else ()
    asked = {question.id for question in whole}
    yield from whole
    yield from (by_id[key] for key in dict.fromkeys(quiz.questions) if key in by_id and key not in asked)


def quizzes(course: Course) -> Iterator[tuple[str, int, Quiz]]:
    """Every quiz, with what it belongs to and the minutes of its step (0 when it has none)."""
    for sequence, step in course.sequencing.steps():
        if isinstance(step.activity, Quiz):
            yield f"{sequence.id}/{step.id}", step.minutes, step.activity
    for assessment in course.evaluation.assessments:
        if isinstance(assessment.activity, Quiz):
            yield assessment.id, 0, assessment.activity
