"""Values of custom fields, which the site's administrator defines. A site without such a field leaves them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.columns import Columns, fixed, number, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import Scope
    from moodle_backups.tree import Node


@dataclass(frozen=True, slots=True)
class CustomField:
    """What a field says.

    ``name`` is the field's short name. ``value`` as Moodle stores it: a text, a number of Unix seconds for a date,
    0 or 1 for a box, the place in the list (from 1) for a menu. ``type`` (text, textarea, select, checkbox, date,
    number) must be that of the site's field. ``format`` of a text area: 1 is HTML.
    """

    name: str
    value: str
    type: str = "text"
    format: int = 0
    kept: Kept = NOTHING_KEPT


FIELD: Final[Columns] = (
    text("shortname", "name", longest=100),
    text("type", longest=100),
    text("value"),
    number("valueformat", "format"),
    fixed("valuetrust", ""),
)


def custom_field_xml(field: CustomField, scope: Scope, tag: str = "customfield", **owner: Scalar) -> Xml:
    """A record; ``owner`` names the group whose field it is."""
    return record(tag, written(FIELD, field, scope) | owner, *field.kept.elements, id=scope.id_of(field))


def read_custom_field(node: Node, owner: Owner, nested: Iterable[str] = ()) -> CustomField:
    """The value of a field."""
    return CustomField(**owner.values(FIELD, node, nested=nested, ids={"id": int(node.attributes.get("id") or 0)}))


def custom_field_problems(fields: Iterable[CustomField]) -> Iterator[str]:
    """What is wrong with values."""
    seen: set[str] = set()
    for field in fields:
        if not field.name.strip():
            yield "has a custom field without a short name"
        elif field.name in seen:
            yield f'gives custom field "{field.name}" twice'
        seen.add(field.name)
