"""Small pieces of text made from the values of a course folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.method.data import method_data, word
from methodology.lexicon import lexicon
from methodology.values import Bloom

DASH = "–"


def said(value: StrEnum | None) -> str:
    """The method's word for a value of the folder; a dash for none."""
    return word(value.value) if value is not None else DASH


def level(bloom: Bloom | None) -> str:
    """`3 · Appliquer`; a dash for none."""
    return f"{int(bloom)} · {lexicon('fr').level_names[bloom]}" if bloom is not None else DASH


def listed(values: Iterable[str]) -> str:
    """One after the other; a dash for none."""
    return ", ".join(value for value in values if value) or DASH


def lines(values: Iterable[str]) -> str:
    """One a line."""
    return "\n".join(values)


def sentences(values: Iterable[str]) -> str:
    """Separated by semicolons; empty for none."""
    return " ; ".join(value.rstrip(".") for value in values if value)


def day(value: date | None) -> str:
    """`22 novembre 2026`, `1er mars 2027`; empty for none."""
    said_of = long_date(value, "fr") if value else ""
    return said_of.replace("1 ", "1er ", 1) if value and value.day == 1 and said_of.startswith("1 ") else said_of


def percent(value: float | None) -> str:
    """`12 %`; a dash for none."""
    return f"{value:.0f} %" if value is not None else DASH


def number(value: float | None, unit: str = "") -> str:
    """As French writes it, with its unit; a dash for none."""
    if value is None:
        return DASH
    return f"{value:g}".replace(".", ",") + (f" {unit}" if unit else "")


def phrases(key: str) -> list[str]:
    """A list of `mots.yaml`."""
    found: list[str] = method_data("mots")[key]
    return found


def pairs(key: str) -> list[tuple[str, str]]:
    """A list of pairs of `mots.yaml`."""
    return [(str(first), str(second)) for first, second in method_data("mots")[key]]
