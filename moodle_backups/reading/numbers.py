"""Whole numbers as documents of a package have them."""

from __future__ import annotations


def whole(text: str | None) -> int:
    """The number of a column or attribute; 0 for NULL and nothing. Moodle writes some with decimals that are 0.

    Raises ValueError when it is no number.
    """
    return int(float(text)) if text else 0
