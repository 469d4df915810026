"""coursegen schema: the JSON Schema of each YAML file of a course folder, for editors and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _


@click.command("schema")
@click.argument("file", metavar="FICHIER", required=False)
@click.option("--dans", "folder", type=click.Path(path_type=Path), help="Met les schémas dans ce dossier de cours.")
@json_option
@click.pass_obj
def command(console: Console, file: str | None, folder: Path | None) -> None:
    """Donne le schéma JSON de FICHIER (cours.yaml, questions/test.yaml…) : ce que chaque champ attend."""
    if folder is not None and file is not None:
        raise UsageError(
            _("« --dans » met tous les schémas dans le dossier : FICHIER n'y change rien."),
            _("Donnez l'un ou l'autre."),
        )
    if folder is not None:
        _install(console, folder)
    elif file is None:
        _list(console)
    else:
        _show(console, file)


def _show(console: Console, file: str) -> None:
    from coursegen.schema import FILES, schema_of

    schema = schema_of(file)
    if schema is None:
        words = _("Il n'y a pas de schéma pour « {file} ».").format(file=file)
        raise UsageError(words, _("Fichiers décrits : {names}.").format(names=", ".join(FILES)))
    if console.json:
        console.result(json.loads(schema))
    else:
        console.say(schema.rstrip("\n"))


def _list(console: Console) -> None:
    from coursegen.schema import FILES, schema_file

    for name in FILES:
        console.say(f"{name:<24} {schema_file(name)}")
    console.say(
        _("« coursegen schema cours.yaml » en montre un ; « --dans DOSSIER » les met dans un dossier de cours.")
    )
    console.result({"files": {name: schema_file(name) for name in FILES}})


def _install(console: Console, folder: Path) -> None:
    from coursegen.schema import FILES, SCHEMA_FOLDER, add_schemas

    if not (folder / "cours.yaml").is_file():
        words = _("« {folder} » n'est pas un dossier de cours : « cours.yaml » n'y est pas.").format(folder=folder)
        raise UsageError(words, _("Créez un cours avec « coursegen new »."))
    try:
        add_schemas(folder)
    except OSError as error:
        words = _("Impossible d'écrire dans « {out} » : {reason}.").format(out=folder, reason=reason_of(error))
        raise StorageError(words) from error
    console.say(_("✓ {folder} : {count} schémas.").format(folder=folder / SCHEMA_FOLDER, count=len(FILES)))
    console.result({"folder": str(folder / SCHEMA_FOLDER), "files": len(FILES)})
