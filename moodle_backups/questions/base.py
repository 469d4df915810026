"""What every question has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from moodle_backups.files import File
from moodle_backups.xml import Scalar, Xml, listing, record, share

if TYPE_CHECKING:
    from moodle_backups.scope import Scope

# question_bank::fraction_options of Moodle; anything else would be refused when the question is edited.
_NINTHS_TO_HALVES: Final = (
    0.05,
    0.1,
    0.1111111,
    0.125,
    0.1428571,
    0.1666667,
    0.2,
    0.25,
    0.3,
    0.3333333,
    0.4,
    0.5,
)
_ABOVE_HALF: Final = (0.6, 0.6666667, 0.7, 0.75, 0.8, 0.8333333, 0.9, 1.0)
FRACTIONS: Final = (0.0, *_NINTHS_TO_HALVES, *_ABOVE_HALF)
"""The shares of a mark that Moodle knows, without sign."""


def known_fraction(fraction: float) -> float | None:
    """The share in Moodle's list that ``fraction`` means (1/3 -> 0.3333333), with its sign; None: none of them."""
    near = (known for known in FRACTIONS if abs(abs(fraction) - known) < 0.00005)
    found = next(near, None)
    return found if found is None or fraction >= 0 else -found


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint between two tries ("interactive with multiple tries"). Links in it work from Moodle 4.5 on."""

    text: str
    show_number_correct: bool = False
    clear_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: ``fraction`` of the mark it earns (1.0 all, -0.5 costs half), and feedback (HTML).

    ``text`` is HTML in a multiple-choice question, plain text (``*`` = anything) in a short answer.
    """

    text: str
    fraction: float = 0.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class CombinedFeedback:
    """Feedback (HTML) on the whole response: right, partly right, wrong."""

    correct: str = ""
    partially_correct: str = ""
    incorrect: str = ""
    show_number_correct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a quiz's bank.

    ``name`` is seen by teachers only. ``category``: name of the bank category (empty: the quiz's default one).
    ``penalty``: share of the mark lost per wrong try. ``files``: for every HTML text of the question.

    A new type is one new module of this package with a subclass that sets ``qtype`` and writes `body`.
    """

    qtype: ClassVar[str] = ""
    length: ClassVar[int] = 1

    key: str
    name: str
    text: str
    general_feedback: str = ""
    mark: float = 1.0
    penalty: float = 1 / 3
    category: str = ""
    hints: tuple[Hint, ...] = ()
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        """What ``plugin_qtype_X_question`` holds. Files of the question's texts have ``question_id`` as item."""
        raise NotImplementedError(type(self).__name__)

    def problems(self) -> Iterator[str]:
        """What is wrong with the question in itself; nothing by default."""
        return iter(())


def feedback_fields(scope: Scope, feedback: CombinedFeedback, question_id: int) -> dict[str, Scalar]:
    """The fields of combined feedback, as several types have them."""
    return {
        "correctfeedback": scope.html(feedback.correct, "correctfeedback", question_id),
        "correctfeedbackformat": 1,
        "partiallycorrectfeedback": scope.html(feedback.partially_correct, "partiallycorrectfeedback", question_id),
        "partiallycorrectfeedbackformat": 1,
        "incorrectfeedback": scope.html(feedback.incorrect, "incorrectfeedback", question_id),
        "incorrectfeedbackformat": 1,
    }


def answer_xml(scope: Scope, answer: Answer, answer_id: int, *, is_html: bool) -> Xml:
    """One record of ``answers``."""
    known = known_fraction(answer.fraction)
    values: dict[str, Scalar] = {
        "answertext": scope.html(answer.text, "answer", answer_id) if is_html else answer.text,
        "answerformat": is_html,
        "fraction": share(answer.fraction if known is None else known),
        "feedback": scope.html(answer.feedback, "answerfeedback", answer_id),
        "feedbackformat": 1,
    }
    return record("answer", values, id=answer_id)


def answers_xml(scope: Scope, answers: Iterable[Answer], *, is_html: bool) -> Xml:
    """The ``answers`` of a question whose answers nothing else refers to."""
    return listing("answers", [answer_xml(scope, a, scope.next_id(), is_html=is_html) for a in answers])


def fraction_problems(fractions: Iterable[float]) -> Iterator[str]:
    """Fractions that Moodle has no name for."""
    for fraction in fractions:
        if known_fraction(fraction) is None:
            yield f"has an answer worth {fraction:g} of the mark, which isn't in Moodle's list of shares"
