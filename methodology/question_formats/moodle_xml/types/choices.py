"""multichoice and truefalse."""

from __future__ import annotations

from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.fractions import nearest_percent, own_percents, percents_of, same_percent
from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.types.names import NUMBERING_NAMES, NUMBERINGS
from methodology.question_formats.moodle_xml.writing import QuestionWriter, decimal
from methodology.question_parts import Numbering
from methodology.questions import Choice, QuestionType


def percent_of(source: QuestionReader, element: Any) -> float:
    """The `fraction` of an answer, in percent."""
    return source.number_in(element, 0.0, element.attributes.get("fraction", "0"))


def writable_percent(out: QuestionWriter, percent: float) -> str:
    """The percent, rounded to one that Moodle takes; a real change is a loss."""
    near = nearest_percent(percent)
    if not same_percent(near, percent):
        reason = _("Moodle n'admet pas {wanted} % : écrit {written} %").format(
            wanted=decimal(round(percent, 5)), written=decimal(near)
        )
        out.lose("part_pct", reason, _("Changez le nombre de réponses justes ou fausses."))
    return decimal(near)


def read_multichoice(source: QuestionReader) -> dict[str, Any]:
    """Choices, one or several right."""
    single = source.flag("single", True)
    kind = QuestionType.SINGLE if single else QuestionType.MULTIPLE
    answers = source.every("answer")
    shares = own_percents(kind, [percent_of(source, answer) for answer in answers])
    choices = tuple(
        Choice(
            text=source.text(answer),
            correct=right,
            percent=percent,
            feedback=source.text(answer.child("feedback")),
            where=source.where(answer, text=answer.child("text"), feedback=answer.child("feedback")),
        )
        for answer, (right, percent) in zip(answers, shares, strict=True)
    )
    numbering = source.value("answernumbering")
    return {
        "type": kind,
        "choices": choices,
        "shuffle": source.flag("shuffleanswers", False),
        "numbering": source.member(None, "answernumbering", numbering, NUMBERINGS, Numbering.LOWER),
        "standard_instruction": source.flag("showstandardinstruction", True),
    }


def write_multichoice(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    out.flag("single", question.type is QuestionType.SINGLE)
    out.flag("shuffleanswers", question.shuffle)
    out.tag("answernumbering", NUMBERING_NAMES[question.numbering])
    out.tag("showstandardinstruction", int(question.standard_instruction))
    out.combined(question.combined)
    for choice, percent in zip(question.choices, percents_of(question.type, question.choices), strict=True):
        with out.element("answer", fraction=writable_percent(out, percent), format=out.format_of(choice.text)):
            out.body(choice.text, inline=True)
            out.text("feedback", choice.feedback, inline=True)


def read_truefalse(source: QuestionReader) -> dict[str, Any]:
    """True or false; old files write the answers in any language, true first."""
    found: dict[str, Any] = {}
    answers = source.every("answer")
    for place, answer in enumerate(answers[:2]):
        word = answer.value("text")
        is_true = word == "true" if word in ("true", "false") else place == 0
        found["feedback_true" if is_true else "feedback_false"] = source.text(answer.child("feedback"))
        if percent_of(source, answer) > 0:
            found["correct"] = is_true
    if "correct" not in found:
        remedy = _('Mettez « fraction="100" » à l\'une.')
        source.fault(source.element, _("Aucune des deux réponses n'est juste."), remedy)
    return found


def write_truefalse(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    right = bool(question.correct)
    sides = (("true", right, question.feedback_true), ("false", not right, question.feedback_false))
    for word, is_right, feedback in sides:
        with out.element("answer", fraction="100" if is_right else "0", format="moodle_auto_format"):
            out.words(word)
            out.text("feedback", feedback, inline=True)
