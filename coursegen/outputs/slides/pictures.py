"""The pictures of a deck: found in the course's media, in a format that presentations take."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from coursegen.courseware import MediaFile
from coursegen.errors import InputError
from coursegen.i18n import gettext as _

_TAKEN = {"PNG", "JPEG", "GIF"}


class PictureShelf:
    """Media by name."""

    def __init__(self, media: Iterable[MediaFile]) -> None:
        self._media = {file.name: file for file in media}

    def find(self, name: str, slide_title: str) -> tuple[bytes, tuple[int, int]]:
        """The picture's bytes and its size in pixels.

        A drawing (SVG) is shown by its PNG twin of the same name. Raises InputError naming slide, reason, remedy.
        """
        file = self._twin(name, slide_title) if name.casefold().endswith(".svg") else self._media.get(name)
        if file is None:
            raise InputError(
                _("Diapositive « {title} » : l'image « {name} » manque.").format(title=slide_title, name=name),
                _("Ajoutez le fichier au dossier des médias, ou corrigez son nom."),
            )
        return _opened(file, slide_title)

    def _twin(self, name: str, slide_title: str) -> MediaFile:
        twin = self._media.get(f"{PurePosixPath(name).stem}.png") or self._media.get(f"{name}.png")
        if twin is None:
            raise InputError(
                _("Diapositive « {title} » : le dessin « {name} » (SVG) n'a pas de version PNG.").format(
                    title=slide_title, name=name
                ),
                _(
                    "Installez LibreOffice, qui la fait tout seul, ou enregistrez le dessin aussi en PNG, à côté, "
                    "sous le même nom (fin : .png)."
                ),
            )
        return twin


def _opened(file: MediaFile, slide_title: str) -> tuple[bytes, tuple[int, int]]:
    try:
        with Image.open(io.BytesIO(file.data)) as image:
            if image.format in _TAKEN:
                image.verify()
                return file.data, image.size
            return _as_png(image), image.size
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(
            _("Diapositive « {title} » : l'image « {name} » ne s'ouvre pas.").format(title=slide_title, name=file.name),
            _("Enregistrez-la à nouveau en PNG ou en JPEG."),
        ) from error


def _as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()
