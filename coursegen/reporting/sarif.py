"""Findings as SARIF 2.1.0 (OASIS standard), which code hosts and editors show in the margin of the files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from coursegen import __version__
from coursegen.reporting.catalogue import CatalogueEntry, catalogue
from coursegen.reporting.report import Report
from methodology.findings import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SOURCE_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_report(report: Report) -> dict[str, Any]:
    """The SARIF log of one run. Only the rules that found something are described."""
    entries = catalogue()
    found = sorted({finding.rule for finding in report.findings})
    index = {rule: position for position, rule in enumerate(found)}
    rules = [_rule(entries[rule]) for rule in found]
    driver = {"name": "coursegen", "version": __version__, "rules": rules}
    root, prefix = _base(report.folder)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {SOURCE_ROOT: {"uri": root}},
        "results": [
            _result(finding, index[finding.rule], _uri(finding, report.folder, prefix)) for finding in report.findings
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _base(folder: Path) -> tuple[str, PurePosixPath]:
    """What addresses of files are relative to, and the way from there to the folder.

    That is the current directory, where a code host runs the check at the root of the repository; a folder that isn't
    below it is its own root.
    """
    here, there = Path.cwd().resolve(), folder.resolve()
    root = here if there.is_relative_to(here) else there
    return f"{root.as_uri().removesuffix('/')}/", PurePosixPath(there.relative_to(root).as_posix())


def _uri(finding: Finding, folder: Path, prefix: PurePosixPath) -> str:
    """The address of the file of a finding; of the folder, when it is about the folder itself."""
    name = "" if finding.where.file == str(folder) else finding.where.file
    return quote(str(prefix / name))


def _rule(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "shortDescription": {"text": entry.summary},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _result(finding: Finding, rule_index: int, uri: str) -> dict[str, Any]:
    text = f"{finding.message} {finding.remedy}".strip()
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding, uri)}],
    }


def _location(finding: Finding, uri: str) -> dict[str, Any]:
    region = {"startLine": finding.where.line, "startColumn": finding.where.column}
    return {"artifactLocation": {"uri": uri, "uriBaseId": SOURCE_ROOT}, "region": region}
