"""coursegen publish: puts courses on sites, or brings them up to date there without touching what learners did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.cli.publish.fitting import demand_fitting
from coursegen.cli.publish.many import demand_distinct, publish_many
from coursegen.cli.publish.one import Wanted
from coursegen.cli.publish.options import WholeNumber, choice_options, choices_of
from coursegen.cli.publish.ways import BY_HAND, publish_by
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.channels import NAMES

_JOBS = 4


@click.command("publish")
@click.argument("folders", metavar="DOSSIER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--site",
    "names",
    metavar="NOM",
    required=True,
    multiple=True,
    help="Le site, nommé par « coursegen site add ». Peut se répéter.",
)
@click.option("--visible", is_flag=True, help="Montre le cours aux apprenants tout de suite, s’il est nouveau.")
@click.option(
    "--plan",
    "plan_file",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Fait ce que dit ce plan enregistré, et refuse si le dossier ou le site a changé depuis.",
)
@choice_options
@click.option("--new", "anew", is_flag=True, help="Crée un second cours, là où le premier a perdu son code.")
@click.option("--people", is_flag=True, help="Ouvre aussi les accès de acces.csv et met les sessions à l’agenda.")
@click.option("--channel", type=click.Choice(NAMES), default=None, help="Le canal ; sans rien, le meilleur du site.")
@click.option(
    "--done", metavar="CLE", multiple=True, help="Canal session : c’est fait sur le site ; « tout » : tout. Se répète."
)
@click.option("--address", default="", help="Canal localsync : l’adresse https:// du dossier des paquets SCORM.")
@click.option(
    "-o",
    "--out",
    metavar="SORTIE",
    type=click.Path(path_type=Path),
    help="Canaux manual et localsync : le dossier où mettre le paquet et les instructions.",
)
@click.option("--jobs", type=WholeNumber(1, 32), default=_JOBS, help="Sites servis en même temps (défaut : 4).")
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
@json_option
@click.pass_obj
def command(
    console: Console,
    folders: Sequence[Path],
    names: Sequence[str],
    visible: bool,
    plan_file: Path | None,
    overwrite: Sequence[str],
    regrade: Sequence[str],
    keep_marks: Sequence[str],
    missing: str,
    track_loss: Sequence[str],
    no_snapshot: bool,
    anew: bool,
    people: bool,
    channel: str | None,
    done: Sequence[str],
    address: str,
    out: Path | None,
    jobs: int,
    yes: bool,
) -> int:
    """Construit chaque DOSSIER et le publie : nouveau, il est créé caché ; en ligne, il est mis à jour.

    Ce que les apprenants ont fait reste : tentatives, notes, travaux remis, achèvement. Plusieurs dossiers ou sites :
    rien n’est demandé, un seul rapport, un seul code de fin (le pire) ; avec --json, une ligne par cours et par site.
    """
    if people and not yes and not console.interactive:
        raise UsageError(
            _("--people envoie des données personnelles au site, et personne n’est là pour l’accepter."),
            _("Ajoutez --yes si les personnes de acces.csv ont été prévenues."),
        )
    choices = choices_of(overwrite, regrade, missing, track_loss, no_snapshot, keep_marks)
    wanted = Wanted(choices, visible, plan_file, yes, people, channel or "", address, out, frozenset(done), anew)
    if channel:
        demand_fitting(channel, wanted)
    if len(folders) == 1 and len(names) == 1:
        told = publish_by(console, folders[0], names[0], wanted)
        console.result(told.document)
        return told.code
    _demand_for_many(wanted)
    demand_distinct(folders)
    return publish_many(console, folders, names, jobs, lambda c, folder, name: publish_by(c, folder, name, wanted))


def _demand_for_many(wanted: Wanted) -> None:
    """Raises UsageError for what is about one course only."""
    choices = wanted.choices
    if wanted.plan_file or choices.overwrite or choices.regrade or choices.keep_marks or choices.track_loss:
        raise UsageError(
            _(
                "--plan, --overwrite, --regrade, --keep-marks et --allow-track-loss vont avec un seul cours et un seul "
                "site."
            ),
            _("Publiez ce cours à part avec ces choix."),
        )
    if wanted.out and wanted.channel in BY_HAND:
        raise UsageError(_("-o va avec un seul cours et un seul site : chaque cours a son propre dossier."))
