"""A folder to a workbook and back: nothing lost, nothing touched that did not change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from coursegen.charter import load_charter
from coursegen.cli.app import run
from coursegen.workbook import read_workbook, write_workbook
from methodology.course import Course
from methodology.questions import Bank, Question, QuestionType
from tests.methodology.whole import whole_folder

from .conftest import EXAMPLES, course_of, workbook_of
from .edits import cell, edit, put

NAMES = sorted(
    path.name for path in EXAMPLES.iterdir() if (path / "cours.yaml").exists() and "mauvais" not in path.name
)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_makes_an_equal_course_in_a_new_folder(name: str, tmp_path: Path) -> None:
    source, fresh = EXAMPLES / name, tmp_path / "neuf"
    course = course_of(source)
    assert run(["import", str(workbook_of(course, tmp_path / "c.xlsx")), str(fresh)]) == 0
    for texts in ("contenus", "medias"):
        shutil.rmtree(fresh / texts, ignore_errors=True)
        shutil.copytree(source / texts, fresh / texts)
    assert course_of(fresh) == course


@pytest.mark.parametrize("name", NAMES)
def test_importing_the_workbook_of_a_folder_touches_no_byte_of_it(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "copie"
    shutil.copytree(EXAMPLES / name, copy)
    before = snapshot(copy)
    assert run(["import", str(workbook_of(course_of(copy), tmp_path / "c.xlsx")), str(copy)]) == 0
    assert snapshot(copy) == before


def test_every_field_of_the_method_comes_back_from_its_cell(tmp_path: Path) -> None:
    source = whole_folder(tmp_path / "tout")
    course, before = course_of(source), snapshot(source)
    book = workbook_of(course, tmp_path / "c.xlsx")
    assert run(["import", str(book), str(source)]) == 0
    assert snapshot(source) == before
    fresh = tmp_path / "neuf"
    assert run(["import", str(book), str(fresh)]) == 0
    for texts in ("contenus", "medias"):
        shutil.rmtree(fresh / texts, ignore_errors=True)
        shutil.copytree(source / texts, fresh / texts)
    assert course_of(fresh) == course


def test_a_time_of_day_typed_in_a_cell_is_read_as_people_write_it(tmp_path: Path) -> None:
    source = whole_folder(tmp_path / "tout")
    book = workbook_of(course_of(source), tmp_path / "c.xlsx")
    put(book, "Étapes", "Heure de début", time(9, 30), row=5)
    assert run(["import", str(book), str(source)]) == 0
    assert 'horaire: "09:30"' in (source / "3-sequences.yaml").read_text("utf-8")


def test_one_changed_cell_changes_one_line_of_one_file_and_keeps_the_comments(folder: Path, workbook: Path) -> None:
    before = snapshot(folder)
    put(workbook, "Objectifs", "Critère", "les six pièces, dans l'ordre")
    assert run(["import", str(workbook), str(folder)]) == 0
    after = snapshot(folder)
    assert {name for name in after if after[name] != before[name]} == {"2-objectifs.yaml"}
    old, new = (s["2-objectifs.yaml"].decode().splitlines() for s in (before, after))
    assert [line for line in new if line not in old] == ['    critere: "les six pièces, dans l\'ordre"']
    assert [line for line in old if line not in new] == ['    critere: "les six pièces, sans omission"']
    assert "# 1 mémoriser, 2 comprendre" in after["2-objectifs.yaml"].decode()


def test_lines_added_moved_and_removed_do_the_same_in_the_folder(folder: Path, workbook: Path) -> None:
    def change(book: Any) -> None:
        steps = book["Étapes"]
        steps.delete_rows(5)  # situer
        end = next(row for row in range(4, 99) if not steps.cell(row, 1).value)
        for header, value in (("Séquence", "S1.1"), ("Identifiant", "conclure"), ("Titre", "Conclure")):
            cell(book, "Étapes", header, end).value = value
        cell(book, "Étapes", "Durée (min)", end).value = 20
        cell(book, "Étapes", "Méthode", end).value = "active"

    edit(workbook, change)
    put(workbook, "Évaluations", "Étapes", "S1.1/tester")
    assert run(["import", str(workbook), str(folder)]) == 0
    sequence = next(course_of(folder).sequencing.sequences())
    assert [(step.id, step.minutes) for step in sequence.steps] == [("lire", 25), ("tester", 20), ("conclure", 20)]


def test_a_new_text_is_made_to_be_written_and_said(
    folder: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workbook, "Séquences", "Diapositives", "contenus/m1/diapos.md")
    assert run(["import", str(workbook), str(folder)]) == 0
    assert "Texte à écrire." in (folder / "contenus/m1/diapos.md").read_text("utf-8")
    assert "contenus/m1/diapos.md est à écrire." in capsys.readouterr().out


def test_a_bank_that_is_gone_is_put_aside_not_destroyed(folder: Path, workbook: Path) -> None:
    before = (folder / "questions/depart.yaml").read_bytes()

    def change(book: Any) -> None:
        for title, header in (("Questions", "Banque"), ("Banques", "Nom du fichier")):
            page = book[title]
            column = cell(book, title, header).column
            gone = [row for row in range(4, page.max_row + 1) if page.cell(row, column).value == "depart"]
            for row in reversed(gone):
                page.delete_rows(row)
        known = {line[0].value for line in book["Questions"].iter_rows(min_row=4)}
        ids = {line[1].value for line in book["Questions"].iter_rows(min_row=4)}
        assert known == {"final"}
        for title in ("Choix des questions", "Paires des questions"):
            page = book[title]
            for row in range(page.max_row, 3, -1):
                if page.cell(row, 1).value not in ids:
                    page.delete_rows(row)
        place = cell(book, "Étapes", "Activité : banque", 5)
        assert place.value == "depart"
        place.value = "final"

    edit(workbook, change)
    assert run(["import", str(workbook), str(folder)]) == 0
    assert not (folder / "questions/depart.yaml").exists()
    assert (folder / ".retires/questions/depart.yaml").read_bytes() == before
    assert [bank.name for bank in course_of(folder).banks] == ["final"]


ODD_TEXTS = [
    "=1+1",
    "- un tiret d'abord",
    "ligne un\nligne deux\n",
    "« guillemets » : deux-points # dièse",
    "non",
    "2026-01-01",
    "00123",
    "'apostrophe",
    "tabulation\tau milieu",
    "un emoji 🎓 et un nom béninois Ɖ",
    "[crochets]",
    '""',
    "http://exemple.org",
    "x" * 32_000,
]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: text[:12])
def test_texts_a_spreadsheet_likes_to_change_come_back_as_they_were(text: str, folder: Path, tmp_path: Path) -> None:
    course = course_of(folder)
    assert course.needs.request is not None
    odd = replace(course, needs=replace(course.needs, request=replace(course.needs.request, wording=text)))
    reading = read_workbook(workbook_of(odd, tmp_path / "odd.xlsx"))
    assert reading.faults == ()
    assert reading.course is not None
    request = reading.course.needs.request
    assert request is not None
    assert request.wording == ("" if text == '""' else text)


@pytest.mark.parametrize("items", [("un", "deux"), ("deux\nlignes", "une"), ("- tiret",), ("a, b ; c", "d"), ("x",)])
def test_lists_come_back_item_by_item(items: tuple[str, ...], folder: Path, tmp_path: Path) -> None:
    course = course_of(folder)
    changed = replace(course, identity=replace(course.identity, authors=items))
    reading = read_workbook(workbook_of(changed, tmp_path / "lists.xlsx"))
    assert reading.course is not None, reading.faults
    assert reading.course.identity.authors == items


def test_a_text_too_long_for_a_cell_stays_in_the_folder(folder: Path, tmp_path: Path) -> None:
    course = course_of(folder)
    long = replace(course, delivery=replace(course.delivery, how_it_works="mot " * 10_000 + "fin"))
    path = workbook_of(long, tmp_path / "long.xlsx")
    reading = read_workbook(path, long)
    assert reading.course == long
    alone = read_workbook(path)
    assert [fault.message for fault in alone.faults] == [
        "Ce texte était trop long pour la cellule, et le dossier ne l'a plus."
    ]


def test_the_same_course_gives_the_same_bytes(folder: Path) -> None:
    course = course_of(folder)
    charter = load_charter("cipres")
    assert write_workbook(course, charter) == write_workbook(course, charter)


def test_dates_are_dates_numbers_are_numbers_and_yes_is_a_word(folder: Path, workbook: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(workbook)
    value = cell(book, "Cours", "Date de la version").value
    assert isinstance(value, datetime)
    assert value.date() == course_of(folder).identity.date
    assert cell(book, "Étapes", "Durée (min)").value == 25
    assert cell(book, "Étapes", "Actif").value == "non"
    assert cell(book, "Cours", "Version").value == "0.1"


def test_a_thousand_questions_come_back(folder: Path, tmp_path: Path) -> None:
    course = course_of(folder)
    questions = (Question(id=f"Q{n}", type=QuestionType.TRUE_FALSE, text=f"Énoncé {n}") for n in range(1000))
    big: Course = replace(course, banks=(*course.banks, Bank(name="grande", questions=tuple(questions))))
    assert read_workbook(workbook_of(big, tmp_path / "big.xlsx"), big).course == big


def test_dates_typed_the_french_way_are_dates(folder: Path, workbook: Path) -> None:
    put(workbook, "Cours", "Date de la version", "9/3/2026")
    assert run(["import", str(workbook), str(folder)]) == 0
    assert course_of(folder).identity.date == date(2026, 3, 9)
