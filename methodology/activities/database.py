"""base_de_donnees: a collection of cards that learners fill; `fields` say what a card holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from methodology.activities.base import OnlineActivity
from methodology.findings import Where
from methodology.values import Record


class FieldKind(StrEnum):
    """What a field of a card takes."""

    TEXT = "texte"
    LONG_TEXT = "texte_long"
    NUMBER = "nombre"
    DATE = "date"
    CHOICE = "choix"
    BOXES = "cases"
    LINK = "lien"

    @property
    def has_options(self) -> bool:
        """Whether its values come from a list."""
        return self in (FieldKind.CHOICE, FieldKind.BOXES)

    @property
    def most(self) -> int:
        """How many values it takes, 0 for as many as one likes: a link an address and words, a long text paragraphs."""
        return {FieldKind.BOXES: 0, FieldKind.LONG_TEXT: 0, FieldKind.LINK: 2}.get(self, 1)


@dataclass(frozen=True, kw_only=True)
class CardField(Record):
    """A field of every card. `options` of a choice or of boxes."""

    name: str
    type: FieldKind = FieldKind.TEXT
    description: str = ""
    options: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class CardValue(Record):
    """What stands in a field of a card; on disk `field: value`."""

    KEYED_BY: ClassVar[str] = "field"

    field: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Card(Record):
    """A card that is there from the start."""

    id: str
    values: tuple[CardValue, ...] = ()

    def said(self, name: str) -> tuple[str, ...]:
        """The values in the field of that name, without the empty ones."""
        found = (value for one in self.values if one.field == name for value in one.values)
        return tuple(value for value in found if value.strip())


@dataclass(frozen=True, kw_only=True)
class Database(OnlineActivity):
    """Cards that learners fill, at least `expected` each; `cards` are there from the start.

    `approval`: the group sees a learner's card once a trainer approves it.
    """

    asks: ClassVar[bool] = True
    opens_next: ClassVar[bool] = True

    type: Literal["base_de_donnees"] = "base_de_donnees"
    fields: tuple[CardField, ...] = ()
    cards: tuple[Card, ...] = ()
    expected: int = 1
    approval: bool = False

    def other_texts(self) -> Iterator[tuple[str, Where]]:
        """The long texts of its first cards."""
        long = {field.name for field in self.fields if field.type is FieldKind.LONG_TEXT}
        for card in self.cards:
            for one in card.values:
                if one.field in long and one.values:
                    yield "\n\n".join(one.values), one.where.at("values")
