"""The fields of a database activity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from moodle_backups.columns import Columns, flag, html, one_of, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import Scope
    from moodle_backups.tree import Node

_PARAMETERS: Final = 10
# What Moodle stores where nobody set anything: three empty texts, then nothing at all.
_UNSET: Final[tuple[str | None, ...]] = ("", "", "", *[None] * 7)


class FieldKind(StrEnum):
    """The core types of fields."""

    CHECKBOX = "checkbox"
    DATE = "date"
    FILE = "file"
    LATLONG = "latlong"
    MENU = "menu"
    MULTIMENU = "multimenu"
    NUMBER = "number"
    PICTURE = "picture"
    RADIO = "radiobutton"
    TEXT = "text"
    TEXTAREA = "textarea"
    URL = "url"


_WITH_OPTIONS: Final = (FieldKind.CHECKBOX, FieldKind.MENU, FieldKind.MULTIMENU, FieldKind.RADIO)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataField:
    r"""A field; ``name`` is what templates write in brackets (``[[Titre]]``).

    ``parameters`` are Moodle's ``param1`` to ``param10``, from the first on. Menus, check boxes and radio buttons:
    the options, a line each (`field_of` joins them). Text: "1" links entries of glossaries. Text area: 2 columns,
    3 rows, 5 most bytes of a file. Number: decimals. Picture: 1 and 2 width and height alone, 4 and 5 in the list,
    3 most bytes. File: 3 most bytes. Link: 1 links by itself, 2 a text for every link, 3 opens a new window.
    Position: 1 services, joined by commas. ``description`` is HTML.
    """

    kind: FieldKind
    name: str
    description: str = ""
    required: bool = False
    parameters: tuple[str | None, ...] = ()
    kept: Kept = NOTHING_KEPT

    def to_xml(self, scope: Scope, field_id: int) -> Xml:
        """The record ``<field>``."""
        given = self.parameters[:_PARAMETERS]
        params: dict[str, Scalar] = {
            f"param{number}": value for number, value in enumerate((*given, *_UNSET[len(given) :]), 1)
        }
        values = written(FIELD_COLUMNS, self, scope, field_id)
        return record("field", values | params, *self.kept.elements, id=field_id)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        """The field of a database that Moodle wrote. ValueError when it isn't of a core type."""
        FieldKind(node.text_of("type") or "")
        field_id = int(node.attributes.get("id") or 0)
        names = [f"param{number}" for number in range(1, _PARAMETERS + 1)]
        own: dict[str, Any] = owner.values(FIELD_COLUMNS, node, field_id, nested=names, ids={"id": field_id})
        found = [node.text_of(name) for name in names]
        while found and found[-1] == _UNSET[len(found) - 1]:
            found.pop()
        return cls(**own, parameters=tuple(found))

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen, for kinds that have options."""
        if self.kind not in _WITH_OPTIONS or not self.parameters:
            return ()
        return tuple(line.strip() for line in (self.parameters[0] or "").split("\n") if line.strip())

    def problems(self) -> Iterator[str]:
        """What is wrong with the field."""
        if not self.name.strip() or len(self.name) > 255:
            yield "needs a name of 1 to 255 characters"
        if any(sign in self.name for sign in "[]#"):
            yield "has a name with [, ] or #, which templates can't write"
        if self.kind in _WITH_OPTIONS and not self.options:
            yield "has nothing to choose from"
        if "file:" in self.description:
            yield "has a description that shows a file of the package: Moodle keeps no files for it"
        if len(self.parameters) > _PARAMETERS:
            yield f"has more than {_PARAMETERS} parameters"


def field_of(kind: FieldKind, name: str, *options: str, description: str = "", required: bool = False) -> DataField:
    """A field that offers ``options``, or that has none."""
    made = DataField(kind=kind, name=name, description=description, required=required)
    return replace(made, parameters=("\n".join(options),)) if options else made


FIELD_COLUMNS: Final[Columns] = (
    one_of("type", "kind", FieldKind),
    text("name"),
    html("description", "description", "field"),
    flag("required"),
)
