"""The data files of `catalogue/`: lists and tables that people may extend without touching the code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "catalogue"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def catalogue_data(name: str) -> Any:
    """What the file `catalogue/<name>.yaml` holds. It is shared: leave it as it is."""
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)


def catalogue_names(folder: str) -> Iterable[str]:
    """The names of the data files of a folder of the catalogue, in order."""
    return sorted(path.stem for path in (FOLDER / folder).glob("*.yaml"))
