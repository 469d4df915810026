"""A logo that is nobody's."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def logo_png(width: int = 420, height: int = 220, ground: str = "#0E7C86") -> bytes:
    """A disc on a plain ground."""
    image = Image.new("RGB", (width, height), ground)
    ImageDraw.Draw(image).ellipse((10, 10, height - 10, height - 10), fill="#F2B632")
    return png(image)


def png(image: Image.Image) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
