"""Whether a picture shows the European emblem, and whether it is built as the official construction says.

Regulation (EU) 763/2014: a rectangle half as wide again as it is high, Reflex Blue, with twelve gold stars on a circle.
A picture is compared with the emblem as we draw it; a little blur, a border or the statement beside it are no faults.
"""

from __future__ import annotations

import functools
import io
import math
from dataclasses import dataclass
from enum import Enum

from PIL import Image, ImageChops, ImageOps, ImageStat, UnidentifiedImageError

from coursegen.charter.emblem import RATIO, STARS, emblem_image
from coursegen.conform.piece import Picture

_BLUE, _GOLD = (0, 51, 153), (255, 204, 0)
_NEAR_BLUE = (20, 32, 32)  # levels of red, green and blue: what compression and colour profiles change
_NEAR_GOLD = (40, 46, 90)
_EXACT = 12
_PIXELS = 400
_SMALL = 120
_LEGIBLE = 100  # points: the height from which a star keeps its colour
_POINTED = 60  # points: the height from which one sees where a star points
_COUNTED = 24  # points: the height from which each star is told from its neighbours
_LEAST_BRIGHT = 0.4  # of the others: a star that is darker isn't there
_RING = _SMALL / 3  # the radius of the circle of stars (Regulation (EU) 763/2014: a third of the height)
_LEAST_HIGH = 8
# By height in points, how much of the stars must be as they should: compression blurs small ones.
_LEAST_SAME = ((100, 0.66), (60, 0.55), (40, 0.45), (0, 0.0))
_RATIO_SLACK = 0.03
_FEWEST_BLUE = 0.6  # share of the flag that is blue: 88 % by the construction
_MOSTLY = 0.6
_FEWEST_GOLD, _MOST_GOLD = 0.01, 0.25  # share of the flag
_FEWEST_SECTORS, _FEWEST_MARKS = 9, 6
_MOST_PIXELS = 40_000_000


class Likeness(Enum):
    """What a picture is, for our question."""

    OTHER = "other"
    EMBLEM = "emblem"
    WRONG_COLOURS = "wrong colours"
    WRONG_SHAPE = "wrong shape"
    WRONG_STARS = "wrong stars"
    TURNED = "turned"


def likeness(picture: Picture) -> Likeness:
    """Whether it is the emblem, well made or not. Shapes count only when they are twelve stars on blue."""
    found = _likeness(picture)
    return Likeness.TURNED if picture.turned and found is not Likeness.OTHER else found


def _likeness(picture: Picture) -> Likeness:
    if picture.drawn:
        return Likeness.EMBLEM if _is_three_by_two(picture.width, picture.height) else Likeness.WRONG_SHAPE
    found = _judged(picture.data)
    if found is Likeness.OTHER or not picture.width or not picture.height:
        return found
    return found if keeps_its_shape(picture) else Likeness.WRONG_SHAPE


def _is_three_by_two(width: float, height: float) -> bool:
    return bool(height) and abs(width / height / RATIO - 1) <= _RATIO_SLACK


def keeps_its_shape(picture: Picture, slack: float = _RATIO_SLACK) -> bool:
    """Whether the picture is shown as wide and as high as its own pixels say, within that share of its width."""
    size = _size(picture.data)
    if size is None or picture.cropped:
        return not picture.cropped
    return abs(picture.width / picture.height / (size[0] / size[1]) - 1) <= slack


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
    flag = None if image is None else _flag(image)
    if flag is None:
        return Likeness.OTHER
    stars = _stars(flag)
    colours = _colours_of(flag, stars)
    if not _is_attempt(stars, colours):
        return Likeness.OTHER
    if not (colours.blue and colours.gold):
        return Likeness.WRONG_COLOURS
    width, height = flag.size
    if not _is_three_by_two(width, height) and abs(width - height * RATIO) > 2:
        return Likeness.WRONG_SHAPE
    if height >= _COUNTED and _lacks_a_star(stars):
        return Likeness.WRONG_STARS
    least = next(share for high, share in _LEAST_SAME if height >= high)
    upright = _sameness(stars, height)
    head_down = height >= _POINTED and _sameness(ImageOps.flip(stars), height) > upright
    return Likeness.EMBLEM if upright >= least and not head_down else Likeness.WRONG_STARS


