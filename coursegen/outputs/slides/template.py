"""The user's own template: opened, checked, emptied of its sample slides."""

from __future__ import annotations

import functools
import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation as Deck

from coursegen.errors import TemplateError
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.fixes.archive import packed
from coursegen.outputs.slides.fixes.sample_slides import without_slides
from coursegen.outputs.slides.fixes.template_package import as_presentation

if TYPE_CHECKING:
    from coursegen.conform.package import Package

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "Workbook"))  # of a .doc, of a .xls
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BROKEN = (KeyError, ValueError, PackageNotFoundError, SyntaxError, zipfile.BadZipFile, RuntimeError, zlib.error)
_SAVE_AS = "Ouvrez le fichier dans PowerPoint ou LibreOffice et enregistrez-le au format .pptx ou .potx."
_NAME = Path("modele.pptx")  # in errors that name the file; ours say « le modèle »


def clean_template(data: bytes) -> tuple[bytes, Deck]:
    """A .pptx or .potx without its sample slides, as the bytes of a .pptx that are always the same; and opened."""
    deck = opened_template(data)
    return packed(deck), deck


def opened_template(data: bytes) -> Deck:
    """A deck without slides, from the bytes of a .pptx or .potx. Raises TemplateError: what is wrong, what to do."""
    deck: Deck = Presentation(io.BytesIO(_emptied(data)))
    return deck


@functools.lru_cache(maxsize=1)  # the decks of a course share one template
def _emptied(data: bytes) -> bytes:
    _refuse_others(data)
    try:
        deck: Deck = Presentation(io.BytesIO(as_presentation(data)))
    except _BROKEN as error:
        raise TemplateError(_("Le modèle ne s'ouvre pas : le fichier est abîmé ou incomplet."), _(_SAVE_AS)) from error
    return without_slides(deck)


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise TemplateError(
                _("Le modèle est protégé par un mot de passe."), _("Enregistrez-le au format .pptx, sans mot de passe.")
            )
        if any(name in data for name in _OTHER_STREAMS):
            raise TemplateError(
                _("Le modèle n'est pas une présentation : c'est un autre document d'Office 97-2003 (.doc ou .xls)."),
                _("Donnez le modèle de présentation de l'organisme, un fichier .pptx ou .potx."),
            )
        raise TemplateError(
            _("Le modèle est au format PowerPoint 97-2003 (.ppt)."),
            _("Ouvrez-le dans PowerPoint ou LibreOffice et enregistrez-le au format .pptx, sans mot de passe."),
        )
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise TemplateError(_("Le modèle n'est pas un fichier PowerPoint."), _(_SAVE_AS))
    _refuse_package(data)


def _refuse_package(data: bytes) -> None:
    """What `coursegen conform` refuses to open, and what is no presentation."""
    from coursegen.conform.package import checked_package, kind_of
    from coursegen.conform.refusals import DamagedError, RefusedError

    try:
        package = checked_package(data, _NAME)
    except DamagedError as error:
        raise TemplateError(_("Le modèle ne s'ouvre pas : le fichier est abîmé ou incomplet."), _(_SAVE_AS)) from error
    except RefusedError as error:
        raise TemplateError(_("Le modèle est refusé : {reason}.").format(reason=error.reason), error.remedy) from error
    if package.main != "ppt/presentation.xml":
        words = _("Le modèle n'est pas une présentation PowerPoint : c'est {kind}.").format(kind=kind_of(package))
        raise TemplateError(words, _(_SAVE_AS))
    _refuse_links(package)


def _refuse_links(package: Package) -> None:
    """Pictures, sounds or objects that would be loaded from elsewhere; ordinary hyperlinks may stay.

    Those of the sample slides go with them.
    """
    for name in package.named(r"ppt/(?!slides/|notesSlides/).*\.rels"):
        rels = package.xml(name)
        for rel in () if rels is None else rels:
            if rel.get("TargetMode") == "External" and not str(rel.get("Type")).endswith("/hyperlink"):
                raise TemplateError(
                    _("Le modèle charge une image depuis l'extérieur ({part}).").format(part=name),
                    _("Insérez l'image dans le modèle au lieu de la lier."),
                )
