"""Why a file isn't opened, in words: each error with its remedy."""

from __future__ import annotations

from pathlib import Path

from coursegen.errors import CoursegenError, InputError
from coursegen.i18n import gettext as _
from methodology.i18n import N_


class RefusedError(InputError):
    """A file that isn't opened. `reason`: why, as the end of a sentence."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(_("« {name} » est refusé : {reason}.").format(name=path.name, reason=reason), remedy)
        self.reason = reason


def refused(path: Path, reason: str, remedy: str) -> RefusedError:
    """The error of a file that isn't opened."""
    return RefusedError(path, reason, remedy)


class DamagedError(RefusedError):
    """A file that is no Office file, or no longer."""


def damaged(path: Path) -> DamagedError:
    """The error of a file that is no Office file, or no longer."""
    return DamagedError(
        path,
        _("il est abîmé ou tronqué, ou ce n'est pas un fichier de bureautique"),
        _("Ouvrez-le dans votre logiciel de bureautique et enregistrez-le de nouveau, ou demandez-le de nouveau."),
    )


def too_big(path: Path) -> CoursegenError:
    """The error of a bomb, or of what looks like one."""
    reason = _("il est anormalement gros une fois décompressé : rien n'a été lu")
    return refused(path, reason, _("Vérifiez sa provenance ; réduisez ses images."))


def protected(path: Path) -> CoursegenError:
    """The error of a file with a password."""
    return refused(path, _("il est protégé par un mot de passe"), _("Enregistrez-le sans mot de passe."))


def with_macros(path: Path) -> CoursegenError:
    """The error of a file that holds programs."""
    return refused(path, _("il contient des macros"), _("Enregistrez-le sans macros, en .pptx, .docx ou .xlsx."))


_KINDS = {
    ".pptx": N_("une présentation PowerPoint"),
    ".docx": N_("un document Word"),
    ".xlsx": N_("un classeur Excel"),
    ".ppt": N_("une présentation PowerPoint 97-2003"),
    ".doc": N_("un document Word 97-2003"),
    ".xls": N_("un classeur Excel 97-2003"),
    ".odp": N_("une présentation OpenDocument"),
    ".odt": N_("un texte OpenDocument"),
    ".ods": N_("un classeur OpenDocument"),
}


def misnamed(path: Path, really: str) -> CoursegenError:
    """The error of a file whose name lies; `really` is the end that its name should have."""
    reason = _("son nom finit par « {suffix} », mais c'est {kind}").format(suffix=path.suffix, kind=kind_words(really))
    remedy = _("Renommez-le « {name} », ou ouvrez-le et enregistrez-le dans le format voulu.")
    return refused(path, reason, remedy.format(name=path.with_suffix(really).name))


def kind_words(suffix: str) -> str:
    """What a file of that end is: « un document Word (.docx) »."""
    return f"{_(_KINDS[suffix])} ({suffix})"
