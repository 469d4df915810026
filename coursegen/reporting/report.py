"""What is reported about one folder: its findings, and the lines of source they point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from coursegen.i18n import ngettext
from methodology.findings import Finding, Severity
from methodology.reading.source import is_regular_inside

_LONGEST_SOURCE_BYTES = 2_000_000
_SHOWN = (".yaml", ".md")


@dataclass(frozen=True, slots=True)
class Report:
    """The findings on a folder, by file and line. `title` is the course's, empty when it could not be read."""

    folder: Path
    title: str
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether one finding is an error."""
        return self.count(Severity.ERROR) > 0

    def by_file(self) -> Iterator[tuple[str, list[Finding]]]:
        """The findings file by file."""
        for name, findings in groupby(self.findings, key=lambda finding: finding.where.file):
            yield name, list(findings)

    def source_lines(self, name: str) -> list[str]:
        """The lines of a file of the folder; none when it can't be read, or a link leads out of the folder."""
        path = self.folder / name
        try:
            if path.suffix not in _SHOWN or not is_regular_inside(self.folder, path):
                return []
            if path.stat().st_size > _LONGEST_SOURCE_BYTES:
                return []
            return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            return []


def severity_counts(report: Report) -> str:
    """« 2 erreurs, 5 avertissements, 1 information », the zeros left out."""
    errors, warnings, infos = (report.count(severity) for severity in Severity)
    parts = (
        (errors, ngettext("{n} erreur", "{n} erreurs", errors)),
        (warnings, ngettext("{n} avertissement", "{n} avertissements", warnings)),
        (infos, ngettext("{n} information", "{n} informations", infos)),
    )
    return ", ".join(words.format(n=number) for number, words in parts if number)
