"""A database with templates of its own. No package carries its cards: a publisher puts them in place."""

from __future__ import annotations

from datetime import UTC, datetime

from coursegen.activities.database import DatabaseActivity, Field, FirstCard
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert, submits
from coursegen.outputs.moodle.database_templates import templates
from coursegen.outputs.moodle.texts import Texts
from methodology.activities.database import FieldKind as Kind
from moodle_backups.activities.data import Data, DataField, FieldKind
from moodle_backups.seeds import DataRecordSeed

_KINDS = {
    Kind.TEXT: FieldKind.TEXT,
    Kind.LONG_TEXT: FieldKind.TEXTAREA,
    Kind.NUMBER: FieldKind.NUMBER,
    Kind.DATE: FieldKind.DATE,
    Kind.CHOICE: FieldKind.MENU,
    Kind.BOXES: FieldKind.CHECKBOX,
    Kind.LINK: FieldKind.URL,
}
_COLUMNS, _ROWS, _MOST_BYTES = "35", "8", "1048576"  # of the place for a long text, and of a file in it
_PARAMETERS: dict[Kind, tuple[str | None, ...]] = {
    Kind.LONG_TEXT: ("", _COLUMNS, _ROWS, None, _MOST_BYTES),
    Kind.LINK: ("1", "", "1"),  # a link, with words of its own, in a window of its own
}


@convert.register
def _database(activity: DatabaseActivity, courseware: Courseware, texts: Texts) -> Data:
    return Data(
        fields_of_records=tuple(map(_field, activity.fields)),
        templates=templates(activity.fields),
        records=tuple(_record(card, activity.fields, texts) for card in activity.cards),
        approval=activity.approval,
        complete_after_entries=activity.expected if submits(activity) else 0,
        **common(activity, texts),
    )


def _field(field: Field) -> DataField:
    return DataField(
        kind=_KINDS[field.kind],
        name=field.name,
        description=field.description,
        required=field.required,
        parameters=("\n".join(field.options),) if field.options else _PARAMETERS.get(field.kind, ()),
    )


def _record(card: FirstCard, fields: tuple[Field, ...], texts: Texts) -> DataRecordSeed:
    """A field that the card leaves empty is said to be so: it may have been filled before. A day can't be empty."""
    said = {value.field: value for value in card.values}
    values = {
        field.name: _stored(field.kind, said[field.name].words, texts.html(said[field.name].html))
        if field.name in said
        else ("",)
        for field in fields
        if field.name in said or field.kind is not Kind.DATE
    }
    return DataRecordSeed(values=values, files=texts.files(*(value.html for value in card.values)))


def _stored(kind: Kind, words: tuple[str, ...], html: str) -> tuple[str, ...]:
    """As Moodle stores a value: Unix seconds for a day, what is chosen joined."""
    if kind is Kind.LONG_TEXT:
        return (html,)
    if kind is Kind.DATE:
        return (str(int(datetime.fromisoformat(words[0]).replace(tzinfo=UTC).timestamp())),)
    return ("##".join(words),) if kind is Kind.BOXES else words
