"""Puts in place what no package carries: opening posts, glossary entries, records, wiki pages.

Once; later changed in place; never doubled; what learners wrote is never touched. What is ours is known by its marker
on the site (`marker`), so it makes no difference which computer publishes. Each type of activity is a module of
this folder with a class `Plot`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules

from coursegen.publish.errors import SiteRefused
from coursegen.publish.seeds.marker import boxed, short
from coursegen.publish.seeds.model import Bed, Ground, Place, Planted, Sown
from coursegen.publish.seeds.texts import name_of, source_of
from moodle_backups.seeds import Seed

__all__ = ["functions_wanted", "placed_keys", "plant"]

_FRAME = {"ground", "marker", "model", "texts", "words"}


def plant(
    ground: Ground,
    seeds: Iterable[Seed],
    functions: Collection[str] | None,
    *,
    placed: Collection[str] = (),
    dry: bool = False,
) -> Iterator[Sown]:
    """Put the seeds of a course in place, activity by activity, telling of each. `dry`: only tell.

    `functions`: what the token opens; None when the site can't say. `placed`: keys of what was in place before and
    isn't put back where somebody took it away. Raises SiteError when the site can't be reached.
    """
    for activity, group in groupby(seeds, key=lambda seed: seed.activity):
        yield from _plant_one(ground, activity, list(group), functions, _Manner(frozenset(placed), dry))


def placed_keys(ground: Ground, sown: Iterable[Sown]) -> frozenset[str]:
    """What is in place, or was taken away there, to be remembered: in an activity that is made anew, nothing is."""
    known = (one for one in sown if one.action in _KNOWN_THERE and one.activity in ground.places)
    return frozenset(_in_place(ground.places[o.activity], short(o.activity, o.kind, o.name)) for o in known)


def _in_place(place: Place, key: str) -> str:
    return f"{place.cmid}-{key}"


_KNOWN_THERE = frozenset({"added", "updated", "unchanged", "leftalone", "conflict", "gone", "busy"})
# Somebody has a wiki page open for editing (mod/wiki/classes/external.php); only a page that is there can be.
_LOCKED = "pageislocked"


@dataclass(frozen=True, slots=True)
class _Manner:
    """How to plant: what isn't put back, and whether anything is written."""

    placed: frozenset[str]
    dry: bool


def functions_wanted(kind: str) -> tuple[str, ...]:
    """The web service functions for a type of activity (`forum`)."""
    return _plots()[kind].functions


def _plots() -> dict[str, type[Bed]]:
    names = (module.name for module in iter_modules(__path__) if module.name not in _FRAME)
    return {name: import_module(f"{__name__}.{name}").Plot for name in names}


def _plant_one(
    ground: Ground, activity: str, seeds: list[Seed], functions: Collection[str] | None, manner: _Manner
) -> Iterator[Sown]:
    place = ground.places.get(activity)
    plots = _plots()
    if place is None or place.kind not in plots:
        yield from (_told(seed, "failed", "noactivity") for seed in seeds)
        return
    plot = plots[place.kind]
    lacking = [name for name in plot.functions if functions is not None and name not in functions]
    if lacking:
        yield from (_told(seed, "lacking", " ".join(lacking)) for seed in seeds)
        return
    try:
        row = _Row(plot(ground, place), activity, seeds, manner)
    except SiteRefused as refused:
        if refused.code in ("invalidtoken", "sitemaintenance"):
            raise
        yield from (_told(seed, "failed", refused.message) for seed in seeds)
    else:
        yield from row.plant()


class _Row:
    """The seeds of one activity and what stands there."""

    def __init__(self, bed: Bed, activity: str, seeds: list[Seed], manner: _Manner) -> None:
        self._bed = bed
        self._manner = manner
        self._seeds = {_key(seed): seed for seed in seeds}
        standing = bed.standing()
        self._ours = _ours(standing)
        self._others = {planted.name: planted for planted in standing if planted.marker is None}
        self._activity = activity

    def plant(self) -> Iterator[Sown]:
        renamed = self._renamed()
        for key, seed in self._seeds.items():
            yield self._put(key, seed, self._ours.get(renamed.get(key, key)))
        for key, old in self._ours.items():
            if key not in self._seeds and key not in renamed.values():
                kind = next(iter(self._seeds.values())).kind
                yield Sown(self._activity, kind, old.name, "orphan")

    def _renamed(self) -> dict[str, str]:
        """New key -> old key, where as many names went out of the folder as came into it: the same things, renamed."""
        fresh = [key for key in self._seeds if key not in self._ours]
        gone = [key for key in self._ours if key not in self._seeds]
        return dict(zip(fresh, gone, strict=True)) if len(fresh) == len(gone) else {}

    def _put(self, key: str, seed: Seed, old: Planted | None) -> Sown:
        try:
            return _told(seed, self._write(key, seed, old))
        except SiteRefused as refused:
            if refused.code == _LOCKED:
                return _told(seed, "busy")
            return _told(seed, "failed", refused.message)

    def _write(self, key: str, seed: Seed, old: Planted | None) -> str:
        source = source_of(seed.content)
        text = self._bed.text_of(seed.content)
        marked = boxed(text, key, source) if text else ""
        if old is None:
            return self._first(key, seed, marked)
        if old.marker and old.marker.source == source:
            return "leftalone" if old.marker.edited and not old.prepared else "unchanged"
        old = old if self._manner.dry else self._bed.current(old)
        if old.marker is None or (old.marker.edited and not old.prepared):
            return "conflict"
        return self._changed(old, seed, marked)

    def _changed(self, old: Planted, seed: Seed, marked: str) -> str:
        if not self._manner.dry:
            self._bed.change(old, seed.content, marked)
        return "updated"

    def _first(self, key: str, seed: Seed, marked: str) -> str:
        """Put it in place, unless something of that name stands there that isn't marked as ours."""
        other = self._others.get(name_of(seed.content))
        if other is None and _in_place(self._bed.place, key) in self._manner.placed:
            return "gone"
        if other is None:
            if not self._manner.dry:
                self._bed.add(seed.content, marked)
            return "added"
        if not other.bare:
            return "leftalone"
        if not self._bed.differs(other, seed.content):
            return "unchanged"
        return self._changed(other, seed, marked)


def _ours(standing: list[Planted]) -> dict[str, Planted]:
    """What is ours by its key. Of two with one key the older: a learner may have copied our text."""
    found: dict[str, Planted] = {}
    for planted in standing:
        if planted.marker:
            found.setdefault(planted.marker.key, planted)
    return found


def _key(seed: Seed) -> str:
    return short(seed.activity, seed.kind, name_of(seed.content))


def _told(seed: Seed, action: str, detail: str = "") -> Sown:
    return Sown(seed.activity, seed.kind, name_of(seed.content), action, detail)
