"""What a reader met and the typed values have no place for: kept as it is, and written again.

A value read from a real package carries a `Kept` beside its own fields. It holds only what differs: a column with
another value than the writer would give, an element of a plugin, a file that no text shows, the ids that kept
markup may refer to. Values made by hand keep nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from moodle_backups.xml import Encoded, Scalar, Xml, scalar

if TYPE_CHECKING:
    from moodle_backups.backup import Backup
    from moodle_backups.files import File
    from moodle_backups.versions import Target


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A column that the package had and the values can't say.

    ``text`` is what stood there (None: NULL), ``instead`` the content the writer would give (None: whatever it gives);
    once the value has been changed and the writer gives something else, the change wins.
    """

    name: str
    text: str | None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of an area that no text of its owner shows, or that the owner's type doesn't know."""

    component: str
    area: str
    item: int
    file: File


@dataclass(frozen=True, slots=True)
class Origin:
    """A course as it was read, and the target of the Moodle it came from.

    What was wrong with it there is no reason to refuse it: only what an edit brings is.
    """

    backup: Backup
    target: Target


@dataclass(frozen=True, slots=True)
class Kept:
    """``ids`` by what they name (``module``, ``instance``, ``context``, ``section``): kept markup refers to them.

    ``elements`` are whole elements of a record, ``documents`` whole files of an activity's folder by name, ``parts``
    what other records of the same thing kept (``module``, ``grade``). ``origin``: of a whole backup.
    """

    ids: Mapping[str, int] | None = None
    values: tuple[KeptValue, ...] = ()
    elements: tuple[Xml, ...] = ()
    documents: Mapping[str, Xml] | None = None
    files: tuple[KeptFile, ...] = ()
    parts: Mapping[str, Kept] | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)

    def part(self, name: str) -> Kept:
        """What another record of the same thing kept."""
        return (self.parts or {}).get(name, NOTHING_KEPT)

    def __hash__(self) -> int:
        return hash((self.values, self.elements, self.files))

    def merged(self, other: Kept) -> Kept:
        """Both together."""
        return Kept(
            ids={**(self.ids or {}), **(other.ids or {})} or None,
            values=(*self.values, *other.values),
            elements=(*self.elements, *other.elements),
            documents={**(self.documents or {}), **(other.documents or {})} or None,
            files=(*self.files, *other.files),
            parts={**(self.parts or {}), **(other.parts or {})} or None,
            origin=self.origin or other.origin,
        )

    def id_of(self, what: str) -> int | None:
        """The id that the package had for it."""
        return (self.ids or {}).get(what)

    def over(self, written: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """The columns as they are to be written: kept ones put back where nobody changed them."""
        if not self.values:
            return dict(written)
        result = dict(written)
        for value in self.values:
            if value.instead is None or value.name not in result or value.instead == scalar(result[value.name]):
                result[value.name] = None if value.text is None else Encoded(value.text)
        return result


NOTHING_KEPT: Final = Kept()
