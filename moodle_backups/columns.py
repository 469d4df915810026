"""The columns of a record, said once for both directions: how a value becomes an element, and an element a value.

A table of `Column` is the order Moodle writes. Each names an attribute of the typed value, or is fixed: the same in
every package we write. A column that reads otherwise than we would write it is kept (`moodle_backups.kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Protocol

from moodle_backups.xml import Scalar, points, share

if TYPE_CHECKING:
    from moodle_backups.kept import Kept


class Texts(Protocol):
    """Where HTML is written: resolves links, takes in files."""

    @property
    def timestamp(self) -> int:
        """The one clock of the package."""

    def html(self, text: str, area: str, item: int = 0, *, component: str | None = None) -> Scalar:
        """HTML as a backup has it."""

    def report(self, what: str) -> None:
        """Something is wrong here."""


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` of the element; ``attribute`` of the value (``feedback.correct``: of its part) or, empty, ``fixed``.

    ``write`` turns the attribute into the element's content, ``read`` the content (never NULL) into the attribute;
    ``null`` is the attribute for NULL. ``area``: HTML whose files lie in this file area, of ``component`` if not the
    owner's own. ``clock``: a time of making, the package's own unless kept. ``private``: names a person, never kept.
    ``computed``: the attribute is a property that follows from others; it is written, and read with these.
    ``longest``: characters that Moodle's column takes, the fewest of its releases (``db/install.xml``); ``least`` and
    ``most``: what a number may be. What doesn't fit is reported: a restore would break off at it.
    """

    name: str
    attribute: str = ""
    write: Callable[[Any], Scalar] = lambda value: value
    read: Callable[[str], Any] = str
    null: Any = None
    fixed: Scalar = None
    area: str = ""
    component: str | None = None
    clock: bool = False
    private: bool = False
    computed: bool = False
    longest: int | None = None
    least: int | None = None
    most: int | None = None

    def misfit(self, content: Scalar) -> str:
        """Why Moodle's column doesn't take ``content``; empty when it does."""
        if self.longest is not None and isinstance(content, str) and len(content) > self.longest:
            return f"has a {self._called} of {len(content)} characters; Moodle takes {self.longest}"
        if isinstance(content, int) and self.least is not None and content < self.least:
            return f"has a {self._called} of {content}; Moodle takes no less than {self.least}"
        if isinstance(content, int) and self.most is not None and content > self.most:
            return f"has a {self._called} of {content}; Moodle takes no more than {self.most}"
        return ""

    @property
    def _called(self) -> str:
        return f"{self.attribute} ({self.name})" if self.attribute != self.name else self.name


LARGEST: Final = 2**31 - 1
"""Of the whole numbers that are no times or sizes."""

LONGEST_KEY: Final = 100
"""Characters of an idnumber, which is what a key becomes, wherever Moodle has one."""

LARGEST_SHORT: Final = 2**15 - 1
"""Of columns of up to 4 digits, which PostgreSQL has as smallint."""


def text(name: str, attribute: str | None = None, *, null: str = "", longest: int | None = None) -> Column:
    """Plain text; the attribute is called like the column unless another name is given."""
    return Column(name, attribute or name, null=null, longest=longest)


def optional(name: str, attribute: str | None = None, *, longest: int | None = None) -> Column:
    """Plain text, NULL in Moodle when there is none."""
    return Column(name, attribute or name, write=lambda value: value or None, null="", longest=longest)


def html(name: str, attribute: str, area: str, component: str | None = None) -> Column:
    """HTML with links and files."""
    return Column(name, attribute, area=area, component=component, null="")


def number(
    name: str, attribute: str | None = None, *, null: int | None = 0, least: int | None = 0, most: int = LARGEST
) -> Column:
    """A whole number from ``least`` (None: any) to ``most``, NULL as ``null``."""
    return Column(name, attribute or name, read=int, null=null, least=least, most=most)


def moment(name: str, attribute: str | None = None) -> Column:
    """A time in Unix seconds; 0 in Moodle, None here when there is none."""
    return Column(name, attribute or name, write=lambda value: value or 0, read=lambda text: int(text) or None, least=0)


def flag(name: str, attribute: str | None = None) -> Column:
    """Yes or no."""
    return Column(name, attribute or name, write=bool, read=lambda text: text not in ("", "0"), null=False)


def inverse(name: str, attribute: str) -> Column:
    """Yes in Moodle where the attribute says no."""
    return Column(name, attribute, write=lambda value: not value, read=lambda text: text in ("", "0"), null=True)


def one_of(name: str, attribute: str, kinds: type[Enum]) -> Column:
    """One of an enumeration, whose values are what Moodle writes. An unknown one makes the whole column kept."""
    whole = isinstance(next(iter(kinds)).value, int)
    return Column(
        name, attribute, write=lambda value: value.value, read=lambda text: kinds(int(text) if whole else text)
    )


def grade_points(name: str, attribute: str) -> Column:
    """A number of grade columns, 5 decimals."""
    return Column(name, attribute, write=points, read=float, null=0.0)


def mark_share(name: str, attribute: str) -> Column:
    """A mark, fraction or penalty of question columns, 7 decimals."""
    return Column(name, attribute, write=share, read=float, null=0.0)


def fixed(name: str, value: Scalar) -> Column:
    """The same in every package we write."""
    return Column(name, fixed=value)


def clock(name: str) -> Column:
    """When something was made or changed: the package's own time."""
    return Column(name, clock=True)


def person(name: str, value: int | None) -> Column:
    """The id of somebody: never read."""
    return Column(name, fixed=value, private=True)


def computed(name: str, attribute: str) -> Column:
    """What follows from other attributes, by a property of the value."""
    return Column(name, attribute, computed=True)


Columns = tuple[Column, ...]

AUTHOR: Final = 2
"""A user id for columns that want one; no user travels along, so a restore puts the restoring person there."""

HEAD: Final[Columns] = (text("name"), html("intro", "intro", "intro"), fixed("introformat", 1))
"""What the record of every activity starts with."""


def written(columns: Iterable[Column], value: Any, scope: Texts, item: int = 0) -> dict[str, Scalar]:
    """The elements of ``value``, those it kept included. ``item``: of the file areas of its HTML."""
    result = contents(columns, value, scope, item)
    kept: Kept | None = getattr(value, "kept", None)
    return result if kept is None else kept.over(result)


def contents(columns: Iterable[Column], value: Any, scope: Texts, item: int = 0) -> dict[str, Scalar]:
    """The elements of ``value`` alone, for a record beside its main one: nothing that was kept is put back."""
    return {column.name: _content(column, value, scope, item) for column in columns}


def _content(column: Column, value: Any, scope: Texts, item: int) -> Scalar:
    if column.clock:
        return scope.timestamp
    if not column.attribute:
        return column.fixed
    attribute = attrgetter(column.attribute)(value)
    if column.area:
        return scope.html(attribute, column.area, item, component=column.component)
    content = column.write(attribute)
    if wrong := column.misfit(content):
        scope.report(wrong)
    return content
