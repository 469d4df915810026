"""coursegen publish: puts courses on sites, or brings them up to date there without touching what learners did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.cli.publish.after import finished
from coursegen.cli.publish.desk import Desk
from coursegen.cli.publish.one import Told, Wanted, publish_one
from coursegen.cli.publish.options import choice_options, choices_of


@click.command("publish")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--site", "name", metavar="NOM", required=True, help="Le site, nommé par « coursegen site add ».")
@click.option("--visible", is_flag=True, help="Montre le cours aux apprenants tout de suite, s’il est nouveau.")
@click.option(
    "--plan",
    "plan_file",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Fait ce que dit ce plan enregistré, et refuse si le dossier ou le site a changé depuis.",
)
@choice_options
@click.option("--people", is_flag=True, help="Ouvre aussi les accès de acces.csv et met les sessions à l’agenda.")
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path,
    name: str,
    visible: bool,
    plan_file: Path | None,
    overwrite: Sequence[str],
    regrade: Sequence[str],
    missing: str,
    track_loss: Sequence[str],
    no_snapshot: bool,
    people: bool,
    yes: bool,
) -> int:
    """Construit le cours de DOSSIER et le publie : nouveau, il est créé caché ; en ligne, il est mis à jour.

    Ce que les apprenants ont fait reste : tentatives, notes, travaux remis, achèvement.
    """
    choices = choices_of(overwrite, regrade, missing, track_loss, no_snapshot)
    told = _one(console, folder, name, Wanted(choices, visible, plan_file, yes, people))
    console.result(told.document)
    return told.code


def _one(console: Console, folder: Path, name: str, wanted: Wanted) -> Told:
    desk = Desk.open(console, folder, name)
    return finished(desk, folder, publish_one(desk, wanted), wanted)
