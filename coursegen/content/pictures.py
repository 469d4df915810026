"""Pictures as they are shipped: as large as they are ever shown, upright, in sRGB, without what a camera adds.

Whatever is removed - position, date, name of the device, comments - is nobody's business but the photographer's. The
same picture gives the same bytes as long as Pillow stays the same.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar

import PIL
from PIL import Image, ImageOps, UnidentifiedImageError

from coursegen.content.encoding import encoded, lighter, without_metadata
from coursegen.content.picture_cache import entry_name, keep, recall
from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _

MAX_WIDTH = 1600
"""Pixels: twice the widest column that an output shows."""
MAX_HEIGHT = 4800
MAX_PIXELS = 64_000_000
"""What a phone makes at most; beyond it, opening the picture takes half a gigabyte of memory."""
MAX_BYTES = 60_000_000

_RECIPE = "2"
"""Changes whenever the same picture would give other bytes."""
_KEPT = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_CONVERTED = frozenset({"AVIF", "BMP", "DIB", "TIFF", "MPO"})
_SUFFIXES = {"jpg": (".jpg", ".jpeg", ".jpe", ".jfif")}
_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError,
    AttributeError, struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow's decoders raise on files made to harm them, or cut."""

Made = TypeVar("Made")


class PictureError(Exception):
    """A picture that can't be shown: why, and what its author can do, in the person's language."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Shipped:
    """A picture to ship. `suffix` without dot; `width` and `height` in pixels, 0 when it has none of its own.

    `webp`: the same picture, lighter; empty when it would not be.
    """

    data: bytes
    suffix: str
    width: int = 0
    height: int = 0
    webp: bytes = b""


def fits_suffix(name: str, suffix: str) -> bool:
    """Whether a file of that name may hold that format."""
    return PurePosixPath(name).suffix.lower() in _SUFFIXES.get(suffix, (f".{suffix}",))


def shipped_picture(path: str, *, whole: bool = False) -> Shipped:
    """What is shipped of the picture at `path`; worked out once for each state of the file.

    `whole`: with every pixel, because something is counted in them. Raises PictureError when it can't be shown,
    StorageError when it can't be read.
    """
    try:
        status = Path(path).stat()
        return _shipped_once(path, status.st_mtime_ns, status.st_size, whole)
    except OSError as error:
        raise StorageError(
            _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error


@lru_cache(maxsize=512)
def _shipped_once(path: str, _changed: int, size: int, whole: bool) -> Shipped:
    if not size:
        raise _empty()
    if size > MAX_BYTES:
        raise _too_large(_("{size} Mo").format(size=round(size / 1e6)), _("{size} Mo").format(size=MAX_BYTES // 10**6))
    data = Path(path).read_bytes()
    return _drawing(data) if path.lower().endswith(".svg") else _kept_or_prepared(data, whole)


def _kept_or_prepared(data: bytes, whole: bool) -> Shipped:
    name = entry_name(data, f"{_RECIPE} {whole} {PIL.__version__}")
    if known := recall(name):
        facts, made, webp = known
        return Shipped(made, str(facts["suffix"]), int(str(facts["width"])), int(str(facts["height"])), webp)
    shipped = prepared(data, whole=whole)
    facts = {"suffix": shipped.suffix, "width": shipped.width, "height": shipped.height}
    keep(name, facts, shipped.data, shipped.webp)
    return shipped


def picture_fault(path: str) -> PictureError | None:
    """Why the picture at `path` can't be shown; None for one that can, or that can't be read (said apart)."""
    try:
        status = Path(path).stat()
        return _fault_once(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return None


@lru_cache(maxsize=4096)
def _fault_once(path: str, _changed: int, size: int) -> PictureError | None:
    try:
        if not size or size > MAX_BYTES or path.lower().endswith(".svg"):
            _shipped_once(path, _changed, size, False)
            return None
        data = Path(path).read_bytes()
        _opened(data, lambda image: _decoded(image, data, False))
    except PictureError as error:
        return error
    return None


def prepared(data: bytes, *, whole: bool = False) -> Shipped:
    """What is shipped of that picture, whatever its name says of its format. Raises PictureError."""
    return _opened(data, lambda image: _raster(image, data, whole))


def _opened(data: bytes, use: Callable[[Image.Image], Made]) -> Made:
    """What `use` makes of the picture; whatever its decoder stumbles over becomes a PictureError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            with Image.open(io.BytesIO(data)) as image:
                return use(image)
    except UnidentifiedImageError as error:
        raise _unknown(data) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        raise PictureError(
            _("elle est coupée ou abîmée"),
            _("Ouvrez-la dans un logiciel d'image, ou enregistrez-la de nouveau depuis l'original."),
        ) from error


