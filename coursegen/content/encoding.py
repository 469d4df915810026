"""A picture to the bytes of a file: the lightest of the encodings that look the same."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageStat

JPEG_QUALITY = 80
WEBP_QUALITY = 78
_WORTH = 0.85
"""A second encoding must weigh at most that part of the first one: each is one more file in the package."""
_LEAST_GAIN = 1_500  # bytes
_SAME_LOOK = 1.2  # root mean square of the difference, of 255: nobody sees it
_LOSSY = frozenset({"JPEG", "MPO", "AVIF"})
_PHOTO_BITS = 3.0  # bits a pixel of a PNG beyond which it holds a photograph
_PHOTO_GAIN = 0.5
_LIGHT = 60_000  # bytes
_PNG_DROPPED = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"pHYs", b"caBX")


def encoded(image: Image.Image, kind: str, bare: bytes) -> tuple[bytes, str]:
    """The file and its suffix. `kind` is the format that it came in, `bare` its own bytes when they may stay."""
    if kind == "WEBP":
        return _lightest([bare, _webp(image, lossless=False)]), "webp"
    if kind in _LOSSY and image.mode != "RGBA":
        return _lightest([bare, _jpeg(image)]), "jpg"
    drawn = bare if _is_light(bare, image) else _lightest([bare, *_png_forms(image)])
    if image.mode in ("L", "RGB") and len(drawn) * 8 > _PHOTO_BITS * image.width * image.height:
        photo = _jpeg(image)
        if len(photo) < len(drawn) * _PHOTO_GAIN:
            return photo, "jpg"
    return drawn, "png"


def lighter(image: Image.Image, suffix: str, weight: int) -> bytes:
    """The picture in WebP, when that is worth a second file beside one of `weight` bytes; else empty."""
    if suffix not in ("jpg", "png") or weight < 4 * _LEAST_GAIN:
        return b""
    made = _webp(image, lossless=suffix == "png")
    return made if len(made) <= min(weight * _WORTH, weight - _LEAST_GAIN) else b""


def without_metadata(data: bytes, kind: str) -> bytes:
    """The same file without what a camera or a program wrote in it beside the picture; empty for other formats."""
    if kind == "JPEG":
        return _bare_jpeg(data)
    if kind == "PNG":
        return b"".join([data[:8], *(chunk for name, chunk in _png_chunks(data) if name not in _PNG_DROPPED)])
    return b""


def _lightest(candidates: list[bytes]) -> bytes:
    return min((one for one in candidates if one), key=len)


def _is_light(bare: bytes, image: Image.Image) -> bool:
    """Whether a drawing was made light already: trying again would take time and gain nothing."""
    return 0 < len(bare) < _LIGHT and image.mode in ("1", "L", "P")


def _png_forms(image: Image.Image) -> Iterator[bytes]:
    yield _saved(image, "PNG", optimize=True)
    if image.mode not in ("RGB", "RGBA"):
        return
    reduced = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    if _looks_like(reduced, image):
        yield _saved(reduced, "PNG", optimize=True)


def _looks_like(reduced: Image.Image, image: Image.Image) -> bool:
    difference = ImageChops.difference(reduced.convert(image.mode), image)
    return max(ImageStat.Stat(difference).rms) <= _SAME_LOOK


def _jpeg(image: Image.Image) -> bytes:
    mode = image.mode if image.mode in ("L", "RGB") else "RGB"
    return _saved(image.convert(mode), "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if lossless:
        return _saved(image.convert(mode), "WEBP", lossless=True, quality=60, method=4)
    return _saved(image.convert(mode), "WEBP", quality=WEBP_QUALITY, method=4)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The file, with nothing of what the picture carried along but its transparency."""
    out = io.BytesIO()
    bare = image.copy()
    bare.info = {key: value for key, value in image.info.items() if key == "transparency" and image.mode == "P"}
    bare.save(out, kind, icc_profile=None, exif=b"", **options)
    return out.getvalue()


def _bare_jpeg(data: bytes) -> bytes:
    """Without APP1 to APP13, APP15 and comments; APP0 and APP14 tell how the colours are stored (ITU T.81, B.1.1.3)."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4]) + 2
        if marker == 0xDA:  # the picture itself, up to its end; what follows it (other pictures, films) is left
            end = data.rfind(b"\xff\xd9")
            return b"".join([*kept, data[at : end + 2] if end > at else data[at:]])
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at : at + size])
        at += size
    return b""


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the bytes of each part (RFC 2083, 3.2)."""
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4]) + 12
        name = data[at + 4 : at + 8]
        yield name, data[at : at + size]
        at += size
        if name == b"IEND":
            return
