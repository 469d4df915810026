"""Findings as one JSON document."""

from __future__ import annotations

from typing import Any

from coursegen.reporting.report import Report
from methodology.findings import Finding, Severity


def json_report(report: Report) -> dict[str, Any]:
    """The document: the folder, the course's title, the counts, the findings in order."""
    return {
        "folder": str(report.folder),
        "course": report.title,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.where.file,
        "line": finding.where.line,
        "column": finding.where.column,
        "subject": finding.subject,
        "message": finding.message,
        "remedy": finding.remedy,
    }
