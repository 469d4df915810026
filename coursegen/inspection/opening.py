"""Opens a Moodle backup, or says in the person's words why it can't be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from moodle_backups.archive_safety import (
    ArchiveTooLargeError,
    DamagedArchiveError,
    MissingMemberError,
    NotAnArchiveError,
    UnsafeArchiveError,
    WrongContentError,
)
from moodle_backups.errors import BackupError
from moodle_backups.read import ReadBackup, read_backup
from moodle_backups.tree import DocumentError


class PackageRefused(StorageError):
    """The package can't be read: damaged, hostile, or something else than a backup of a course."""


@contextmanager
def opened(path: Path, *, contents: bool = False, seeds: bool = False) -> Iterator[ReadBackup]:
    """The backup in that file. Raises PackageRefused with reason and remedy; nothing is unpacked beside it."""
    try:
        with read_backup(path, contents=contents, seeds=seeds) as reading:
            yield reading
    except BackupError as error:
        raise refusal(path, error) from error
    except RecursionError as error:
        raise refusal(path, BackupError(())) from error
    except OSError as error:
        words = _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        raise StorageError(words, _("Vérifiez le chemin et les droits du fichier.")) from error


def refusal(path: Path, error: BackupError) -> PackageRefused:
    """Why that package can't be used, and what to do."""
    reason, remedy = _words(error)
    return PackageRefused(
        _("« {name} » n'est pas utilisable : {reason}.").format(name=path.name, reason=reason), remedy
    )


def _words(error: BackupError) -> tuple[str, str]:
    where = error.problems[0].where if error.problems else ""
    again = _("Téléchargez-le de nouveau depuis Moodle, ou refaites la sauvegarde.")
    match error:
        case NotAnArchiveError():
            return _("ce n'est pas une sauvegarde de Moodle (ni tgz ni zip)"), _("Donnez un fichier .mbz.")
        case DamagedArchiveError() | WrongContentError():
            return _("l'archive est coupée ou abîmée (« {where} »)").format(where=where), again
        case UnsafeArchiveError():
            reason = _("elle contient ce qu'aucune sauvegarde n'a et qui pourrait nuire (« {where} »)")
            return reason.format(where=where), _(
                "Ne l'ouvrez pas ; demandez d'où elle vient, puis refaites la sauvegarde."
            )
        case ArchiveTooLargeError():
            reason = _("elle se déplierait en bien plus que sa taille ne l'explique (« {where} »)")
            return reason.format(where=where), _(
                "Refaites la sauvegarde depuis Moodle, sans les données des personnes."
            )
        case DocumentError() | MissingMemberError():
            return _("son fichier « {where} » manque ou n'a pas de sens").format(where=where), again
    if where == "moodle_backup.xml":
        remedy = _("Faites dans Moodle une sauvegarde du cours entier (format .mbz), puis recommencez.")
        return _("ce n'est pas la sauvegarde d'un cours entier par Moodle 2 ou plus"), remedy
    return _("son contenu n'a pas de sens (« {where} »)").format(where=where), again
