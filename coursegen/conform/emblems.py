"""Whether a picture shows the European emblem, and whether it is built as the official construction says.

Regulation (EU) 763/2014: a rectangle half as wide again as it is high, Reflex Blue, with twelve gold stars on a circle.
A picture is compared with the emblem as we draw it; a little blur, a border or the statement beside it are no faults.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from enum import Enum

from PIL import Image, ImageChops, ImageStat, UnidentifiedImageError

from coursegen.charter.emblem import RATIO, emblem_image
from coursegen.conform.piece import Picture

_BLUE, _GOLD = (0, 51, 153), (255, 204, 0)
_NEAR = 40  # levels of a colour channel: what compression and colour profiles change
_PIXELS = 400
_SMALL = 120
_MOST_DIFFERENCE = 9.0  # mean difference in levels over the whole flag
_RATIO_SLACK = 0.03
_FEWEST_BLUE = 0.6  # share of the flag that is blue: 88 % by the construction
_MOST_PIXELS = 40_000_000


class Likeness(Enum):
    """What a picture is, for our question."""

    OTHER = "other"
    EMBLEM = "emblem"
    WRONG_COLOURS = "wrong colours"
    WRONG_SHAPE = "wrong shape"
    WRONG_STARS = "wrong stars"


@dataclass(frozen=True, slots=True)
class _Flag:
    image: Image.Image
    exact: bool


def likeness(picture: Picture) -> Likeness:
    """Whether it is the emblem, well made or not. Shapes count only when they are twelve stars on blue."""
    if picture.drawn:
        return Likeness.EMBLEM if _is_three_by_two(picture.width, picture.height) else Likeness.WRONG_SHAPE
    found = _judged(picture.data)
    if found is Likeness.OTHER or not picture.width or not picture.height:
        return found
    return found if _keeps_its_shape(picture) else Likeness.WRONG_SHAPE


def _is_three_by_two(width: float, height: float) -> bool:
    return bool(height) and abs(width / height / RATIO - 1) <= _RATIO_SLACK


def _keeps_its_shape(picture: Picture) -> bool:
    """Whether the picture is shown as wide and as high as its own pixels say."""
    size = _size(picture.data)
    if size is None or picture.cropped:
        return not picture.cropped
    return abs(picture.width / picture.height / (size[0] / size[1]) - 1) <= _RATIO_SLACK


@functools.lru_cache(maxsize=256)
def _size(data: bytes) -> tuple[int, int] | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


@functools.lru_cache(maxsize=256)
def _judged(data: bytes) -> Likeness:
    image = _opened(data)
    if image is None:
        return Likeness.OTHER
    flag = _flag(image)
    if flag is None:
        return Likeness.OTHER
    if not flag.exact:
        return Likeness.WRONG_COLOURS
    width, height = flag.image.size
    if not _is_three_by_two(width, height) and abs(width - height * RATIO) > 2:
        return Likeness.WRONG_SHAPE
    return Likeness.EMBLEM if _difference(flag.image) <= _MOST_DIFFERENCE else Likeness.WRONG_STARS


def _opened(data: bytes) -> Image.Image | None:
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.thumbnail((_PIXELS, _PIXELS), Image.Resampling.BOX)
            flat = Image.new("RGB", image.size, "#FFFFFF")
            seen = image.convert("RGBA")
            flat.paste(seen, mask=seen.getchannel("A"))
            return flat
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _flag(image: Image.Image) -> _Flag | None:
    """The blue rectangle with gold on it; None when the picture has none. Not exact: of another blue or yellow."""
    for exact, blue_mask, gold_mask in ((True, _near(image, _BLUE), _near(image, _GOLD)), (False, *_hues(image))):
        box = blue_mask.getbbox()
        if box is None:
            continue
        blue, gold = _share(blue_mask.crop(box)), _share(gold_mask.crop(box))
        if blue >= _FEWEST_BLUE and 0.015 <= gold <= 0.2 and box[2] - box[0] > 12:
            return _Flag(image.crop(box), exact)
    return None


def _near(image: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """A mask of the pixels close to that colour."""
    masks = [
        band.point([255 if abs(v - c) <= _NEAR else 0 for v in range(256)])
        for band, c in zip(image.split(), colour, strict=True)
    ]
    return ImageChops.multiply(ImageChops.multiply(masks[0], masks[1]), masks[2])


def _hues(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Masks of any strong blue and any strong yellow."""
    hue, strength, _value = image.convert("HSV").split()
    strong = strength.point([255 if v > 100 else 0 for v in range(256)])
    blue = hue.point([255 if 140 <= v <= 185 else 0 for v in range(256)])
    yellow = hue.point([255 if 25 <= v <= 50 else 0 for v in range(256)])
    return ImageChops.multiply(blue, strong), ImageChops.multiply(yellow, strong)


def _share(mask: Image.Image) -> float:
    return float(ImageStat.Stat(mask).mean[0]) / 255


def _difference(flag: Image.Image) -> float:
    """How far the flag is from the official construction: mean difference in levels."""
    height = min(_SMALL, max(24, flag.height))
    model = emblem_image(height)
    seen = flag.resize(model.size, Image.Resampling.BOX)
    return float(sum(ImageStat.Stat(ImageChops.difference(seen, model)).mean) / 3)
