"""The files of `medias/` that texts show: read once, named for shipping, weighed."""

from __future__ import annotations

import re
import unicodedata
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from coursegen.courseware import MediaFile
from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.course import MediaFile as Source


def portable_name(path: str) -> str:
    """A name that every LMS and file system takes: ASCII letters, digits, `.`, `-`, `_`; no folders."""
    plain = unicodedata.normalize("NFKD", PurePosixPath(path).name).encode("ascii", "ignore").decode()
    folder = "-".join(PurePosixPath(path).parts[1:-1])
    return re.sub(r"[^A-Za-z0-9._-]+", "-", f"{folder}-{plain}" if folder else plain)


class MediaPool:
    """Collects the media that texts use. `take` gives the shipped name; `files` what was taken, by name."""

    def __init__(self, course: Course) -> None:
        self._sources: dict[str, Source] = {f"medias/{m.name}": m for m in course.media}
        self._taken: dict[str, MediaFile] = {}

    def take(self, path: str, alt: str = "") -> str:
        """The shipped name of that file of the folder. Raises InputError when the folder has no such file."""
        path = unquote(path)
        source = self._sources.get(path)
        if source is None:
            raise InputError(
                _("Le fichier « {path} » n'est pas dans le dossier.").format(path=path),
                _("Vérifiez le nom, ou ajoutez le fichier dans medias/."),
            )
        name = portable_name(path)
        if name not in self._taken:
            self._taken[name] = MediaFile(name, _read(Path(source.path)), _mime(name), alt)
        return name

    def raster(self, path: str) -> str:
        """Like `take`, for outputs that can't show SVG: the PNG of the same stem where there is one."""
        twin = str(PurePosixPath(path).with_suffix(".png"))
        return self.take(twin if path.endswith(".svg") and twin in self._sources else path)

    def weight(self, name: str) -> int:
        """Bytes of a taken file."""
        return len(self._taken[name].data)

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Every file taken so far, sorted by name."""
        return tuple(self._taken[name] for name in sorted(self._taken))


def _mime(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error
