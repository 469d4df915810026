"""The page of the fields names every key of a course folder, and is up to date."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from methodology.folder import PHASES
from methodology.questions import Bank, Question
from methodology.shape import Form, record_types, written_shapes

SCRIPT = Path(__file__).parents[2] / "scripts" / "field_pages.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("field_pages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert not script.is_outdated(), "python scripts/field_pages.py"


def test_a_page_that_is_not_up_to_date_is_said(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script, "PAGE", tmp_path / "champs.md")
    assert script.main(["--check"]) == 1
    assert "python scripts/field_pages.py" in capsys.readouterr().out
    assert script.main([]) == 0


def test_every_key_of_the_folder_is_explained(script: ModuleType) -> None:
    text = script.page()
    assert all(f"## `{name}`" in text for name in PHASES)
    kinds = [kind for kind in record_types() if kind not in _of_banks()]
    keys = {shape.key for kind in kinds for shape in written_shapes(kind) if shape.form is not Form.CONSTANT}
    assert {key for key in keys if f"| `{key}`" not in text} == set()
    assert "| `hierarchie_favorable` |" in text
    assert "`oui`, `en_partie`, `non`" in text


def _of_banks() -> set[type]:
    found, left = set[type](), [Bank, Question]
    while left:
        kind = left.pop()
        found.add(kind)
        inner = [s.kind for s in written_shapes(kind) if s.form in (Form.RECORD, Form.RECORDS)]
        left += [one for one in inner if one not in found]
    return found
