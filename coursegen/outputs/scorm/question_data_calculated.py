"""Questions worked out from variables: a few sets of values, all worked out here, since a page runs no formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from coursegen.courseware import Html, Question, QuestionKind
from coursegen.courseware_questions import Combined, Formula
from coursegen.outputs.scorm.question_data_parts import Data, Ground, Shown, WorkedOut, said
from coursegen.outputs.scorm.shown_numbers import as_it_is, rounded
from methodology.question_formats.formulas import FormulaError, expressions_in, with_expressions, work_out
from methodology.question_parts import ToleranceKind

MOST_SETS = 10
_OTHERWISE = "*"


def sets_of(question: Question) -> tuple[WorkedOut, ...]:
    """The sets of values with which every formula gives a number: the first ten. None for another kind of question."""
    if not question.formulas or not question.variables:
        return ()
    count = min(len(variable.values) for variable in question.variables)
    every = ({v.name: v.values[number] for v in question.variables} for number in range(count))
    return tuple(values for values, _n in zip(_sound(question, every), range(MOST_SETS), strict=False))


def _sound(question: Question, every: Iterator[WorkedOut]) -> Iterator[WorkedOut]:
    asked = [*(expression for expression, _formula in shown_in(question)), *_answers(question)]
    for values in every:
        try:
            for formula in asked:
                work_out(formula, values)
        except FormulaError:
            continue
        yield values


def _answers(question: Question) -> list[str]:
    if question.kind is QuestionKind.CALCULATED_CHOICE:
        return []
    return [formula.text for formula in question.formulas if formula.text.strip() != _OTHERWISE]


def _texts(question: Question) -> Iterator[tuple[Html, Formula | None]]:
    """Every text in which a value may be shown; a choice rounds its own."""
    yield from ((text, None) for text in (question.text, question.feedback, *(hint.text for hint in question.hints)))
    if question.combined:
        said_ = question.combined
        yield from ((text, None) for text in (said_.right, said_.partial, said_.wrong))
    for formula in question.formulas:
        yield formula.feedback, None
        if question.kind is QuestionKind.CALCULATED_CHOICE:
            yield Html(formula.text), formula


def shown_in(question: Question) -> tuple[Shown, ...]:
    """The values that the texts of a question show, each once."""
    if not question.formulas:
        return ()
    pairs = ((expression, formula) for text, formula in _texts(question) for expression in expressions_in(text))
    return tuple(dict.fromkeys(pairs))


def holed(question: Question) -> Question:
    """The question with `{=0}`, `{=1}` in its texts: the place of each value among those that its sets show."""
    shown = shown_in(question)
    if not shown:
        return question

    def text(html: Html, formula: Formula | None = None) -> Html:
        return Html(with_expressions(html, lambda expression: f"{{={shown.index((expression, formula))}}}"))

    chosen = question.kind is QuestionKind.CALCULATED_CHOICE
    return replace(
        question,
        text=text(question.text),
        feedback=text(question.feedback),
        hints=tuple(replace(hint, text=text(hint.text)) for hint in question.hints),
        combined=question.combined and _combined(question.combined, text),
        formulas=tuple(
            replace(f, text=text(Html(f.text), f) if chosen else f.text, feedback=text(f.feedback))
            for f in question.formulas
        ),
    )


def _combined(said_: Combined, text: Callable[[Html], Html]) -> Combined:
    return replace(said_, right=text(said_.right), partial=text(said_.partial), wrong=text(said_.wrong))


def calculated(question: Question, ground: Ground) -> Data:
    """A number to work out."""
    sets = [
        _set(values, ground) | {"answers": [_answer(formula, values, ground) for formula in question.formulas]}
        for values in ground.sets
    ]
    return {"sets": sets} | said({"synchronised": question.synchronised}) | ground.units(question)


def choices_calculated(question: Question, ground: Ground) -> Data:
    """Choices whose texts hold worked out values."""
    choices = [
        {"text": ground.inline(Html(f.text)), "fraction": f.fraction, "feedback": ground.inline(f.feedback)}
        for f in question.formulas
    ]
    rare: Data = {"several": question.several, "synchronised": question.synchronised}
    return {"sets": [_set(values, ground) for values in ground.sets], "choices": choices} | said(rare)


def _set(values: WorkedOut, ground: Ground) -> Data:
    data: Data = {"values": {name: as_it_is(value, ground.language) for name, value in values.items()}}
    return data | said({"shown": [_value(one, values, ground.language) for one in ground.shown]})


def _value(shown: Shown, values: WorkedOut, language: str) -> str:
    expression, formula = shown
    value = work_out(expression, values)
    return rounded(value, formula.digits, formula.rounding, language) if formula else as_it_is(value, language)


def _answer(formula: Formula, values: WorkedOut, ground: Ground) -> Data:
    """The number, with an absolute tolerance; `low` and `high` where it isn't the same on both sides."""
    feedback = said({"feedback": ground.inline(formula.feedback)})
    if formula.text.strip() == _OTHERWISE:
        return {"any": True, "fraction": formula.fraction} | feedback
    number = work_out(formula.text, values)
    data: Data = {
        "number": number,
        "shown": rounded(number, formula.digits, formula.rounding, ground.language),
        "fraction": formula.fraction,
    }
    if formula.tolerance_kind is ToleranceKind.GEOMETRIC:
        quotient = 1 + abs(formula.tolerance)
        low, high = sorted((number / quotient, number * quotient))
        return data | {"low": low, "high": high} | feedback
    relative = formula.tolerance_kind is ToleranceKind.RELATIVE
    return data | said({"tolerance": abs(formula.tolerance) * (abs(number) if relative else 1)}) | feedback