def _lacks_a_star(stars: Image.Image) -> bool:
    """Whether one of the twelve places, like the hours of a clock, is much darker than the others."""
    turns = [math.tau * hour / STARS for hour in range(STARS)]
    middles = [(stars.width / 2 + _RING * math.sin(t), stars.height / 2 - _RING * math.cos(t)) for t in turns]
    boxes = [(round(x) - 2, round(y) - 2, round(x) + 3, round(y) + 3) for x, y in middles]
    light = sorted(float(ImageStat.Stat(stars.crop(box)).mean[0]) for box in boxes)
    return light[0] < _LEAST_BRIGHT * light[STARS // 2]


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


def _flag(image: Image.Image) -> Image.Image | None:
    """The blue rectangle, without the words beside or under it; None when the picture has none."""
    mask = _blue(image)
    box = mask.getbbox()
    if box is None:
        return None
    beside = _cut(mask, _cut(mask, box, across=True), across=False)
    under = _cut(mask, _cut(mask, box, across=False), across=True)
    found = max((beside, under), key=lambda one: _area(one) * _share(mask.crop(one)) ** 2)
    if min(found[2] - found[0], found[3] - found[1]) < _LEAST_HIGH or _share(mask.crop(found)) < _FEWEST_BLUE:
        return None
    return image.crop(found)


_Box = tuple[int, int, int, int]


def _area(box: _Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _cut(mask: Image.Image, box: _Box, *, across: bool) -> _Box:
    """The box narrowed, from left to right or from top to bottom, to its longest stretch of mostly blue."""
    left, top, right, bottom = box
    if across:
        start, end = _longest_run(mask.crop(box).resize((right - left, 1), Image.Resampling.BOX))
        return left + start, top, left + end, bottom
    start, end = _longest_run(mask.crop(box).resize((1, bottom - top), Image.Resampling.BOX))
    return left, top + start, right, top + end


def _longest_run(profile: Image.Image) -> tuple[int, int]:
    """Where, in a line of grey levels, the longest stretch of mostly blue begins and ends; never empty."""
    best, start = (0, 1), 0
    levels = [*profile.tobytes(), 0]
    least = _MOSTLY * max(1, *levels)
    for at, level in enumerate(levels):
        if level < least:
            best, start = max(best, (start, at), key=lambda run: run[1] - run[0]), at + 1
    return best


def _blue(image: Image.Image) -> Image.Image:
    """A mask of any strong blue."""
    hue, strength, _value = image.convert("HSV").split()
    strong = strength.point([255 if v > 90 else 0 for v in range(256)])
    return ImageChops.multiply(hue.point([255 if 138 <= v <= 188 else 0 for v in range(256)]), strong)


def _stars(flag: Image.Image) -> Image.Image:
    """What isn't blue, in light grey on black, at a height and a width that don't depend on the picture's own."""
    red = ImageOps.autocontrast(flag.split()[0], cutoff=(1, 1))
    return red.resize((round(_SMALL * RATIO), _SMALL), Image.Resampling.BOX)


@dataclass(frozen=True, slots=True)
class _Colours:
    """Whether blue and gold are the right ones, within what compression and colour profiles change."""

    blue: bool
    gold: bool
    exact: bool


def _colours_of(flag: Image.Image, stars: Image.Image) -> _Colours:
    whole = stars.resize(flag.size, Image.Resampling.BILINEAR)
    blue = _median(flag, whole.point([255 if v < 40 else 0 for v in range(256)]))
    gold = _median(flag, whole.point([255 if v > 225 else 0 for v in range(256)]))
    exact = _is_near(blue, _BLUE, (_EXACT,) * 3) and _is_near(gold, _GOLD, (_EXACT,) * 3)
    small = flag.height < _LEGIBLE  # a few points of gold: compression changes them beyond telling
    return _Colours(_is_near(blue, _BLUE, _NEAR_BLUE), small or _is_near(gold, _GOLD, _NEAR_GOLD), exact)


def _median(image: Image.Image, mask: Image.Image) -> tuple[int, ...]:
    return tuple(ImageStat.Stat(image, mask).median) if mask.getbbox() else ()


def _is_near(colour: tuple[int, ...], wanted: tuple[int, ...], room: tuple[int, ...]) -> bool:
    return bool(colour) and all(abs(a - b) <= most for a, b, most in zip(colour, wanted, room, strict=True))


def _is_attempt(stars: Image.Image, colours: _Colours) -> bool:
    """Whether somebody meant the emblem: light marks all around a circle, or several in the very colours."""
    marks = stars.point([255 if v > 128 else 0 for v in range(256)])
    if not _FEWEST_GOLD <= _share(marks) <= _MOST_GOLD:
        return False
    found = _centres(marks)
    middle = (stars.width / 2, stars.height / 2)
    reach = [(math.dist(one, middle) / _SMALL, math.atan2(one[1] - middle[1], one[0] - middle[0])) for one in found]
    on_ring = [angle for distance, angle in reach if 0.2 <= distance <= 0.45]
    sectors = {round(angle / math.tau * STARS) % STARS for angle in on_ring}
    is_ring = len(on_ring) >= 0.8 * len(found) and len(sectors) >= _FEWEST_SECTORS
    return is_ring or (colours.exact and len(found) >= _FEWEST_MARKS)


def _centres(marks: Image.Image) -> list[tuple[float, float]]:
    """The middle of each mark, in points of the small picture."""
    width, points = marks.width, bytearray(marks.tobytes())
    found = []
    for at in range(len(points)):
        if points[at]:
            spots = _spread(points, at, width)
            down, across = zip(*(divmod(spot, width) for spot in spots), strict=True)
            found.append((sum(across) / len(spots), sum(down) / len(spots)))
    return found


def _spread(points: bytearray, start: int, width: int) -> list[int]:
    """The places of one mark; they are taken out of the picture."""
    spots, waiting = [], [start]
    points[start] = 0
    while waiting:
        at = waiting.pop()
        spots.append(at)
        for near in (at - 1, at + 1, at - width, at + width):
            if 0 <= near < len(points) and points[near]:
                points[near] = 0
                waiting.append(near)
    return spots


def _sameness(stars: Image.Image, height: int) -> float:
    """From 0 to 1, how well the stars cover those of the official construction drawn as high."""
    model = _stars(emblem_image(min(height, _PIXELS)).convert("RGB")).resize(stars.size)
    shifts = (ImageChops.offset(stars, x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))
    return max(_covered(shifted, model) for shifted in shifts)


def _covered(one: Image.Image, other: Image.Image) -> float:
    both, either = ImageChops.darker(one, other), ImageChops.lighter(one, other)
    return float(ImageStat.Stat(both).sum[0]) / max(1.0, float(ImageStat.Stat(either).sum[0]))


def _share(mask: Image.Image) -> float:
    return float(ImageStat.Stat(mask).mean[0]) / 255
