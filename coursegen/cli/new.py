"""coursegen new: a course folder to begin with, empty but guided, or a whole example."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import UsageError
from coursegen.examples import example_folder, example_names
from coursegen.i18n import gettext as _
from coursegen.starter import write_starter


@click.command("new")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--example", "example", help="Partir d'un exemple complet : cipres-fdf.")
@click.option("--code", default="MON-COURS-01", show_default=True, help="Code du cours, stable pour toujours.")
@click.option("--titre", "title", default="", help="Titre du cours.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path, example: str | None, code: str, title: str) -> None:
    """Crée un dossier de cours dans DOSSIER : vide mais guidé, ou copie d'un exemple."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            _("« {folder} » existe déjà et n'est pas vide.").format(folder=folder),
            _("Choisissez un autre nom : rien n'est jamais écrasé."),
        )
    if example:
        _copy_example(example, folder)
    else:
        write_starter(folder, code, title or _("Titre de votre cours"))
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    console.say(_("✓ {folder} : {count} fichiers.").format(folder=folder, count=len(files)))
    console.say(_("Ensuite : coursegen check {folder}").format(folder=folder))
    console.result({"folder": str(folder), "files": files})


def _copy_example(name: str, folder: Path) -> None:
    source = example_folder(name)
    if source is None:
        known = ", ".join(example_names())
        raise UsageError(
            _("Il n'y a pas d'exemple « {name} ».").format(name=name),
            _("Exemples : {names}.").format(names=known),
        )
    shutil.copytree(source, folder, dirs_exist_ok=True)
