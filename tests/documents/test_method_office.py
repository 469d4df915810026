"""The consolidated method, opened, laid out and judged as the partner's word processor will open it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coursegen.build.documents import written
from coursegen.charter import load_charter
from coursegen.outputs.documents.sheets import method
from tests.documents.courses import example_subject
from tests.made_once import RunFolder

pytestmark = pytest.mark.office
CHECK = Path(
    os.environ.get(
        "OFFICE_CHECK", Path(__file__).resolve().parents[3] / "shared" / "tools" / "office_check" / "check.py"
    )
)


MISSING = "no LibreOffice" if not shutil.which("soffice") else "" if CHECK.exists() else f"no judge at {CHECK}"


@pytest.fixture
def consolidated(once: RunFolder) -> Path:
    """The whole method of the larger example, its contents with page numbers."""

    def make(room: Path) -> None:
        whole = [*method.compose(example_subject("cipres-fdf"))][-1]
        [(_document, data)] = written([whole], load_charter("socieux", "fr"))
        (room / "methode.docx").write_bytes(data)

    return once.made("methode", make) / "methode.docx"


@pytest.fixture
def verdict(consolidated: Path, once: RunFolder) -> Any:
    """What the judge says of it; None where there is no judge."""

    def ask() -> list[object]:
        command = [sys.executable, str(CHECK), "--json", str(consolidated)]
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        return [json.loads(line) for line in said.stdout.splitlines()]

    if MISSING:
        return None
    [report] = once.answer("methode-jugee", [consolidated], ask)
    return report


def test_the_schema_takes_the_whole_method(consolidated: Path, verdict: Any) -> None:
    """The judge asks the same validator."""
    if verdict is not None:
        assert "pass" in [level for level, bar, _detail in verdict["bars"] if bar == "schema.valid"]
        return
    audit = pytest.importorskip("openxml_audit", reason="openxml_audit is not installed: the schema is NOT tried")
    assert [str(error) for error in audit.OpenXmlValidator().validate(str(consolidated)).errors] == []


def test_no_error_and_no_warning_in_the_whole_method(verdict: Any) -> None:
    if verdict is None:
        pytest.skip(f"DOCUMENTS NOT JUDGED: {MISSING}")
    assert [(bar, detail) for level, bar, detail in verdict["bars"] if level != "pass"] == []
    assert verdict["facts"]["pages"] <= 120
