"""The colours of a picture as every screen shows them: eight bits, sRGB, transparency only where there is some."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_PLAIN = ("1", "L", "P", "RGB", "RGBA")


def plain_colours(image: Image.Image) -> tuple[Image.Image, bool]:
    """The picture in one of the modes that PNG and WebP take; and whether its values had to change."""
    profile = image.info.get("icc_profile")
    managed = _in_srgb(image, profile) if profile and not _is_srgb(profile) else None
    if managed is not None:
        return _opaque(managed), True
    if image.mode in _SIXTEEN_BITS:
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L"), True
    if image.mode in ("LA", "PA", "La", "RGBa") or (image.mode == "P" and "transparency" in image.info):
        return _opaque(image.convert("RGBA")), False
    if image.mode in _PLAIN:
        transparent = image.mode in ("L", "RGB") and "transparency" in image.info
        return (_opaque(image.convert("RGBA")) if transparent or image.mode == "RGBA" else image.copy()), False
    return image.convert("RGB"), True


def _opaque(image: Image.Image) -> Image.Image:
    """The picture without its transparency, when nothing shows through."""
    if image.mode != "RGBA":
        return image
    low = image.getchannel("A").getextrema()[0]
    return image.convert("RGB") if low == 255 else image


def _is_srgb(profile: bytes) -> bool:
    try:
        return "srgb" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).lower()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return True  # a profile that says nothing: the values are taken as they are


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture with the colours it was made to show; None when its profile doesn't fit it."""
    mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    source = image.convert(mode) if image.mode in ("P", "LA", "PA", "L") else image
    try:
        wanted = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(source, io.BytesIO(profile), wanted, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
