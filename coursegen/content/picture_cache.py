"""Pictures already worked out, kept from one build to the next in the person's cache folder.

An entry is named after what it was made of: the bytes of the picture, the recipe, the release of Pillow. What can't be
kept or read again is made again; nothing ever fails for it. `COURSEGEN_CACHE` names another folder, or none when empty.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

MAX_ENTRIES = 2_000
_VARIABLE = "COURSEGEN_CACHE"


def cache_folder() -> Path | None:
    """Where entries lie; None when nothing is to be kept."""
    told = os.environ.get(_VARIABLE)
    if told is not None:
        return Path(told) if told else None
    above = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):
        return (Path(above) if above else Path.home() / ".cache") / "coursegen" / "images"
    return None


def entry_name(data: bytes, recipe: str) -> str:
    """The name of what is made of that picture by that recipe."""
    return hashlib.sha256(recipe.encode() + b"\0" + data).hexdigest()


def recall(name: str) -> tuple[dict[str, object], bytes, bytes] | None:
    """The facts and the two forms of an entry; None when there is none that is whole."""
    folder = cache_folder()
    try:
        head, _line, body = (folder / name).read_bytes().partition(b"\n") if folder else (b"", b"", b"")
        facts = json.loads(head) if head else {}
        if facts.get("sum") != hashlib.sha256(body).hexdigest():
            return None
        size = int(facts["size"])
        return facts, body[:size], body[size:]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(name: str, facts: dict[str, object], data: bytes, webp: bytes) -> None:
    """Keep an entry, when the disk allows it."""
    folder = cache_folder()
    if folder is None:
        return
    body = data + webp
    head = json.dumps({**facts, "size": len(data), "sum": hashlib.sha256(body).hexdigest()}).encode()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        number, aside = tempfile.mkstemp(dir=folder, prefix=".")
        with os.fdopen(number, "wb") as stream:
            stream.write(head + b"\n" + body)
        Path(aside).replace(folder / name)
        _forget_the_oldest(folder)


def _forget_the_oldest(folder: Path) -> None:
    entries = [*folder.iterdir()]
    if len(entries) <= MAX_ENTRIES:
        return
    for entry in sorted(entries, key=lambda one: one.stat().st_mtime)[: MAX_ENTRIES // 10]:
        entry.unlink(missing_ok=True)
