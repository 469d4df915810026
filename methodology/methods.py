"""Teaching methods: what each is for, with how many people, how long. Data: `catalogue/methods.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.i18n import SOURCE_LANGUAGE, spoken
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
    """A method. `name` in French, `names` by language; `group` in persons, `minutes` for one use.

    `bloom` are the least and the highest level it serves, `active` the share of the time people do something, 0 to 1;
    `platform` is what stands for it on Moodle, `needs` what a step must say for it to work (`roles`, `observation`),
    `supplies` what must be ready in the room.
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
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def label(self) -> str:
        """What people call it, in the language of the messages."""
        return spoken(self.names)


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
            names={SOURCE_LANGUAGE: entry["nom"], **entry["noms"]},
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
    names = {_key(name): method for method in methods() for name in method.names.values()}
    return named | names | {_key(m.id): m for m in methods()}


def _key(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").replace("’", "'").lower().split())


def _pair(bounds: list[int]) -> tuple[int, int]:
    least, most = bounds
    return least, most
