"""Gaps in a text: words chosen from lists, and embedded questions. The fields stand in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from coursegen.i18n import gettext as _
from coursegen.sandbox.asking.choices import Choices
from coursegen.sandbox.asking.pairs import select
from coursegen.sandbox.asking.question import Asking, Family, Given
from coursegen.sandbox.asking.words import best_answer, best_number, figure_words, text_input, typed
from moodle_backups.questions.base import Question
from moodle_backups.questions.ddwtos import DragIntoText
from moodle_backups.questions.gapselect import GapSelect
from moodle_backups.questions.multianswer import MultiAnswer
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical
from moodle_backups.questions.shortanswer import ShortAnswer

_GAP: Final = re.compile(r"\[\[(\d+)\]\]")
_PART: Final = re.compile(r"\{#(\d+)\}")


class Gaps(Family):
    """Words to choose, or to drag: here both are chosen."""

    types = ("gapselect", "ddwtos")

    def shows_text(self) -> bool:
        """The fields stand in the text."""
        return False

    def controls(self, question: GapSelect | DragIntoText, asking: Asking) -> Markup:
        """The fields."""
        text = str(asking.html(question.text))
        places = iter(range(len(_GAP.findall(text))))
        filled = _GAP.sub(lambda found: str(self._gap(question, asking, next(places), int(found[1]))), text)
        return Markup('<div class="gaps">{}</div>').format(Markup(filled))

    def _gap(self, question: GapSelect | DragIntoText, asking: Asking, place: int, right: int) -> Markup:
        group = question.choices[right - 1].group if right <= len(question.choices) else 1
        words = [Markup(choice.text).striptags() for choice in question.choices if choice.group == group]
        options = [(word, word) for _number, word in asking.shuffled(list(dict.fromkeys(words)))]
        title = _("Trou {number}").format(number=place + 1)
        return select(asking, str(place), options, f"{asking.prefix}-{place}", title)

    def _words(self, question: GapSelect | DragIntoText) -> list[str]:
        """The right word of each gap."""
        numbers = [int(number) for number in _GAP.findall(question.text)]
        words = [Markup(choice.text).striptags() for choice in question.choices]
        return [words[number - 1] if 0 < number <= len(words) else "" for number in numbers]

    def fraction(self, question: GapSelect | DragIntoText, given: Given) -> float:
        """What the answer is worth."""
        right = [typed(given, str(place)) == word for place, word in enumerate(self._words(question))]
        return sum(right) / max(1, len(right))

    def right(self, question: GapSelect | DragIntoText, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        return Markup.escape(" ; ".join(self._words(question)))


class Embedded(Family):
    """Questions inside a text."""

    types = ("multianswer",)

    def shows_text(self) -> bool:
        """The fields stand in the text."""
        return False

    def controls(self, question: MultiAnswer, asking: Asking) -> Markup:
        """The fields."""
        text = str(asking.html(question.text))
        filled = _PART.sub(lambda found: str(self._part(question, asking, int(found[1]) - 1)), text)
        return Markup('<div class="gaps">{}</div>').format(Markup(filled))

    def _part(self, question: MultiAnswer, asking: Asking, place: int) -> Markup:
        title = _("Réponse {number}").format(number=place + 1)
        part = question.parts[place] if place < len(question.parts) else None
        if isinstance(part, MultiChoice):
            options = [(str(n), Markup(a.text).striptags()) for n, a in asking.shuffled(part.answers, part.shuffle)]
            return select(asking, str(place), options, f"{asking.prefix}-{place}", title)
        return text_input(asking, str(place), title, isinstance(part, Numerical))

    def fraction(self, question: MultiAnswer, given: Given) -> float:
        """What the answer is worth."""
        weight = sum(part.mark for part in question.parts) or 1.0
        got = sum(_part_fraction(part, given, str(n)) * part.mark for n, part in enumerate(question.parts))
        return got / weight

    def right(self, question: MultiAnswer, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        return Markup(" ; ").join(_part_words(part) for part in question.parts)


def _part_fraction(part: Question, given: Given, name: str) -> float:
    text = typed(given, name)
    match part:
        case MultiChoice():
            return Choices().fraction(part, {"": [text]})
        case Numerical():
            number = best_number(part, text)
            return number.fraction if number else 0.0
        case ShortAnswer():
            word = best_answer(part, text)
            return word.fraction if word else 0.0
    return 0.0


def _part_words(part: Question) -> Markup:
    match part:
        case Numerical():
            value = next((a.value for a in part.answers if a.fraction >= 1 and a.value is not None), None)
            return Markup.escape("" if value is None else figure_words(value))
        case MultiChoice() | ShortAnswer():
            text = next((a.text for a in part.answers if a.fraction >= 1), "")
            return Markup.escape(Markup(text).striptags())
    return Markup("")
