"""shortanswer and numerical, and the units that calculated questions have too."""

from __future__ import annotations

import re
from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.graded import (
    numerical_answers,
    short_answers,
    split_numerical,
    split_short,
)
from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.types.choices import percent_of, writable_percent
from methodology.question_formats.moodle_xml.types.names import (
    UNIT_DISPLAY_NAMES,
    UNIT_DISPLAYS,
    UNIT_GRADING_NAMES,
    UNIT_GRADINGS,
)
from methodology.question_formats.moodle_xml.writing import QuestionWriter, decimal
from methodology.question_parts import AnswerUnit, GradedAnswer, UnitDisplay, UnitGrading, UnitRule

_NUMBER = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?")
_USUAL = UnitRule(display=UnitDisplay.NONE)
"""What a question without a rule of its own does: the unit is understood when typed, never asked for."""


def _answers(source: QuestionReader, numeric: bool) -> tuple[GradedAnswer, ...]:
    found = []
    for element in source.every("answer"):
        text = element.value("text") or (element.text.strip() if numeric else "")
        if numeric and text not in ("", "*") and not _NUMBER.fullmatch(text):
            message = _("« {text} » n'est pas un nombre.").format(text=text[:40])
            source.fault(element, message, _("Écrivez le nombre seul, avec un point : 12.5."))
            text = "*"
        answer = GradedAnswer(
            text=text or "*",
            percent=percent_of(source, element),
            tolerance=source.number_in(element.child("tolerance"), 0.0) if numeric else 0.0,
            feedback=source.text(element.child("feedback")),
            where=source.where(element, text=element.child("text"), feedback=element.child("feedback")),
        )
        found.append(answer)
    return tuple(found)


def _write_answers(out: QuestionWriter, answers: tuple[GradedAnswer, ...], numeric: bool) -> None:
    for answer in answers:
        with out.element("answer", fraction=writable_percent(out, answer.percent), format="moodle_auto_format"):
            out.words(answer.text)
            out.text("feedback", answer.feedback, inline=True)
            if numeric:
                out.tag("tolerance", "" if answer.text == "*" else decimal(answer.tolerance))


def read_shortanswer(source: QuestionReader) -> dict[str, Any]:
    """Words that are accepted, and what each earns."""
    accepted, graded = split_short(_answers(source, numeric=False))
    return {"accepted": accepted, "graded": graded, "case_sensitive": source.flag("usecase", False)}


def write_shortanswer(out: QuestionWriter) -> None:
    """The same."""
    out.tag("usecase", int(out.question.case_sensitive))
    _write_answers(out, short_answers(out.question), numeric=False)


def read_numerical(source: QuestionReader) -> dict[str, Any]:
    """Numbers with their tolerance, and units."""
    number, tolerance, graded = split_numerical(_answers(source, numeric=True))
    return {"number": number, "tolerance": tolerance, "graded": graded, **read_units(source)}


def write_numerical(out: QuestionWriter) -> None:
    """The same."""
    _write_answers(out, numerical_answers(out.question), numeric=True)
    write_units(out)


def read_units(source: QuestionReader) -> dict[str, Any]:
    """The main unit, the others, and how they are asked for."""
    lists = source.every("units")
    elements = list(lists[0].every("unit")) if lists else []
    units = [
        AnswerUnit(
            name=element.value("unit_name"),
            multiplier=source.number_in(element.child("multiplier"), 1.0),
            where=source.where(element),
        )
        for element in elements
    ]
    main = units.pop(0).name if units and units[0].multiplier == 1.0 else ""
    rule = _read_rule(source)
    return {"unit": main, "units": tuple(units), "unit_rule": rule}


def _read_rule(source: QuestionReader) -> UnitRule | None:
    display = source.member(None, "showunits", source.value("showunits"), UNIT_DISPLAYS, UnitDisplay.NONE)
    grading = source.member(None, "unitgradingtype", source.value("unitgradingtype"), UNIT_GRADINGS, UnitGrading.NONE)
    penalty = round(100 * source.number("unitpenalty", 0.1), 5)
    if grading is UnitGrading.NONE:
        penalty = _USUAL.penalty_percent  # says nothing then, and Moodle writes what it likes
    rule = UnitRule(display=display, grading=grading, penalty_percent=penalty, left=source.flag("unitsleft", False))
    return rule if rule != _USUAL else None


def write_units(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    main = (AnswerUnit(name=question.unit),) if question.unit else ()
    units = main + question.units
    if units:
        with out.element("units"):
            for unit in units:
                with out.element("unit"):
                    out.tag("multiplier", decimal(unit.multiplier))
                    out.tag("unit_name", unit.name)
    rule = question.unit_rule or _USUAL
    out.tag("unitgradingtype", UNIT_GRADING_NAMES[rule.grading])
    out.tag("unitpenalty", decimal(rule.penalty_percent / 100))
    out.tag("showunits", UNIT_DISPLAY_NAMES[rule.display])
    out.tag("unitsleft", int(rule.left))
