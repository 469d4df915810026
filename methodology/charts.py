"""The words and figures of a `:::{graphique}` box: a small table, drawn by whoever shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

CHART_BOX = "graphique"
CHART_TYPES: Mapping[str, str] = MappingProxyType(
    {"barres": "bars", "colonnes": "columns", "lignes": "lines", "secteurs": "pie"}
)
"""What an author writes behind `:type:`, and the kind it means. The first is taken where nothing is said."""
DEFAULT_TYPE = "colonnes"
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_FIGURE = re.compile(r"[-+]?\d+(?:\.\d+)?")
_NONE = frozenset({"", "-", "–", "—", "…", "nd", "n.d."})


def is_blank(cell: str) -> bool:
    """Whether a cell says that there is no figure."""
    return _SPACES.sub("", cell).lower() in _NONE


def figure(cell: str) -> float | None:
    """The number of a cell as people write it ("1 250", "12,5", "40 %"); None when it isn't one."""
    bare = _SPACES.sub("", cell).replace("\u2212", "-").replace(",", ".").removesuffix("%")
    return float(bare) if _FIGURE.fullmatch(bare) else None
