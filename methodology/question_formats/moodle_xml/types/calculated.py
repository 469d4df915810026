"""calculated, calculatedsimple and calculatedmulti: answers worked out from variables."""

from __future__ import annotations

from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.stream import Element
from methodology.question_formats.moodle_xml.types.answers import read_units, write_units
from methodology.question_formats.moodle_xml.types.choices import percent_of, writable_percent
from methodology.question_formats.moodle_xml.types.names import (
    NUMBERING_NAMES,
    NUMBERINGS,
    ROUNDING_NAMES,
    ROUNDINGS,
    TOLERANCE_NAMES,
    TOLERANCES,
)
from methodology.question_formats.moodle_xml.writing import QuestionWriter, decimal
from methodology.question_parts import Formula, Numbering, Rounding, ToleranceKind, Variable
from methodology.questions import QuestionType


def read_calculated(source: QuestionReader, choices: bool = False) -> dict[str, Any]:
    """Formulas, variables and units."""
    numbering = source.value("answernumbering")
    found = {
        "formulas": tuple(_formula(source, element, choices) for element in source.every("answer")),
        "variables": tuple(_variable(source, element) for element in _definitions(source)),
        "synchronised": source.flag("synchronize", False),
        "shuffle": source.flag("shuffleanswers", False),
        **read_units(source),
    }
    if choices:
        found["multiple"] = not source.flag("single", True)
        found["numbering"] = source.member(None, "answernumbering", numbering, NUMBERINGS, Numbering.LOWER)
    else:
        source.ignore(("single",))
    return found


def read_calculated_choices(source: QuestionReader) -> dict[str, Any]:
    """The same, as choices."""
    return read_calculated(source, choices=True)


def _formula(source: QuestionReader, element: Element, choices: bool) -> Formula:
    kind, rounding = element.value("tolerancetype"), element.value("correctanswerformat")
    return Formula(
        text=source.text(element) if choices else element.value("text"),
        percent=percent_of(source, element),
        tolerance=source.number_in(element.child("tolerance"), 0.0),
        tolerance_kind=source.member(element, "tolerancetype", kind, TOLERANCES, ToleranceKind.RELATIVE),
        digits=int(source.number_in(element.child("correctanswerlength"), 2)),
        rounding=source.member(element, "correctanswerformat", rounding, ROUNDINGS, Rounding.DECIMALS),
        feedback=source.text(element.child("feedback")),
        where=source.where(element, text=element.child("text")),
    )


def _definitions(source: QuestionReader) -> list[Element]:
    lists = source.every("dataset_definitions")
    return list(lists[0].every("dataset_definition")) if lists else []


def _variable(source: QuestionReader, element: Element) -> Variable:
    def number(name: str, default: float) -> float:
        return source.number_in(element.child(name), default, source.words(element.child(name)))

    items = element.child("dataset_items")
    values = [item.child("value") for item in items.every("dataset_item")] if items else []
    name = source.words(element.child("name"))
    if not name:
        source.fault(element, _("Une variable n'a pas de nom."), _("Donnez-lui celui des formules, sans accolades."))
    return Variable(
        name=name,
        smallest=number("minimum", 1.0),
        largest=number("maximum", 10.0),
        decimals=int(number("decimals", 1)),
        logarithmic=source.words(element.child("distribution")) == "loguniform",
        shared=source.words(element.child("status")) == "shared",
        values=tuple(round(source.number_in(value, 0.0), 12) for value in values),
        where=source.where(element),
    )


def write_calculated(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    choices = question.type is QuestionType.CALCULATED_CHOICE
    out.tag("synchronize", int(question.synchronised))
    out.tag("single", int(not question.multiple))
    out.tag("answernumbering", NUMBERING_NAMES[question.numbering])
    out.tag("shuffleanswers", int(question.shuffle))
    out.combined(question.combined)
    for formula in question.formulas:
        attributes = {"format": out.format_of(formula.text)} if choices else {}
        with out.element("answer", fraction=writable_percent(out, formula.percent), **attributes):
            if choices:
                out.body(formula.text, inline=True)
            else:
                out.words(formula.text)
            _write_tolerance(out, formula)
    write_units(out)
    _write_variables(out)


def _write_tolerance(out: QuestionWriter, formula: Formula) -> None:
    out.tag("tolerance", decimal(formula.tolerance))
    out.tag("tolerancetype", TOLERANCE_NAMES[formula.tolerance_kind])
    out.tag("correctanswerformat", ROUNDING_NAMES[formula.rounding])
    out.tag("correctanswerlength", formula.digits)
    out.text("feedback", formula.feedback, inline=True)


def _write_variables(out: QuestionWriter) -> None:
    if not out.question.variables:
        return
    kind = "calculated" if out.question.type is QuestionType.CALCULATED else "calculatedsimple"
    with out.element("dataset_definitions"):
        for variable in out.question.variables:
            with out.element("dataset_definition"):
                _write_variable(out, variable, kind)


def _write_variable(out: QuestionWriter, variable: Variable, kind: str) -> None:
    def said(name: str, value: object) -> None:
        with out.element(name):
            out.words(str(value))

    said("status", "shared" if variable.shared else "private")
    said("name", variable.name)
    out.tag("type", kind)
    said("distribution", "loguniform" if variable.logarithmic else "uniform")
    said("minimum", decimal(variable.smallest))
    said("maximum", decimal(variable.largest))
    said("decimals", variable.decimals)
    out.tag("itemcount", len(variable.values))
    if variable.values:
        with out.element("dataset_items"):
            for number, value in enumerate(variable.values, 1):
                with out.element("dataset_item"):
                    out.tag("number", number)
                    out.tag("value", decimal(value))
        out.tag("number_of_items", len(variable.values))
