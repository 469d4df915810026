"""Values as an author would write them: what a reader kept is left out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT


def bare(value: Any) -> Any:
    """``value`` without what was kept, files by their names and contents."""
    if isinstance(value, File):
        with value.open() as stream:
            return File(value.name, stream.read())
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own = {field.name: bare(getattr(value, field.name)) for field in fields(value) if field.name != "kept"}
    if any(field.name == "kept" for field in fields(value)):
        own["kept"] = NOTHING_KEPT
    return replace(value, **own)
