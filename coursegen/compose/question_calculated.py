"""Questions worked out from variables: their formulas, and values for each variable."""

from __future__ import annotations

import random
from dataclasses import replace
from math import exp, log

from coursegen.compose.question_texts import QuestionTexts
from coursegen.courseware_questions import Formula
from methodology.question_parts import Variable
from methodology.questions import Question, QuestionType

SETS_DRAWN = 10
MOST_SETS = 100
"""Moodle keeps no more."""


def formulas_of(source: Question, texts: QuestionTexts) -> tuple[Formula, ...]:
    """The answers; the formulas of choices are texts."""
    choices = source.type is QuestionType.CALCULATED_CHOICE
    return tuple(
        Formula(
            text=texts.inline(formula.text) if choices else formula.text,
            fraction=formula.percent / 100,
            tolerance=formula.tolerance,
            tolerance_kind=formula.tolerance_kind,
            digits=formula.digits,
            rounding=formula.rounding,
            feedback=texts.inline(formula.feedback),
        )
        for formula in source.formulas
    )


def variables_of(source: Question) -> tuple[Variable, ...]:
    """The variables with as many values each: those of the folder, else drawn - always the same for that question."""
    given = [len(variable.values) for variable in source.variables]
    count = min(given, default=0) or SETS_DRAWN
    return tuple(_with_values(variable, min(count, MOST_SETS), source.id) for variable in source.variables)


def _with_values(variable: Variable, count: int, seed: str) -> Variable:
    if len(variable.values) >= count:
        return replace(variable, values=variable.values[:count])
    # A seed of its own: a variable keeps its values when another is added. No secret, so no strong generator.
    generator = random.Random(f"{seed}/{variable.name}")
    return replace(variable, values=tuple(_drawn(variable, generator) for _ in range(count)))


def _drawn(variable: Variable, generator: random.Random) -> float:
    low, high = sorted((variable.smallest, variable.largest))
    if variable.logarithmic and low > 0:
        return round(exp(generator.uniform(log(low), log(high))), variable.decimals)
    return round(generator.uniform(low, high), variable.decimals)
