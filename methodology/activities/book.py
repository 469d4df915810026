"""livre: A book to read: each level-1 heading of the body opens a chapter, each level-2 a subchapter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from methodology.activities.base import OnlineActivity


@dataclass(frozen=True, kw_only=True)
class Book(OnlineActivity):
    """A book to read: each level-1 heading of the body opens a chapter, each level-2 a subchapter."""

    type: Literal["livre"] = "livre"
