"""Answers that are typed: words, numbers, essays; and descriptions, which ask nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from coursegen.i18n import gettext as _
from coursegen.i18n import number as in_words
from coursegen.sandbox.asking.question import Asking, Family, Given
from moodle_backups.questions.base import Answer
from moodle_backups.questions.essay import Essay
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.shortanswer import ShortAnswer

_INPUT = Markup(
    '<input type="text" id="{id}" name="{name}" value="{value}" aria-label="{title}" autocomplete="off"{mode}{off}>'
)


def text_input(asking: Asking, name: str, title: str, numeric: bool = False) -> Markup:
    """A field to type in."""
    mode = Markup(' inputmode="decimal" class="number"') if numeric else Markup("")
    identity = f"{asking.prefix}-{name}"
    field = asking.field(name)
    return _INPUT.format(id=identity, name=field, value=asking.value(name), title=title, mode=mode, off=asking.off)


def typed(given: Given, name: str = "") -> str:
    """What was typed, without the spaces around it."""
    values = given.get(name, ())
    return values[-1].strip() if values else ""


def best_answer(question: ShortAnswer, text: str) -> Answer | None:
    """The best answer that a word fits; `*` in an answer stands for anything."""
    flags = 0 if question.case_sensitive else re.IGNORECASE
    fitting = [answer for answer in question.answers if text and re.fullmatch(_pattern(answer.text), text, flags)]
    return max(fitting, key=lambda answer: answer.fraction, default=None)


def _pattern(text: str) -> str:
    pieces = re.split(r"(?<!\\)\*", text.strip())
    return ".*".join(re.escape(piece.replace("\\*", "*")) for piece in pieces)


def best_number(question: Numerical, text: str) -> NumericalAnswer | None:
    """The best answer that a number fits, comma or point; a unit behind it is not looked at."""
    found = re.match(r"[+-]?\d*[.,]?\d+(?:[eE][+-]?\d+)?", text.replace(" ", "").replace("\u202f", ""))
    if not found:
        return None
    value = float(found[0].replace(",", "."))
    fitting = [a for a in question.answers if a.value is None or abs(a.value - value) <= a.tolerance + 1e-9]
    return max(fitting, key=lambda answer: answer.fraction, default=None)


class Words(Family):
    """A word or a few."""

    types = ("shortanswer",)

    def controls(self, question: ShortAnswer, asking: Asking) -> Markup:
        """The fields."""
        return text_input(asking, "", _("Votre réponse"))

    def fraction(self, question: ShortAnswer, given: Given) -> float:
        """What the answer is worth."""
        best = best_answer(question, typed(given))
        return best.fraction if best else 0.0

    def right(self, question: ShortAnswer, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        return Markup.escape(next((a.text for a in question.answers if a.fraction >= 1), ""))

    def remarks(self, question: ShortAnswer, given: Given) -> list[str]:
        """What the author says of what was given."""
        best = best_answer(question, typed(given))
        return [best.feedback] if best else []


class Numbers(Family):
    """A number."""

    types = ("numerical",)

    def controls(self, question: Numerical, asking: Asking) -> Markup:
        """The fields."""
        return text_input(asking, "", _("Votre réponse, en chiffres"), numeric=True)

    def fraction(self, question: Numerical, given: Given) -> float:
        """What the answer is worth."""
        best = best_number(question, typed(given))
        return best.fraction if best else 0.0

    def right(self, question: Numerical, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        best = next((a for a in question.answers if a.fraction >= 1 and a.value is not None), None)
        return Markup.escape(figure_words(best.value)) if best and best.value is not None else Markup("")

    def remarks(self, question: Numerical, given: Given) -> list[str]:
        """What the author says of what was given."""
        best = best_number(question, typed(given))
        return [best.feedback] if best else []


def figure_words(value: float) -> str:
    """A number for people, with the digits it has."""
    digits = f"{value:.6f}".rstrip("0").partition(".")[2]
    return in_words(value, len(digits))


class Essays(Family):
    """A text that a person marks."""

    types = ("essay",)

    def controls(self, question: Essay, asking: Asking) -> Markup:
        """The fields."""
        area = '<textarea name="{}" rows="8" aria-label="{}"{}>{}</textarea>'
        text = asking.value() or Markup(question.template).striptags()
        return Markup(area).format(asking.field(), _("Votre texte"), asking.off, text)

    def fraction(self, question: Essay, given: Given) -> None:
        """What the answer is worth."""
        return None


class Descriptions(Family):
    """Text between questions."""

    types = ("description",)

    def controls(self, question: Any, asking: Asking) -> Markup:
        """The fields."""
        return Markup("")

    def fraction(self, question: Any, given: Given) -> None:
        """What the answer is worth."""
        return None
