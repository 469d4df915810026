"""coursegen inspect: what is in a Moodle backup or a SCORM package; with two backups, what differs between them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

import click

from coursegen.activity_names import activity_noun
from coursegen.cli.context import Console, json_option
from coursegen.content.weight import weight_words
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.inspection import (
    PackageReport,
    ScormReport,
    is_scorm,
    opened,
    package_report,
    scorm_report,
    told_differences,
)
from coursegen.inspection.names import people_data, question_type
from coursegen.inspection.report import ActivityReport, SectionReport
from coursegen.inspection.scorm import ScormItem
from moodle_backups.compare import compare

WIDTH = 80
LISTED = 12
DIFFERENT = 1


@click.command("inspect")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.argument("other", metavar="[AUTRE]", required=False, type=click.Path(path_type=Path))
@click.option("--tout", "everything", is_flag=True, help="Liste aussi tout ce qui est gardé sans être compris.")
@json_option
@click.pass_obj
def command(console: Console, file: Path, other: Path | None, everything: bool) -> int:
    """Montre ce que contient FICHIER : une sauvegarde de Moodle (.mbz) ou un paquet SCORM (.zip).

    Avec AUTRE, une seconde sauvegarde, dit ce qui diffère : code de sortie 1 s'il y a des différences.

    Rien n'est déplié sur le disque, et rien n'est changé.
    """
    if other is not None:
        return _compare(console, file, other)
    if is_scorm(file):
        return _scorm(console, scorm_report(file))
    report = package_report(file)
    for line in _lines(report, everything):
        console.say(line)
    console.result(asdict(report))
    return 0


def _lines(report: PackageReport, everything: bool) -> list[str]:
    return [
        *_head(report),
        "",
        *(line for section in report.sections for line in _section(section)),
        "",
        *_bottom(report, everything),
    ]


def _head(report: PackageReport) -> list[str]:
    made = f"{report.made:%d/%m/%Y}" if report.made else "?"
    people = _("oui : des données de personnes en font partie") if report.with_users else _("aucune")
    dropped = ", ".join(f"{people_data(name)} {count}" for name, count in report.dropped.items())
    return [
        f"{report.title} ({report.short_name})",
        _fact(_("Paquet"), f"{Path(report.path).name}, {report.container}, {_size(report.bytes)}"),
        _fact(_("Ligne faible"), _("{time} à 256 kbit/s pour tout le paquet").format(time=_time(report.seconds))),
        _fact(_("Version"), f"Moodle {report.release}, {made}"),
        _fact(_("Personnes"), people + (_(" ; laissés de côté : {what}").format(what=dropped) if dropped else "")),
    ]


def _fact(label: str, words: str) -> str:
    first, *rest = wrap(words, WIDTH - 16) or [""]
    return "\n".join((f"  {label:<14}{first}", *(f"{'':16}{line}" for line in rest)))


def _section(section: SectionReport) -> list[str]:
    hidden = "" if section.visible else _(" (cachée)")
    name = section.name or (_("(haut de la page)") if not section.number else _("(sans nom)"))
    head = _row(f"{section.number}. {name}{hidden}", section.bytes, 0)
    return [head, *map(_activity, section.activities)]


def _activity(activity: ActivityReport) -> str:
    said: list[str] = []
    if activity.questions:
        said.append(
            ngettext("{count} question", "{count} questions", activity.questions).format(count=activity.questions)
        )
    if activity.maximum:
        said.append(_("sur {maximum}").format(maximum=f"{activity.maximum:g}"))
    if activity.to_pass:
        said.append(_("réussite à {points}").format(points=f"{activity.to_pass:g}"))
    if not activity.visible:
        said.append(_("cachée"))
    if not activity.understood:
        said.append(_("gardée telle quelle"))
    facts = "".join(f", {fact}" for fact in said)
    return _row(f"{activity_noun(activity.type):<18}{activity.name or _('(sans nom)')}", activity.bytes, 3, facts)


def _row(words: str, size: int, indent: int, facts: str = "") -> str:
    """One line of the tree, its size at the right edge; a long name is cut, what is said of it stays."""
    weight = _size(size) if size >= 1024 else ""
    room = WIDTH - indent - 10
    short = max(24, room - len(facts))
    shown = (words if len(words) <= short else words[: short - 1].rstrip() + "…") + facts
    return f"{' ' * indent}{shown:<{room}}{weight:>10}".rstrip()


def _bottom(report: PackageReport, everything: bool) -> list[str]:
    lines: list[str] = []
    if report.questions:
        total = sum(report.questions.values())
        kinds = ", ".join(f"{question_type(name)} {count}" for name, count in report.questions.items())
        lines.append(_fact(_("Questions"), f"{total} : {kinds}"))
    if report.files:
        words = ngettext("{count} fichier", "{count} fichiers", report.files).format(count=report.files)
        lines.append(_fact(_("Fichiers"), f"{words}, {_size(report.content_bytes)}"))
    if report.heaviest:
        lines.append(_("Ce qui pèse le plus :"))
        for weight in report.heaviest:
            words = f"{_size(weight.bytes)}, {_time(weight.seconds)}  {weight.name}"
            lines.append(_row_words(f"{words} ({weight.place})"))
    lines += _listed(_("Ce qu'une restauration dirait :"), report.warnings, everything=True)
    lines += _listed(_("Fichiers absents du paquet :"), report.missing, everything)
    if everything:
        lines += _listed(_("Gardé tel quel, sans être compris :"), report.kept, everything)
    elif report.kept:
        words = ngettext(
            "{count} détail gardé tel quel, sans être compris (« --tout » le montre).",
            "{count} détails gardés tels quels, sans être compris (« --tout » les montre).",
            len(report.kept),
        )
        lines.append(words.format(count=len(report.kept)))
    if not report.warnings:
        lines.append(_("Une restauration, de Moodle 4.1 à 5.0, ne devrait rien signaler."))
    return lines


def _row_words(words: str) -> str:
    first, *rest = wrap(words, WIDTH - 4)
    return "\n".join((f"  – {first}", *(f"    {line}" for line in rest)))


def _listed(title: str, items: tuple[str, ...], everything: bool) -> list[str]:
    if not items:
        return []
    shown = items if everything else items[:LISTED]
    more = len(items) - len(shown)
    lines = [title, *map(_row_words, shown)]
    if more:
        lines.append("  " + _("… et {count} de plus (« --tout » les montre).").format(count=more))
    return lines


def _scorm(console: Console, report: ScormReport) -> int:
    """Tell of a SCORM package."""
    words = ngettext("{count} fichier", "{count} fichiers", report.files).format(count=report.files)
    head = (
        report.title,
        _fact(_("Paquet"), f"{Path(report.path).name}, {_size(report.bytes)}"),
        _fact(_("Norme"), ", ".join(filter(None, (report.kind, report.edition)))),
        _fact(_("Ligne faible"), _("{time} à 256 kbit/s pour tout le paquet").format(time=_time(report.seconds))),
        _fact(
            _("Fichiers"), _("{files}, {size} une fois dépliés").format(files=words, size=_size(report.content_bytes))
        ),
    )
    lines = [*head, "", *map(_scorm_item, report.items), "", _("Ce qui pèse le plus :")]
    lines += [_row_words(f"{_size(one.bytes)}, {_time(one.seconds)}  {one.name}") for one in report.heaviest]
    lines += _listed(_("À regarder de près :"), report.problems, everything=True)
    if not report.problems:
        lines.append(_("Tout ce que le paquet annonce s'y trouve."))
    for line in lines:
        console.say(line)
    console.result(asdict(report))
    return 0


def _scorm_item(item: ScormItem) -> str:
    opens = f", {item.launch}" if item.launch else ""
    facts = opens + (_(", sans suivi") if item.launch and not item.tracked else "")
    hidden = "" if item.visible else _(" (cachée)")
    return _row(f"{item.title or _('(sans nom)')}{hidden}", item.bytes, 2 + 3 * item.level, facts)


def _compare(console: Console, file: Path, other: Path) -> int:
    if is_scorm(file) or is_scorm(other):
        raise UsageError(
            _("Seules deux sauvegardes de Moodle (.mbz) se comparent."), _("Regardez un paquet SCORM à la fois.")
        )
    with opened(file) as first, opened(other) as second:
        told = told_differences(compare(first.backup, second.backup))
    for title in dict.fromkeys(one.title for one in told):
        console.say(title)
        for one in told:
            if one.title == title:
                console.say(_row_words(one.words))
    words = ngettext("{count} différence.", "{count} différences.", len(told)).format(count=len(told))
    console.say(words if told else _("Les deux sauvegardes disent le même cours."))
    console.result({"same": not told, "differences": [{**asdict(one.difference), "words": one.words} for one in told]})
    return DIFFERENT if told else 0


def _size(size: int) -> str:
    return weight_words(size)


def _time(seconds: int) -> str:
    if seconds < 60:
        return _("{seconds} s").format(seconds=seconds)
    return _("{minutes} min {seconds} s").format(minutes=seconds // 60, seconds=seconds % 60)