def _drawing(data: bytes) -> Shipped:
    from coursegen.content.svg import NotADrawing, clean_svg, drawing_size

    try:
        clean = clean_svg(data)
    except NotADrawing as error:
        raise PictureError(
            _("ce n'est pas un dessin SVG lisible"), _("Enregistrez-la à nouveau en SVG, ou en PNG.")
        ) from error
    return Shipped(clean, "svg", *drawing_size(clean))


def _decoded(image: Image.Image, data: bytes, whole: bool) -> str:
    """The format of the picture, once its pixels are read: a large JPEG no finer than it will be shown."""
    kind = str(image.format)
    if kind not in _KEPT and kind not in _CONVERTED:
        raise _unknown(data)
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    if kind == "JPEG" and not whole:
        image.draft(None, (MAX_WIDTH * 2, MAX_HEIGHT))
    image.load()
    return kind


def _raster(image: Image.Image, data: bytes, whole: bool) -> Shipped:
    full = image.size
    kind = _decoded(image, data, whole)
    if kind in _KEPT and getattr(image, "is_animated", False):
        return Shipped(data, _KEPT[kind], *full)
    upright, changed = _upright(image)
    fitted = upright if whole else _fitted(upright)
    changed = changed or fitted.size != upright.size or image.size != full
    bare = b"" if changed else without_metadata(data, kind)
    made, suffix = encoded(fitted, kind, bare)
    return Shipped(made, suffix, *fitted.size, lighter(fitted, suffix, len(made)))


def _upright(image: Image.Image) -> tuple[Image.Image, bool]:
    """The picture as it is looked at, in eight bits and sRGB; and whether its pixels had to change for that."""
    from coursegen.content.colours import plain_colours

    turned = ImageOps.exif_transpose(image)
    plain, recoloured = plain_colours(turned)
    return plain, recoloured or image.getexif().get(0x0112, 1) not in (0, 1)


def _fitted(image: Image.Image) -> Image.Image:
    ratio = min(1.0, MAX_WIDTH / image.width, MAX_HEIGHT / image.height)
    if ratio == 1.0:
        return image
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    smooth = image.convert("RGBA" if image.has_transparency_data else "RGB") if image.mode in ("P", "1") else image
    return smooth.resize(size, Image.Resampling.LANCZOS)


def _empty() -> PictureError:
    return PictureError(_("le fichier est vide"), _("Copiez-la de nouveau dans « medias/ »."))


def _too_many_pixels() -> PictureError:
    most = _("{count} millions de pixels").format(count=MAX_PIXELS // 1_000_000)
    return _too_large(_("plus de {most}").format(most=most), most)


def _too_large(size: str, most: str) -> PictureError:
    return PictureError(
        _("elle est démesurée : {size} ; au plus {most}").format(size=size, most=most),
        _("Réduisez-la à {width} pixels de large : elle n'est jamais montrée plus grande.").format(width=MAX_WIDTH),
    )


def _unknown(data: bytes) -> PictureError:
    if data[4:8] == b"ftyp":
        return PictureError(
            _("son format (HEIC, celui de certains téléphones) ne se lit pas partout"),
            _("Enregistrez-la en JPEG, puis remplacez-la dans « medias/ »."),
        )
    return PictureError(
        _("ce n'est pas une image, ou son format n'est pas connu"), _("Enregistrez-la en JPEG, en PNG ou en SVG.")
    )
