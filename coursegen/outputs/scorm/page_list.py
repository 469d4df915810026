"""The list of screens as it travels in the first page: nothing said twice, since a slow line carries every byte.

Each part is [number, title, hue, lines], each line the values of `FIELDS` in that order, 0 for none, the last ones left
out. What many lines share stands once, in `times`, `rules` and `books`: the line has its place there, counted from 1.
`unpackPages` of the player puts it together again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

FIELDS = ("id", "title", "kind", "file", "time", "test", "sequence", "book", "bookTime")
SHARED = {"time": "times", "test": "rules", "book": "books"}


def packed(data: Mapping[str, Any]) -> dict[str, object]:
    """`content.course_data` with its `parts` and `pages` made short."""
    tables = {name: dict[str, int]() for name in SHARED}
    lines: dict[str, list[list[object]]] = {part["id"]: [] for part in data["parts"]}
    for page in data["pages"]:
        shared = {name: _place(page.get(name), table) for name, table in tables.items()}
        lines[page["part"]].append(_line({**page, **shared}))
    parts = [[part["number"], part["title"], part["hue"], lines[part["id"]]] for part in data["parts"]]
    rest = {name: value for name, value in data.items() if name not in ("parts", "pages")}
    return {**rest, **{SHARED[name]: _values(table) for name, table in tables.items()}, "parts": parts}


def unpacked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The other way, as the player does it."""
    shared = {name: data[table] for name, table in SHARED.items()}
    pages = []
    for number, (*_names, lines) in enumerate(data["parts"]):
        for line in lines:
            known = {name: value for name, value in zip(FIELDS, line, strict=False) if value}
            told = {name: values[known[name] - 1] for name, values in shared.items() if name in known}
            pages.append({**known, **told, "part": str(number)})
    parts = [{"id": str(n), "number": p[0], "title": p[1], "hue": p[2]} for n, p in enumerate(data["parts"])]
    return {**data, "parts": parts, "pages": pages}


def _line(page: Mapping[str, object]) -> list[object]:
    values = [page.get(name) or 0 for name in FIELDS]
    while not values[-1]:
        values.pop()
    return values


def _place(value: object, places: dict[str, int]) -> int:
    """Where the value stands among the `places`, where it is put when it is new; 0 for no value."""
    return places.setdefault(json.dumps(value), len(places) + 1) if value else 0


def _values(places: Mapping[str, int]) -> list[object]:
    return [json.loads(text) for text in places]
