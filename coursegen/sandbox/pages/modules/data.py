"""A database: cards of some fields, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.dates import format_date
from markupsafe import Markup, escape

from coursegen.i18n import gettext as _
from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import LEARNER, Record
from coursegen.sandbox.pages.modules.feedback import Field
from coursegen.sandbox.pages.visit import Visit
from methodology.i18n import current_language
from moodle_backups.activities.data_fields import DataField, FieldKind

_WAYS = {
    FieldKind.MENU: "list",
    FieldKind.RADIO: "radio",
    FieldKind.CHECKBOX: "checkbox",
    FieldKind.MULTIMENU: "checkbox",
    FieldKind.TEXTAREA: "area",
    FieldKind.DATE: "date",
    FieldKind.URL: "url",
}
_ELSEWHERE = (FieldKind.FILE, FieldKind.PICTURE)


@dataclass(frozen=True, slots=True)
class _Card:
    """A record as the page shows it, under its first value; `waits`: only its author and the team see it."""

    title: Markup
    lines: tuple[tuple[str, Markup], ...]
    waits: bool


def show(visit: Visit) -> Answer:
    """All records, and the place for one more."""
    asked: Sequence[DataField] = visit.activity.fields_of_records
    if visit.is_post:
        values = {field.name: ", ".join(visit.asked.all(f"f{n}")) for n, field in enumerate(asked)}
        if any(values.values()):
            visit.learner.add(visit.piece, "post", {"values": values})
            visit.judged()
        return visit.back()
    cards = [_card(visit, row, asked) for row in visit.learner.records(visit.piece, "post")]
    fields = [_field(number, field) for number, field in enumerate(asked)]
    return visit.page("data.html", cards=cards, fields=fields, waits=visit.activity.approval)


def _card(visit: Visit, row: Record, asked: Sequence[DataField]) -> _Card:
    said = [(field.name, _shown(visit, row, field)) for field in asked]
    first, *rest = [(name, value) for name, value in said if value] or [("", Markup(""))]
    return _Card(first[1], tuple(rest), row.learner == LEARNER and visit.activity.approval)


def _shown(visit: Visit, row: Record, field: DataField) -> Markup:
    """A value: a publisher's as the site stores it, a learner's in plain words."""
    stored = row.content["values"].get(field.name, "")
    first, *more = [stored] if isinstance(stored, str) else stored
    if row.learner == LEARNER or not first:
        return escape(first)
    match field.kind:
        case FieldKind.TEXTAREA:
            return visit.html(first)
        case FieldKind.DATE:
            return escape(format_date(datetime.fromtimestamp(int(first), UTC), "long", locale=current_language()))
        case FieldKind.URL:
            return visit.html(Markup('<a href="{}">{}</a>').format(first, next(filter(None, more), first)))
    if field.kind is FieldKind.NUMBER and current_language() != "en":
        return escape(first.replace(".", ","))
    return escape(first.replace("##", ", "))


def _field(number: int, field: DataField) -> Field:
    if field.kind in _ELSEWHERE:
        return Field(f"f{number}", field.name, "nothing", hint=_("Les fichiers se déposent dans Moodle."))
    way, hint = _WAYS.get(field.kind, "line"), Markup(field.description).striptags()
    return Field(f"f{number}", field.name, way, field.options, field.required, hint=hint)
