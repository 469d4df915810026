"""What a record type holds, field by field, told by its own type hints: one reading for schemas, sheets and writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Literal, cast, get_args, get_origin

from methodology.activities import activity_types
from methodology.activities.base import OnlineActivity
from methodology.course import Identity
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.field_names import french_name, type_hints
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.questions import Bank
from methodology.sequencing import Sequencing
from methodology.values import Record, Text

ROOTS: tuple[type[Record], ...] = (Identity, NeedsAnalysis, Objectives, Sequencing, Delivery, Evaluation, Bank)
"""The record of each kind of file of a course folder, in the order of the method."""

FROM_FILE_NAME: Mapping[type[Record], str] = MappingProxyType({Bank: "name"})
"""The field that comes from the name of the file instead of being written in it."""


class Form(StrEnum):
    """How a field holds its values."""

    LEAF = "leaf"  # a number, a word, a date ...
    LEAVES = "leaves"  # a list of them
    TEXT = "text"  # Markdown, or the path of a file of `contenus/`
    RECORD = "record"
    RECORDS = "records"
    ACTIVITY = "activity"  # a record whose `type` says which
    CONSTANT = "constant"  # the `type` of an activity


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field: the record that has it, its English name, its French key, how it holds values of which type.

    `optional`: None is a value. `default` is what an absent value stands for, MISSING when `required`.
    """

    owner: type[Record]
    name: str
    key: str
    form: Form
    kind: type
    required: bool
    optional: bool
    default: Any

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it admits, as they stand on disk; empty when it isn't a closed list."""
        if issubclass(self.kind, Enum):
            return tuple(str(member.value) for member in self.kind)
        return ()

    @property
    def path(self) -> str:
        """Its name in the tables of the catalogue: `Need.task`."""
        return f"{self.declared_in.__name__}.{self.name}"

    @property
    def declared_in(self) -> type[Record]:
        """The record type whose declaration it stands in: `body` of any activity is `OnlineActivity`'s."""
        owner: Any = self.owner
        return _declared_in(owner, self.name)


@cache
def _declared_in(owner: Any, name: str) -> type[Record]:
    lineage = (cls for cls in reversed(owner.__mro__) if is_dataclass(cls))
    return next(cast(type[Record], cls) for cls in lineage if name in {f.name for f in fields(cls)})


def shapes(record: type[Record]) -> tuple[FieldShape, ...]:
    """Every field of that type that an author writes, in the order of declaration."""
    key: Any = record
    return _shapes(key)


@cache
def _shapes(record: Any) -> tuple[FieldShape, ...]:
    hints = type_hints(record)
    return tuple(_shape(record, spec, hints[spec.name]) for spec in fields(record) if spec.name != "where")


def _shape(record: type[Record], spec: Field[Any], hint: Any) -> FieldShape:
    bare = _bare(hint)
    form, kind = _form(bare)
    default = spec.default_factory() if spec.default_factory is not MISSING else spec.default
    optional = NoneType in get_args(hint)
    key = french_name(record, spec.name)
    return FieldShape(record, spec.name, key, form, kind, default is MISSING, optional, default)


def _form(hint: Any) -> tuple[Form, type]:
    if get_origin(hint) is Literal:
        return Form.CONSTANT, str
    if get_origin(hint) is tuple:
        inner = _bare(get_args(hint)[0])
        return (Form.RECORDS if is_dataclass(inner) else Form.LEAVES), inner
    if hint is Text:
        return Form.TEXT, str
    if issubclass(hint, OnlineActivity):
        return Form.ACTIVITY, hint
    return (Form.RECORD if is_dataclass(hint) else Form.LEAF), hint


def _bare(hint: Any) -> Any:
    """The hint without `| None`."""
    others = [arg for arg in get_args(hint) if arg is not NoneType]
    return others[0] if NoneType in get_args(hint) else hint


@cache
def record_types() -> tuple[type[Record], ...]:
    """Every record type that a course folder may hold, each once, roots first, depth first."""
    found: dict[type[Record], None] = {}
    for root in ROOTS:
        _gather(root, found)
    return tuple(found)


def _gather(record: type[Record], found: dict[type[Record], None]) -> None:
    if record in found:
        return
    found[record] = None
    for shape in shapes(record):
        if shape.form in (Form.RECORD, Form.RECORDS):
            _gather(shape.kind, found)
        elif shape.form is Form.ACTIVITY:
            for kind in activity_types():
                _gather(kind, found)


def written_shapes(record: type[Record]) -> tuple[FieldShape, ...]:
    """The fields that stand in the file itself, in order."""
    return tuple(shape for shape in shapes(record) if shape.name != FROM_FILE_NAME.get(record))
