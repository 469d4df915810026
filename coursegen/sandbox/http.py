"""HTTP as the sandbox needs it: requests, answers, forms; PHP's way of writing lists and maps into field names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

_BOUNDARY: Final = re.compile(r'boundary="?([^";]+)"?')
_NAME: Final = re.compile(r'[; ]name="([^"]*)"')
_FILENAME: Final = re.compile(r'filename="([^"]*)"')


@dataclass(frozen=True)
class Upload:
    """A file in a form."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    """A request. `fields` in their order, those of the address first; header names in small letters."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[Upload, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0

    def get(self, name: str, default: str = "") -> str:
        """The last value of a field."""
        return dict(self.fields).get(name, default)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for known, value in self.fields if known == name]

    def number(self, name: str) -> int:
        """A field that is a whole number; 0 where it is none."""
        text = self.get(name)
        return int(text) if text.isdecimal() and len(text) < 18 else 0


@dataclass(frozen=True)
class Answer:
    """An answer. `status` 0: the line is cut without one; -1: nothing is ever answered."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def read_request(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Asked:
    """The request that came in."""
    path, _mark, query = target.partition("?")
    fields = tuple(parse_qsl(query, keep_blank_values=True))
    files: tuple[Upload, ...] = ()
    kind = headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        fields += tuple(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    elif kind.startswith("multipart/form-data") and (found := _BOUNDARY.search(kind)):
        more, files = _multipart(body, found[1].encode())
        fields += more
    return Asked(method, path, fields, files, headers, len(body))


def _multipart(body: bytes, boundary: bytes) -> tuple[tuple[tuple[str, str], ...], tuple[Upload, ...]]:
    fields: list[tuple[str, str]] = []
    files: list[Upload] = []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _blank, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        text = head.decode("utf-8", "replace")
        name, filename = _NAME.search(text), _FILENAME.search(text)
        if filename:
            files.append(Upload(filename[1], content))
        elif name:
            fields.append((name[1], content.decode("utf-8", "replace")))
    return tuple(fields), tuple(files)


def php_values(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`a[b][0]=x` as maps in maps, the way PHP reads it; lists are maps of numbers."""
    found: dict[str, Any] = {}
    for name, value in fields:
        first, *rest = [part.rstrip("]") for part in name.split("[")]
        place = found
        for step, following in zip([first, *rest], rest, strict=False):
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else {}
            del following
        place[rest[-1] if rest else first] = value
    return found
