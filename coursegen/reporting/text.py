"""Findings for a person at a terminal: by file, the line of source, a caret, the reason and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.reporting.report import Report, severity_counts
from methodology.findings import Finding, Severity
from methodology.i18n import N_

SEVERITY_NAMES = {
    Severity.ERROR: N_("erreur"),
    Severity.WARNING: N_("avertissement"),
    Severity.INFO: N_("information"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WIDEST_LINE = 100


class Plain:
    """Text as it is."""

    def paint(self, text: str, _colour: str, bold: bool = False) -> str:
        """The text, unchanged."""
        return text


_ESCAPE_CODES = {"red": 31, "yellow": 33, "cyan": 36, "green": 32, "dim": 2, "": 0}


class Coloured(Plain):
    """Text with a terminal's colours."""

    def paint(self, text: str, colour: str, bold: bool = False) -> str:
        """The text between escape codes."""
        codes = [str(code) for code in ((1 if bold else 0), _ESCAPE_CODES[colour]) if code]
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text


def text_report(report: Report, ink: Plain) -> Iterator[str]:
    """The report, line by line, the summary last."""
    for name, findings in report.by_file():
        yield ink.paint(name, "", bold=True)
        lines = report.source_lines(name)
        for finding in findings:
            yield from _one(finding, lines, ink)
        yield ""
    yield summary(report, ink)


def summary(report: Report, ink: Plain) -> str:
    """One or two sentences that can be read aloud."""
    name = report.title or report.folder.name
    if not report.findings:
        return ink.paint(_("« {name} » : aucune remarque.").format(name=name), "green")
    files = len(list(report.by_file()))
    where = ngettext("dans {n} fichier", "dans {n} fichiers", files).format(n=files)
    counted = _("« {name} » : {counts} {where}.").format(name=name, counts=severity_counts(report), where=where)
    if report.has_errors:
        return f"{ink.paint(counted, 'red')} {_('Corrigez les erreurs avant de construire le cours.')}"
    reassured = _("Rien n'empêche de construire le cours.")
    return f"{ink.paint(counted, 'green')} {reassured}"


def _one(finding: Finding, lines: Sequence[str], ink: Plain) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    where = finding.where
    tag = ink.paint(f"{_(SEVERITY_NAMES[finding.severity])} {finding.rule}", colour, bold=True)
    yield f"  {where.line}:{where.column}  {tag}  {finding.message}"
    yield from _excerpt(finding, lines, ink.paint("^", colour, bold=True), ink)
    if finding.remedy:
        yield f"      → {finding.remedy}"


def _excerpt(finding: Finding, lines: Sequence[str], caret: str, ink: Plain) -> Iterator[str]:
    """The line of source and a caret under the column, cut around it when the line is long."""
    line, column = finding.where.line, finding.where.column
    if not 1 <= line <= len(lines) or not lines[line - 1].strip():
        return
    text = lines[line - 1].replace("\t", " ")
    first = max(0, min(column - 1 - _WIDEST_LINE // 2, len(text) - _WIDEST_LINE))
    shown = ("…" if first else "") + text[first : first + _WIDEST_LINE].rstrip()
    shown += "…" if len(text) > first + _WIDEST_LINE else ""
    number = f"{line:>5} │ "
    yield ink.paint(number, "dim") + shown
    yield (" " * (len(number) - 2) + ink.paint("│ ", "dim") + " " * (column - 1 - first + (1 if first else 0)) + caret)
