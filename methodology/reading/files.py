"""What lies in a course folder: which files are read, which are left aside, which are missing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.reading.faults import fault, nearest, notice
from methodology.reading.source import is_inside, not_regular, outside, unreadable

FOLDERS = ("contenus", "questions", "medias")
_ALSO_KNOWN = frozenset({"action.yaml", "acces.csv", "README.md", "LISEZMOI.md", "IMPORT.md", "LICENSE"})
_LEFT_BY_SYSTEMS = frozenset({"Thumbs.db", "desktop.ini", "__pycache__"})
MAX_FILES = 20_000
IMPORTED = frozenset({".xlsx", ".ods"})
"""Files that « coursegen import » makes a course of."""
_OF_OTHER_PROGRAMS = frozenset({".docx", ".doc", ".odt", ".pdf", ".pptx", ".ppt", ".odp", ".xls", ".mbz", ".zip"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: `name` is relative to the folder, as messages and references spell it; `path` is where it lies."""

    name: str
    path: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read, by name; `unread` are those of `contenus/` that aren't Markdown."""

    texts: tuple[Entry, ...]
    banks: tuple[Entry, ...]
    media: tuple[Entry, ...]
    unread: tuple[Entry, ...] = ()


def list_folder(root: Path, required: Sequence[str]) -> tuple[Listing | None, list[Finding]]:
    """The files of a course folder and what is odd about them; None when the folder is no course folder."""
    try:
        names = sorted(path.name for path in root.iterdir())
    except OSError as error:
        return None, [_no_folder(root, error)]
    if not set(required) & set(names):
        return None, [_no_course(root, names)]
    faults = list(_odd_names(names, required))
    contents = _entries(root, "contenus", faults)
    listing = Listing(
        tuple(entry for entry in contents if entry.name.lower().endswith(".md")),
        tuple(_banks(root, faults)),
        tuple(_entries(root, "medias", faults)),
        tuple(entry for entry in contents if not entry.name.lower().endswith(".md")),
    )
    return listing, faults


def _no_folder(root: Path, error: OSError) -> Finding:
    where = Where(str(root))
    if isinstance(error, FileNotFoundError):
        message = _("Le dossier « {name} » n'existe pas.").format(name=root)
        return fault("LIR-01", where, message, _sibling(root))
    if isinstance(error, NotADirectoryError):
        message = _("« {name} » est un fichier ; un dossier de cours est attendu.").format(name=root)
        return fault("LIR-01", where, message, _instead_of_file(root))
    message = _("Le dossier « {name} » ne s'ouvre pas.").format(name=root)
    return fault("LIR-01", where, message, _("Vérifiez ses droits d'accès."))


def _sibling(root: Path) -> str:
    """How to mend a path to nothing: the folder beside it with nearly the same name."""
    try:
        folders = [path.name for path in root.absolute().parent.iterdir() if path.is_dir()]
    except OSError:
        folders = []
    close = nearest(root.name, folders)
    if close:
        return _("Vouliez-vous dire « {name} » ?").format(name=root.parent / close)
    return _("Vérifiez le chemin, ou créez un cours avec « coursegen new ».")


def _instead_of_file(file: Path) -> str:
    """How to mend a file given as a folder."""
    suffix = file.suffix.lower()
    if suffix in IMPORTED:
        return _("« coursegen import {name} DOSSIER » en fait un dossier de cours.").format(name=file.name)
    if suffix in _OF_OTHER_PROGRAMS:
        return _("Le programme ne le reprend pas : créez un cours avec « coursegen new » et collez-y son contenu.")
    return _("Donnez le dossier qui le contient : « {folder} ».").format(folder=file.parent)


