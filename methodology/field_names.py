"""The names of the folder's fields in both languages, from one table: `catalogue/fields.yaml`.

Those of `action.yaml` stand in a table of their own, `catalogue/fields_mission.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import yaml

_TABLES = tuple(Path(__file__).parent / "catalogue" / name for name in ("fields.yaml", "fields_mission.yaml"))
_NOT_ON_DISK = frozenset({"where"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _table() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for table in _TABLES:
        names |= yaml.load(table.read_text(encoding="utf-8"), Loader=_Loader)
    return names


def french_names(record: type) -> Mapping[str, str]:
    """French name of each field of that record type, by English name, in the order of declaration."""
    return _both_ways(_key(record))[0]


def english_names(record: type) -> Mapping[str, str]:
    """English name of each key an author may write for that record: the French one, and the English one."""
    return _both_ways(_key(record))[1]


def french_name(record: type, field: str) -> str:
    """The key an author writes for that field. Raises KeyError."""
    return french_names(record)[field]


def type_hints(record: type) -> Mapping[str, Any]:
    """The type of each field of that record type, by English name: worked out once, for readers and writers alike."""
    return _type_hints(_key(record))


@cache
def _type_hints(record: Any) -> Mapping[str, Any]:
    return MappingProxyType(get_type_hints(record))


def _key(record: type) -> Any:
    return record


@cache
def _both_ways(record: Any) -> tuple[Mapping[str, str], Mapping[str, str]]:
    listed: dict[str, str] = {}
    for cls in reversed(record.__mro__):
        listed |= _table().get(cls.__name__, {})
    names = [f.name for f in fields(record) if f.name not in _NOT_ON_DISK]
    french = {name: listed.get(name, name) for name in names}
    english = {name: name for name in names} | {on_disk: name for name, on_disk in french.items()}
    return MappingProxyType(french), MappingProxyType(english)
