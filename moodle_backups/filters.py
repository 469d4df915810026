"""Text filters that a course or activity switches on or off, with their settings there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.tree import Node

_ON: Final = 1
_OFF: Final = -1
_LONGEST_FILTER: Final = 32
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class FilterSetting:
    """A setting of a filter in one place."""

    filter: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Filters:
    """``on`` and ``off``: filters by their short names (``mathjaxloader``), in Moodle's order; others are inherited."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    settings: tuple[FilterSetting, ...] = ()

    def problems(self) -> Iterator[str]:
        """What contradicts itself."""
        for name in self.on:
            if name in self.off:
                yield f'switches filter "{name}" both on and off'
        settings = [(f"setting of filter {one.filter}", one.name, _LONGEST_NAME) for one in self.settings]
        filters = [*self.on, *self.off, *(one.filter for one in self.settings)]
        for what, name, longest in [*(("filter", name, _LONGEST_FILTER) for name in filters), *settings]:
            if not 0 < len(name) <= longest:
                yield f'names a {what} of {len(name)} characters ("{name[:40]}"); Moodle takes 1 to {longest}'


NO_FILTERS: Final = Filters()


def filters_xml(filters: Filters) -> Xml:
    """The root of filters.xml."""
    active = [(name, _ON) for name in filters.on] + [(name, _OFF) for name in filters.off]
    return element(
        "filters",
        listing("filter_actives", [record("filter_active", {"filter": n, "active": on}) for n, on in active]),
        listing(
            "filter_configs",
            [record("filter_config", {"filter": s.filter, "name": s.name, "value": s.value}) for s in filters.settings],
        ),
    )


def read_filters(node: Node | None) -> Filters:
    """The filters of a filters.xml."""
    if node is None or not any(child.children for child in node.children):
        return NO_FILTERS
    active = [(one.text_of("filter") or "", one.text_of("active")) for one in node.path("filter_actives/filter_active")]
    return Filters(
        on=tuple(name for name, state in active if state == str(_ON)),
        off=tuple(name for name, state in active if state == str(_OFF)),
        settings=tuple(
            FilterSetting(one.text_of("filter") or "", one.text_of("name") or "", one.text_of("value") or "")
            for one in node.path("filter_configs/filter_config")
        ),
    )
