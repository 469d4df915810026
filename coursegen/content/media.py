"""The files of `medias/` that texts show: read once, named for shipping, weighed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coursegen.courseware import MediaFile
from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.course import MediaFile as Source

if TYPE_CHECKING:
    from coursegen.content.pictures import Shipped

PICTURES = frozenset(
    (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".heic", ".heif")
) | {".svg"}
_UNSEEN_BYTES = 1_000_000
"""What a picture that can't be shown may weigh and still travel as it is."""
PAGES = frozenset((".html", ".htm", ".xhtml", ".xht", ".shtml"))
"""Files that a browser opens as a page, with whatever acts in it."""
_NO_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
"""In the place of a drawing that can't be read: what a browser makes of its beginning may act."""


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


def counted_in_pixels(course: Course) -> frozenset[str]:
    """The pictures on which a question counts places in pixels: they keep their size."""
    questions = (question for bank in course.banks for question in bank.questions)
    return frozenset(question.image for question in questions if question.image)


class MediaPool:
    """Collects the media that texts use. `take` gives the shipped name; `files` what was taken, by name.

    `as_written`: pictures stay as their author left them, for an output that gives back what was written.
    """

    def __init__(self, course: Course, *, as_written: bool = False) -> None:
        self._sources: dict[str, Source] = {f"medias/{m.name}": m for m in course.media}
        plain = Counter(portable_name(path).lower().strip(".-") for path in self._sources)
        self._names = {path: _shipped(path, plain) for path in self._sources}
        self._spelled = {unicodedata.normalize("NFC", known): known for known in self._sources}
        self._taken: dict[str, MediaFile] = {}
        self._name_of: dict[str, str] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self._whole = counted_in_pixels(course)
        self._as_written = as_written

    def take(self, path: str, alt: str = "") -> str:
        """The shipped name of that file of the folder. Raises InputError when the folder has no such file."""
        path = self._known(unquote(path))
        source = self._sources.get(path)
        if source is None:
            raise InputError(
                _("Le fichier « {path} » n'est pas dans le dossier.").format(path=path),
                _("Vérifiez le nom, ou ajoutez le fichier dans medias/."),
            )
        if path not in self._name_of:
            file = self._file(path, source, alt)
            self._taken[file.name] = file
            self._name_of[path] = file.name
        return self._name_of[path]

    def add(self, name: str, data: bytes, size: tuple[int, int]) -> str:
        """A picture that the program draws, under a name of its own; gives the shipped name."""
        self._taken[name] = MediaFile(name, data, _mime(name), "")
        self._sizes[name] = size
        return name

    def source(self, path: str) -> Source | None:
        """The file of the folder that a text means; None when there is none."""
        return self._sources.get(self._known(unquote(path)))

    def holds(self, path: str) -> bool:
        """Whether the folder has that file."""
        return self.source(path) is not None

    def is_dead_weight(self, path: str) -> bool:
        """Whether that picture can't be shown and is too heavy to travel for nothing: its words stand for it."""
        source = self.source(path)
        if source is None or source.bytes <= _UNSEEN_BYTES or PurePosixPath(source.path).suffix.lower() not in PICTURES:
            return False
        from coursegen.content.pictures import picture_fault

        return picture_fault(source.path) is not None

    def ships(self, name: str) -> bool:
        """Whether a file of that shipped name was taken."""
        return name in self._taken

    def beside(self, path: str, suffixes: tuple[str, ...]) -> tuple[str, ...]:
        """The files of the folder with the name of that one and such an end: `voix.txt`, `film.fr.vtt`."""
        stem = str(PurePosixPath(self._known(unquote(path))).with_suffix("")) + "."
        near = sorted(known for known in self._sources if known.startswith(stem))
        return tuple(known for suffix in suffixes for known in near if known.lower().endswith(suffix))

    def raster(self, path: str) -> str:
        """Like `take`, for outputs that can't show SVG: the PNG of the same stem where there is one."""
        twin = str(PurePosixPath(unquote(path)).with_suffix(".png"))
        return self.take(twin if path.lower().endswith(".svg") and self.holds(twin) else path)

    def weight(self, name: str) -> int:
        """Bytes of a taken file."""
        return len(self._taken[name].data)

    def size(self, name: str) -> tuple[int, int]:
        """Width and height in pixels of a taken picture; (0, 0) for what has none."""
        return self._sizes.get(name, (0, 0))

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Every file taken so far, sorted by name."""
        return tuple(self._taken[name] for name in sorted(self._taken))

    def _known(self, path: str) -> str:
        """The path as the folder spells it: an anchor (`plan.pdf#page=2`) apart, accents composed or not."""
        whole, bare = (unicodedata.normalize("NFC", text) for text in (path, path.partition("#")[0]))
        return self._spelled.get(whole) or self._spelled.get(bare) or path

    def _file(self, path: str, source: Source, alt: str) -> MediaFile:
        name = self._names[path]
        suffix = PurePosixPath(source.path).suffix.lower()
        if suffix in PICTURES and not (self._as_written and suffix != ".svg"):
            return self._picture(name, path, source, alt)
        data = read_file(Path(source.path))
        return MediaFile(name, _harmless_page(data) if suffix in PAGES else data, _mime(name), alt)

    def _picture(self, name: str, path: str, source: Source, alt: str) -> MediaFile:
        from coursegen.content.pictures import PictureError, shipped_picture

        try:
            made = shipped_picture(source.path, whole=path in self._whole)
        except PictureError:  # the check said it; in a draft its place stays empty
            data = _NO_DRAWING if source.path.lower().endswith(".svg") else self._unseen(path, source)
            return MediaFile(name, data, _mime(name), alt)
        name = self._fitting(name, path, made)
        self._sizes[name] = (made.width, made.height)
        return MediaFile(name, made.data, _mime(name), alt, made.webp)

    def _unseen(self, path: str, source: Source) -> bytes:
        return b"" if self.is_dead_weight(path) else read_file(Path(source.path))

    def _fitting(self, name: str, path: str, made: Shipped) -> str:
        """The name with the suffix of what is shipped: a BMP becomes a PNG, a « .jpg » may be one already."""
        from coursegen.content.pictures import fits_suffix

        if fits_suffix(name, made.suffix):
            return name
        stem = PurePosixPath(name).stem
        fitting = f"{stem}.{made.suffix}"
        taken = {other.lower() for other in self._names.values()}
        return _distinct(fitting, path) if fitting.lower() in taken else fitting


def _mime(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"


def _harmless_page(data: bytes) -> bytes:
    from coursegen.content.html_file import harmless_page

    return harmless_page(data)


def read_file(path: Path) -> bytes:
    """The bytes of a file of the folder. Raises StorageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error
