"""The typography of a whole document: every text of its blocks, whoever wrote it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, cast

from coursegen.content.typography import polish
from coursegen.documents_model import Block
from coursegen.outputs.documents.durations import whole_hours

_AS_IS = ("link", "key", "alt")


def polished(block: Block, language: str) -> Block:
    """The block with the typography of that language."""
    return cast(Block, _polished(block, language))


def _polished(value: Any, language: str) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return whole_hours(polish(value, language))
    if isinstance(value, tuple):
        return tuple(_polished(one, language) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if one.name not in _AS_IS)
        return replace(value, **{name: _polished(getattr(value, name), language) for name in names})
    return value
