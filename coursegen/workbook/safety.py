"""Whether a file is a workbook that may be opened: no macro, no link to other files, no bomb, a sane size.

Sizes are those the archive declares; Python's zipfile never gives more of a member than it declares, so that they
bound what a reader can be made to hold.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from coursegen.errors import CoursegenError, InputError, StorageError, reason_of
from coursegen.i18n import gettext as _

MAX_FILE_BYTES, MAX_UNPACKED_BYTES, MAX_MEMBERS = 20_000_000, 40_000_000, 2_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)", re.IGNORECASE)
_MACROS = re.compile(r"(^|/)vbaProject|^Basic/|^Scripts/|^xl/macrosheets/", re.IGNORECASE)
_LINKS = re.compile(r"^xl/(externalLinks|connections|queryTables|embeddings|activeX)", re.IGNORECASE)
_ODS_LINKS = re.compile(rb"<table:(?:table-source|cell-range-source|dde-link)|<draw:object-ole")


def check_package(path: Path) -> None:
    """Raises InputError, saying why, when the file is not to be opened; StorageError when it cannot be."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError as error:
        words = _("Le fichier « {path} » ne peut pas être lu : {reason}.")
        raise StorageError(words.format(path=path, reason=reason_of(error)), _("Vérifiez le chemin.")) from error
    if size > MAX_FILE_BYTES:
        raise _too_big(path)
    if head == _OLD_OFFICE:
        raise InputError(
            _("« {name} » est protégé par un mot de passe, ou dans l'ancien format .xls.").format(name=path.name),
            _("Enregistrez-le sans mot de passe, au format .xlsx ou .ods."),
        )
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> CoursegenError:
    """The error of a file that is no workbook, or no longer."""
    return InputError(
        _("« {name} » n'est pas un classeur, ou il est abîmé.").format(name=path.name),
        _("Ouvrez-le dans Excel ou LibreOffice et enregistrez-le de nouveau en .xlsx ou .ods."),
    )


def _too_big(path: Path) -> CoursegenError:
    return InputError(
        _("« {name} » est trop gros pour un classeur de cours : rien n'a été lu.").format(name=path.name),
        _("Un tel classeur pèse moins de {mb} Mo. Retirez les images et les feuilles étrangères au cours.").format(
            mb=MAX_FILE_BYTES // 1_000_000
        ),
    )


def _check_members(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise _too_big(path)
    names = {member.filename for member in members}
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise damaged(path)
    if any(_MACROS.search(name) for name in names):
        raise _refused(path, _("il contient des macros"), _("Enregistrez-le sans macros, au format .xlsx ou .ods."))
    if any(_LINKS.search(name) for name in names):
        raise _linked(path)
    for member in members:
        if member.filename.endswith((".xml", ".rels", ".vml")):
            _check_markup(archive, member, path)


def _check_markup(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    is_manifest = member.filename == "META-INF/manifest.xml"
    before = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            seen = before + chunk
            if _DOCTYPE.search(seen) and not is_manifest:
                raise _refused(
                    path, _("il définit des entités XML"), _("Enregistrez-le de nouveau depuis LibreOffice.")
                )
            if member.filename == "content.xml" and _ODS_LINKS.search(seen):
                raise _linked(path)
            if is_manifest and b"encryption-data" in seen:
                raise _refused(path, _("il est protégé par un mot de passe"), _("Enregistrez-le sans mot de passe."))
            before = seen[-64:]


def _linked(path: Path) -> CoursegenError:
    remedy = _("Rompez les liens (Données > Modifier les liens), puis enregistrez-le de nouveau.")
    return _refused(path, _("il renvoie à d'autres fichiers ou à des sources de données"), remedy)


def _refused(path: Path, reason: str, remedy: str) -> CoursegenError:
    return InputError(_("« {name} » est refusé : {reason}.").format(name=path.name, reason=reason), remedy)
