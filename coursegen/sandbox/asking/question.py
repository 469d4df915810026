"""What every family of questions has in common."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar, TypeVar

from markupsafe import Markup

from moodle_backups.questions.base import Question

T = TypeVar("T")

Given = Mapping[str, Sequence[str]]
"""What was given: the values of each field, by the field's name within the question."""


@dataclass(frozen=True)
class Asking:
    """One question being asked: the beginning of its field names, what was given, and how its texts are made safe.

    `seed` shuffles the same way every time this attempt is shown. `locked`: it can't be answered any more.
    """

    prefix: str
    given: Given
    html: Callable[[str], Markup]
    seed: str
    locked: bool = False

    def shuffled(self, things: Sequence[T], really: bool = True) -> list[tuple[int, T]]:
        """The things with their own numbers, in another order."""
        numbered = [*enumerate(things)]
        if really:
            random.Random(f"{self.seed}/{self.prefix}").shuffle(numbered)
        return numbered

    def value(self, name: str = "") -> str:
        """What was given in a field; empty for nothing."""
        values = self.given.get(name, ())
        return values[-1] if values else ""

    def field(self, name: str = "") -> str:
        """The name of a field in the form."""
        return f"{self.prefix}:{name}"

    @property
    def off(self) -> Markup:
        """The attribute of a field that takes nothing more."""
        return Markup(" disabled") if self.locked else Markup("")


class Family(ABC):
    """How questions of some types are asked and marked."""

    types: ClassVar[tuple[str, ...]]

    @abstractmethod
    def controls(self, question: Any, asking: Asking) -> Markup:
        """The fields, under (or with) the text of the question."""

    @abstractmethod
    def fraction(self, question: Any, given: Given) -> float | None:
        """From 0 (wrong) to 1 (right); None where a person marks."""

    def right(self, question: Any, html: Callable[[str], Markup]) -> Markup:
        """The right answer, in words; empty where there's nothing to say."""
        return Markup("")

    def remarks(self, question: Any, given: Given) -> list[str]:
        """What the author says of the answers that were given (HTML)."""
        return []

    def shows_text(self) -> bool:
        """Whether the text stands above the fields; else the fields are in it."""
        return True


@cache
def _families() -> dict[str, Family]:
    import coursegen.sandbox.asking as package

    found: dict[str, Family] = {}
    for module in iter_modules(package.__path__):
        for thing in vars(import_module(f"{package.__name__}.{module.name}")).values():
            if isinstance(thing, type) and issubclass(thing, Family) and hasattr(thing, "types"):
                found |= {name: thing() for name in thing.types}
    return found


def family_of(question: Question) -> Family | None:
    """How a question is asked; None where the sandbox can't."""
    return _families().get(question.qtype)
