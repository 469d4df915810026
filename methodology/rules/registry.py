"""What a rule is, and how all of them are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from methodology.course import Course
from methodology.findings import Finding, Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits


class Source(StrEnum):
    """What a rule or a number rests on, by the tags of the domain report."""

    TERMS = "S"  # terms of reference of a SOCIEUX+ action
    NORM = "N"  # a norm or a published standard
    RESEARCH = "R"  # research, or a recognised guideline
    CONVENTION = "C"  # a convention of ours: a sensible default, never a norm
    COHERENCE = "K"  # the course says two things that can't both hold, or that no output can make


SOURCE_NAMES = {
    Source.TERMS: N_("termes de référence"),
    Source.NORM: N_("norme"),
    Source.RESEARCH: N_("recherche"),
    Source.CONVENTION: N_("repère d'usage"),
    Source.COHERENCE: N_("cohérence du cours"),
}


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
    """A rule of the catalogue. `summary` is a French msgid: what it finds."""

    id: str
    severity: Severity
    source: Source
    summary: str
    checker: Checker

    def findings(self, course: Course, limits: Limits) -> Iterator[Finding]:
        """What the rule finds in that course."""
        for remark in self.checker(course, limits):
            severity = remark.severity or self.severity
            yield Finding(remark.where, self.id, severity, self._said(remark), remark.remedy, remark.subject)

    def _said(self, remark: Remark) -> str:
        """The message; a convention says that it is one."""
        if self.source is not Source.CONVENTION:
            return remark.message
        return _("{message} ({source}).").format(
            message=remark.message.removesuffix("."), source=_(SOURCE_NAMES[self.source])
        )


_registered: dict[str, Rule] = {}


def rule(id_: str, severity: Severity, source: Source, summary: str) -> Callable[[Checker], Checker]:
    """Registers a rule. Raises ValueError when the id is taken."""

    def register(checker: Checker) -> Checker:
        if id_ in _registered and _registered[id_].checker.__module__ != checker.__module__:
            raise ValueError(f"two rules are called {id_}")
        _registered[id_] = Rule(id_, severity, source, summary, checker)
        return checker

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id: those of the modules that lie next to this one."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return tuple(_registered[id_] for id_ in sorted(_registered))
