"""A wiki; it starts empty, Moodle makes the first page when someone opens it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from moodle_backups.activities.base import Activity


class WikiMode(StrEnum):
    """One wiki for all, or one each."""

    COLLABORATIVE = "collaborative"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiki(Activity):
    """``first_page`` is the title of the first page; ``format``: html, creole or nwiki."""

    modname: ClassVar[str] = "wiki"

    first_page: str
    mode: WikiMode = WikiMode.COLLABORATIVE
    format: str = "html"
    force_format: bool = True
