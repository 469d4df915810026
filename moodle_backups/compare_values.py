"""Two values, field by field: what differs, as people can read it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum, Flag
from html import unescape
from typing import Any, Final

from moodle_backups.files import File

Leaves = dict[str, Any]
_LEFT_OUT: Final = frozenset({"key", "kept", "files", "versions", "version", "modname", "qtype", "content_files"})
_TAG: Final = re.compile(r"<[^<>]*>")
_LINK: Final = re.compile(r'(?<=activity:)[^"#\s<>]+')
_ID: Final = re.compile(r'\b(?:id|contextid|moduleid|sectionid|userid|version)="[^"]*"')
_CLOCKS: Final = re.compile(r"<(time\w+|\w*stamp|\w*id|version|revision|sha1hash|reference)>[^<]*</\1>")
_NAMED_BY: Final = ("key", "name", "title", "question", "concept")
_MADE: Final = re.compile(r"(?:[a-z0-9]+-)?\d+")
_PART: Final = re.compile(r"^.*?\[[^\]]*\]")
_LONG: Final = 60
_AROUND: Final = 4


def leaves(value: Any, same: Callable[[str], str] = str, left_out: frozenset[str] = frozenset()) -> Leaves:
    """The scalars of a dataclass by dotted path. ``same`` gives a key the name that the other backup knows it by."""
    found: Leaves = {}
    for spec in fields(value):
        if spec.name not in _LEFT_OUT | left_out:
            found.update(_walk(spec.name, getattr(value, spec.name), same))
    return found


def _walk(path: str, value: Any, same: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, File):
        return
    if is_dataclass(value) and not isinstance(value, type):
        inner = [(f.name, getattr(value, f.name)) for f in fields(value)]
        # A grade category or another activity is named by a key: here it is a value, not the thing's own.
        for name, item in inner:
            if name not in _LEFT_OUT or (name == "key" and type(value).__name__ in ("Completed", "MinGrade")):
                yield from _walk(f"{path}.{name}", item, same)
    elif isinstance(value, tuple | list):
        if value and all(isinstance(item, str | int | float) for item in value):
            yield path, ", ".join(str(_scalar(item, same)) for item in value)
        else:
            for name, item in zip(_names(value), value, strict=True):
                yield from _walk(f"{path}[{name}]", item, same)
    elif isinstance(value, Mapping):
        for name in sorted(map(str, value)):
            yield from _walk(f"{path}[{name}]", value[name], same)
    else:
        yield path, _scalar(value, same)


def _names(items: Any) -> list[str]:
    """What each item of a list is called: its own name where it has one and no other has it, else its number."""
    named = [next(filter(authored, _called(item)), "") for item in items]
    plain = [name.replace("[", "(").replace("]", ")")[:_LONG] for name in named]
    return [name if name and plain.count(name) == 1 else str(number) for number, name in enumerate(plain, 1)]


def _called(item: Any) -> Iterator[str]:
    return (str(getattr(item, name, "")) for name in _NAMED_BY if is_dataclass(item))


def authored(key: str) -> bool:
    """Whether somebody chose that key: those made out of a package's ids (``page-1081``, ``13``) say nothing."""
    return bool(key) and _MADE.fullmatch(key) is None


def part_of(path: str) -> str:
    """The item of a list that a path lies in (``chapters[Introduction]``); empty for a value of the thing itself."""
    found = _PART.match(path)
    return found[0] if found else ""


def _scalar(value: Any, same: Callable[[str], str]) -> Any:
    if isinstance(value, Flag):
        return value
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, str):
        return _LINK.sub(lambda match: same(match[0]), same(value))
    return round(value, 5) if isinstance(value, float) else value


def markup(xml: str) -> str:
    """Kept markup without the ids and clocks of its package."""
    return _CLOCKS.sub("", _ID.sub("", xml))


def is_text(value: Any) -> bool:
    """Whether a value is prose rather than a setting: shown as an excerpt of what changed."""
    return isinstance(value, str) and ("<" in value or len(value) > _LONG)


def excerpt(before: str, after: str) -> str:
    """The first words that changed, in their surroundings: ``... une [-demande-] {+fiche+} vague ...``."""
    one, two = (_words(text) for text in (before, after))
    if one == two:
        return "(markup)"
    steps = difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    _kind, i1, i2, j1, j2 = changes[0]
    start, end = max(0, i1 - _AROUND), i2 + _AROUND
    removed, added = _short(one[i1:i2]), _short(two[j1:j2])
    parts = [
        "..." if start else "",
        *one[start:i1],
        f"[-{removed}-]" if removed else "",
        f"{{+{added}+}}" if added else "",
        *one[i2:end],
        "..." if end < len(one) else "",
        f"(+{len(changes) - 1})" if len(changes) > 1 else "",
    ]
    return " ".join(filter(None, parts))


def _words(text: str) -> list[str]:
    return unescape(_TAG.sub(" ", text)).split()


def _short(words: list[str]) -> str:
    return " ".join(words) if len(words) <= 12 else f"{' '.join(words[:8])} ... {' '.join(words[-3:])}"
