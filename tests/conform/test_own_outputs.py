"""What we make ourselves conforms, marks of a draft apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursegen.build.mission_documents import MissionChoice, write_mission_documents
from coursegen.conform import Finding, judged
from methodology.findings import Severity
from tests.conform.judge import SOCIEUX
from tests.made_once import RunFolder

EXAMPLES = Path(__file__).parents[2] / "examples"


def _blamed(path: Path) -> list[Finding]:
    findings = judged(path, SOCIEUX).findings
    return [one for one in findings if one.severity is not Severity.INFO and not one.draft]


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_decks_boards_and_workbook_of_the_examples_conform(example: str, once: RunFolder) -> None:
    made = once.built(example, "pptx", "boards", "xlsx")
    assert len(made.outputs) > 4
    for output in made.outputs:
        assert _blamed(made.folder / output.path) == [], output.path


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_papers_of_the_missions_conform(example: str, tmp_path: Path) -> None:
    made = write_mission_documents(EXAMPLES / example, tmp_path, MissionChoice())
    for output in made.outputs:
        assert _blamed(output.path) == [], output.path.name


def test_documents_of_the_course_conform(once: RunFolder) -> None:
    made = once.built("one-ael", "docx")
    assert len(made.outputs) > 6
    for output in made.outputs:
        assert _blamed(made.folder / output.path) == [], output.path
