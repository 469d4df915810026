"""page: A page to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class Page(OnlineActivity):
    """A page to read."""

    type: Literal["page"] = "page"
