"""The beginner's folder, the examples, and workbooks changed one cell at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursegen.charter import load_charter
from coursegen.starter import write_starter
from coursegen.workbook import write_workbook
from methodology.course import Course
from methodology.folder import read_folder
from methodology.i18n import speaking

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    with speaking("fr"):
        yield


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginner's folder and its workbook, of which each test gets a copy."""
    room = tmp_path_factory.mktemp("debut")
    with speaking("fr"):
        write_starter(room / "cours", "TEST-01", "Renseigner à l'accueil")
        workbook_of(course_of(room / "cours"), room / "cours.xlsx")
    return room


@pytest.fixture
def folder(started: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(started / "cours", tmp_path / "cours"))


def course_of(folder: Path) -> Course:
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    return reading.course


def workbook_of(course: Course, path: Path) -> Path:
    path.write_bytes(write_workbook(course, load_charter(course.identity.charter)))
    return path


@pytest.fixture
def workbook(started: Path, folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(started / "cours.xlsx", tmp_path))
