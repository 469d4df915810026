"""coursegen mission dossier: what is handed in to SOCIEUX+ or to the partner, whole or refused."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import ngettext

if TYPE_CHECKING:
    from coursegen.handin import HandIn
    from coursegen.handin.refusal import HandInRefusedError


@click.command("dossier")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option(
    "--pour",
    "recipient",
    type=click.Choice(["socieux", "partenaire"]),
    required=True,
    help="À qui va la remise : chacun ne reçoit que ce qui lui est destiné.",
)
@click.option("--activite", "activities", metavar="ID", default="", help="Ces activités seulement (A1,A2).")
@click.option("--livrable", "only", metavar="NOMS", default="", help="Ces livrables seulement (P1,P2).")
@click.option("--zip", "as_zip", is_flag=True, help="Un fichier .zip au lieu d'un dossier.")
@click.option("-o", "--out", metavar="CHEMIN", type=click.Path(path_type=Path), help="Le dossier ou le .zip à écrire.")
@click.option("--remplacer", "overwrite", is_flag=True, help="Remplace une remise faite avant au même endroit.")
@click.option(
    "--sans-comparaison",
    "uncompared",
    is_flag=True,
    help="Remet le rapport collectif sans les rapports individuels à lui comparer ; le bordereau le dit.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path,
    recipient: str,
    activities: str,
    only: str,
    as_zip: bool,
    out: Path | None,
    overwrite: bool,
    uncompared: bool,
) -> None:
    """Le dossier de remise de la mission de DOSSIER, avec son bordereau ; refusé en entier si quelque chose manque.

    Chaque fichier passe par « coursegen conform », puis par le contrôle de confidentialité.
    """
    from coursegen.handin import HandInChoice, hand_in
    from coursegen.handin.dossier import default_place
    from coursegen.handin.refusal import HandInRefusedError
    from methodology.mission.values import Party

    choice = HandInChoice(
        recipient=Party(recipient),
        activities=_names(activities),
        only=_names(only),
        zipped=as_zip,
        overwrite=overwrite,
        uncompared=uncompared,
    )
    try:
        made = hand_in(folder, out or default_place(choice, folder), choice, lambda words: console.say(f"… {words}"))
    except HandInRefusedError as error:
        if not console.json:
            raise
        console.result(_refusal(error))
        raise click.exceptions.Exit(error.exit_code) from error
    _tell(console, made, recipient)


def _refusal(error: HandInRefusedError) -> dict[str, object]:
    """The error as every command gives it, with each reason by itself."""
    said = {"message": error.message, "remedy": error.remedy, "code": error.exit_code}
    return {"error": said, "obstacles": [asdict(one) for one in error.obstacles]}


def _tell(console: Console, made: HandIn, recipient: str) -> None:
    for item in made.items:
        if not item.working:
            console.say(f"✓ {item.path}")
    for words in made.left_out:
        console.say(f"– {words}")
    for words in made.notes:
        console.say(f"! {words}")
    count = len(made.items)
    files = ngettext(
        "{n} fichier dans « {path} », avec son bordereau.", "{n} fichiers dans « {path} », avec leur bordereau.", count
    )
    console.say(files.format(n=count, path=made.path))
    console.result(
        {
            "path": str(made.path),
            "for": recipient,
            "files": [
                {
                    "path": item.path,
                    "activity": item.wanted.activity.id,
                    "deliverable": item.wanted.id,
                    "expert": item.wanted.expert or None,
                    "version": item.version,
                    "date": item.date.isoformat(),
                    "sha256": item.sha256,
                    "working": item.working,
                }
                for item in made.items
            ],
            "left_out": list(made.left_out),
            "notes": list(made.notes),
        }
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
