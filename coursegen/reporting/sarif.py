"""Findings as SARIF 2.1.0 (OASIS standard), which code hosts and editors show in the margin of the files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from coursegen import __version__
from coursegen.reporting.catalogue import CatalogueEntry, catalogue
from coursegen.reporting.report import Report
from methodology.findings import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_report(report: Report) -> dict[str, Any]:
    """The SARIF log of one run. Only the rules that found something are described."""
    entries = catalogue()
    found = sorted({finding.rule for finding in report.findings})
    index = {rule: position for position, rule in enumerate(found)}
    rules = [_rule(entries[rule]) for rule in found]
    driver = {"name": "coursegen", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.rule]) for finding in report.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "shortDescription": {"text": entry.summary},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    text = f"{finding.message} {finding.remedy}".strip()
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding)}],
    }


def _location(finding: Finding) -> dict[str, Any]:
    region = {"startLine": finding.where.line, "startColumn": finding.where.column}
    return {"artifactLocation": {"uri": quote(finding.where.file)}, "region": region}
