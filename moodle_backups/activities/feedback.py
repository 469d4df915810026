"""A questionnaire without grades (Moodle's Feedback activity). Answers are user data: they don't travel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.feedback_items import (
    ITEM_TYPES,
    Captcha,
    Choices,
    DependsOn,
    FeedbackItem,
    Info,
    InfoKind,
    LongText,
    MultipleChoice,
    Number,
    PageBreak,
    RatedChoice,
    ShortText,
    Text,
)
from moodle_backups.columns import Column, Columns, clock, fixed, flag, html, moment, text
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

__all__ = [
    "Captcha",
    "Choices",
    "DependsOn",
    "Feedback",
    "FeedbackItem",
    "Info",
    "InfoKind",
    "LongText",
    "MultipleChoice",
    "Number",
    "PageBreak",
    "RatedChoice",
    "ShortText",
    "Text",
]

# FEEDBACK_ANONYMOUS_YES and _NO.
_ANONYMOUS: Final = 1
_NAMED: Final = 2
# What of an item isn't read by columns.
_ITEM_NOTATION: Final = ("label", "presentation", "typ", "hasvalue", "position", "dependitem", "dependvalue", "options")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Activity):
    """``thanks`` (HTML) is shown after sending. ``anonymous``: answers without names.

    ``next_page``: the address that the button below the thanks leads to; empty: the course.
    """

    modname: ClassVar[str] = "feedback"

    items: tuple[FeedbackItem, ...]
    anonymous: bool = True
    multiple_submit: bool = False
    auto_number: bool = True
    show_analysis: bool = False
    notify: bool = False
    thanks: str = ""
    next_page: str = ""
    opens: int | None = None
    closes: int | None = None
    complete_on_submit: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        ids = [scope.id_of(item) for item in self.items]
        by_key = dict(zip((item.key for item in self.items), ids, strict=True))
        items = [
            _item(scope, item, item_id, position, by_key)
            for position, (item, item_id) in enumerate(zip(self.items, ids, strict=True), 1)
        ]
        return record(
            "feedback",
            self.fields(COLUMNS, scope),
            listing("items", items),
            element("completeds"),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        items = tuple(_read_items(node, owner))
        return cls.read(COLUMNS, node, owner, common, nested=("items",), people=("completeds",), items=items)

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
    return record("item", item.kept.over(values), *item.kept.elements, id=item_id)


def _read_items(node: Node, owner: Owner) -> Iterator[FeedbackItem]:
    """In the order of their positions. ValueError when one isn't of a core type or notation."""
    nodes = sorted(node.path("items/item"), key=lambda item: int(item.text_of("position") or 0))
    labels = Counter(item.text_of("label") or "" for item in nodes)
    keys: dict[str, str] = {}
    for item in nodes:
        label, number = item.text_of("label") or "", item.attributes.get("id", "")
        unnamed = f"item-{number}" if item.text_of("typ") != PageBreak.typ or label else ""
        keys[number] = label if label and labels[label] == 1 else unnamed
    for position, item in enumerate(nodes, 1):
        yield _read_item(item, owner, position, keys)


def _read_item(node: Node, owner: Owner, position: int, keys: Mapping[str, str]) -> FeedbackItem:
    number = node.attributes.get("id", "")
    kind = ITEM_TYPES.get(node.text_of("typ") or "")
    if kind is None:
        raise ValueError(f"it has an item of type {node.text_of('typ')}")
    own = owner.values(ITEM_COLUMNS, node, nested=_ITEM_NOTATION, ids={"id": int(number or 0)})
    said = kind.offered(node.text_of("presentation") or "", node.text_of("options") or "")
    if kind is Text:
        said["text"] = owner.html(node.text_of("presentation"), "item", int(number or 0))
    before = keys.get(node.text_of("dependitem") or "0")
    if before:
        said["depends_on"] = DependsOn(before, node.text_of("dependvalue") or "")
    item = kind(key=keys[number], **own, **said)
    expected: dict[str, Scalar] = {
        "label": item.key,
        "hasvalue": item.has_value,
        "position": position,
        "options": item.behaviour(),
    }
    if kind is not Text:
        expected["presentation"] = item.presentation()
    if not before:
        expected["dependvalue"] = ""
    other = owner.kept_over(expected, node, quiet=expected)
    return replace(item, kept=replace(item.kept, values=(*item.kept.values, *other.values)))


COLUMNS: Final[Columns] = (
    Column("anonymous", "anonymous", write=lambda yes: _ANONYMOUS if yes else _NAMED, read=lambda text: text == "1"),
    flag("email_notification", "notify"),
    flag("multiple_submit"),
    flag("autonumbering", "auto_number"),
    text("site_after_submit", "next_page", longest=255),
    html("page_after_submit", "thanks", "page_after_submit"),
    fixed("page_after_submitformat", 1),
    flag("publish_stats", "show_analysis"),
    moment("timeopen", "opens"),
    moment("timeclose", "closes"),
    clock("timemodified"),
    flag("completionsubmit", "complete_on_submit"),
)
ITEM_COLUMNS: Final[Columns] = (fixed("template", 0), text("name"), flag("required"))
