"""What several kinds of question have in common in the player's data: typed answers, choices, units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coursegen.courseware import Choice, Html, Question
from coursegen.courseware_questions import Formula, TypedAnswer
from coursegen.outputs.scorm.texts import Placement
from methodology.question_parts import UnitDisplay, UnitGrading, UnitRule

Data = dict[str, object]
WorkedOut = dict[str, float]
"""One set of values of the variables."""
Shown = tuple[str, Formula | None]
"""An expression whose value a text shows, and the choice whose rounding it takes."""

_DISPLAYS = {UnitDisplay.TYPED: "typed", UnitDisplay.RADIO: "radio", UnitDisplay.SELECT: "select"}
_GRADINGS = {UnitGrading.OF_ANSWER: "answer", UnitGrading.OF_MARK: "mark"}
_ASKED_FOR_NOTHING = UnitRule(display=UnitDisplay.NONE)


@dataclass(frozen=True)
class Ground:
    """What stands around a question: where files are, the language, the short answers it draws from, its values.

    `sets`: of its variables; `shown`: what its texts show of them.
    """

    place: Placement
    language: str
    pool: tuple[Question, ...] = ()
    sets: tuple[WorkedOut, ...] = ()
    shown: tuple[Shown, ...] = ()

    def html(self, fragment: Html) -> Html:
        """A text of a question, below its heading."""
        return self.place.html(fragment, under=2)

    def inline(self, fragment: Html) -> Html:
        """A text of one line."""
        return self.place.inline(fragment)

    def units(self, question: Question) -> Data:
        """The units a number may be given in, the main one first, and what a wrong one costs."""
        rule = question.unit_rule or _ASKED_FOR_NOTHING
        graded = _GRADINGS.get(rule.grading, "")
        return said(
            {
                "units": [{"name": unit.name, "factor": unit.factor} for unit in question.units],
                "unitDisplay": _DISPLAYS.get(rule.display, "none") if question.units else "",
                "unitPenalty": rule.penalty_percent / 100 if graded and question.units else 0,
                "unitPenaltyOf": graded if question.units else "",
                "unitLeft": rule.left and bool(question.units),
            }
        )


def said(data: Data) -> Data:
    """The entries that say something: what is absent is empty, zero or false."""
    return {name: value for name, value in data.items() if value}


def choices(found: Iterable[Choice], ground: Ground) -> list[Data]:
    """Choices with what they earn."""
    return [
        {"text": ground.inline(c.text), "fraction": c.fraction, "feedback": ground.inline(c.feedback)} for c in found
    ]


def numbers(answers: Iterable[TypedAnswer], ground: Ground) -> list[Data]:
    """Numbers with their tolerance; `any` for whatever else is typed."""
    return [_number(answer, ground) for answer in answers]


def _number(answer: TypedAnswer, ground: Ground) -> Data:
    what: Data = {"any": True} if answer.text.strip() == "*" else {"number": float(answer.text)}
    beside: Data = {"tolerance": answer.tolerance, "feedback": ground.inline(answer.feedback)}
    return what | {"fraction": answer.fraction} | said(beside)


def typed_words(answers: Iterable[TypedAnswer], ground: Ground) -> list[Data]:
    """Words, with `*` for any letters."""
    return [{"text": a.text, "fraction": a.fraction} | said({"feedback": ground.inline(a.feedback)}) for a in answers]
