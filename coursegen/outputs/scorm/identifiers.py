"""Names and identifiers that stay the same from one version of a course to the next, in plain ASCII."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST = 120  # characters of an identifier in a manifest
ID_LENGTH = 4  # 14.8 million values: two of 200 keys meet once in 740 courses, and `short_ids` parts them


def short_ids(keys: Iterable[str]) -> dict[str, str]:
    """An identifier of four letters or digits for each key, from the key alone; a later key gives way on a clash."""
    taken: dict[str, str] = {}
    for key in dict.fromkeys(keys):
        salt = 0
        while (found := short_id(f"{key}#{salt}" if salt else key)) in taken:
            salt += 1
        taken[found] = key
    return {key: found for found, key in taken.items()}


def short_id(key: str) -> str:
    """Four letters or digits made from the key."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(ID_LENGTH))


def ascii_name(text: str) -> str:
    """The text with `[A-Za-z0-9_-]` only: what SCORM 1.2 identifiers and portable file names may hold."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-") or short_id(text)


def manifest_id(key: str, role: str) -> str:
    """An NCName for the manifest: `role` first, since a name may not begin with a digit."""
    identifier = f"{role}-{ascii_name(key)}"
    if len(identifier) <= _LONGEST:
        return identifier
    return f"{identifier[: _LONGEST - ID_LENGTH - 1]}-{short_id(key)}"  # two long keys may differ at their ends only


def file_names(names: Sequence[str]) -> dict[str, str]:
    """A portable file name for each name; two never differ by case only. The extension stays, in small letters."""
    given: dict[str, str] = {}
    for name in names:
        stem, _dot, extension = name.rpartition(".")
        base, end = (ascii_name(stem), f".{ascii_name(extension).lower()}") if stem else (ascii_name(name), "")
        if f"{base}{end}".lower() in {other.lower() for other in given.values()}:
            base = f"{base}-{short_id(name).lower()}"
        given[name] = f"{base}{end}"
    return given
