"""Words that several computed sheets use."""

from __future__ import annotations

from collections.abc import Iterable

from methodology.i18n import current_language
from methodology.lexicon import lexicon
from methodology.values import Bloom


def level_name(level: Bloom | None) -> str:
    """`3 · Appliquer`, in the language of the messages; a dash for no level."""
    if level is None:
        return "–"
    return f"{int(level)} · {lexicon(current_language()).level_names[level]}"


def listed(words: Iterable[str]) -> str:
    """Words one after the other; a dash for none."""
    return ", ".join(words) or "–"


def percent(part: float, whole: float) -> float:
    """So many percent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0
