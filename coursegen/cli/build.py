"""coursegen build: the outputs of a course folder, and their manifest."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

import click

from coursegen.build import BuildOptions, BuildResult, ScormChoice, build_course, kind_names
from coursegen.cli.context import Console, json_option
from coursegen.content.weight import cost_words, wait_seconds
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext, number
from coursegen.reporting.weights import weight_document, weight_lines
from methodology.findings import Severity
from methodology.values import Packaging, ScormInMoodle, Units


@click.command("build")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="DOSSIER",
    type=click.Path(path_type=Path),
    help="Dossier des sorties (défaut : DOSSIER-sorties).",
)
@click.option(
    "--only",
    metavar="SORTIES",
    default="",
    help=f"Seulement ces sorties, séparées par des virgules : {', '.join(kind_names())}.",
)
@click.option(
    "--gabarit",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Votre gabarit de diapositives (.pptx ou .potx).",
)
@click.option(
    "--format-diapos",
    type=click.Choice(["16:9", "4:3"]),
    default=None,
    help="Format des diapositives (défaut : celui de la charte).",
)
@click.option(
    "--moodle",
    metavar="VERSION",
    default="",
    help="Paquet Moodle pour cette version seulement, par exemple 4.5 ou 5.0 (défaut : portable, pour toutes).",
)
@click.option(
    "--formats",
    type=click.Choice(["97"]),
    default=None,
    help="Avec la sortie odf : aussi les formats de cette génération d'Office (.doc .ppt .xls).",
)
@click.option(
    "--paquet",
    type=click.Choice([one.value for one in Packaging]),
    default=None,
    help="Un paquet SCORM pour le cours, ou un par module (défaut : ce que dit le dossier).",
)
@click.option(
    "--sco",
    type=click.Choice([one.value for one in Units]),
    default=None,
    help="Dans le paquet SCORM du cours : une seule entrée (SCO), ou une par module (défaut : ce que dit le dossier).",
)
@click.option(
    "--edition",
    type=click.Choice(["3", "4"]),
    default=None,
    help="Édition de SCORM 2004 (défaut : ce que dit le dossier).",
)
@click.option(
    "--scorm-moodle",
    type=click.Choice([one.value for one in ScormInMoodle]),
    default=None,
    help="Dans le paquet Moodle, le SCORM comme activité : non, le cours entier à côté des modules, ou un par module "
    "en ligne à la place de ses pages et de ses tests (défaut : ce que dit le dossier).",
)
@click.option(
    "--mention",
    type=click.Choice(["finance", "cofinance"]),
    default=None,
    help="Mention de financement européen (défaut : ce que dit le dossier).",
)
@click.option(
    "--final",
    is_flag=True,
    help="Pour remettre : refuse de construire sans les vrais logos, le vrai modèle et la clause officielle.",
)
@click.option(
    "--brouillon",
    "draft",
    is_flag=True,
    help="Construit malgré les erreurs de méthode : pour voir le cours, sans plus.",
)
@click.option(
    "--remplacer",
    "overwrite",
    is_flag=True,
    help="Remplace aussi les sorties que quelqu'un a modifiées depuis leur construction.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path,
    out: Path | None,
    only: str,
    gabarit: Path | None,
    format_diapos: str | None,
    moodle: str,
    formats: str | None,
    paquet: str | None,
    sco: str | None,
    edition: str | None,
    scorm_moodle: str | None,
    mention: str | None,
    final: bool,
    draft: bool,
    overwrite: bool,
) -> None:
    """Construit les sorties de DOSSIER : paquet Moodle, paquet SCORM, diapositives."""
    if final and draft:
        raise UsageError(_("« --final » et « --brouillon » se contredisent."), _("Gardez l'une des deux options."))
    started = time.monotonic()
    kinds = tuple(name.strip() for name in only.split(",") if name.strip())
    target = out or folder.resolve().with_name(folder.resolve().name + "-sorties")
    scorm = ScormChoice(
        packaging=Packaging(paquet) if paquet else None,
        units=Units(sco) if sco else None,
        edition=int(edition or 0),
        in_moodle=ScormInMoodle(scorm_moodle) if scorm_moodle else None,
    )
    options = BuildOptions(
        template=gabarit,
        slide_format=format_diapos or "",
        moodle=moodle,
        of_97=formats == "97",
        scorm=scorm,
        draft=draft,
        overwrite=overwrite,
        final=final,
        funding=mention or "",
    )
    result = build_course(folder, target, kinds, options, progress=lambda words: console.say(f"… {words}"))
    _tell(console, result, time.monotonic() - started)
    if result.draft:
        console.say(_draft_words(folder, result.errors))
    elif result.errors:
        console.say(_errors_words(folder, result.errors))


def _tell(console: Console, result: BuildResult, seconds: float) -> None:
    for output in result.outputs:
        console.say(f"✓ {result.folder / output.path}  ({cost_words(output.bytes)})")
    for line in weight_lines(result.weights):
        console.say(line)
    for note in result.notes:
        console.say(f"– {note}")
    warnings = sum(finding.severity is Severity.WARNING for finding in result.findings)
    if warnings:
        words = ngettext(
            "{count} avertissement : « coursegen check » l'explique.",
            "{count} avertissements : « coursegen check » les explique.",
            warnings,
        )
        console.say(words.format(count=warnings))
    if result.unchanged:
        console.say(_("Rien n'a changé depuis la dernière construction."))
    else:
        count = len(result.outputs)
        words = ngettext("{count} fichier en {seconds} s.", "{count} fichiers en {seconds} s.", count)
        console.say(words.format(count=count, seconds=number(seconds)))
    console.result(
        {
            "folder": str(result.folder),
            "unchanged": result.unchanged,
            "draft": result.draft,
            "errors": result.errors,
            "outputs": [asdict(o) | {"seconds": wait_seconds(o.bytes)} for o in result.outputs],
            "notes": list(result.notes),
            "weights": weight_document(result.weights),
        }
    )


def _draft_words(folder: Path, errors: int) -> str:
    """What a draft is good for, and how to leave that state."""
    if not errors:
        return _("Aucune erreur ne reste : « coursegen build {folder} » donne ces fichiers pour de bon.").format(
            folder=folder
        )
    words = ngettext(
        "! Brouillon : {count} erreur reste. À relire, pas à publier. « coursegen check {folder} » la montre.",
        "! Brouillon : {count} erreurs restent. À relire, pas à publier. « coursegen check {folder} » les montre.",
        errors,
    )
    return words.format(count=errors, folder=folder)


def _errors_words(folder: Path, errors: int) -> str:
    """That what was made gives back a course that has errors yet."""
    words = ngettext(
        "! Le cours a encore {count} erreur, sans effet sur ces fichiers : « coursegen check {folder} » la montre.",
        "! Le cours a encore {count} erreurs, sans effet sur ces fichiers : « coursegen check {folder} » les montre.",
        errors,
    )
    return words.format(count=errors, folder=folder)
