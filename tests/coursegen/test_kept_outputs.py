"""What a person has changed in the outputs folder is never lost to a build that nobody told to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursegen.build import BuildOptions, build_course
from coursegen.cli.app import run
from coursegen.errors import UsageError
from coursegen.starter import write_starter
from tests.workbook.edits import edit, put

from .conftest import rewrite


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "cours-sorties"


@pytest.fixture
def filled(folder: Path, out: Path) -> Path:
    """The workbook of the course, as somebody left it after an hour's work."""
    build_course(folder, out, ["xlsx"])
    put(out / "TEST-01-classeur.xlsx", "Cours", "Titre", "Accueillir et renseigner")
    return out / "TEST-01-classeur.xlsx"


def test_another_output_leaves_a_filled_workbook_where_it_is(folder: Path, out: Path, filled: Path) -> None:
    before = filled.read_bytes()
    build_course(folder, out, ["competencies"])
    rewrite(folder, "contenus/m1/pieces.md", "vient de loin", "vient de très loin")
    build_course(folder, out, ["competencies"])
    assert filled.read_bytes() == before


def test_a_filled_workbook_is_not_replaced_and_the_remedy_works(
    folder: Path, out: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run(["build", str(folder), "--only", "xlsx,competencies"]) == 2
    said = capsys.readouterr().err
    assert f"donc gardé : « {filled} »" in said
    assert "--remplacer" in said
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert f"coursegen import {filled} {folder}" in said
    assert run(["import", str(filled), str(folder)]) == 0
    assert run(["build", str(folder), "--only", "xlsx,competencies"]) == 0, "what was imported is not lost"
    assert "Accueillir et renseigner" in (folder / "cours.yaml").read_text("utf-8")


def test_a_sheet_of_ones_own_is_not_lost_although_the_import_leaves_it_aside(
    folder: Path, out: Path, filled: Path
) -> None:
    edit(filled, lambda book: book.create_sheet("Mes calculs").cell(1, 1, "à garder"))
    assert run(["import", str(filled), str(folder)]) == 0
    with pytest.raises(UsageError, match="Modifié depuis sa construction"):
        build_course(folder, out, ["xlsx"])


def test_a_person_may_ask_to_lose_the_changes(folder: Path, out: Path, filled: Path) -> None:
    before = filled.read_bytes()
    assert run(["build", str(folder), "--only", "xlsx", "--remplacer"]) == 0
    assert filled.read_bytes() != before


def test_a_file_that_no_build_made_is_not_replaced(folder: Path, out: Path) -> None:
    out.mkdir()
    (out / "TEST-01-competences.csv").write_text("ma liste", "utf-8")
    with pytest.raises(UsageError, match=r"TEST-01-competences\.csv"):
        build_course(folder, out, ["competencies"])
    assert [path.name for path in out.iterdir()] == ["TEST-01-competences.csv"]


def test_an_outdated_output_stays_and_is_made_again_when_it_is_asked_for(folder: Path, out: Path) -> None:
    first = build_course(folder, out, ["xlsx"])
    rewrite(folder, "cours.yaml", "Renseigner à l'accueil", "Renseigner au guichet")
    build_course(folder, out, ["competencies"])
    again = build_course(folder, out, ["xlsx"])
    assert not again.unchanged
    assert again.outputs[0].sha256 != first.outputs[0].sha256


def test_two_courses_do_not_share_a_folder(folder: Path, out: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    write_starter(other, "AUTRE-02", "Un autre cours")
    build_course(folder, out, ["competencies"])
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(UsageError) as caught:
        build_course(other, out, ["competencies"])
    assert "TEST-01" in caught.value.message
    assert "-o" in caught.value.remedy
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    build_course(other, out, ["competencies"], BuildOptions(overwrite=True))
    assert (out / "AUTRE-02-competences.csv").is_file()


def test_copies_of_a_course_have_the_same_manifest_wherever_they_lie(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ailleurs" / "copie"
    shutil.copytree(folder, copy)
    for source, place in ((folder, tmp_path / "un"), (copy, tmp_path / "deux" / "sorties")):
        build_course(source, place, ["competencies"])
    assert (tmp_path / "un" / "manifest.json").read_bytes() == (
        tmp_path / "deux" / "sorties" / "manifest.json"
    ).read_bytes()
