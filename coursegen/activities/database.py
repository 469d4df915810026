"""Cards that learners fill; the intro is the instruction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule, Html
from coursegen.courseware_questions import NO_TEXT
from methodology.activities.database import Card, CardField, Database, FieldKind


@dataclass(frozen=True, slots=True)
class Field:
    """A field of every card; `options` of a choice or of boxes."""

    name: str
    kind: FieldKind
    description: str = ""
    options: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a field of a card: its words, what is chosen, a link's address and words; `html` of a long text.

    A number has a point, a day is as ISO 8601 writes it.
    """

    field: str
    words: tuple[str, ...] = ()
    html: Html = NO_TEXT


@dataclass(frozen=True, slots=True)
class FirstCard:
    """A card that is there from the start, its filled values in the order of the fields."""

    key: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseActivity(Activity):
    """Its `cards` are there from the start; each learner adds `expected`, shown after `approval` or at once."""

    fields: tuple[Field, ...]
    cards: tuple[FirstCard, ...] = ()
    expected: int = 1
    approval: bool = False
    completion: CompletionRule = CompletionRule.SUBMIT


@dataclass(frozen=True)
class _Composer:
    source: Database
    frame: Frame

    def fields(self) -> Iterator[Field]:
        plain = self.frame.renderer.plain
        for one in self.source.fields:
            options = tuple(map(plain, one.options))
            yield Field(plain(one.name), one.type, plain(one.description), options, one.required)

    def card(self, card: Card) -> FirstCard:
        values = (self._value(field, card.said(field.name)) for field in self.source.fields)
        return FirstCard(card.id, tuple(value for value in values if value.words or value.html))

    def _value(self, field: CardField, said: tuple[str, ...]) -> Value:
        renderer = self.frame.renderer
        name = renderer.plain(field.name)
        if field.type is FieldKind.LONG_TEXT:
            return Value(name, html=renderer.fragment("\n\n".join(said))) if said else Value(name)
        if field.type in (FieldKind.NUMBER, FieldKind.DATE, FieldKind.LINK):
            return Value(name, tuple(_bare(field.type, value) for value in said))
        return Value(name, tuple(map(renderer.plain, said)))


def _bare(kind: FieldKind, value: str) -> str:
    value = value.strip()
    if kind is FieldKind.NUMBER:
        return value.replace(",", ".").removeprefix("+")
    return date.fromisoformat(value).isoformat() if kind is FieldKind.DATE else value


@compose_from.register
def _(source: Database, frame: Frame) -> DatabaseActivity:
    composer = _Composer(source, frame)
    return DatabaseActivity(
        intro=frame.body(source),
        fields=tuple(composer.fields()),
        cards=tuple(composer.card(card) for card in source.cards),
        expected=source.expected,
        approval=source.approval,
        completion=CompletionRule.SUBMIT if source.expected else CompletionRule.VIEW,
        **frame.common(),
    )
