"""Pairs to make and things to put in order, each by lists that drop down: they work with a finger and a keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from coursegen.i18n import gettext as _
from coursegen.sandbox.asking.question import Asking, Family, Given
from moodle_backups.questions.match import Match
from moodle_backups.questions.ordering import OrderGrading, Ordering

_LINE = Markup('<div class="pair"><label for="{id}">{text}</label>{select}</div>')


def select(asking: Asking, name: str, options: Sequence[tuple[str, str]], identity: str, title: str = "") -> Markup:
    """A list that drops down; its first entry is empty."""
    chosen = asking.value(name)
    rows = [
        Markup('<option value="{}"{}>{}</option>').format(value, Markup(" selected") if value == chosen else "", text)
        for value, text in (("", _("Choisir…")), *options)
    ]
    label = Markup(' aria-label="{}"').format(title) if title else Markup("")
    head = Markup('<select id="{}" name="{}"{}{}>').format(identity, asking.field(name), label, asking.off)
    return head + Markup("").join(rows) + Markup("</select>")


class Pairs(Family):
    """Each prompt with its answer."""

    types = ("match",)

    def controls(self, question: Match, asking: Asking) -> Markup:
        """The fields."""
        answers = dict.fromkeys([*(pair.answer for pair in question.pairs), *question.distractors])
        options = [(text, text) for _number, text in asking.shuffled([*answers])]
        lines = []
        for number, pair in asking.shuffled(question.pairs, question.shuffle):
            identity = f"{asking.prefix}-{number}"
            field = select(asking, str(number), options, identity)
            lines.append(_LINE.format(id=identity, text=asking.html(pair.prompt), select=field))
        return Markup("").join(lines)

    def fraction(self, question: Match, given: Given) -> float:
        """What the answer is worth."""
        right = [[*given.get(str(n), ())] == [pair.answer] for n, pair in enumerate(question.pairs)]
        return sum(right) / max(1, len(right))

    def right(self, question: Match, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        lines = [Markup("<li>{} → {}</li>").format(html(pair.prompt), pair.answer) for pair in question.pairs]
        return Markup("<ul>") + Markup("").join(lines) + Markup("</ul>")


class Orders(Family):
    """Things to number in their right order."""

    types = ("ordering",)

    def controls(self, question: Ordering, asking: Asking) -> Markup:
        """The fields."""
        places = [(str(place), str(place)) for place in range(1, len(question.items) + 1)]
        lines = []
        for number, item in asking.shuffled(question.items):
            identity = f"{asking.prefix}-{number}"
            field = select(asking, str(number), places, identity)
            lines.append(_LINE.format(id=identity, text=asking.html(item.text), select=field))
        return Markup('<p class="hint">{}</p>').format(_("Donnez sa place à chaque élément.")) + Markup("").join(lines)

    def fraction(self, question: Ordering, given: Given) -> float:
        """What the answer is worth."""
        right = [[*given.get(str(n), ())] == [str(n + 1)] for n in range(len(question.items))]
        if question.grading is OrderGrading.ALL_OR_NOTHING:
            return float(all(right))
        return sum(right) / max(1, len(right))

    def right(self, question: Ordering, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        lines = [Markup("<li>{}</li>").format(html(item.text)) for item in question.items]
        return Markup("<ol>") + Markup("").join(lines) + Markup("</ol>")
