"""One figure for a value: equal values give equal digests, on every machine and in every run.

A field that has its default says nothing: a later version of the program, whose values have one field more, gives the
same digests for the same course, and so touches nothing on the sites. What a package's numbers were (`Kept.ids`) says
nothing either; files count by their content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from moodle_backups.files import CHUNK, StoredContent
from moodle_backups.kept import Kept


def digest(value: object) -> str:
    """The sha1 (hex) of any value a backup is made of. OSError when a file of it can't be read."""
    return digest_of_text(json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def digest_of_text(text: str) -> str:
    """The sha1 (hex) of a text."""
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def plain(value: object) -> Any:
    """The value as lists, texts and numbers, without anything that differs from run to run."""
    match value:
        case None | bool() | str():
            return value
        case Enum():
            return str(value.value)
        case int() | float():
            return str(int(value)) if value == int(value) else repr(value)
        case bytes():
            return hashlib.sha1(value, usedforsecurity=False).hexdigest()
        case Path() | StoredContent():
            return content_sha1(value)
        case Mapping():
            return {str(key): plain(member) for key, member in value.items()}
        case Set():
            return sorted(json.dumps(plain(member), sort_keys=True) for member in value)
        case tuple() | list():
            return [plain(member) for member in value]
    if is_dataclass(value):
        return [type(value).__name__, _said(value)]
    raise TypeError(f"{type(value).__name__} has no digest")


def content_sha1(content: bytes | Path | StoredContent) -> str:
    """The sha1 (hex) of a file's content, read in pieces."""
    if isinstance(content, StoredContent):
        return content.sha1
    if isinstance(content, bytes):
        return hashlib.sha1(content, usedforsecurity=False).hexdigest()
    sha1 = hashlib.sha1(usedforsecurity=False)
    with content.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            sha1.update(chunk)
    return sha1.hexdigest()


def _said(value: object) -> dict[str, Any]:
    """The fields that say something."""
    kind: object = type(value)  # plain, since the type of a dataclass is no Hashable to mypy
    left_out = {"ids", "origin"} if isinstance(value, Kept) else set()
    return {
        name: plain(member)
        for name, default in _fields(kind)
        if name not in left_out and (member := getattr(value, name)) != default
    }


@cache
def _fields(kind: Any) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass that count, with their defaults."""
    return tuple((field.name, default_of(field)) for field in fields(kind) if field.compare)


def default_of(field: Field[Any]) -> object:
    """The value of a field that nobody set; MISSING when there is none."""
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING
