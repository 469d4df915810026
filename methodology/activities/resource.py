"""fichier: A file to download; `file` is relative to the course folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class Resource(OnlineActivity):
    """A file to download; `file` is relative to the course folder."""

    type: Literal["fichier"] = "fichier"
    file: str = ""
