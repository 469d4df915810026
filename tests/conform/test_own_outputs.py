"""What we make ourselves conforms, marks of a draft apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursegen.build import BuildOptions, build_course
from coursegen.build.mission_documents import MissionChoice, write_mission_documents
from coursegen.conform import Finding, judged
from methodology.findings import Severity
from tests.conform.judge import SOCIEUX

EXAMPLES = Path(__file__).parents[2] / "examples"


def _blamed(path: Path) -> list[Finding]:
    findings = judged(path, SOCIEUX).findings
    return [one for one in findings if one.severity is not Severity.INFO and not one.draft]


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_decks_boards_and_workbook_of_the_examples_conform(example: str, tmp_path: Path) -> None:
    made = build_course(EXAMPLES / example, tmp_path, ("pptx", "boards", "xlsx"), BuildOptions())
    assert len(made.outputs) > 4
    for output in made.outputs:
        assert _blamed(tmp_path / output.path) == [], output.path


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_papers_of_the_missions_conform(example: str, tmp_path: Path) -> None:
    made = write_mission_documents(EXAMPLES / example, tmp_path, MissionChoice())
    for output in made.outputs:
        assert _blamed(output.path) == [], output.path.name


def test_documents_of_the_course_conform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEGEN_SOFFICE", "")  # page numbers of the contents are no matter here
    made = build_course(EXAMPLES / "one-ael", tmp_path, ("docx",), BuildOptions())
    assert len(made.outputs) > 6
    for output in made.outputs:
        assert _blamed(tmp_path / output.path) == [], output.path
