"""The judge: schema, overflow measured by LibreOffice, contrast of what is rendered, alt text, fonts, language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.charter import Charter
from coursegen.outputs.slides import write_deck
from coursegen.slides_model import Deck, SlideKind, SlideSection
from tests.slides.corporate import dark_master, side_band
from tests.slides.sample import sample_courseware, short_deck, slide
from tests.slides.templates import english_agency, french_ministry, small_fund
from tests.slides.test_charts import chart

CHECK = Path(
    os.environ.get(
        "OFFICE_CHECK", Path(__file__).resolve().parents[3] / "shared" / "tools" / "office_check" / "check.py"
    )
)
MODULES = ("pymupdf", "docx", "openpyxl", "openxml_audit")


def _missing() -> str:
    import importlib.util

    if not CHECK.exists():
        return f"no judge at {CHECK}"
    if not shutil.which("soffice"):
        return "LibreOffice is not installed"
    absent = [name for name in MODULES if importlib.util.find_spec(name) is None]
    return f"Python packages missing: {', '.join(absent)}" if absent else ""


def decks(package: bytes, charter: Charter) -> dict[str, bytes]:
    """What a run judges each time: our charter whole, the other format, a chart, a master with a band at its side."""
    course = sample_courseware()
    figures = slide("g", SlideKind.CONTENT, "Les retards reculent", chart("colonnes"))
    shown = Deck(key="m", title="M", number=1, hue=1, sections=(SlideSection("S", (figures,)),))
    return {
        "graphique": write_deck(course, shown, charter, dark_master()),
        "socieux": package,
        "etroit": write_deck(course, replace(short_deck(), hue=2), replace(charter, slide_format="4:3")),
        "bandeau": write_deck(course, short_deck(), charter, side_band()),
    }


def corporate_decks(charter: Charter) -> dict[str, bytes]:
    """The same short deck in masters of every kind."""
    masters = {"sombre": dark_master, "ministere": french_ministry, "agence": english_agency, "caisse": small_fund}
    return {name: write_deck(sample_courseware(), short_deck(), charter, make()) for name, make in masters.items()}


@pytest.mark.office
def test_no_error_and_no_overflow_in_our_charter(package: bytes, charter: Charter, tmp_path: Path) -> None:
    judge(decks(package, charter), tmp_path)


@pytest.mark.office
@pytest.mark.thorough
def test_no_error_and_no_overflow_in_corporate_templates(charter: Charter, tmp_path: Path) -> None:
    judge(corporate_decks(charter), tmp_path)


def judge(made: dict[str, bytes], tmp_path: Path) -> None:
    """Fails for whatever the judge finds in those decks."""
    reason = _missing()
    if reason:
        pytest.skip(f"DECKS NOT JUDGED: {reason}")
    for name, data in made.items():
        (tmp_path / f"{name}.pptx").write_bytes(data)
    files = [str(tmp_path / f"{name}.pptx") for name in made]
    run = subprocess.run(
        [sys.executable, str(CHECK), "--json", *files], capture_output=True, text=True, check=False, timeout=300
    )
    reports = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(reports) == len(made), run.stderr
    for report in reports:
        failed = [(bar, detail) for level, bar, detail in report["bars"] if level != "pass"]
        assert not failed, (report["file"], failed)
        measured = {bar for _level, bar, _detail in report["bars"]}
        assert {"schema.valid", "pptx.no-overflow", "render.contrast"} <= measured
