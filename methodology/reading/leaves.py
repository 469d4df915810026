"""One written value to one typed value: numbers, dates, yes or no, words of a closed list.

A value is judged by the field it is for: `1.0` is a version where a text is expected, `non` an answer where a
yes or no is, `010` ten. A number may carry a French decimal comma.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any

from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.reading.faults import suggestion

_INTEGER = re.compile(r"[+-]?\d{1,12}(?:[.,]0+)?")
_DECIMAL = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOCAL_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TRUTH = MappingProxyType(
    dict.fromkeys(("oui", "vrai", "true", "yes"), True) | dict.fromkeys(("non", "faux", "false", "no"), False)
)

BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "minutes": (1, 100_000),
        "minutes_limit": (0, 1_440),
        "attempts": (0, 100),
        "max_files": (1, 20),
        "pass_percent": (0, 100),
        "weight_percent": (0, 100),
        "women_target_percent": (0, 100),
        "women": (0, 1_000_000),
        "men": (0, 1_000_000),
        "french_ease": (0, 4),
        "actual_minutes": (0, 100_000),
        "megabytes": (0, 1_000_000),
        "printed_pages": (0, 10_000),
        "current": (0, 4),
        "target": (0, 4),
        "digital_ease": (0, 4),
        "difficulty": (1, 5),
        "importance": (1, 5),
        "frequency": (1, 5),
        "level": (1, 4),
        "probability": (1, 4),
        "impact": (1, 4),
        "months_after": (0, 120),
        "tolerance": (0, 1e12),
        "mark": (0, 1_000),
        "headcount": (0, 1_000_000),
        "page_kb": (1, 1_000_000),
        "lesson_mb": (1, 100_000),
        "course_mb": (1, 100_000),
        "edition": (3, 4),
        "access_list_days": (0, 365),
        "speed_kbps": (0, 10_000_000),
        "age": (14, 110),
        "preparation": (0, 1_000),
        "fieldwork": (0, 1_000),
        "travel": (0, 1_000),
        "reports": (0, 1_000),
        "total": (0, 1_000),
        "days": (0, 400),
        "most_pages": (1, 1_000),
    }
)
"""Smallest and largest value of the numeric fields of that English name, both admitted."""


class Unfit(Exception):
    """The value isn't what the field takes: the rule, what was expected or wrong, and the remedy."""

    def __init__(self, rule: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.remedy = rule, message, remedy


def leaf(kind: type, text: str) -> Any:
    """The value of that type. Raises Unfit."""
    if issubclass(kind, Enum):
        return _member(kind, text)
    return _READERS[kind](text.strip() if kind is not str else text)


def within_bounds(field: str, value: Any) -> Any:
    """The value, when the field takes numbers that large or small. Raises Unfit."""
    low, high = BOUNDS.get(field, (value, value))
    if isinstance(value, bool) or not isinstance(value, int | float) or low <= value <= high:
        return value
    message = _("une valeur de {low} à {high} est attendue, pas {value}").format(
        low=_plain(low), high=_plain(high), value=_plain(value)
    )
    raise Unfit("LIR-11", message, _("Corrigez ce nombre."))


def placeholder(kind: type) -> Any:
    """Something of that type that stands in for a value already reported as missing or unfit."""
    if issubclass(kind, Enum):
        return next(iter(kind))
    return date.min if kind is date else kind()


def _plain(number: float) -> str:
    return f"{number:g}" if number < 1e6 else f"{number:.0f}"


def _integer(text: str) -> int:
    if _INTEGER.fullmatch(text):
        return int(re.split("[.,]", text)[0])
    raise _wrong_kind(N_("un nombre entier"), text, _("Écrivez seulement le nombre, sans unité ni espace : 90."))


def _decimal(text: str) -> float:
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    raise _wrong_kind(N_("un nombre"), text, _("Écrivez seulement le nombre, sans unité ni espace : 12.5."))


def _truth(text: str) -> bool:
    if text.casefold() in _TRUTH:
        return _TRUTH[text.casefold()]
    raise _wrong_kind(N_("« oui » ou « non »"), text, _("Écrivez oui ou non."))


def _wrong_kind(expected: str, text: str, remedy: str) -> Unfit:
    message = _("{expected} est attendu, pas « {text} »").format(expected=_(expected), text=shortened(text))
    return Unfit("LIR-11", message, remedy)


def _date(text: str) -> date:
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            message = _("le {text} n'existe pas au calendrier").format(text=text)
            raise Unfit("LIR-12", message, _("Corrigez le jour, le mois ou l'année.")) from error
    message = _("une date est attendue, pas « {text} »").format(text=shortened(text))
    raise Unfit("LIR-12", message, _date_remedy(text))


def _date_remedy(text: str) -> str:
    local = _LOCAL_DATE.fullmatch(text)
    if local is None:
        return _("Écrivez année-mois-jour : 2026-03-09.")
    day, month, year = local.groups()
    return _("Écrivez année-mois-jour : {date}.").format(date=f"{year}-{month:0>2}-{day:0>2}")


@cache
def _members(kind: Any) -> dict[str, Enum]:
    """The members of a closed list by the word that stands for them on disk."""
    return {str(member.value): member for member in kind}


def _member(kind: type[Enum], text: str) -> Enum:
    written = text.strip()
    key: Any = kind
    by_word = _members(key)
    if written in by_word:
        return by_word[written]
    message = _("« {text} » ne fait pas partie des valeurs admises").format(text=shortened(written))
    raise Unfit("LIR-13", message, suggestion(written, by_word))


def shortened(text: str, length: int = 40) -> str:
    """The text on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


_READERS: Mapping[type, Callable[[str], Any]] = MappingProxyType(
    {str: lambda text: text, int: _integer, float: _decimal, bool: _truth, date: _date}
)
