"""The files of `medias/` that texts show: read once, named for shipping, weighed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from coursegen.content.svg import clean_svg
from coursegen.courseware import MediaFile
from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.course import MediaFile as Source


def portable_name(path: str) -> str:
    """A name that every LMS and file system takes: ASCII letters, digits, `.`, `-`, `_`; no folders."""
    parts = PurePosixPath(path.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")).parts[1:]
    plain = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain)


def _distinct(name: str, path: str) -> str:
    """`name` made unlike any other by a mark of its path, which stays the same from one build to the next."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem or 'fichier'}-{hashlib.sha1(path.encode()).hexdigest()[:8]}{dot}{suffix}"


def _shipped(path: str, plain: Counter[str]) -> str:
    """The portable name, or a distinct one when two files of the folder would share it (or it says nothing)."""
    name = portable_name(path)
    key = name.lower().strip(".-")
    unclear = plain[key] > 1 or not PurePosixPath(key).suffix or name.startswith((".", "-"))
    return _distinct(name.lstrip("-") or "fichier", path) if unclear else name


class MediaPool:
    """Collects the media that texts use. `take` gives the shipped name; `files` what was taken, by name."""

    def __init__(self, course: Course) -> None:
        self._sources: dict[str, Source] = {f"medias/{m.name}": m for m in course.media}
        plain = Counter(portable_name(path).lower().strip(".-") for path in self._sources)
        self._names = {path: _shipped(path, plain) for path in self._sources}
        self._taken: dict[str, MediaFile] = {}

    def take(self, path: str, alt: str = "") -> str:
        """The shipped name of that file of the folder. Raises InputError when the folder has no such file."""
        path = self._known(unquote(path))
        source = self._sources.get(path)
        if source is None:
            raise InputError(
                _("Le fichier « {path} » n'est pas dans le dossier.").format(path=path),
                _("Vérifiez le nom, ou ajoutez le fichier dans medias/."),
            )
        name = self._names[path]
        if name not in self._taken:
            self._taken[name] = MediaFile(name, _shipped_data(source.path), _mime(name), alt)
        return name

    def _known(self, path: str) -> str:
        """The path as the folder spells it: an anchor (`plan.pdf#page=2`) apart, accents composed or not."""
        spelled = {unicodedata.normalize("NFC", known): known for known in self._sources}
        whole, bare = (unicodedata.normalize("NFC", text) for text in (path, path.partition("#")[0]))
        return spelled.get(whole) or spelled.get(bare) or path

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


def _shipped_data(path: str) -> bytes:
    data = _read(Path(path))
    return clean_svg(data) if path.lower().endswith(".svg") else data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error
