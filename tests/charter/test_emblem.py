"""The European emblem, measured against its official construction."""

from __future__ import annotations

import io
import itertools
import math

import pytest
from PIL import Image

from coursegen.charter.emblem import emblem_png, emblem_stars, emblem_svg, star_centres, star_points


def test_twelve_stars_stand_like_the_hours_on_a_circle_of_a_third_of_the_height() -> None:
    centres = star_centres()
    assert len(centres) == 12
    assert all(math.dist(centre, (0.75, 0.5)) == pytest.approx(1 / 3) for centre in centres)
    assert centres[0] == pytest.approx((0.75, 1 / 6))
    assert centres[1] == pytest.approx((0.9167, 0.2113), abs=1e-4)
    assert centres[3] == pytest.approx((0.75 + 1 / 3, 0.5))


def test_stars_are_regular_upright_and_inscribed_in_an_eighteenth_of_the_height() -> None:
    points = star_points((0.0, 0.0))
    outer, inner = points[::2], points[1::2]
    assert [math.hypot(*point) for point in outer] == pytest.approx([1 / 18] * 5)
    assert [math.hypot(*point) / (1 / 18) for point in inner] == pytest.approx([0.381966] * 5, abs=1e-6)
    assert points[0] == pytest.approx((0, -1 / 18))  # one point straight up
    feet = sorted(outer, key=lambda point: point[1])[-2:]
    assert feet[0][1] == pytest.approx(feet[1][1])  # two on a line parallel to the base


def test_stars_never_touch() -> None:
    stars = emblem_stars()
    nearest = min(math.dist(a, b) for one, other in itertools.pairwise(stars) for a in one for b in other)
    assert nearest > 0.05


def test_svg_has_a_description_the_two_colours_and_the_proportion() -> None:
    svg = emblem_svg(60)
    assert 'viewBox="0 0 90 60"' in svg
    assert svg.count("<path") == 12
    assert "#003399" in svg and "#FFCC00" in svg
    assert "<title>Emblème de l'Union européenne</title>" in svg


def test_png_has_gold_where_the_stars_are_and_blue_elsewhere() -> None:
    image = Image.open(io.BytesIO(emblem_png(180))).convert("RGB")
    assert image.size == (270, 180)
    for x, y in star_centres():
        assert image.getpixel((round(x * 180), round(y * 180))) == (0xFF, 0xCC, 0x00)
    for place in ((0, 0), (135, 90), (269, 179), (135, 8)):
        assert image.getpixel(place) == (0x00, 0x33, 0x99)


def test_border_of_coloured_backgrounds_is_a_twenty_fifth_of_the_height() -> None:
    image = Image.open(io.BytesIO(emblem_png(100, border=True))).convert("RGB")
    assert image.size == (158, 108)
    assert image.getpixel((3, 50)) == (255, 255, 255)
    assert image.getpixel((4, 50)) == (0x00, 0x33, 0x99)
