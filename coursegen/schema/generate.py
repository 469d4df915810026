"""A record type to a JSON Schema (draft 2020-12): French keys and descriptions, closed lists, nothing else admitted.

It says of a file what the folder's reader says of it: a number may be written as a text, `oui` is a yes, a list of one
may be written bare, an empty optional field is an absent one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum, IntEnum
from typing import Any

from coursegen.charter import charter_names
from methodology.activities import activity_types
from methodology.activities.base import OnlineActivity
from methodology.descriptions import description, label, record_description
from methodology.questions import Bank, Question
from methodology.reading.identity import CODE, LANGUAGES
from methodology.reading.leaves import BOUNDS
from methodology.shape import FieldShape, Form, written_shapes
from methodology.values import Record

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_YES_OR_NO = ("oui", "non", "vrai", "faux")
_INTEGER, _DECIMAL = r"^\s*[+-]?\d{1,12}([.,]0+)?\s*$", r"^\s*[+-]?\d{1,12}([.,]\d{1,12})?\s*$"
_IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"
_REQUIRED_BY_CHECK = frozenset({"Waiver.reason", "Waiver.date"})
"""Fields without which `coursegen check` refuses the record, though it can be read."""


def json_schema(record: type[Record], title: str) -> Schema:
    """The schema of a file that holds that record; every other record it may hold under `$defs`."""
    definitions: dict[str, Schema] = {}
    root = _reference(record, definitions)
    if record is Bank:
        questions = {"type": "array", "items": _reference(Question, definitions)}
        root = {"anyOf": [root, questions]}
    head = {"$schema": DRAFT, "title": title, "description": record_description(record)}
    return {**head, **root, "$defs": dict(sorted(definitions.items()))}


def _reference(record: type[Record], definitions: dict[str, Schema]) -> Schema:
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}  # a place held, so that a record that holds its own kind ends
        definitions[name] = _object(record, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(record: type[Record], definitions: dict[str, Schema]) -> Schema:
    written = written_shapes(record)
    properties = {shape.key: _field(shape, definitions) for shape in written}
    required = [shape for shape in written if _needed(shape)]
    return {
        "type": "object",
        "description": record_description(record),
        "properties": {**properties, **_english(written, properties)},
        **_required(required),
        "additionalProperties": False,
    }


def _english(written: Sequence[FieldShape], properties: Mapping[str, Schema]) -> Schema:
    """The English names, which the reader admits too; an editor shows them struck through."""
    others = [shape for shape in written if shape.name not in properties]
    return {shape.name: {**properties[shape.key], "deprecated": True} for shape in others}


def _required(shapes_: Sequence[FieldShape]) -> Schema:
    """Each required field, under either of its names."""
    plain = [shape.key for shape in shapes_ if shape.key == shape.name]
    either = [{"anyOf": [{"required": [s.key]}, {"required": [s.name]}]} for s in shapes_ if s.key != s.name]
    return {**({"required": plain} if plain else {}), **({"allOf": either} if either else {})}


def _field(shape: FieldShape, definitions: dict[str, Schema]) -> Schema:
    said = {"title": label(shape), "description": description(shape)}
    default = _default(shape)
    value = _value(shape, definitions)
    if not _needed(shape):
        value = _or_empty(value)
    return {**said, **value, **({} if default is None else {"default": default})}


def _value(shape: FieldShape, definitions: dict[str, Schema]) -> Schema:
    if shape.form is Form.CONSTANT:
        return {"const": shape.default}
    if shape.form is Form.ACTIVITY:
        return _activity(definitions)
    if shape.form is Form.RECORD:
        return _reference(shape.kind, definitions)
    if shape.form is Form.RECORDS:
        listed = {"type": "array", "items": _reference(shape.kind, definitions)}
        return {"anyOf": [_keyed(shape), listed]} if hasattr(shape.kind, "KEYED_BY") else listed
    leaf = _leaf(shape)
    return {"anyOf": [{"type": "array", "items": leaf}, leaf]} if shape.form is Form.LEAVES else leaf


def _keyed(shape: FieldShape) -> Schema:
    """Records that may be written `NAME: VALUE`, NAME in the author's own words."""
    value: Schema = {"type": ["string", "number", "boolean", "null"]}
    return {"type": "object", "additionalProperties": {"anyOf": [value, {"type": "array", "items": value}]}}


