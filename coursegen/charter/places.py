"""Where a person's own charters lie: the course's `charte/`, its `chartes/NOM/`, then those of their account.

Each is a folder with `charte.yaml`, and beside it the template and the logos that it names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs

DATA_FILE = "charte.yaml"
COURSE_FOLDER = "charte"
_SHELF = "chartes"
_VARIABLE = "COURSEGEN_CONFIG_DIR"


def own_charters_folder() -> Path:
    """The folder of this account's charters: `chartes` of its settings folder (`COURSEGEN_CONFIG_DIR` names it)."""
    named = os.environ.get(_VARIABLE)
    return (Path(named) if named else platformdirs.user_config_path("coursegen", appauthor=False)) / _SHELF


def charter_folders(course: Path | None) -> Iterator[Path]:
    """The folders that hold a charter, the nearest to the course first."""
    if course is not None:
        yield from _with_data([course / COURSE_FOLDER])
        yield from _shelved(course / _SHELF)
    yield from _shelved(own_charters_folder())


def _shelved(shelf: Path) -> Iterator[Path]:
    try:
        yield from _with_data(sorted(path for path in shelf.iterdir()))
    except OSError:
        return


def _with_data(folders: list[Path]) -> Iterator[Path]:
    return (folder for folder in folders if (folder / DATA_FILE).is_file())
