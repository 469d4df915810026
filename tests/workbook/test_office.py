"""What LibreOffice does to a workbook loses nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.workbook import read_workbook
from tests.made_once import RunFolder
from tests.methodology.whole import whole_folder

from .conftest import EXAMPLES, course_of, workbook_of
from .edits import put
from .test_round_trip import snapshot

pytestmark = pytest.mark.office


def converted(path: Path, suffix: str, tmp_path: Path) -> Path:
    """The workbook saved by LibreOffice in that format."""
    out = tmp_path / f"vers-{suffix}"
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return out / f"{path.stem}.{suffix}"


def test_an_example_saved_as_ods_and_as_xlsx_again_is_the_same_course(tmp_path: Path) -> None:
    folder = tmp_path / "copie"
    shutil.copytree(EXAMPLES / "cipres-fdf", folder)
    course, before = course_of(folder), snapshot(folder)
    ods = converted(workbook_of(course, tmp_path / "cours.xlsx"), "ods", tmp_path)
    reading = read_workbook(ods, course)
    assert reading.faults == ()
    assert reading.course == course
    assert run(["import", str(ods), str(folder)]) == 0
    again = converted(ods, "xlsx", tmp_path)
    name = put(again, "Objectifs", "Critère", "sept étapes, sans erreur")
    assert name.endswith("4")
    assert run(["import", str(again), str(folder)]) == 0
    after = snapshot(folder)
    assert {path for path in after if after[path] != before[path]} == {"2-objectifs.yaml"}
    assert course_of(folder).objectives.objectives[0].criterion == "sept étapes, sans erreur"


def test_every_field_of_the_method_goes_through_an_ods(tmp_path: Path) -> None:
    course = course_of(whole_folder(tmp_path / "tout"))
    reading = read_workbook(converted(workbook_of(course, tmp_path / "cours.xlsx"), "ods", tmp_path), course)
    assert reading.faults == ()
    assert reading.course == course


@pytest.fixture
def computed(started: Path, once: RunFolder) -> tuple[Path, str]:
    """The beginner's workbook with a formula in it, saved as .ods; and the cell of the formula."""

    def make(room: Path) -> None:
        workbook = Path(shutil.copy2(started / "cours.xlsx", room))
        (room / "cellule").write_text(put(workbook, "Étapes", "Durée (min)", "=5*5"))
        converted(workbook, "ods", room)

    room = once.made("classeur-calcule", make)
    return room / "vers-ods" / "cours.ods", (room / "cellule").read_text()


def test_a_cell_changed_in_an_ods_changes_one_file(folder: Path, computed: tuple[Path, str], tmp_path: Path) -> None:
    from odfdo import Document

    before = snapshot(folder)
    ods = Path(shutil.copy2(computed[0], tmp_path))
    document = Document(ods)
    table = document.body.get_table(name="Objectifs")
    headers = [str(value) for value in table.get_row_values(2)]
    table.set_value((headers.index("Critère"), 3), "les six pièces, dans l'ordre")
    document.save(ods)
    assert run(["import", str(ods), str(folder)]) == 0
    after = snapshot(folder)
    assert {path for path in after if after[path] != before[path]} == {"2-objectifs.yaml"}
    assert "les six pièces, dans l'ordre" in after["2-objectifs.yaml"].decode()


def test_a_formula_computed_by_libreoffice_gives_its_result(folder: Path, computed: tuple[Path, str]) -> None:
    ods, name = computed
    reading = read_workbook(ods, course_of(folder))
    assert reading.course == course_of(folder)
    assert any(name in words and "remplacée par son résultat" in words for words in reading.notices)
