"""A database: records of some fields."""

from __future__ import annotations

from markupsafe import Markup, escape

from coursegen.i18n import gettext as _
from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import LEARNER, Record
from coursegen.sandbox.pages.modules.feedback import Field
from coursegen.sandbox.pages.visit import Visit
from moodle_backups.activities.data_fields import DataField, FieldKind

_CHOSEN = {
    FieldKind.MENU: "list",
    FieldKind.RADIO: "radio",
    FieldKind.CHECKBOX: "checkbox",
    FieldKind.MULTIMENU: "checkbox",
    FieldKind.TEXTAREA: "area",
}
_ELSEWHERE = (FieldKind.FILE, FieldKind.PICTURE)


def show(visit: Visit) -> Answer:
    """All records, and the place for one more."""
    asked = visit.activity.fields_of_records
    if visit.is_post:
        values = {field.name: ", ".join(visit.asked.all(f"f{n}")) for n, field in enumerate(asked)}
        if any(values.values()):
            visit.learner.add(visit.piece, "post", {"values": values})
            visit.judged()
        return visit.back()
    rows = [_shown(visit, row) for row in visit.learner.records(visit.piece, "post")]
    names = [field.name for field in asked]
    fields = [_field(number, field) for number, field in enumerate(asked)]
    return visit.page("data.html", names=names, rows=rows, fields=fields)


def _shown(visit: Visit, row: Record) -> dict[str, Markup]:
    """A record: a publisher writes HTML, a learner plain words."""
    safe = escape if row.learner == LEARNER else visit.html
    return {name: safe(value) for name, value in row.content["values"].items()}


def _field(number: int, field: DataField) -> Field:
    if field.kind in _ELSEWHERE:
        return Field(f"f{number}", field.name, "nothing", hint=_("Les fichiers se déposent dans Moodle."))
    lines = (field.parameters[0] or "").splitlines() if field.kind in _CHOSEN and field.parameters else []
    options = tuple(line.strip() for line in lines if line.strip())
    return Field(f"f{number}", field.name, _CHOSEN.get(field.kind, "line"), options, field.required)
