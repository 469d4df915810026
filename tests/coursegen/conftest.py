"""A small real course: the folder that `coursegen new` gives to a beginner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coursegen.courseware import Courseware
from coursegen.starter import write_starter
from methodology.course import Course
from methodology.folder import read_folder
from methodology.i18n import use_language


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    use_language("fr")
    yield
    use_language("fr")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "cours"
    write_starter(path, "TEST-01", "Renseigner à l'accueil")
    return path


@pytest.fixture
def course(folder: Path) -> Course:
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    return reading.course


@pytest.fixture
def courseware(course: Course) -> Courseware:
    from coursegen.compose import compose

    return compose(course)


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    """Edit a file of the folder as an author would."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} n'est pas dans {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
