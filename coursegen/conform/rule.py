"""The rules of conformity: one small function each, with id, severity, what it asks for, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from coursegen.conform.piece import Piece, Place
from coursegen.conform.standard import Standard
from methodology.findings import Severity

WHOLE = Place()


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: where, and why it is one. `remedy` and `severity` replace those of the rule."""

    place: Place
    message: str
    remedy: str = ""
    severity: Severity | None = None


Judge = Callable[[Piece, Standard], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue. `draft`: it tells marks of a draft, which a final version can't bear.

    `label` and `remedy` are French msgids.
    """

    id: str
    severity: Severity
    label: str
    remedy: str
    judge: Judge
    draft: bool = False


_RULES: dict[str, Rule] = {}


def rule(key: str, severity: Severity, label: str, remedy: str, *, draft: bool = False) -> Callable[[Judge], Judge]:
    """Put a function into the catalogue. `label` says what is asked of a file, `remedy` what its author does."""

    def add(judge: Judge) -> Judge:
        if key in _RULES:
            raise ValueError(key)
        _RULES[key] = Rule(key, severity, label, remedy, judge, draft)
        return judge

    return add


@cache
def rule_catalogue() -> tuple[Rule, ...]:
    """Every rule, by id."""
    import coursegen.conform.rules as families

    for module in iter_modules(families.__path__):
        import_module(f"{families.__name__}.{module.name}")
    return tuple(_RULES[key] for key in sorted(_RULES))
