"""The items of a questionnaire (Moodle's Feedback activity), in the notations in which Moodle stores them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final

from moodle_backups.kept import NOTHING_KEPT, Kept

# FEEDBACK_MULTICHOICE_*_SEP: after the kind of choice, between options, before "in one line"; after the points.
_KIND_END: Final = ">>>>>"
_BETWEEN: Final = "|"
_IN_ONE_LINE: Final = "<<<<<"
_POINTS_END: Final = "####"


class Choices(StrEnum):
    """How the options of a choice are given."""

    ONE = "r"
    SEVERAL = "c"
    DROPDOWN = "d"


class InfoKind(StrEnum):
    """What an `Info` item records."""

    RESPONSE_TIME = "1"
    COURSE = "2"
    COURSE_CATEGORY = "3"


@dataclass(frozen=True, slots=True)
class DependsOn:
    """Shown only when item ``key`` was answered ``value`` (its option text). A page break must lie between."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackItem:
    """An item of the questionnaire; ``key`` becomes its label, by which analyses find it again."""

    typ: ClassVar[str] = ""
    has_value: ClassVar[bool] = True

    key: str
    name: str = ""
    required: bool = False
    depends_on: DependsOn | None = None
    kept: Kept = NOTHING_KEPT

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        """The attributes that Moodle's notation of the item says. ValueError when it says something else."""
        return {}

    def presentation(self) -> str:
        """What the item offers, in the notation of its type (plain text)."""
        return ""

    def behaviour(self) -> str:
        """Moodle's letters for how analyses treat the item."""
        return ""

    def problems(self) -> Iterator[str]:
        """What is wrong with the item."""
        if self.has_value and (not self.name.strip() or len(self.name) > 255):
            yield "needs a name of 1 to 255 characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(FeedbackItem):
    """Options in plain text."""

    typ: ClassVar[str] = "multichoice"

    options: tuple[str, ...]
    choices: Choices = Choices.ONE
    horizontal: bool = False
    hide_not_selected: bool = True
    ignore_empty: bool = False

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        choices, options, horizontal = _offered_choice(presentation)
        said = {"choices": choices, "options": tuple(options), "horizontal": horizontal}
        return said | _letters(behaviour)

    def presentation(self) -> str:
        return _choice(self.choices, self.options, self.horizontal)

    def behaviour(self) -> str:
        return _behaviour(self.ignore_empty, self.hide_not_selected)

    def problems(self) -> Iterator[str]:
        yield from FeedbackItem.problems(self)
        yield from _option_problems(self.options, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedChoice(FeedbackItem):
    """Options with points, ``((1, "bad"), (4, "good"))``: analyses show an average."""

    typ: ClassVar[str] = "multichoicerated"

    options: tuple[tuple[int, str], ...]
    dropdown: bool = False
    horizontal: bool = False
    hide_not_selected: bool = True
    ignore_empty: bool = False

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        choices, options, horizontal = _offered_choice(presentation)
        rated = [option.partition(_POINTS_END) for option in options]
        said = {
            "options": tuple((int(value), text) for value, _, text in rated),
            "dropdown": choices is Choices.DROPDOWN,
            "horizontal": horizontal,
        }
        return said | _letters(behaviour)

    def presentation(self) -> str:
        choices = Choices.DROPDOWN if self.dropdown else Choices.ONE
        return _choice(choices, [f"{value}{_POINTS_END}{text}" for value, text in self.options], self.horizontal)

    def behaviour(self) -> str:
        return _behaviour(self.ignore_empty, self.hide_not_selected)

    def problems(self) -> Iterator[str]:
        yield from FeedbackItem.problems(self)
        yield from _option_problems([text for _, text in self.options], 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(FeedbackItem):
    """A number between bounds (None: open)."""

    typ: ClassVar[str] = "numeric"

    minimum: float | None = None
    maximum: float | None = None

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        low, _, high = presentation.partition("|")
        return {"minimum": _bound(low), "maximum": _bound(high)}

    def presentation(self) -> str:
        return "|".join("-" if bound is None else _decimal(bound) for bound in (self.minimum, self.maximum))


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(FeedbackItem):
    """A box of ``columns`` by ``rows``."""

    typ: ClassVar[str] = "textarea"

    columns: int = 60
    rows: int = 5

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        columns, _, rows = presentation.partition("|")
        return {"columns": int(columns), "rows": int(rows)}

    def presentation(self) -> str:
        return f"{self.columns}|{self.rows}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(FeedbackItem):
    """One line, ``size`` characters wide, at most ``max_length``."""

    typ: ClassVar[str] = "textfield"

    size: int = 40
    max_length: int = 255

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        size, _, longest = presentation.partition("|")
        return {"size": int(size), "max_length": int(longest)}

    def presentation(self) -> str:
        return f"{self.size}|{self.max_length}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Info(FeedbackItem):
    """Something recorded without asking."""

    typ: ClassVar[str] = "info"

    kind: InfoKind = InfoKind.RESPONSE_TIME

    @classmethod
    def offered(cls, presentation: str, behaviour: str) -> dict[str, Any]:
        return {"kind": InfoKind(presentation)}

    def presentation(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(FeedbackItem):
    """HTML between the questions (Moodle's "label")."""

    typ: ClassVar[str] = "label"
    has_value: ClassVar[bool] = False

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(FeedbackItem):
    """A new page starts here."""

    typ: ClassVar[str] = "pagebreak"
    has_value: ClassVar[bool] = False

    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captcha(FeedbackItem):
    """A picture to read, against robots; shown where the site has keys for it, to those who aren't logged in."""

    typ: ClassVar[str] = "captcha"


ITEM_TYPES: Final[Mapping[str, type[FeedbackItem]]] = {
    kind.typ: kind
    for kind in (MultipleChoice, RatedChoice, Number, LongText, ShortText, Info, Text, PageBreak, Captcha)
}
"""The core item types by Moodle's name for them."""


def _choice(choices: Choices, options: Sequence[str], horizontal: bool) -> str:
    return f"{choices}{_KIND_END}{_BETWEEN.join(options)}{_IN_ONE_LINE + '1' if horizontal else ''}"


def _offered_choice(presentation: str) -> tuple[Choices, list[str], bool]:
    kind, _, rest = presentation.partition(_KIND_END)
    options, _, in_one_line = rest.partition(_IN_ONE_LINE)
    return Choices(kind), [option.strip() for option in options.split(_BETWEEN)], in_one_line == "1"


def _behaviour(ignore_empty: bool, hide_not_selected: bool) -> str:
    return ("i" if ignore_empty else "") + ("h" if hide_not_selected else "")


def _letters(behaviour: str) -> dict[str, Any]:
    return {"ignore_empty": "i" in behaviour, "hide_not_selected": "h" in behaviour}


def _bound(text: str) -> float | None:
    return float(text) if text not in ("", "-") else None


def _decimal(number: float) -> str:
    """Without an exponent, which Moodle's forms don't read back."""
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _option_problems(options: Sequence[str], fewest: int) -> Iterator[str]:
    if len(options) < fewest:
        yield "needs two options or more"
    for option in options:
        if any(mark in option for mark in (_BETWEEN, _KIND_END, _IN_ONE_LINE, _POINTS_END)):
            yield f'option "{option}" holds a sign that Moodle separates options with'
