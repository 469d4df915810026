"""coursegen check: every finding on a course folder, where it is, why, and how to mend it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.reporting.report import Report
from methodology.folder import read_folder
from methodology.rules import check
from methodology.rules.profiles import profile_names

if TYPE_CHECKING:
    from coursegen.reporting.catalogue import CatalogueEntry


def _known(context: click.Context, parameter: click.Parameter, profiles: tuple[str, ...]) -> tuple[str, ...]:
    """The profiles asked for. Raises a usage error when one doesn't exist."""
    for name in profiles:
        if name not in profile_names():
            message = _("le profil « {name} » n'existe pas ; choisissez parmi {names}.")
            raise click.BadParameter(message.format(name=name, names=", ".join(profile_names())), context, parameter)
    return profiles


@click.command("check")
@click.argument("folder", metavar="DOSSIER", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="Pour une personne (text), ou pour un programme.",
)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="PROFIL",
    callback=_known,
    help="Vérifier selon ce profil, au lieu de ceux du cours ; se répète.",
)
@click.option("--list-rules", is_flag=True, help="La liste des règles, sans rien vérifier.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path | None, form: str, profiles: tuple[str, ...], list_rules: bool) -> int:
    """Vérifie DOSSIER : ce qui ne va pas, où, pourquoi, comment le corriger."""
    if form == "sarif" and (console.json or list_rules):
        raise UsageError(
            _("« --format sarif » ne va ni avec « --json » ni avec « --list-rules »."), _("Gardez l'une des options.")
        )
    if list_rules:
        return _list_rules(console, form, profiles)
    if folder is None:
        raise click.MissingParameter(
            param=click.get_current_context().command.params[0], ctx=click.get_current_context()
        )
    report = examine(folder, profiles or None)
    _show(console, report, "json" if console.json else form)
    return 1 if report.has_errors else 0


def examine(folder: Path, profiles: Sequence[str] | None = None) -> Report:
    """Reads a course folder and checks the course, when there is one; by those profiles, instead of its own.

    A folder may also hold a mission alone.
    """
    from coursegen.mission import alone_findings, stands_alone

    if stands_alone(folder):
        return Report(folder, *alone_findings(folder))
    reading = read_folder(folder)
    if reading.course is None:
        return Report(folder, "", reading.findings)
    from coursegen.findings import application_findings
    from coursegen.media_findings import with_shipped_weights

    course = with_shipped_weights(reading.course)
    found = (*reading.findings, *application_findings(course, folder), *check(course, profiles=profiles))
    findings = sorted(found, key=lambda f: (f.where.file, f.where.line))
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


def _list_rules(console: Console, form: str, profiles: tuple[str, ...]) -> int:
    """The rules, or those that hold under the profiles asked for."""
    from coursegen.reporting.catalogue import catalogue
    from methodology.i18n import gettext as methodology_gettext
    from methodology.rules.families import FAMILIES, family_of

    order = {family.code: place for place, family in enumerate(FAMILIES)}
    held = (entry for entry in catalogue().values() if _holds(entry, profiles))
    entries = sorted(held, key=lambda entry: (order[entry.family], entry.id))
    if console.json or form == "json":
        replace(console, json=True).result({"rules": [_as_data(entry) for entry in entries]})
        return 0
    for code, rules in groupby(entries, key=lambda entry: entry.family):
        console.say(f"{methodology_gettext(family_of(code).name)} ({code})")
        for entry in rules:
            console.say(_as_line(entry))
    return 0


def _holds(entry: CatalogueEntry, profiles: tuple[str, ...]) -> bool:
    """Whether a rule is looked at under those profiles; without any, all of them are listed."""
    return not profiles or not entry.by_profile or not set(profiles).isdisjoint(entry.profiles)


def _as_data(entry: CatalogueEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "family": entry.family,
        "severity": entry.severity.value,
        "summary": entry.summary,
        "basis": entry.basis,
        "profiles": list(entry.profiles),
        "default": not entry.by_profile,
    }


def _as_line(entry: CatalogueEntry) -> str:
    from coursegen.reporting.text import SEVERITY_NAMES

    basis = f" ({entry.basis})" if entry.basis else ""
    mark = "+" if entry.by_profile else ""
    profiles = f"  [{mark}{', '.join(entry.profiles)}]" if entry.profiles else ""
    return f"{entry.id}  {_(SEVERITY_NAMES[entry.severity]):<13}  {entry.summary}{basis}{profiles}"
