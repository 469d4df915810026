"""A page of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from moodle_backups.activities.base import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Activity):
    """``content`` is HTML. ``print_intro`` repeats the description above it."""

    modname: ClassVar[str] = "page"

    content: str
    print_intro: bool = False
    print_last_modified: bool = False