def _no_course(root: Path, names: Sequence[str]) -> Finding:
    where = Where(str(root))
    if not names:
        message = _("Le dossier « {name} » est vide.").format(name=root)
        return fault("LIR-01", where, message, _("Créez un cours avec « coursegen new »."))
    message = _("« {name} » n'est pas un dossier de cours : « cours.yaml » n'y est pas.").format(name=root)
    inside = next((name for name in names if (root / name / "cours.yaml").is_file()), None)
    if inside:
        return fault("LIR-01", where, message, _("Le cours semble être dans « {name} ».").format(name=root / inside))
    if "action.yaml" in names:
        remedy = _(
            "Une mission seule se vérifie avec « coursegen check », se suit avec « coursegen mission » ; son agenda "
            "vient de « coursegen mission deadlines {folder} --ics FICHIER »."
        )
        return fault("LIR-01", where, message, remedy.format(folder=root))
    return fault("LIR-01", where, message, _("Donnez le dossier du cours, ou créez-en un avec « coursegen new »."))


def _odd_names(names: Sequence[str], required: Sequence[str]) -> Iterator[Finding]:
    known = {*required, *FOLDERS, *_ALSO_KNOWN}
    missing = [name for name in (*required, *FOLDERS, "acces.csv", "action.yaml") if name not in names]
    for name in names:
        if name not in known and not _is_hidden(name):
            yield _left_aside(name, missing)


def _left_aside(name: str, missing: Sequence[str]) -> Finding:
    message = _("« {name} » n'est pas lu : ce nom ne dit rien au programme.").format(name=name)
    close = nearest(name, missing)
    if close:
        return notice("LIR-24", Where(name), message, _("Renommez-le en « {name} ».").format(name=close))
    return notice(
        "LIR-24",
        Where(name),
        message,
        _("Déplacez-le dans « contenus/ » ou « medias/ », ou hors du dossier."),
    )


def _banks(root: Path, faults: list[Finding]) -> Iterator[Entry]:
    for entry in _entries(root, "questions", faults):
        if PurePosixPath(entry.name).suffix in (".yaml", ".gift", ".txt", ".xml"):
            yield entry
        else:
            message = _("« {name} » n'est pas lu : les questions s'écrivent en YAML, GIFT ou Moodle XML.").format(
                name=entry.name
            )
            faults.append(notice("LIR-24", Where(entry.name), message, _("Convertissez-le, ou retirez-le.")))


def _entries(root: Path, folder: str, faults: list[Finding]) -> list[Entry]:
    return sorted(_walk(root, folder, faults), key=lambda entry: entry.name)


def _walk(root: Path, folder: str, faults: list[Finding]) -> Iterator[Entry]:
    """Files below, with their size. A link out of the folder is a fault; no link to a folder is followed."""
    for count, (path, is_folder) in enumerate(_below(root / folder)):
        name = _spelt(path.relative_to(root))
        if not is_inside(root, path):
            faults.append(outside(Where(name)))
        elif count >= MAX_FILES:
            message = _("« {folder} » contient plus de {n} fichiers.").format(folder=folder, n=MAX_FILES)
            faults.append(fault("LIR-04", Where(folder), message, _("Vérifiez que c'est le bon dossier.")))
            return
        elif not is_folder:
            try:
                status = path.stat()
            except OSError as error:
                faults.append(unreadable(Where(name), error))
                continue
            if stat.S_ISREG(status.st_mode):
                yield Entry(name, path, status.st_size)
            else:
                faults.append(not_regular(Where(name), status.st_mode))


def _spelt(path: Path) -> str:
    """The name with its accents composed, as people type them; bytes that are no letters show as a mark."""
    return normalize("NFC", path.as_posix().encode("utf-8", "replace").decode())


def _below(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Everything below a folder that a person put there, sorted, folders before what they hold."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if _is_hidden(entry.name):
            continue
        path = Path(entry.path)
        is_folder = path.is_dir()
        yield path, is_folder
        if is_folder and not entry.is_symlink():
            yield from _below(path)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~")) or name in _LEFT_BY_SYSTEMS
