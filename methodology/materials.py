"""Things to get ready for a session: `catalogue/materials.yaml`; which method needs which: `catalogue/methods.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from methodology.catalogue_data import catalogue_data
from methodology.i18n import spoken
from methodology.values import Modality

_PLURAL = re.compile("[sx]$")


class Basis(StrEnum):
    """What a quantity is for."""

    ROOM = "salle"
    DAY = "jour"
    GROUP = "groupe"
    TRIO = "trinome"
    PAIR = "binome"
    PERSON = "personne"
    TRAINER = "formateur"


@dataclass(frozen=True, slots=True)
class Material:
    """A thing. `names` by language; `consumable`: used up; `collective`: one for several people at a table.

    `online` is the thing that stands for it in a virtual class; None when nothing is needed there. `aliases` are other
    words for it, `usual` how many are wanted when an author lists it without a word.
    """

    id: str
    names: Mapping[str, str]
    consumable: bool = False
    collective: bool = False
    online: str | None = None
    aliases: tuple[str, ...] = ()
    usual: tuple[Basis, int] = (Basis.ROOM, 1)

    @property
    def name(self) -> str:
        """What people call it, in the language of the messages."""
        return spoken(self.names)


@dataclass(frozen=True, slots=True)
class Supply:
    """So many of a thing for each room, day, group, person or trainer."""

    material: str
    basis: Basis
    count: int = 1


@cache
def materials() -> Mapping[str, Material]:
    """Every thing of the catalogue, by id."""
    return {id_: _material(id_, entry) for id_, entry in catalogue_data("materials")["objets"].items()}


def _material(id_: str, entry: Mapping[str, Any]) -> Material:
    flags = {"consommable", "collectif", "en_ligne", "aussi", "par"}
    usual = _supply(id_, entry.get("par", Basis.ROOM.value))
    return Material(
        id=id_,
        names={language: name for language, name in entry.items() if language not in flags},
        aliases=tuple(entry.get("aussi", ())),
        usual=(usual.basis, usual.count),
        consumable=bool(entry.get("consommable")),
        collective=bool(entry.get("collectif")),
        online=entry.get("en_ligne"),
    )


def material_named(written: str) -> Material | None:
    """The thing an author means by those words, in the singular or plural, accents aside; None for anything else."""
    return _by_name().get(_key(written))


@cache
def _by_name() -> Mapping[str, Material]:
    return {_key(name): thing for thing in materials().values() for name in (*thing.names.values(), *thing.aliases)}


@lru_cache(maxsize=10_000)
def _key(words: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return " ".join(_PLURAL.sub("", word) for word in plain.replace("’", "'").split())


@cache
def _copy_sayings() -> tuple[tuple[str, str], ...]:
    listed: dict[str, list[str]] = catalogue_data("materials")["copies"]
    return tuple((_key(said), basis) for basis, sayings in listed.items() for said in sayings)


def copies_in(written: str) -> Basis | None:
    """For whom a document says that there is a copy (`une copie par table`); None when it doesn't say."""
    words = _key(written)
    found = {words.find(said): basis for said, basis in _copy_sayings()}
    first = min((at for at in found if at >= 0), default=None)
    return None if first is None else Basis(found[first])


@cache
def supplies_of_modality(modality: Modality) -> tuple[Supply, ...]:
    """What a session of that modality needs whatever is done in it; a hybrid one needs what a room does."""
    listed = catalogue_data("materials")["seance"]
    return supplies(listed.get(modality.value) or listed[Modality.ONSITE.value])


def supplies(listed: Mapping[str, Any]) -> tuple[Supply, ...]:
    """What an entry of the catalogue asks for: `{thing: basis}`, or `{thing: [basis, count]}`."""
    return tuple(_supply(id_, asked) for id_, asked in listed.items())


def _supply(id_: str, asked: str | list[Any]) -> Supply:
    if isinstance(asked, str):
        return Supply(id_, Basis(asked))
    basis, count = asked
    return Supply(id_, Basis(basis), int(count))
