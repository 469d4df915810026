"""The consolidated method, opened, laid out and judged as the partner's word processor will open it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from coursegen.build.documents import written
from coursegen.charter import load_charter
from coursegen.outputs.documents.sheets import method
from tests.documents.courses import example_subject

pytestmark = pytest.mark.office
CHECK = Path(
    os.environ.get(
        "OFFICE_CHECK", Path(__file__).resolve().parents[3] / "shared" / "tools" / "office_check" / "check.py"
    )
)


@cache
def consolidated() -> bytes:
    """The whole method of the larger example, its contents with page numbers."""
    whole = [*method.compose(example_subject("cipres-fdf"))][-1]
    [(_document, data)] = written([whole], load_charter("socieux", "fr"))
    return data


def test_the_schema_takes_the_whole_method(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml_audit is not installed: the schema is NOT tried")
    file = tmp_path / "methode.docx"
    file.write_bytes(consolidated())
    assert [str(error) for error in audit.OpenXmlValidator().validate(str(file)).errors] == []


def test_no_error_and_no_warning_in_the_whole_method(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("DOCUMENTS NOT JUDGED: LibreOffice is not installed")
    if not CHECK.exists():
        pytest.skip(f"DOCUMENTS NOT JUDGED: no judge at {CHECK}")
    file = tmp_path / "methode.docx"
    file.write_bytes(consolidated())
    run = subprocess.run(
        [sys.executable, str(CHECK), "--json", str(file)], capture_output=True, text=True, check=False, timeout=300
    )
    [report] = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(bar, detail) for level, bar, detail in report["bars"] if level != "pass"] == []
    assert report["facts"]["pages"] <= 120