def _activity(definitions: dict[str, Schema]) -> Schema:
    """One branch a type, chosen by the word after `type:`, so that an editor speaks of that branch alone."""
    kinds = activity_types()
    branches = [
        {
            "if": {"properties": {"type": {"const": kind.name_on_disk()}}, "required": ["type"]},
            "then": _reference(kind, definitions),
        }
        for kind in kinds
    ]
    names = {"enum": [kind.name_on_disk() for kind in kinds], "description": record_description(OnlineActivity)}
    return {"type": "object", "required": ["type"], "properties": {"type": names}, "allOf": branches}


def _leaf(shape: FieldShape) -> Schema:
    if issubclass(shape.kind, Enum):
        return {"enum": _words(shape.kind)}
    if shape.kind is bool:
        return {"enum": [True, False, *_YES_OR_NO]}
    if shape.kind is date:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if shape.kind in (int, float):
        return _number(shape)
    if shape.name == "id":
        return {"type": ["string", "number"], "pattern": _IDENTIFIER}
    if shape.path == "Identity.charter":  # a person's own has any name
        return {"anyOf": [{"enum": list(charter_names())}, {"type": "string", "minLength": 1}]}
    if words := _admitted(shape.path):
        return {"enum": list(words)}
    if shape.path == "Identity.code":
        return {"type": ["string", "number"], "pattern": f"^{CODE.pattern}$"}
    return {"type": ["string", "number", "boolean"]}


def _admitted(path: str) -> Sequence[str]:
    """The words of a field that is a plain text to the reader of records, and a closed list to the checks after it."""
    from methodology.mission.catalogues import deliverable_catalogues
    from methodology.rules.profiles import profile_names
    from methodology.rules.registry import all_rules
    from methodology.rules.waivers import is_final

    lists: Mapping[str, Callable[[], Sequence[str]]] = {
        "Identity.language": lambda: LANGUAGES,
        "Identity.profiles": profile_names,
        "Mission.catalogue": deliverable_catalogues,
        "Waiver.rule": lambda: [rule.id for rule in all_rules() if not is_final(rule.id)],
    }
    return lists[path]() if path in lists else ()


def _needed(shape: FieldShape) -> bool:
    return shape.required or shape.form is Form.CONSTANT or shape.path in _REQUIRED_BY_CHECK


def _words(kind: type[Enum]) -> list[Any]:
    values = [member.value for member in kind]
    return [*values, *(str(value) for value in values)] if issubclass(kind, IntEnum) else values


def _number(shape: FieldShape) -> Schema:
    low, high = BOUNDS.get(shape.name, (None, None))
    whole = shape.kind is int
    limits: Mapping[str, Any] = {} if low is None or shape.form is Form.LEAVES else {"minimum": low, "maximum": high}
    return {"type": ["integer" if whole else "number", "string"], "pattern": _INTEGER if whole else _DECIMAL, **limits}


def _or_empty(value: Schema) -> Schema:
    """The same, or nothing after the colon; a group of fields, once begun, is filled in."""
    if "enum" in value:
        return {**value, "enum": [*value["enum"], None]}
    if "anyOf" in value:
        return {"anyOf": [*value["anyOf"], {"type": "null"}]}
    if "$ref" in value or "allOf" in value:
        return value
    kinds = value["type"]
    return {**value, "type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}


def _default(shape: FieldShape) -> Any:
    """What an absent field stands for, when it is worth saying."""
    if shape.required or shape.form not in (Form.LEAF, Form.LEAVES):
        return None
    if isinstance(shape.default, Enum):
        return shape.default.value
    if isinstance(shape.default, tuple):
        return [getattr(item, "value", item) for item in shape.default] or None
    return None if shape.default == "" else shape.default
