"""How a build cuts the SCORM packages: by the folder, or by what is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from coursegen.cli.app import run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "one-ael"
ONE = {"ONE-AEL-01-scorm12.zip", "ONE-AEL-01-scorm2004.zip"}
PARTS = ("accueil", "M1", "M2", "M3", "M4", "M5")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course folder to change."""
    return shutil.copytree(EXAMPLE, tmp_path / "cours")


def built(folder: Path, out: Path, *options: str) -> dict[str, str]:
    """The manifest of each package, by the end of its name."""
    assert run(["build", str(folder), "-o", str(out), "--only", "scorm12,scorm2004", *options]) == 0
    found = {}
    for path in out.glob("*.zip"):
        with ZipFile(path) as archive:
            found[path.name] = archive.read("imsmanifest.xml").decode()
    return found


def test_one_package_a_version_unless_told_otherwise(tmp_path: Path) -> None:
    made = built(EXAMPLE, tmp_path / "out")
    assert set(made) == ONE
    assert all(text.count("<item ") == 1 for text in made.values())
    assert "2004 4th Edition" in made["ONE-AEL-01-scorm2004.zip"]


def test_the_folder_cuts_and_options_cut_otherwise(folder: Path, tmp_path: Path) -> None:
    course = folder / "cours.yaml"
    course.write_text(course.read_text("utf-8") + "\nscorm: {paquet: module, ordre: impose, edition: 3}\n", "utf-8")
    modules = built(folder, tmp_path / "out")
    assert set(modules) == {f"ONE-AEL-01-{part}-{kind}.zip" for part in PARTS for kind in ("scorm12", "scorm2004")}
    assert "2004 3rd Edition" in modules["ONE-AEL-01-M1-scorm2004.zip"]
    whole = built(folder, tmp_path / "out", "--paquet", "cours", "--sco", "plusieurs", "--edition", "4")
    assert set(whole) == ONE
    assert [text.count("<item ") for text in whole.values()] == [6, 6]
    assert whole["ONE-AEL-01-scorm12.zip"].count("adlcp:prerequisites ") == 5
    assert "2004 4th Edition" in whole["ONE-AEL-01-scorm2004.zip"]


@pytest.mark.parametrize(("option", "value"), [("--edition", "5"), ("--paquet", "lecon"), ("--sco", "deux")])
def test_a_cut_that_is_none_is_refused(tmp_path: Path, option: str, value: str) -> None:
    assert run(["build", str(tmp_path), option, value]) == 2
