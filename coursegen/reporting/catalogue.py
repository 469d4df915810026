"""Every rule a finding can bear: those of the catalogue, of the reader, and of `ignorer`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from methodology.findings import Severity
from methodology.i18n import gettext as methodology_gettext
from methodology.reading.faults import FAULTS, NOTICES
from methodology.rules import Source, all_rules
from methodology.rules.check import WAIVER_FAULTS
from methodology.rules.profiles import profiles_of
from methodology.rules.registry import SOURCE_NAMES


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One rule, in the language of the messages. `basis` is what it rests on; empty for the reader's.

    `profiles` are those that add it or change it; `by_profile` when it only runs with one of them.
    """

    id: str
    severity: Severity
    summary: str
    basis: str = ""
    profiles: tuple[str, ...] = ()
    by_profile: bool = False

    @property
    def family(self) -> str:
        """The letters of its family."""
        return self.id.partition("-")[0]


def catalogue() -> dict[str, CatalogueEntry]:
    """The entries by id, in order."""
    return {entry.id: entry for entry in sorted(_entries(), key=lambda entry: entry.id)}


def _entries() -> Iterator[CatalogueEntry]:
    for id_, summary in FAULTS.items():
        severity = Severity.WARNING if id_ in NOTICES else Severity.ERROR
        yield CatalogueEntry(id_, severity, methodology_gettext(summary))
    for id_, (severity, summary) in WAIVER_FAULTS.items():
        yield CatalogueEntry(id_, severity, methodology_gettext(summary))
    for rule in all_rules():
        basis = methodology_gettext(SOURCE_NAMES[Source(rule.source)])
        summary = methodology_gettext(rule.summary)
        yield CatalogueEntry(rule.id, rule.severity, summary, basis, profiles_of(rule), rule.by_profile)
