"""A file of the folder as text: inside the folder, of a sane size, in UTF-8; or a fault that says why not."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.reading.faults import ReadingFault, fault

TEXT_LIMIT_BYTES = 2_000_000
"""No text a person writes is longer; checked before reading."""

_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@dataclass(frozen=True, slots=True)
class Source:
    """A text file: `name` relative to the course folder, with forward slashes."""

    name: str
    text: str


def read_source(root: Path, path: Path, name: str) -> Source:
    """The text of a file of the folder, without a byte order mark, lines ended by a newline. Raises ReadingFault."""
    where = Where(name)
    _stays_inside(root, path, where)
    size = _size_of_regular_file(path, where)
    if size > TEXT_LIMIT_BYTES:
        raise ReadingFault(_too_big(where, size))
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadingFault(unreadable(where, error)) from error
    return Source(name, _decoded(raw, name).replace("\r\n", "\n").replace("\r", "\n"))


def open_source(root: Path, path: Path, name: str, limit: int) -> BinaryIO:
    """A file of the folder, read as it comes: inside the folder, of at most `limit` bytes. Raises ReadingFault."""
    where = Where(name)
    _stays_inside(root, path, where)
    size = _size_of_regular_file(path, where)
    if size > limit:
        raise ReadingFault(_too_big(where, size, limit))
    try:
        return path.open("rb")
    except OSError as error:
        raise ReadingFault(unreadable(where, error)) from error


def is_inside(root: Path, path: Path) -> bool:
    """Whether the path, its links followed, is in the folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def is_regular_inside(root: Path, path: Path) -> bool:
    """Whether it is a file with bytes to read (no pipe, no device), in the folder once its links are followed."""
    try:
        return stat.S_ISREG(path.stat().st_mode) and is_inside(root, path)
    except OSError:
        return False


def _stays_inside(root: Path, path: Path, where: Where) -> None:
    if is_inside(root, path):
        return
    raise ReadingFault(outside(where))


def outside(where: Where) -> Finding:
    """The fault of a path that leads out of the folder."""
    message = _("« {name} » mène hors du dossier du cours : rien n'y est lu, par sécurité.").format(name=where.file)
    return fault("LIR-17", where, message, _("Copiez le fichier dans le dossier du cours."))


def _size_of_regular_file(path: Path, where: Where) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        message = _("Le fichier « {name} » n'existe pas.").format(name=where.file)
        raise ReadingFault(fault("LIR-02", where, message, _("Créez-le, ou corrigez son nom."))) from error
    except OSError as error:
        raise ReadingFault(unreadable(where, error)) from error
    if stat.S_ISREG(status.st_mode):
        return status.st_size
    raise ReadingFault(not_regular(where, status.st_mode))


def not_regular(where: Where, mode: int) -> Finding:
    """The fault of a folder, a pipe or a device in the place of a file: opening it could wait for ever."""
    kind = _("un dossier") if stat.S_ISDIR(mode) else _("un fichier spécial du système")
    message = _("« {name} » est {kind} ; un vrai fichier est attendu.").format(name=where.file, kind=kind)
    return fault("LIR-03", where, message, _("Remplacez-le par un vrai fichier, ou retirez-le."))


def unreadable(where: Where, error: OSError) -> Finding:
    """The fault of a file the system refuses to open."""
    reason = _("vous n'avez pas le droit de le lire") if isinstance(error, PermissionError) else str(error.strerror)
    message = _("Le fichier « {name} » ne s'ouvre pas : {reason}.").format(name=where.file, reason=reason)
    return fault("LIR-03", where, message, _("Vérifiez ses droits d'accès, ou copiez-le de nouveau."))


def _too_big(where: Where, size: int, limit: int = TEXT_LIMIT_BYTES) -> Finding:
    message = _("« {name} » pèse {size} Mo ; un texte de cours ne dépasse pas {limit} Mo.").format(
        name=where.file, size=round(size / 1_000_000, 1), limit=limit // 1_000_000
    )
    remedy = _("Vérifiez que c'est le bon fichier ; mettez les images et documents dans « medias/ ».")
    return fault("LIR-04", where, message, remedy)


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingFault(_not_utf8(raw, error.start, name)) from error


def _not_utf8(raw: bytes, offset: int, name: str) -> Finding:
    line_start = raw.rfind(b"\n", 0, offset) + 1
    where = Where(name, raw.count(b"\n", 0, offset) + 1, len(raw[line_start:offset].decode("utf-8", "replace")) + 1)
    encoding = _likely_encoding(raw)
    message = _("Ce fichier n'est pas en UTF-8 : l'octet 0x{byte:02X} (position {offset}) n'a pas de sens ici.").format(
        byte=raw[offset], offset=offset + 1
    )
    if encoding == "windows-1252":
        letter = raw[offset : offset + 1].decode("cp1252", "replace")
        message += " " + _("Il ressemble à du Windows-1252, où cet octet est « {letter} ».").format(letter=letter)
    else:
        message += " " + _("Il ressemble à {encoding}.").format(encoding=encoding)
    return fault("LIR-05", where, message, _("Enregistrez-le de nouveau en choisissant le codage UTF-8."))


def _likely_encoding(raw: bytes) -> str:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding
    head = raw[:4000]
    if head.count(0) * 3 > len(head):
        return "UTF-16"
    return _("un fichier qui n'est pas du texte") if 0 in head else "windows-1252"
