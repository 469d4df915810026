"""coursegen check: every finding on a course folder, where it is, why, and how to mend it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _
from coursegen.reporting.report import Report
from methodology.folder import read_folder
from methodology.rules import check


@click.command("check")
@click.argument("folder", metavar="DOSSIER", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="Pour une personne (text), ou pour un programme.",
)
@click.option("--list-rules", is_flag=True, help="La liste des règles, sans rien vérifier.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path | None, form: str, list_rules: bool) -> int:
    """Vérifie DOSSIER : ce qui ne va pas, où, pourquoi, comment le corriger."""
    if list_rules:
        return _list_rules(console)
    if folder is None:
        raise click.MissingParameter(
            param=click.get_current_context().command.params[0], ctx=click.get_current_context()
        )
    report = examine(folder)
    _show(console, report, "json" if console.json else form)
    return 1 if report.has_errors else 0


def examine(folder: Path) -> Report:
    """Reads a course folder and checks the course, when there is one."""
    reading = read_folder(folder)
    if reading.course is None:
        return Report(folder, "", reading.findings)
    findings = sorted((*reading.findings, *check(reading.course)), key=lambda f: (f.where.file, f.where.line))
    identity = reading.course.identity
    return Report(folder, identity.short_title or identity.title, tuple(findings))


def _show(console: Console, report: Report, form: str) -> None:
    if form == "json":
        from coursegen.reporting.json_document import json_report

        click.echo(json.dumps(json_report(report), ensure_ascii=False, indent=2))
    elif form == "sarif":
        from coursegen.reporting.sarif import sarif_report

        click.echo(json.dumps(sarif_report(report), ensure_ascii=False, indent=2))
    else:
        _show_text(console, report)


def _show_text(console: Console, report: Report) -> None:
    from coursegen.reporting.text import Coloured, Plain, text_report

    painted = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for line in text_report(report, Coloured() if painted else Plain()):
        console.say(line)


def _list_rules(console: Console) -> int:
    from coursegen.reporting.catalogue import catalogue
    from coursegen.reporting.text import SEVERITY_NAMES

    entries = catalogue().values()
    if console.json:
        rules = [{"id": e.id, "severity": e.severity.value, "summary": e.summary, "basis": e.basis} for e in entries]
        console.result({"rules": rules})
        return 0
    for entry in entries:
        basis = f" ({entry.basis})" if entry.basis else ""
        console.say(f"{entry.id}  {_(SEVERITY_NAMES[entry.severity]):<13}  {entry.summary}{basis}")
    return 0
