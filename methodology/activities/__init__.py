"""What a step becomes on a learning platform: one module a type, found by itself.

A type is a frozen dataclass deriving from `OnlineActivity`, with a `type` field that holds its name on disk:
a file here (`methodology/activities/<type>.py`) is all it takes.
"""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from methodology.activities.base import OnlineActivity


def activity_types() -> tuple[type[OnlineActivity], ...]:
    """Every type of activity, by name on disk."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(sorted(OnlineActivity.__subclasses__(), key=lambda cls: cls.name_on_disk()))


if TYPE_CHECKING:
    AnyActivity = OnlineActivity
else:
    _union: Any = reduce(or_, activity_types())
    AnyActivity = Annotated[_union, Field(discriminator="type")]
