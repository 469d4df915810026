"""Glossaries and databases to steps of a folder, with what trainers wrote in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from coursegen.i18n import gettext as _
from coursegen.importers.backup.texts import one_line, words
from methodology.activities.database import Card, CardField, CardValue, Database
from methodology.activities.database import FieldKind as Kind
from methodology.activities.glossary import Glossary as GlossaryStep
from methodology.course import Term
from moodle_backups.activities.data import Data, DataField, FieldKind
from moodle_backups.activities.glossary import Glossary
from moodle_backups.seeds import DataRecordSeed, GlossaryEntrySeed

if TYPE_CHECKING:
    from coursegen.importers.backup.steps import Workshop

_FEWEST: Final = 2
"""Things to choose from, below which there is nothing to choose."""
_KINDS: Final = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.TEXTAREA: Kind.LONG_TEXT,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.DATE: Kind.DATE,
    FieldKind.MENU: Kind.CHOICE,
    FieldKind.RADIO: Kind.CHOICE,
    FieldKind.CHECKBOX: Kind.BOXES,
    FieldKind.MULTIMENU: Kind.BOXES,
    FieldKind.URL: Kind.LINK,
}


def glossary_step(activity: Glossary, shop: Workshop) -> GlossaryStep:
    """A glossary with its trainers' entries. Moodle lets learners write in any: it is an open one."""
    terms = {words(entry.concept).casefold(): _term(entry, shop) for entry in activity.entries}
    return GlossaryStep(
        body=shop.body(shop.text(activity.intro, activity.files)),
        terms=tuple(terms.values()),
        open=True,
        approval=not activity.approved,
        additions=activity.complete_after_entries,
        links=activity.link,
    )


def _term(entry: GlossaryEntrySeed, shop: Workshop) -> Term:
    definition = shop.text(entry.definition, (*entry.files, *entry.attachments)).strip()
    return Term(
        term=words(entry.concept),
        definition=definition or "…",
        synonyms=tuple(dict.fromkeys(filter(None, map(words, entry.aliases)))),
    )


def database_step(activity: Data, shop: Workshop) -> Database:
    """A database with its first cards; a field of a kind that a folder hasn't got becomes a text."""
    for field in activity.fields_of_records:
        if field.kind not in _KINDS:
            shop.note(_("le champ « {name} » devient un texte.").format(name=field.name))
    cards = (_card(number, seed, activity, shop) for number, seed in enumerate(activity.records, 1))
    return Database(
        body=shop.body(shop.text(activity.intro, activity.files)),
        fields=tuple(map(_field, activity.fields_of_records)),
        cards=tuple(card for card in cards if card.values),
        expected=activity.complete_after_entries or activity.required_entries,
        approval=activity.approval,
    )


def _field(field: DataField) -> CardField:
    options = tuple(dict.fromkeys(field.options))
    kind = _KINDS.get(field.kind, Kind.TEXT)
    return CardField(
        name=field.name,
        type=Kind.TEXT if kind.has_options and len(options) < _FEWEST else kind,
        description=one_line(words(field.description)),
        options=options if len(options) >= _FEWEST else (),
        required=field.required,
    )


def _card(number: int, seed: DataRecordSeed, activity: Data, shop: Workshop) -> Card:
    said = ((field, seed.values.get(field.name, ())) for field in activity.fields_of_records)
    values = ((field.name, tuple(_values(field, parts, seed, shop))) for field, parts in said)
    return Card(id=f"F{number}", values=tuple(CardValue(field=name, values=found) for name, found in values if found))


def _values(field: DataField, parts: tuple[str, ...], seed: DataRecordSeed, shop: Workshop) -> Iterator[str]:
    first = parts[0] if parts else ""
    if not first:
        return
    match _KINDS.get(field.kind):
        case Kind.LONG_TEXT:
            yield shop.text(first, seed.files).strip()
        case Kind.DATE:
            yield datetime.fromtimestamp(int(first), UTC).date().isoformat()
        case Kind.BOXES:
            yield from filter(None, first.split("##"))
        case Kind.LINK:
            yield from filter(None, parts[:2])
        case _:
            yield one_line(words(first))
