"""lien: A link to another site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class Url(OnlineActivity):
    """A link to another site."""

    type: Literal["lien"] = "lien"
    url: str = ""
