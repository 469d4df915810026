"""The examples of the README run as they stand, one after the other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from package_reader import read_package

from moodle_backups.activities import ACTIVITY_TYPES
from moodle_backups.questions import QUESTION_TYPES

README = Path(__file__).parents[2] / "moodle_backups" / "README.md"
TEXT = README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples ran, with what they printed in ``said``."""
    folder = tmp_path_factory.mktemp("readme")
    examples = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert len(examples) >= 3
    environment = {"PYTHONPATH": str(README.parents[1])}
    command = [sys.executable, "-c", "\n".join(examples)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (folder / "said").write_text(done.stdout, encoding="utf-8")
    return folder


def test_the_example_writes_the_course_it_shows(folder: Path) -> None:
    package = read_package(folder / "demo.mbz")
    assert package.question("sum").findtext("name") == "A sum"
    assert [path for path, _, _ in package.files("mod_page", "content")] == ["/plan.svg"]


def test_the_example_reads_changes_and_compares(folder: Path) -> None:
    said = (folder / "said").read_text(encoding="utf-8").splitlines()
    assert said[0].startswith("demo.mbz ")
    assert said[1] == "4.1 (Build: 20221128) {} []"
    assert [line.split() for line in said[2:4]] == [["page", "welcome", "Welcome"], ["quiz", "test", "Test"]]
    assert said[4:] == ["changed fullname A small course Another name"]
    info = read_package(folder / "renamed.mbz").xml("moodle_backup.xml").find("information")
    assert info is not None
    assert info.findtext("original_course_fullname") == "Another name"


def test_every_type_is_named() -> None:
    assert [name for name in ACTIVITY_TYPES if f"`{name}`" not in TEXT] == []
    assert [name for name in QUESTION_TYPES if name not in TEXT] == []
