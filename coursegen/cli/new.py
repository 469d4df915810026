"""coursegen new: a course folder to begin with, empty but guided, or a whole example; a workbook to fill it in."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import StorageError, UsageError, reason_of
from coursegen.examples import example_folder, example_names
from coursegen.i18n import gettext as _
from coursegen.schema import add_schemas
from coursegen.starter import starter_languages, write_starter
from methodology.folder import code_refusal, is_code
from methodology.i18n import current_language


@dataclass(frozen=True, slots=True)
class Start:
    """What the folder begins with: an example, or the starter with that code, title and language."""

    example: str | None
    code: str
    title: str
    language: str


@click.command("new")
@click.argument("folder", metavar="[DOSSIER]", required=False, type=click.Path(path_type=Path))
@click.option("--example", "example", help="Partir d'un exemple complet : cipres-fdf ou one-ael.")
@click.option("--code", help="Code du cours, stable pour toujours (défaut : MON-COURS-01).")
@click.option("--titre", "title", default="", help="Titre du cours.")
@click.option(
    "--langue",
    "--lang",
    "language",
    type=click.Choice(starter_languages()),
    help="Langue du cours (défaut : celle des messages).",
)
@click.option(
    "--classeur",
    "workbook",
    type=click.Path(path_type=Path),
    help="Écrire aussi ce classeur .xlsx, à remplir dans Excel ou LibreOffice.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path | None,
    example: str | None,
    code: str | None,
    title: str,
    language: str | None,
    workbook: Path | None,
) -> None:
    """Crée un dossier de cours dans DOSSIER : vide mais guidé, ou copie d'un exemple. Avec --classeur, un classeur."""
    if folder is None and workbook is None:
        raise click.MissingParameter(
            param=click.get_current_context().command.params[0], ctx=click.get_current_context()
        )
    if example is None and code is not None and not is_code(code):
        raise UsageError(*code_refusal(code))
    given = {"--langue": language, "--code": code, "--titre": title}
    if example and any(given.values()):
        raise UsageError(
            _("Un exemple a déjà sa langue, son code et son titre : « {option} » n'y change rien.").format(
                option=next(option for option, value in given.items() if value)
            ),
            _("Retirez cette option, ou « --example »."),
        )
    _refuse_to_overwrite(folder, workbook)
    start = Start(example, code or "", title, language or current_language())
    if folder is None:
        assert workbook is not None
        with tempfile.TemporaryDirectory() as aside:
            _fill(Path(aside) / "cours", start)
            _write_workbook(Path(aside) / "cours", workbook)
    else:
        _fill(folder, start)
        if workbook:
            _write_workbook(folder, workbook)
    _tell(console, folder, workbook)


def _refuse_to_overwrite(folder: Path | None, workbook: Path | None) -> None:
    remedy = _("Choisissez un autre nom : rien n'est jamais écrasé.")
    if folder and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(_("« {folder} » existe déjà et n'est pas vide.").format(folder=folder), remedy)
    if workbook and workbook.suffix.lower() != ".xlsx":
        words = _("« {name} » n'est pas un nom de classeur .xlsx.").format(name=workbook.name)
        raise UsageError(words, _("Donnez un nom qui finit par .xlsx."))
    if workbook and workbook.exists():
        raise UsageError(_("« {path} » existe déjà.").format(path=workbook), remedy)


def _fill(folder: Path, start: Start) -> None:
    if start.example:
        _copy_example(start.example, folder)
        add_schemas(folder)
    else:
        write_starter(folder, start.code, start.title, start.language)


def _copy_example(name: str, folder: Path) -> None:
    source = example_folder(name)
    if source is None:
        known = ", ".join(example_names())
        raise UsageError(
            _("Il n'y a pas d'exemple « {name} ».").format(name=name),
            _("Exemples : {names}.").format(names=known),
        )
    shutil.copytree(source, folder, dirs_exist_ok=True)


def _write_workbook(folder: Path, workbook: Path) -> None:
    from coursegen.charter import load_charter
    from coursegen.workbook import write_workbook
    from methodology.folder import read_folder

    course = read_folder(folder).course
    assert course is not None, "what `new` writes reads without errors"
    data = write_workbook(course, load_charter(course.identity.charter))
    try:
        workbook.parent.mkdir(parents=True, exist_ok=True)
        workbook.write_bytes(data)
    except OSError as error:
        words = _("« {folder} » ne peut pas être créé : {reason}.")
        raise StorageError(words.format(folder=workbook, reason=reason_of(error))) from error


def _tell(console: Console, folder: Path | None, workbook: Path | None) -> None:
    files = sorted(_visible_files(folder)) if folder else []
    if folder:
        console.say(_("✓ {folder} : {count} fichiers.").format(folder=folder, count=len(files)))
    if workbook:
        console.say(_("✓ {path} : le classeur à remplir.").format(path=workbook))
        target = folder or workbook.with_suffix("")
        console.say(_("Ensuite : coursegen import {workbook} {folder}").format(workbook=workbook, folder=target))
    else:
        console.say(_("Ensuite : coursegen check {folder}").format(folder=shlex.quote(str(folder))))
    document = {"folder": str(folder) if folder else None, "files": files}
    console.result({**document, **({"workbook": str(workbook)} if workbook else {})})


def _visible_files(folder: Path) -> list[str]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in paths if not path.parts[0].startswith(".")]
