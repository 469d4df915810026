"""Records to the YAML text of a course folder, as a careful author writes it: French keys, defaults left out.

Reading the text back gives an equal record; `methodology.rewriting` and `methodology.saving` rely on it and verify it.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from io import StringIO
from textwrap import TextWrapper
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.events import CollectionEndEvent
from ruamel.yaml.scalarfloat import ScalarFloat
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

from methodology.shape import FieldShape, Form, written_shapes
from methodology.values import Record, Text

LONG = 100
"""A text of more characters than this is folded over several lines."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*")
_TAKEN_FOR_SOMETHING_ELSE = frozenset({"oui", "non", "yes", "no", "y", "n", "true", "false", "on", "off", "null"})
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def record_text(record: Record, header: str = "") -> str:
    """The text of a file that holds that record, under its comment `header` (lines that begin with `#`)."""
    return header + dumped(record_tree(record))


def dumped(tree: Any) -> str:
    """The YAML text of a tree: what `record_tree` gives, or one that ruamel.yaml loaded and somebody changed."""
    stream = StringIO()
    round_trip().dump(tree, stream)
    return stream.getvalue()


class _Emitter(Emitter):
    """The library's, which forgets, after a comment behind `{…}` or `[…]`, that it has begun a new line."""

    def write_post_comment(self, event: Any) -> Any:
        written = super().write_post_comment(event)
        if isinstance(event, CollectionEndEvent):
            self.no_newline = False
        return written


def round_trip() -> YAML:
    """A loader and dumper that keeps comments, quotes and folds."""
    yaml = YAML()
    yaml.Emitter = _Emitter
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    yaml.width = 1_000_000  # lines are broken where `_text` folds them, and stay where an author broke them
    return yaml


def record_tree(record: Record) -> CommentedMap:
    """The fields that say something: those without a default, and those that differ from it."""
    tree = CommentedMap()
    for shape in written_shapes(type(record)):
        value = getattr(record, shape.name)
        if shape.required or shape.form is Form.CONSTANT or value != shape.default:
            tree[shape.key] = field_tree(shape, value)
    return tree


def field_tree(shape: FieldShape, value: Any) -> Any:
    """The tree of one field's value."""
    if shape.form is Form.LEAVES:
        return _leaves(value)
    if shape.form is Form.RECORDS and (key := getattr(shape.kind, "KEYED_BY", "")):
        return _keyed(shape.kind, key, value)
    if shape.form is Form.RECORDS:
        return CommentedSeq(record_tree(item) for item in value)
    if isinstance(value, Text):
        return _text(value.path or value.markdown)
    return record_tree(value) if isinstance(value, Record) else _leaf(value)


def _keyed(kind: type[Record], key: str, records: tuple[Record, ...]) -> Any:
    """`NAME: VALUE` lines; a list where a name stands twice."""
    if len({getattr(record, key) for record in records}) < len(records):
        return CommentedSeq(record_tree(record) for record in records)
    other = next(shape for shape in written_shapes(kind) if shape.name != key)
    tree = CommentedMap()
    for record in records:
        values = getattr(record, other.name)
        tree[getattr(record, key)] = _leaf(values[0]) if len(values) == 1 else _leaves(values)
    return tree


def _leaves(values: tuple[Any, ...]) -> CommentedSeq:
    """Short words on one line between brackets, anything else one a line."""
    items = CommentedSeq(_leaf(value) for value in values)
    if all(not isinstance(item, str) or type(item) is str for item in items) and sum(map(_width, items)) < LONG:
        items.fa.set_flow_style()
    return items


def _width(item: Any) -> int:
    return len(str(item)) + 2


def _leaf(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | date):
        return value
    return _number(value) if isinstance(value, float) else _text(str(value))


def _number(value: float) -> Any:
    """Without an exponent, which the reader does not take, and without a useless `.0`."""
    if value.is_integer():
        return int(value)
    digits = f"{value:.12f}".rstrip("0")
    return ScalarFloat(value, width=len(digits), prec=digits.index("."), m_sign="-" if value < 0 else False)


def _text(text: str) -> Any:
    if _WORD.fullmatch(text) and text.casefold() not in _TAKEN_FOR_SOMETHING_ELSE:
        return text
    if "\n" in text:
        return LiteralScalarString(text) if _may_stand_as_a_block(text) else DoubleQuotedScalarString(text)
    if len(text) > LONG and _may_be_folded(text):
        return _folded(text)
    return DoubleQuotedScalarString(text)


def _may_stand_as_a_block(text: str) -> bool:
    first = text.split("\n", 1)[0]
    return not _UNPRINTABLE.search(text) and bool(first.strip()) and not first.startswith((" ", "#", "\t"))


def _may_be_folded(text: str) -> bool:
    return not _UNPRINTABLE.search(text) and "  " not in text and text == text.strip() and text[0] not in "#"


def _folded(text: str) -> Any:
    """Lines of about a hundred characters, broken at spaces."""
    folded = FoldedScalarString(text)
    wrapper = TextWrapper(width=LONG, break_long_words=False, break_on_hyphens=False, drop_whitespace=False)
    positions, end = [], 0
    for line in wrapper.wrap(text.replace("\u00a0", "x").replace("\u202f", "x"))[:-1]:
        end += len(line)
        positions.append(end - 1)
    folded.fold_pos = positions
    return folded
