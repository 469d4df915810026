"""etiquette: A short text shown on the course page itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class Label(OnlineActivity):
    """A short text shown on the course page itself."""

    type: Literal["etiquette"] = "etiquette"
