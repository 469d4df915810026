"""A questionnaire without grades (Moodle's Feedback activity)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


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

    def presentation(self) -> str:
        return _choice(self.choices, self.options, self.horizontal)

    def behaviour(self) -> str:
        return _behaviour(self.ignore_empty, self.hide_not_selected)

    def problems(self) -> Iterator[str]:
        yield from FeedbackItem.problems(self)
        yield from _option_problems(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedChoice(FeedbackItem):
    """Options with points, ``((1, "bad"), (4, "good"))``: analyses show an average."""

    typ: ClassVar[str] = "multichoicerated"

    options: tuple[tuple[int, str], ...]
    dropdown: bool = False
    horizontal: bool = False
    hide_not_selected: bool = True
    ignore_empty: bool = False

    def presentation(self) -> str:
        choices = Choices.DROPDOWN if self.dropdown else Choices.ONE
        return _choice(choices, [f"{value}####{text}" for value, text in self.options], self.horizontal)

    def behaviour(self) -> str:
        return _behaviour(self.ignore_empty, self.hide_not_selected)

    def problems(self) -> Iterator[str]:
        yield from FeedbackItem.problems(self)
        yield from _option_problems([text for _, text in self.options])


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(FeedbackItem):
    """A number between bounds (None: open)."""

    typ: ClassVar[str] = "numeric"

    minimum: float | None = None
    maximum: float | None = None

    def presentation(self) -> str:
        return "|".join("-" if bound is None else f"{bound:g}" for bound in (self.minimum, self.maximum))


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(FeedbackItem):
    """A box of ``columns`` by ``rows``."""

    typ: ClassVar[str] = "textarea"

    columns: int = 60
    rows: int = 5

    def presentation(self) -> str:
        return f"{self.columns}|{self.rows}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(FeedbackItem):
    """One line, ``size`` characters wide, at most ``max_length``."""

    typ: ClassVar[str] = "textfield"

    size: int = 40
    max_length: int = 255

    def presentation(self) -> str:
        return f"{self.size}|{self.max_length}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Info(FeedbackItem):
    """Something recorded without asking."""

    typ: ClassVar[str] = "info"

    kind: InfoKind = InfoKind.RESPONSE_TIME

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


def _choice(choices: Choices, options: Sequence[str], horizontal: bool) -> str:
    return f"{choices}>>>>>{'|'.join(options)}{'<<<<<1' if horizontal else ''}"


def _behaviour(ignore_empty: bool, hide_not_selected: bool) -> str:
    return ("i" if ignore_empty else "") + ("h" if hide_not_selected else "")


def _option_problems(options: Sequence[str]) -> Iterator[str]:
    if len(options) < 2:
        yield "needs two options or more"
    for option in options:
        if any(mark in option for mark in ("|", ">>>>>", "<<<<<", "####")):
            yield f'option "{option}" holds a sign that Moodle separates options with'


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

    def to_xml(self, scope: ActivityScope) -> Xml:
        values: dict[str, Scalar] = {
            "anonymous": 1 if self.anonymous else 2,
            "email_notification": self.notify,
            "multiple_submit": self.multiple_submit,
            "autonumbering": self.auto_number,
            "site_after_submit": "",
            "page_after_submit": scope.html(self.thanks, "page_after_submit"),
            "page_after_submitformat": 1,
            "publish_stats": self.show_analysis,
            "timeopen": self.opens or 0,
            "timeclose": self.closes or 0,
            "timemodified": scope.timestamp,
            "completionsubmit": self.complete_on_submit,
        }
        ids = [scope.next_id() for _ in self.items]
        by_key = dict(zip((item.key for item in self.items), ids, strict=True))
        items = [
            _item(scope, item, item_id, position, by_key)
            for position, (item, item_id) in enumerate(zip(self.items, ids, strict=True), 1)
        ]
        return record(
            "feedback",
            self.head(scope) | values,
            listing("items", items),
            element("completeds"),
            id=scope.place.instance,
        )

    def own_completion_rule(self) -> bool:
        return self.complete_on_submit

    def problems(self) -> Iterator[str]:
        if not any(item.has_value for item in self.items):
            yield "asks nothing"
        seen: set[str] = set()
        for position, item in enumerate(self.items, 1):
            where = f'item {position} "{item.key}"'
            yield from (f"{where} {problem}" for problem in item.problems())
            if item.depends_on is not None and item.depends_on.key not in seen:
                yield f'{where} depends on item "{item.depends_on.key}", which doesn\'t come before it'
            if len(item.key) > 255 or (item.depends_on and len(item.depends_on.value) > 255):
                yield f"{where} has a key or an expected answer of more than 255 characters"
            if item.key in seen:
                yield f"{where}: another item has the same key"
            seen |= {item.key} - {""}


def _item(scope: ActivityScope, item: FeedbackItem, item_id: int, position: int, by_key: Mapping[str, int]) -> Xml:
    rule = item.depends_on
    offer: Scalar = item.presentation()
    if isinstance(item, Text):
        offer = scope.html(item.text, "item", item_id)
    values: dict[str, Scalar] = {
        "template": 0,
        "name": item.name,
        "label": item.key,
        "presentation": offer,
        "typ": item.typ,
        "hasvalue": item.has_value,
        "position": position,
        "required": item.required,
        "dependitem": by_key.get(rule.key, 0) if rule else 0,
        "dependvalue": rule.value if rule else "",
        "options": item.behaviour(),
    }
    return record("item", values, id=item_id)
