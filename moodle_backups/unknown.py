"""An activity of a type that the library doesn't write: read from a package, kept and written as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Activity):
    """``record`` is its markup in the package, ``modname`` the type. Its ids are those of the package."""

    gradable: ClassVar[bool] = True

    modname: str  # type: ignore[misc]  # a type's own constant elsewhere
    record: Xml

    def to_xml(self, scope: ActivityScope) -> Xml:
        """The record as the package had it."""
        return self.record
