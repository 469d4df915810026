"""coursegen mission documents: the note, the agenda, the reports, the tables of a mission, as files one can edit."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext

if TYPE_CHECKING:
    from coursegen.build.mission_documents import MissionOutput, MissionResult


@click.command("documents")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--activite", "activities", metavar="ID", default="", help="Ces activités seulement (A1,A2).")
@click.option(
    "--livrable",
    "deliverables",
    metavar="NOMS",
    default="",
    help="Ces documents seulement : livrables du catalogue (P1,AcR) ou suivi, taches, charge, echeances, acces, "
    "visibilite.",
)
@click.option("--conjoint", is_flag=True, help="Un seul rapport individuel pour toute l'équipe.")
@click.option(
    "-o",
    "--out",
    metavar="DOSSIER",
    type=click.Path(path_type=Path),
    help="Dossier des documents (défaut : DOSSIER-mission).",
)
@click.option(
    "--final", is_flag=True, help="Refuser ce qui n'est pas prêt à être remis : texte à écrire, logo, modèle, longueur."
)
@click.option("--remplacer", "overwrite", is_flag=True, help="Remplacer les documents que vous avez modifiés.")
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path,
    activities: str,
    deliverables: str,
    conjoint: bool,
    out: Path | None,
    final: bool,
    overwrite: bool,
) -> None:
    """Les documents de la mission de DOSSIER : note, agenda, rapports, suivi, tâches, charge, accès, visibilité."""
    from coursegen.build.mission_documents import MissionChoice, write_mission_documents

    choice = MissionChoice(
        activities=_names(activities),
        deliverables=_names(deliverables),
        joint=conjoint,
        final=final,
        overwrite=overwrite,
    )
    target = out or folder.resolve().with_name(folder.resolve().name + "-mission")
    result = write_mission_documents(folder, target, choice, progress=lambda words: console.say(f"… {words}"))
    _tell(console, result)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _tell(console: Console, result: MissionResult) -> None:
    shared = _shared(result)
    for output in result.outputs:
        mark = "•" if output.shortcomings else "✓"
        secret = _(" (CONFIDENTIEL)") if output.confidential else ""
        console.say(f"{mark} {output.path}{secret}{_pages(output)}")
        for reason in output.shortcomings:
            if reason not in shared:
                console.say(f"    {reason}")
        for sentence in output.unkind:
            console.say(
                _("    À relire, peut blesser SOCIEUX+ ou l'Union européenne : « {words} »").format(words=sentence)
            )
    for reason in shared:
        console.say(_("! Avant de remettre : {reason}.").format(reason=reason))
    for error in result.errors:
        console.say(f"! {error.where.file}:{error.where.line} {error.rule} {error.message}")
        console.say(f"    → {error.remedy}")
    for words in result.elsewhere:
        console.say(f"– {words}")
    count = len(result.outputs)
    console.say(ngettext("{count} document.", "{count} documents.", count).format(count=count))
    console.result({"folder": str(result.folder), "outputs": [_as_data(output) for output in result.outputs]})


def _pages(output: MissionOutput) -> str:
    """How many pages it has, where somebody counted them."""
    if output.pages is None:
        return ""
    return ngettext(" – {n} page", " – {n} pages", output.pages).format(n=output.pages)


def _shared(result: MissionResult) -> tuple[str, ...]:
    """What keeps every one of several documents from being final: said once."""
    first, *others = result.outputs or (None,)
    if first is None or not others:
        return ()
    return tuple(reason for reason in first.shortcomings if all(reason in one.shortcomings for one in others))


def _as_data(output: MissionOutput) -> dict[str, object]:
    return asdict(output) | {
        "path": output.path.name,
        "shortcomings": list(output.shortcomings),
        "unkind": list(output.unkind),
    }
