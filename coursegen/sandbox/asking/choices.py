"""True or false, and choices among several answers."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from coursegen.i18n import gettext as _
from coursegen.sandbox.asking.question import Asking, Family, Given
from moodle_backups.questions.base import Answer
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.truefalse import TrueFalse

_ROW = Markup(
    '<label class="choice"><input type="{kind}" name="{name}" value="{value}"{checked}{off}><span>{text}</span></label>'
)


def choice_row(asking: Asking, kind: str, name: str, value: str, text: Markup | str, chosen: bool) -> Markup:
    """One answer to tick."""
    checked = Markup(" checked") if chosen else Markup("")
    return _ROW.format(kind=kind, name=asking.field(name), value=value, checked=checked, off=asking.off, text=text)


class TrueOrFalse(Family):
    """Right or wrong."""

    types = ("truefalse",)

    def controls(self, question: TrueFalse, asking: Asking) -> Markup:
        """The fields."""
        words = (("1", _("Vrai")), ("0", _("Faux")))
        rows = [choice_row(asking, "radio", "", value, text, asking.value() == value) for value, text in words]
        return Markup("").join(rows)

    def fraction(self, question: TrueFalse, given: Given) -> float:
        """What the answer is worth."""
        return float([*given.get("", ())] == [str(int(question.correct))])

    def right(self, question: TrueFalse, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        return Markup.escape(_("Vrai") if question.correct else _("Faux"))

    def remarks(self, question: TrueFalse, given: Given) -> list[str]:
        """What the author says of what was given."""
        told = {"1": question.feedback_true, "0": question.feedback_false}
        return [told.get("".join(given.get("", ())), "")]


class Choices(Family):
    """One answer of several, or some."""

    types = ("multichoice",)

    def controls(self, question: MultiChoice, asking: Asking) -> Markup:
        """The fields."""
        kind = "radio" if question.single else "checkbox"
        chosen = set(asking.given.get("", ()))
        rows = [
            choice_row(asking, kind, "", str(number), asking.html(answer.text), str(number) in chosen)
            for number, answer in asking.shuffled(question.answers, question.shuffle)
        ]
        return Markup("").join(rows)

    def fraction(self, question: MultiChoice, given: Given) -> float:
        """What the answer is worth."""
        fractions = [answer.fraction for answer in _chosen(question, given)]
        if question.single:
            return fractions[0] if fractions else 0.0
        return min(1.0, max(0.0, sum(fractions)))

    def right(self, question: MultiChoice, html: Callable[[str], Markup]) -> Markup:
        """The right answer."""
        best = [html(answer.text) for answer in question.answers if answer.fraction > 0]
        return Markup(" ; ").join(best)

    def remarks(self, question: MultiChoice, given: Given) -> list[str]:
        """What the author says of what was given."""
        return [answer.feedback for answer in _chosen(question, given)]


def _chosen(question: MultiChoice, given: Given) -> list[Answer]:
    numbers = {int(value) for value in given.get("", ()) if value.isdecimal()}
    return [question.answers[number] for number in sorted(numbers) if number < len(question.answers)]
