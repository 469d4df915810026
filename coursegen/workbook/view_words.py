"""Words that several computed sheets use."""

from __future__ import annotations

from collections.abc import Iterable

from coursegen.i18n import gettext as _
from methodology.values import Bloom


def level_name(level: Bloom | None) -> str:
    """`3 · Appliquer`; a dash for no level."""
    if level is None:
        return "–"
    names = (_("Mémoriser"), _("Comprendre"), _("Appliquer"), _("Analyser"), _("Évaluer"), _("Créer"))
    return f"{int(level)} · {names[level - 1]}"


def listed(words: Iterable[str]) -> str:
    """Words one after the other; a dash for none."""
    return ", ".join(words) or "–"


def percent(part: float, whole: float) -> float:
    """So many percent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0
