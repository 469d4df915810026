"""Contrast between two colours, and how far apart colour-blind eyes see them."""

from __future__ import annotations

import math
from functools import cache

Rgb = tuple[float, float, float]
_MATRICES: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    # Machado, Oliveira and Fernandes 2009, full severity, on linear RGB
    "protanopie": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutéranopie": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopie": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
VISIONS = ("trichromie", *_MATRICES)


def rgb(colour: str) -> tuple[int, int, int]:
    """`#RRGGBB` as three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def blend(colour: str, share: float, onto: str = "#FFFFFF") -> str:
    """`share` (0 to 1) of the colour on another one."""
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(rgb(colour), rgb(onto), strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def distance(one: str, other: str, vision: str = "trichromie") -> float:
    """How different two colours look to that vision: Euclidean distance in CIE L*a*b* (2.3 is just noticeable)."""
    return math.dist(_lab(_seen(_linear(one), vision)), _lab(_seen(_linear(other), vision)))


def _linear(colour: str) -> Rgb:
    red, green, blue = (_unwind(part / 255) for part in rgb(colour))
    return red, green, blue


def _unwind(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _seen(linear: Rgb, vision: str) -> Rgb:
    matrix = _MATRICES.get(vision)
    return linear if matrix is None else _applied(matrix, linear)


def _applied(matrix: tuple[Rgb, Rgb, Rgb], linear: Rgb) -> Rgb:
    red, green, blue = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, linear, strict=True)))) for row in matrix)
    return red, green, blue


def _lab(linear: Rgb) -> Rgb:
    red, green, blue = linear
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
