"""Every bad cell is said, all at once, by sheet and cell, with what to do; and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursegen.cli.app import run
from coursegen.workbook import read_workbook

from .conftest import course_of
from .edits import cell, edit, put
from .test_round_trip import snapshot

CELLS = [
    ("Objectifs", "Niveau de Bloom", 9, "LIR-13", "« Niveau de Bloom » : « 9 » ne fait pas partie", "Choisissez parmi"),
    ("Étapes", "Durée (min)", "une heure", "LIR-11", "un nombre entier est attendu", "sans unité"),
    ("Étapes", "Durée (min)", 0, "LIR-11", "une valeur de 1 à 100000 est attendue", "Corrigez ce nombre"),
    ("Étapes", "Actif", "peut-être", "LIR-11", "« oui » ou « non » est attendu", "oui ou non"),
    ("Étapes", "Regroupement", "binôme", "LIR-13", "ne fait pas partie des valeurs admises", "« binome »"),
    ("Étapes", "Méthode", None, "LIR-10", "« Méthode » est obligatoire", "Remplissez-la"),
    ("Étapes", "Séquence", "S9.9", "LIR-14", "« S9.9 » n'est dans aucune ligne de la feuille « Séquences »", "S1.1"),
    ("Étapes", "Séquence", None, "LIR-14", "à quoi cette ligne appartient-elle", "Choisissez dans la liste"),
    ("Étapes", "Activité : type", "livret", "LIR-13", "il n'y a pas d'activité « livret »", "« livre »"),
    ("Étapes", "Activité : type", None, "LIR-10", "« Activité : type » est obligatoire", "Remplissez-la"),
    ("Étapes", "Activité : banque", "depart", "LIR-09", "« Activité : banque » n'existe pas ici", "Choisissez parmi"),
    ("Objectifs", "Compétence", "C9", "LIR-14", "La compétence « C9 » n'existe pas", "C1"),
    ("Objectifs", "Identifiant", "Objectif n° 1", "LIR-20", "ne peut pas servir d'identifiant", "sans accent"),
    ("Cours", "Date de la version", "hier", "LIR-12", "une date est attendue", "2026-03-09"),
    ("Cours", "Date de la version", "31/02/2026", "LIR-12", "n'existe pas au calendrier", "Corrigez le jour"),
    ("Cours", "Titre", None, "LIR-10", "« Titre » est obligatoire", "Remplissez-la"),
    ("Risques", "Probabilité", 5, "LIR-11", "une valeur de 1 à 4 est attendue", "Corrigez ce nombre"),
    ("Risques", "Impact", 0, "LIR-11", "une valeur de 1 à 4 est attendue", "Corrigez ce nombre"),
    ("Public", "Femmes, cible (%)", 140, "LIR-11", "une valeur de 0 à 100", "Corrigez"),
    ("Séquences", "Diapositives", "../secret.md", "LIR-17", "n'est pas un chemin de « contenus/ »", "contenus/m1"),
    ("Évaluations", "Étapes", "S1.1/situer\nS1.1/rien", "LIR-14", "L'étape « S1.1/rien » n'existe pas", "S1.1/"),
]


@pytest.mark.parametrize(("sheet", "header", "value", "rule", "message", "remedy"), CELLS, ids=lambda v: str(v)[:18])
def test_a_bad_cell_is_told_where_it_is_why_and_how_to_mend_it(
    sheet: str, header: str, value: object, rule: str, message: str, remedy: str, workbook: Path
) -> None:
    name = put(workbook, sheet, header, value)
    reading = read_workbook(workbook)
    assert reading.course is None
    said = [f for f in reading.faults if (f.place, f.rule) == (f"feuille {sheet}, cellule {name}", rule)]
    assert said, [(f.place, f.rule, f.message) for f in reading.faults]
    assert message in said[0].message
    assert remedy in said[0].remedy


def test_all_faults_come_at_once_and_nothing_is_written(
    folder: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [put(workbook, "Objectifs", "Niveau de Bloom", 9), put(workbook, "Étapes", "Durée (min)", "x")]
    before = snapshot(folder)
    assert run(["import", str(workbook), str(folder), "--json"]) == 1
    said = capsys.readouterr()
    assert snapshot(folder) == before
    document = json.loads(said.out)
    places = {fault["place"] for fault in document["faults"]}
    assert places == {f"feuille Objectifs, cellule {bad[0]}", f"feuille Étapes, cellule {bad[1]}"}
    assert "2 cellules à corriger : rien n'a été écrit" in said.err
    assert f"feuille Objectifs, cellule {bad[0]} : " in said.err


def test_a_refused_workbook_makes_no_new_folder(workbook: Path, tmp_path: Path) -> None:
    put(workbook, "Cours", "Titre", None)
    assert run(["import", str(workbook), str(tmp_path / "neuf")]) == 1
    assert not (tmp_path / "neuf").exists()


def test_a_double_identifier_says_where_the_first_is(workbook: Path) -> None:
    name = put(workbook, "Étapes", "Identifiant", "lire", row=5)
    (fault,) = (f for f in read_workbook(workbook).faults if f.rule == "LIR-15")
    assert fault.cell == name
    assert "(Étapes, ligne 4)" in fault.message


def changed(workbook: Path, change: Callable[[Any], None], existing: Any = None) -> Any:
    return read_workbook(edit(workbook, change), existing)


def test_columns_may_be_moved_and_named_as_in_the_files(workbook: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        page = book["Objectifs"]
        values = [[c.value for c in row] for row in page.iter_rows(min_row=3)]
        for row, line in enumerate(values, 3):
            for column, value in enumerate(reversed(line), 1):
                page.cell(row, column).value = value
        cell(book, "Objectifs", "Verbe").parent.cell(3, cell(book, "Objectifs", "Verbe").column).value = "verb"

    reading = changed(workbook, change, course_of(folder))
    assert reading.faults == ()
    assert reading.course == course_of(folder)


def test_a_column_of_the_author_is_left_aside_and_said(workbook: Path) -> None:
    def change(book: Any) -> None:
        book["Objectifs"].cell(3, 30).value = "Mes remarques"
        book["Objectifs"].cell(4, 30).value = "à revoir"

    reading = changed(workbook, change)
    assert reading.course is not None
    assert any("cellule AD3 : « Mes remarques »" in words for words in reading.notices)


def test_a_header_with_a_slip_is_a_fault_with_the_right_word(workbook: Path) -> None:
    def change(book: Any) -> None:
        place = cell(book, "Objectifs", "Critère")
        place.parent.cell(3, place.column).value = "Critèr"

    (fault,) = changed(workbook, change).faults
    assert (fault.rule, fault.cell[-1]) == ("LIR-09", "3")
    assert "« Critère »" in fault.remedy


def test_a_column_that_is_gone_never_empties_the_folder(workbook: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        book["Objectifs"].delete_cols(cell(book, "Objectifs", "Critère").column)

    edit(workbook, change)
    (fault,) = read_workbook(workbook, course_of(folder)).faults
    assert "« Critère » manque dans cette feuille" in fault.message
    fresh = read_workbook(workbook)
    assert fresh.course is not None
    assert fresh.course.objectives.objectives[0].criterion == ""


def test_a_sheet_that_is_gone_never_empties_the_folder(workbook: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        del book["Portraits"]

    edit(workbook, change)
    (fault,) = read_workbook(workbook, course_of(folder)).faults
    assert (fault.place, fault.rule) == ("feuille Portraits", "LIR-02")
    fresh = read_workbook(workbook)
    assert fresh.course is not None
    assert fresh.course.needs.personas == ()


def test_without_the_sheet_of_the_course_there_is_no_course(workbook: Path) -> None:
    def change(book: Any) -> None:
        del book["Cours"]

    (fault,) = changed(workbook, change).faults
    assert fault.place == "feuille Cours"


def test_a_sheet_of_the_author_is_left_aside_and_said(workbook: Path) -> None:
    reading = changed(workbook, lambda book: book.create_sheet("Brouillon"))
    assert reading.course is not None
    assert any("feuille Brouillon" in words for words in reading.notices)


def test_empty_lines_spare_spaces_and_numbers_as_text_are_no_fault(workbook: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        page = book["Étapes"]
        page.insert_rows(5, 3)
        cell(book, "Étapes", "Titre").value = "  Lire la page sur les pièces du dossier \u00a0"
        cell(book, "Étapes", "Durée (min)").value = " 25 "
        cell(book, "Étapes", "Actif").value = " NON"

    reading = changed(workbook, change, course_of(folder))
    assert reading.faults == ()
    assert reading.course == course_of(folder)


def test_a_percentage_is_read_as_it_is_shown(workbook: Path) -> None:
    def change(book: Any) -> None:
        place = cell(book, "Public", "Femmes, cible (%)")
        place.value, place.number_format = 0.55, "0%"

    reading = changed(workbook, change)
    assert reading.course is not None
    assert reading.course.needs.participants.women_target_percent == 55


def test_ids_may_stand_on_one_line_between_commas(workbook: Path) -> None:
    put(workbook, "Évaluations", "Étapes", "S1.1/situer, S1.1/tester ; S1.1/lire")
    reading = read_workbook(workbook)
    assert reading.course is not None
    assert reading.course.evaluation.assessments[0].steps == ("S1.1/situer", "S1.1/tester", "S1.1/lire")


def test_cells_merged_downwards_say_the_same_on_each_line(workbook: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        book["Étapes"].merge_cells("A4:A6")

    reading = changed(workbook, change, course_of(folder))
    assert reading.faults == ()
    assert reading.course == course_of(folder)


def test_cells_merged_across_fields_are_a_fault(workbook: Path) -> None:
    (fault, *_others) = changed(workbook, lambda book: book["Étapes"].merge_cells("C4:D4")).faults
    assert fault.place == "feuille Étapes, cellule C4"
    assert "fusionnées" in fault.message


def test_a_formula_nobody_computed_is_a_fault(workbook: Path) -> None:
    name = put(workbook, "Étapes", "Durée (min)", "=20+20")
    (fault,) = (f for f in read_workbook(workbook).faults if f.cell == name)
    assert "formule" in fault.message


def test_a_text_that_begins_with_an_equals_sign_is_no_formula(folder: Path, workbook: Path) -> None:
    def change(book: Any) -> None:
        place = cell(book, "Étapes", "Consigne")
        place.value = "= égal"
        place.data_type = "s"

    reading = changed(workbook, change)
    assert reading.course is not None
    assert reading.notices == ()


def test_a_folder_with_errors_is_not_updated(folder: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "2-objectifs.yaml"
    path.write_text(path.read_text("utf-8").replace("bloom: 1", "bloom: 12"), "utf-8")
    before = snapshot(folder)
    assert run(["import", str(workbook), str(folder)]) == 1
    assert "2-objectifs.yaml:" in capsys.readouterr().err
    assert snapshot(folder) == before


def test_a_disk_that_refuses_one_file_leaves_all_as_they_were(
    folder: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(workbook, "Objectifs", "Critère", "autre")
    put(workbook, "Besoins", "Tâche", "autre")
    before = snapshot(folder)
    move = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "2-objectifs.yaml" and ".import-" in str(self) and "avant" not in str(self):
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert run(["import", str(workbook), str(folder)]) == 4
    monkeypatch.undo()
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    "shown", ["#DIV/0!", "#NAME?", "#REF!", "#VALUE!", "#N/A", "#NUM!", "#NULL!", "Err:502", "#NOM?"]
)
def test_the_error_of_a_formula_is_never_taken_for_a_text(shown: str, workbook: Path) -> None:
    name = put(workbook, "Objectifs", "Critère", shown)
    reading = read_workbook(workbook)
    assert reading.course is None
    (fault,) = reading.faults
    assert (fault.place, fault.rule) == (f"feuille Objectifs, cellule {name}", "LIR-11")
    assert f"une erreur de calcul : « {shown} »" in fault.message


def test_a_text_that_speaks_of_an_error_is_a_text(workbook: Path) -> None:
    put(workbook, "Objectifs", "Critère", "Corriger une cellule #REF! sans aide")
    reading = read_workbook(workbook)
    assert reading.course is not None
    assert reading.course.objectives.objectives[0].criterion.endswith("#REF! sans aide")


def test_an_error_on_a_card_and_in_the_column_of_the_parent_is_said_where_it_is(workbook: Path) -> None:
    names = {put(workbook, "Cours", "Titre", "#REF!"), put(workbook, "Étapes", "Séquence", "#N/A")}
    assert {fault.cell for fault in read_workbook(workbook).faults} == names


@pytest.mark.parametrize("written", ["2026/03/09", "2026-3-9", "09/03/2026", "2026.03.09"])
def test_a_date_that_can_be_one_day_only_is_that_day(written: str, workbook: Path) -> None:
    put(workbook, "Cours", "Date de la version", written)
    reading = read_workbook(workbook)
    assert reading.course is not None, reading.faults
    assert reading.course.identity.date.isoformat() == "2026-03-09"


def test_a_renamed_header_is_shown_where_it_stands(workbook: Path, folder: Path) -> None:
    named: list[str] = []

    def change(book: Any) -> None:
        place = cell(book, "Objectifs", "Critère")
        header = place.parent.cell(3, place.column)
        header.value = "À quoi on le voit"
        named.append(header.coordinate)

    faults = changed(workbook, change, course_of(folder)).faults
    (there,) = (fault for fault in faults if fault.cell == named[0])
    assert "« À quoi on le voit » n'est pas un champ, et il manque « Critère »" in there.message
    assert "rendez-lui son nom" in there.remedy


@pytest.mark.parametrize(
    ("language", "quoted"), [("en", "“Niveau de Bloom”"), ("pt", "«Niveau de Bloom»"), ("es", "«Niveau de Bloom»")]
)
def test_a_fault_names_the_header_people_see_and_its_cell_in_their_language(
    language: str, quoted: str, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = put(workbook, "Objectifs", "Niveau de Bloom", 9)
    assert run(["--lang", language, "import", str(workbook), str(tmp_path / "neuf")]) == 1
    said = capsys.readouterr().err
    run(["--lang", "fr", "check", "--list-rules"])
    assert quoted in said
    assert "«bloom»" not in said
    assert f"{place}: " in said
