"""Text and media area: ``intro`` shown on the course page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from moodle_backups.activities.base import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Activity):
    """Its text is ``intro``. Without ``name`` the first words of the text name it, as in Moodle."""

    modname: ClassVar[str] = "label"
