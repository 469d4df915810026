"""wiki: Pages written together. `first_page` is the title of the page that is there at the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class Wiki(OnlineActivity):
    """Pages written together. `first_page` is the title of the page that is there at the start."""

    asks: ClassVar[bool] = True

    type: Literal["wiki"] = "wiki"
    first_page: str = "Accueil"
    individual: bool = False
