"""Every field of the folder has its cell, by itself, in French, with its help; what a cell takes is proposed there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from coursegen.cli.app import run
from coursegen.workbook.layout import sheets, table_of
from coursegen.workbook.place import GUIDE, LISTS
from methodology.activities.base import OnlineActivity
from methodology.descriptions import description, label, record_description
from methodology.shape import FieldShape, Form, record_types, shapes

from .conftest import course_of, workbook_of
from .edits import cell

LEAVES = (Form.LEAF, Form.LEAVES, Form.TEXT)


def owner(shape: FieldShape) -> type:
    """Activities of all types share their cells."""
    return OnlineActivity if issubclass(shape.owner, OnlineActivity) else shape.owner


def test_every_field_of_every_record_has_a_cell() -> None:
    shown = {(owner(c.shape), c.shape.name) for sheet in sheets() for c in sheet.columns}
    wanted = {(owner(s), s.name) for r in record_types() for s in shapes(r) if s.form in LEAVES}
    assert wanted - shown == set()


def test_every_field_has_a_french_sentence_and_each_record_distinct_labels() -> None:
    missing = [shape.path for record in record_types() for shape in shapes(record) if not description(shape)]
    assert missing == [], "à décrire dans methodology/catalogue/descriptions.yaml"
    assert [r.__name__ for r in record_types() if not record_description(r)] == []
    for record in record_types():
        labels = [label(shape) for shape in shapes(record)]
        assert len(set(labels)) == len(labels), record.__name__


def test_every_reference_of_the_layout_leads_to_a_table() -> None:
    references = {column.reference for sheet in sheets() for column in sheet.columns if column.reference}
    assert {name for name in references if table_of(name) is None} == set()
    assert len(references) > 8


def test_sheets_have_titles_a_spreadsheet_takes() -> None:
    titles = [sheet.title for sheet in sheets()]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


def test_every_table_that_others_belong_to_names_its_records() -> None:
    assert [sheet.title for sheet in sheets() if sheet.parent and sheet.parent.key is None] == []


@pytest.fixture
def book(workbook: Path) -> Any:
    return load_workbook(workbook)


def rule_of(book: Any, sheet: str, header: str) -> Any:
    place = cell(book, sheet, header)
    return next(r for r in book[sheet].data_validations.dataValidation if place.coordinate in r.sqref)


def test_closed_lists_and_references_are_drop_down_lists(book: Any) -> None:
    assert rule_of(book, "Étapes", "Regroupement").formula1 == '"individuel,binome,sous_groupe,pleniere"'
    assert rule_of(book, "Étapes", "Actif").formula1 == '"oui,non"'
    competency = rule_of(book, "Objectifs", "Compétence")
    assert competency.formula1.startswith("Compétences!$A$4") or competency.formula1.startswith("'Compétences'!$A$4")
    assert competency.type == "list"
    assert rule_of(book, "Étapes", "Durée (min)").type == "whole"
    assert rule_of(book, "Cours", "Date de la version").type == "date"


def test_every_cell_to_fill_says_what_it_is_for(book: Any) -> None:
    for sheet in sheets():
        page = book[sheet.title]
        for column in sheet.columns:
            rule = rule_of(book, sheet.title, column.label)
            assert rule.prompt[:40] == column.help[:40], column.label
            if not sheet.is_card:
                header = page.cell(3, cell(book, sheet.title, column.label).column)
                assert column.help in header.comment.text


def test_only_ids_that_exist_are_protected_and_without_a_password(book: Any) -> None:
    page = book["Objectifs"]
    assert page.protection.sheet
    assert page.protection.password is None
    key = cell(book, "Objectifs", "Identifiant")
    assert key.protection.locked
    assert not cell(book, "Objectifs", "Énoncé").protection.locked
    below = page.column_dimensions[get_column_letter(key.column)]
    assert not below.protection.locked
    assert not book["Prérequis"].protection.sheet
    assert cell(book, "Cours", "Code").protection.locked
    assert not cell(book, "Cours", "Titre").protection.locked


def test_headers_stay_in_sight_and_the_lists_out_of_it(book: Any) -> None:
    assert book["Étapes"].freeze_panes == "C4"
    assert book["Cours"].freeze_panes == "B4"
    assert book[LISTS].sheet_state == "hidden"
    assert book.sheetnames[0] == GUIDE


def test_colours_are_those_of_the_charter(book: Any, folder: Path) -> None:
    from coursegen.charter import load_charter

    accent = load_charter(course_of(folder).identity.charter).colours.accent
    assert book["Objectifs"]["A3"].fill.fgColor.rgb == "FF" + accent.removeprefix("#")


def test_new_gives_a_folder_and_its_workbook_or_the_workbook_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = tmp_path / "un"
    assert run(["new", str(both), "--classeur", str(tmp_path / "un.xlsx"), "--code", "A-1"]) == 0
    assert f"coursegen import {tmp_path / 'un.xlsx'} {both}" in capsys.readouterr().out
    assert run(["import", str(tmp_path / "un.xlsx"), str(both)]) == 0
    assert "Rien n'a changé." in capsys.readouterr().out
    alone = tmp_path / "deux.xlsx"
    assert run(["new", "--classeur", str(alone), "--titre", "Deux"]) == 0
    assert run(["import", str(alone), str(tmp_path / "deux")]) == 0
    assert course_of(tmp_path / "deux").identity.title == "Deux"
    assert run(["check", str(tmp_path / "deux")]) == 0


def test_new_never_overwrites_a_workbook_and_asks_for_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"x")
    assert run(["new", str(tmp_path / "c"), "--classeur", str(path)]) == 2
    assert path.read_bytes() == b"x"
    assert not (tmp_path / "c").exists()
    assert run(["new", "--classeur", str(tmp_path / "c.ods")]) == 2
    assert run(["new"]) == 2
    assert "Il manque" in capsys.readouterr().err


def test_build_gives_the_workbook_of_the_folder(folder: Path, tmp_path: Path) -> None:
    assert run(["build", str(folder), "--only", "xlsx", "-o", str(tmp_path / "out")]) == 0
    assert run(["import", str(tmp_path / "out" / "TEST-01-classeur.xlsx"), str(folder)]) == 0


def test_what_few_courses_have_is_hidden_while_it_holds_nothing(book: Any, folder: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from methodology.questions import Hint

    questions, hints = book["Questions"], book["Indices"]
    assert questions.column_dimensions[get_column_letter(cell(book, "Questions", "Format Moodle").column)].hidden
    assert not questions.column_dimensions[get_column_letter(cell(book, "Questions", "Énoncé").column)].hidden
    assert hints.sheet_state == "hidden"
    course = course_of(folder)
    bank, *others = course.banks
    question, *rest = bank.questions
    hinted = replace(bank, questions=(replace(question, hints=(Hint(text="Pensez au début."),)), *rest))
    path = workbook_of(replace(course, banks=(hinted, *others)), tmp_path / "indices.xlsx")
    assert load_workbook(path)["Indices"].sheet_state == "visible"


def test_a_wide_table_is_printed_on_several_sheets_that_each_name_the_line(book: Any) -> None:
    steps, modules = book["Étapes"], book["Modules"]
    assert steps.page_setup.fitToWidth > 1
    assert steps.print_title_cols == "$A:$B"
    assert modules.page_setup.fitToWidth in (None, 1)
    assert modules.print_title_cols is None
