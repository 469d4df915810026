"""What every question has."""

from __future__ import annotations

from dataclasses import dataclass

from moodle_backups.files import File


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint between two tries ("interactive with multiple tries")."""

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
    """

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
