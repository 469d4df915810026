"""Teaching methods: what each is for, with how many people, how long. Data: `catalogue/methods.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.materials import Supply, supplies


class Family(StrEnum):
    """What a method makes people do."""

    EXPOSITORY = "expositive"
    DEMONSTRATIVE = "demonstrative"
    INTERROGATIVE = "interrogative"
    ACTIVE = "active"
    MIXED = "mixte"


@dataclass(frozen=True, slots=True)
class Method:
    """A method. `group` in persons, `minutes` for one use, `bloom` the levels it serves: least and most.

    `active` is the share of the time people do something, 0 to 1; `platform` what stands for it on Moodle;
    `needs` what a step must say for it to work (`roles`, `observation`); `supplies` what must be ready in the room.
    """

    id: str
    name: str
    family: Family
    group: tuple[int, int]
    minutes: tuple[int, int]
    bloom: tuple[int, int]
    active: float
    platform: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    supplies: tuple[Supply, ...] = ()


@cache
def methods() -> tuple[Method, ...]:
    """Every method of the catalogue, in its order."""
    return tuple(
        Method(
            id=id_,
            name=entry["nom"],
            family=Family(entry["famille"]),
            group=_pair(entry["groupe"]),
            minutes=_pair(entry["minutes"]),
            bloom=_pair(entry["bloom"]),
            active=float(entry["actif"]),
            platform=tuple(entry.get("moodle", ())),
            needs=tuple(entry.get("exige", ())),
            supplies=supplies(entry.get("materiel", {})),
        )
        for id_, entry in catalogue_data("methods").items()
    )


def method_named(written: str) -> Method | None:
    """The method an author means by what they wrote after `methode:`, or None."""
    return _by_name().get(_key(written))


@cache
def _by_name() -> dict[str, Method]:
    listed = catalogue_data("methods")
    named = {_key(alias): method for method in methods() for alias in listed[method.id].get("aussi", ())}
    return named | {_key(m.name): m for m in methods()} | {_key(m.id): m for m in methods()}


def _key(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").replace("’", "'").lower().split())


def _pair(bounds: list[int]) -> tuple[int, int]:
    least, most = bounds
    return least, most
