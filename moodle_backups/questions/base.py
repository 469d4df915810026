"""What every question has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import (
    AUTHOR,
    Column,
    Columns,
    clock,
    computed,
    fixed,
    flag,
    html,
    mark_share,
    person,
    text,
)
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, listing, share

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

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


class QuestionStatus(StrEnum):
    """Whether a version of a question is used (``question_version_status``)."""

    READY = "ready"
    HIDDEN = "hidden"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint between two tries ("interactive with multiple tries"). Links in it work from Moodle 4.5 on.

    ``options``: what some types say more of it (``qtype_ordering``: highlight what is right).
    """

    text: str
    show_number_correct: bool = False
    clear_wrong: bool = False
    options: str | None = None
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: ``fraction`` of the mark it earns (1.0 all, -0.5 costs half), and feedback (HTML).

    ``text`` is HTML in a multiple-choice question, plain text (``*`` = anything) in a short answer.
    """

    text: str
    fraction: float = 0.0
    feedback: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class CombinedFeedback:
    """Feedback (HTML) on the whole response: right, partly right, wrong."""

    correct: str = ""
    partially_correct: str = ""
    incorrect: str = ""
    show_number_correct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a bank.

    ``key``: unique in its bank; slots of any quiz of the backup refer to it. ``name`` is seen by teachers only.
    ``category``: key of one of the bank's categories, or the name of one that is made for it (empty: the default
    one). ``penalty``: share of the mark lost per wrong try. ``files``: for every HTML text of the question.
    ``versions``: older ones, oldest first; ``version``: the number of this one (0: counted from 1).

    A new type is one new module of this package with a subclass that sets ``qtype`` and writes `body`. One that not
    every release has is a row of `moodle_backups.versions`.
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
    status: QuestionStatus = QuestionStatus.READY
    version: int = 0
    versions: tuple[Question, ...] = ()
    kept: Kept = NOTHING_KEPT

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        """The question of a record that Moodle wrote.

        Raises ValueError when the record can't be said as this type; it is then kept whole.
        """
        raise NotImplementedError(cls.__name__)

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        """What ``plugin_qtype_X_question`` holds. Files of the question's texts have ``question_id`` as item."""
        raise NotImplementedError(type(self).__name__)

    def plugin_xml(self, scope: QuestionScope, question_id: int) -> Xml:
        """The whole element of the type."""
        body = self.body(scope, question_id)
        return listing(f"plugin_qtype_{self.qtype}_question", [*body, *self.kept.part("plugin").elements])

    def inner_questions(self) -> tuple[Question, ...]:
        """Questions that this one consists of: bank entries of their own, not to be used alone."""
        return ()

    def problems(self) -> Iterator[str]:
        """What is wrong with the question in itself; nothing by default."""
        return iter(())


def _fraction(fraction: float) -> str:
    known = known_fraction(fraction)
    return share(fraction if known is None else known)


QUESTION: Final[Columns] = (
    text("name"),
    html("questiontext", "text", "questiontext"),
    fixed("questiontextformat", 1),
    html("generalfeedback", "general_feedback", "generalfeedback"),
    fixed("generalfeedbackformat", 1),
    mark_share("defaultmark", "mark"),
    mark_share("penalty", "penalty"),
    computed("qtype", "qtype"),
    computed("length", "length"),
)
QUESTION_END: Final[Columns] = (
    clock("timecreated"),
    clock("timemodified"),
    person("createdby", AUTHOR),
    person("modifiedby", AUTHOR),
)
HINT: Final[Columns] = (
    html("hint", "text", "hint"),
    fixed("hintformat", 1),
    flag("shownumcorrect", "show_number_correct"),
    flag("clearwrong", "clear_wrong"),
    Column("options", "options", longest=255),
)
ANSWER_END: Final[Columns] = (
    Column("fraction", "fraction", write=_fraction, read=float, null=0.0),
    html("feedback", "feedback", "answerfeedback"),
    fixed("feedbackformat", 1),
)
HTML_ANSWER: Final[Columns] = (html("answertext", "text", "answer"), fixed("answerformat", 1), *ANSWER_END)
TEXT_ANSWER: Final[Columns] = (text("answertext", "text"), fixed("answerformat", 0), *ANSWER_END)
FEEDBACK: Final[Columns] = (
    html("correctfeedback", "feedback.correct", "correctfeedback"),
    fixed("correctfeedbackformat", 1),
    html("partiallycorrectfeedback", "feedback.partially_correct", "partiallycorrectfeedback"),
    fixed("partiallycorrectfeedbackformat", 1),
    html("incorrectfeedback", "feedback.incorrect", "incorrectfeedback"),
    fixed("incorrectfeedbackformat", 1),
)
"""Feedback on the whole response, as most types have it; `SHOW_NUMBER` follows it, in some not at once."""
SHOW_NUMBER: Final = flag("shownumcorrect", "feedback.show_number_correct")


def fraction_problems(fractions: Iterable[float]) -> Iterator[str]:
    """Fractions that Moodle has no name for."""
    for fraction in fractions:
        if known_fraction(fraction) is None:
            yield f"has an answer worth {fraction:g} of the mark, which isn't in Moodle's list of shares"


def choice_problems(fractions: Sequence[float], single: bool) -> Iterator[str]:
    """Why a choice among answers worth these fractions of the mark can't be marked."""
    yield from fraction_problems(fractions)
    if len(fractions) < 2:
        yield "needs two answers or more"
    if single and max(fractions, default=0) != 1:
        yield "needs one answer that earns the whole mark"
    if not single and abs(sum(f for f in fractions if f > 0) - 1) > 0.01:
        yield "needs right answers whose fractions add up to 1"
