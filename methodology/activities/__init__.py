"""What a step becomes on a learning platform: one module a type, found by itself.

A type is a frozen dataclass deriving from `OnlineActivity`, with a `type` field that holds its name on disk:
a file here (`methodology/activities/<type>.py`) is all it takes.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from methodology.activities.base import OnlineActivity

__all__ = ["AnyActivity", "OnlineActivity", "activity_types"]

AnyActivity = OnlineActivity
"""An activity of any type: on disk, the field `type` says which."""


@lru_cache(maxsize=1)
def activity_types() -> tuple[type[OnlineActivity], ...]:
    """Every type of activity, by name on disk."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(sorted(OnlineActivity.__subclasses__(), key=lambda cls: cls.name_on_disk()))
