"""What a rule is, and how all of them are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from methodology.course import Course
from methodology.findings import Finding, Severity, Where
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.sources import SOURCE_NAMES, Source

__all__ = ["SOURCE_NAMES", "Checker", "Remark", "Rule", "Source", "all_rules", "rule"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says: where, what and why, how to mend. `severity` when it isn't the rule's own."""

    where: Where
    message: str
    remedy: str
    subject: str = ""
    severity: Severity | None = None


Checker = Callable[[Course, Limits], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue. `summary` is a French msgid: what it finds.

    `by_profile`: it only runs when a profile of the course asks for it.
    """

    id: str
    severity: Severity
    source: Source
    summary: str
    checker: Checker
    by_profile: bool = False

    @property
    def family(self) -> str:
        """The three letters of its family."""
        return self.id.partition("-")[0]

    def findings(self, course: Course, limits: Limits, severity: Severity | None = None) -> Iterator[Finding]:
        """What the rule finds in that course; `severity` is a profile's. A graver remark stays as grave."""
        for remark in self.checker(course, limits):
            said = remark.severity or self.severity
            kept = said if severity is None else graver(severity, remark.severity or severity)
            yield Finding(remark.where, self.id, kept, self._said(remark), remark.remedy, remark.subject)

    def _said(self, remark: Remark) -> str:
        """The message; a convention says that it is one."""
        if self.source is not Source.CONVENTION:
            return remark.message
        return _("{message} ({source}).").format(
            message=remark.message.removesuffix("."), source=_(SOURCE_NAMES[self.source])
        )


_registered: dict[str, Rule] = {}


def graver(one: Severity, other: Severity) -> Severity:
    """The graver of the two."""
    return min(one, other, key=list(Severity).index)


def rule(
    id_: str, severity: Severity, source: Source, summary: str, *, by_profile: bool = False
) -> Callable[[Checker], Checker]:
    """Registers a rule. Raises ValueError when the id is taken."""

    def register(checker: Checker) -> Checker:
        if id_ in _registered and _registered[id_].checker.__module__ != checker.__module__:
            raise ValueError(f"two rules are called {id_}")
        _registered[id_] = Rule(id_, severity, source, summary, checker, by_profile)
        return checker

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id: those of the modules that lie next to this one."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return tuple(_registered[id_] for id_ in sorted(_registered))
