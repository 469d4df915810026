"""What a command loads: checking a course, or giving it back as a workbook, needs no writer of pages nor of slides."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"
WRITERS = {"PIL.Image", "coursegen.compose", "jinja2", "lxml", "markdown_it", "openpyxl", "pptx", "rich"}
LOADED = """
import json, sys
from coursegen.cli.app import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


def loaded_by(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of that command in a process of its own, and the modules it loaded."""
    command = [sys.executable, "-c", LOADED, *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    code, modules = json.loads(said.splitlines()[-1])
    return code, set(modules)


@pytest.fixture(scope="module", autouse=True)
def pictures_seen_before() -> None:
    """A picture is decoded the first time that a check meets it, and remembered."""
    loaded_by("check", str(EXAMPLE))


@pytest.mark.parametrize(
    ("words", "missing"),
    [(["check"], {*WRITERS, "xlsxwriter"}), (["build", "--only", "xlsx"], WRITERS - {"openpyxl"})],
)
def test_a_command_loads_no_writer_that_it_does_not_use(words: list[str], missing: set[str], tmp_path: Path) -> None:
    out = ["-o", str(tmp_path)] if words[0] == "build" else []
    code, modules = loaded_by(*words, str(EXAMPLE), *out)
    assert code == 0
    assert not missing & modules
