"""Whether two picture files show the same: a logo exported again, smaller or in another format, is still that logo."""

from __future__ import annotations

import functools
import io
import itertools

from PIL import Image, UnidentifiedImageError

_SIDE = 9
_MOST_BITS = 10  # of 72: what scaling and compression change


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether they look alike, whatever their size and format."""
    if one == other:
        return True
    first, second = _print(one), _print(other)
    return first is not None and second is not None and (first ^ second).bit_count() <= _MOST_BITS


@functools.lru_cache(maxsize=256)
def _print(data: bytes) -> int | None:
    """One bit for each step from left to right: darker or not."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            flat = Image.new("RGB", image.size, "#FFFFFF")
            seen = image.convert("RGBA")
            flat.paste(seen, mask=seen.getchannel("A"))
            grey = flat.convert("L").resize((_SIDE, _SIDE - 1), Image.Resampling.BOX)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    levels = list(grey.tobytes())
    bits = 0
    for row in range(_SIDE - 1):
        line = levels[row * _SIDE : (row + 1) * _SIDE]
        for left, right in itertools.pairwise(line):
            bits = bits << 1 | (left > right + 2)
    return bits
