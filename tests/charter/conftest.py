"""A settings folder of its own for each test: nobody's own charters are seen, none is left behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings folder of the account."""
    folder = tmp_path / "reglages"
    monkeypatch.setenv("COURSEGEN_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course that may be changed."""
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLE, folder)
    return folder
