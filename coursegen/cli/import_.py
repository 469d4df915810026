"""coursegen import: a workbook, or another source, into a course folder."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.importers import Imported, SourceRefused, importer_for
from coursegen.schema import schema_files
from coursegen.starter import file_header
from methodology.saving import REMOVED, FolderHasErrors, Saved, existing_course, save_course


@click.command("import")
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def command(console: Console, source: Path, folder: Path) -> int:
    """Reprend SOURCE dans DOSSIER, qui est créé ou mis à jour.

    SOURCE : un classeur de cours (.xlsx, .ods) ; une sauvegarde de cours Moodle (.mbz), pour un nouveau dossier ;
    ou des questions : GIFT (.gift, .txt), Moodle XML (.xml).
    """
    importer = importer_for(source)
    try:
        existing = existing_course(folder, importer.ADMITTED)
        imported = importer.read(source, existing)
        header = partial(_header, imported)
        files = {**imported.files, **(schema_files() if existing is None else {})}
        saved = save_course(imported.course, folder, files, header, importer.ADMITTED)
    except SourceRefused as refusal:
        return _tell_refusal(console, refusal)
    except FolderHasErrors as errors:
        raise InputError(
            _("Le dossier « {folder} » a des erreurs : rien n'a été écrit.").format(folder=folder),
            _("Corrigez-les d'abord ; « coursegen check {folder} » les montre.").format(folder=folder),
            errors.findings,
        ) from errors
    except OSError as error:
        words = _("Impossible d'écrire dans « {out} » : {reason}.").format(out=folder, reason=reason_of(error))
        raise StorageError(words, _("Rien n'a été changé. Vérifiez la place libre et les droits.")) from error
    _tell(console, folder, imported, saved)
    if existing is None:
        console.say(_("Pour voir le cours tel quel : coursegen build {folder} --brouillon").format(folder=folder))
    return 0


def _header(imported: Imported, name: str) -> str:
    """The comment lines that a new file begins with."""
    return file_header(name, imported.course.identity.language) + imported.guides.get(name, "")


def _tell(console: Console, folder: Path, imported: Imported, saved: Saved) -> None:
    for words in imported.notices:
        console.say(f"! {words}")
    for name in (name for name in saved.made if not name.startswith(".")):
        console.say(_("✓ {path} : créé.").format(path=folder / name))
    for name in saved.changed:
        console.say(_("✓ {path} : mis à jour.").format(path=folder / name))
    for name in saved.removed:
        console.say(_("✓ {path} : retiré du cours, gardé dans {place}.").format(path=folder / name, place=REMOVED))
    if not (saved.made or saved.changed or saved.removed):
        console.say(_("Rien n'a changé."))
    console.say(_("Ensuite : coursegen check {folder}").format(folder=folder))
    console.result({"folder": str(folder), **asdict(saved), "notices": list(imported.notices)})


def _tell_refusal(console: Console, refusal: SourceRefused) -> int:
    for fault in refusal.faults:
        console.warn(_("{place} : {said}").format(place=fault.place, said=fault.message))
        if fault.remedy:
            console.warn(f"    {fault.remedy}")
    console.warn(_("Erreur : {message}").format(message=refusal.message))
    console.warn(_("Que faire : {remedy}").format(remedy=refusal.remedy))
    error = {"message": refusal.message, "remedy": refusal.remedy, "code": refusal.exit_code}
    console.result({"error": error, "faults": [asdict(fault) for fault in refusal.faults]})
    return refusal.exit_code
