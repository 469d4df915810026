"""A questionnaire without grades (Moodle's Feedback activity)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from moodle_backups.activities.base import Activity


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

    key: str
    name: str = ""
    required: bool = False
    depends_on: DependsOn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(FeedbackItem):
    """Options in plain text."""

    options: tuple[str, ...]
    choices: Choices = Choices.ONE
    horizontal: bool = False
    hide_not_selected: bool = True
    ignore_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedChoice(FeedbackItem):
    """Options with points, ``((1, "bad"), (4, "good"))``: analyses show an average."""

    options: tuple[tuple[int, str], ...]
    dropdown: bool = False
    horizontal: bool = False
    hide_not_selected: bool = True
    ignore_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(FeedbackItem):
    """A number between bounds (None: open)."""

    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(FeedbackItem):
    """A box of ``columns`` by ``rows``."""

    columns: int = 60
    rows: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(FeedbackItem):
    """One line, ``size`` characters wide, at most ``max_length``."""

    size: int = 40
    max_length: int = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Info(FeedbackItem):
    """Something recorded without asking."""

    kind: InfoKind = InfoKind.RESPONSE_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(FeedbackItem):
    """HTML between the questions (Moodle's "label")."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(FeedbackItem):
    """A new page starts here."""

    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Activity):
    """``thanks`` (HTML) is shown after sending. ``anonymous``: answers without names."""

    modname: ClassVar[str] = "feedback"

    items: tuple[FeedbackItem, ...]
    anonymous: bool = True
    multiple_submit: bool = False
    auto_number: bool = True
    show_analysis: bool = False
    notify: bool = False
    thanks: str = ""
    opens: int | None = None
    closes: int | None = None
    complete_on_submit: bool = False
