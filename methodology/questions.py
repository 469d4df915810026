"""The question bank: what is asked, at which level, for which objective, with feedback for every answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from methodology.values import Bloom, Record


class QuestionType(StrEnum):
    """How a question is answered."""

    SINGLE = "choix_unique"
    MULTIPLE = "choix_multiple"
    TRUE_FALSE = "vrai_faux"
    MATCH = "appariement"
    NUMERICAL = "numerique"
    SHORT_ANSWER = "reponse_courte"
    ESSAY = "composition"


@dataclass(frozen=True, kw_only=True)
class Choice(Record):
    """One proposed answer."""

    text: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Pair(Record):
    """One line of a matching question."""

    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Question(Record):
    """A question. Only the fields of its type are set; texts are Markdown.

    `vrai_faux`: `correct` says which, `feedback_true`/`feedback_false` answer each choice. `appariement`: `pairs` and
    `distractors`. `numerique`: `number`, `tolerance` (absolute), `unit`. `reponse_courte`: `accepted`.
    `composition`: `model_answer` for the trainer.
    """

    id: str
    type: QuestionType
    text: str
    objective: str = ""
    bloom: Bloom | None = None
    choices: tuple[Choice, ...] = ()
    correct: bool | None = None
    feedback_true: str = ""
    feedback_false: str = ""
    pairs: tuple[Pair, ...] = ()
    distractors: tuple[str, ...] = ()
    number: float | None = None
    tolerance: float | None = None
    unit: str = ""
    accepted: tuple[str, ...] = ()
    case_sensitive: bool = False
    shuffle: bool = True
    feedback: str = ""
    model_answer: str = ""
    mark: float = 1.0
    case_study: bool = False


@dataclass(frozen=True, kw_only=True)
class Bank(Record):
    """One file of `questions/`: `name` is its stem."""

    name: str
    title: str = ""
    questions: tuple[Question, ...] = ()
