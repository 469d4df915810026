"""The computed sheets: what a person reads in them, and that an import never takes anything from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from coursegen.starter import write_starter
from coursegen.workbook import read_workbook
from coursegen.workbook.canvas import Canvas
from coursegen.workbook.views import timeline, views
from methodology.course import Course
from methodology.delivery import Risk, Session
from methodology.evaluation import EvaluationLevel
from methodology.needs import Competency
from methodology.questions import Bank
from tests.methodology.factory import OBJECTIVE, QUESTION, good_course, with_delivery, with_objective

from .conftest import EXAMPLES, course_of, workbook_of
from .edits import edit

TITLES = [
    "Vue alignement",
    "Vue spécification",
    "Vue méthodes",
    "Vue compétences",
    "Vue risques",
    "Vue évaluation",
    "Vue thèmes",
    "Vue calendrier",
    "Vue logistique",
]


def drawn(course: Course, title: str) -> Canvas:
    return next(view.draw(course) for view in views() if title == view.TITLE)


def said(course: Course, title: str) -> dict[str, Any]:
    """What stands in the cells of that view, by cell name."""
    return {f"{chr(64 + m.column)}{m.row}": m.value for m in drawn(course, title).marks if m.column <= 26}


def line_of(cells: dict[str, Any], first: str) -> list[Any]:
    """The values of the first line that begins with that."""
    row = next(name[1:] for name, value in cells.items() if name[0] == "A" and value == first)
    return [value for name, value in sorted(cells.items()) if name[1:] == row]


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return load_workbook(workbook_of(course_of(EXAMPLES / "one-ael"), tmp_path / "cours.xlsx"))


def test_the_computed_sheets_come_after_those_one_fills_in_and_say_what_they_are(book: Workbook) -> None:
    shown = [page.title for page in book.worksheets if page.sheet_state == "visible"]
    assert shown[-len(TITLES) :] == TITLES
    for title in TITLES:
        page = book[title]
        assert page["A1"].value.startswith("Vue calculée : elle ne se remplit pas")
        assert page.protection.sheet
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.freeze_panes
        assert page.sheet_properties.tabColor.rgb != book["Objectifs"].sheet_properties.tabColor.rgb


def test_every_formula_has_its_result_saved_with_it(tmp_path: Path) -> None:
    path = workbook_of(course_of(EXAMPLES / "one-ael"), tmp_path / "cours.xlsx")
    formulas, results = load_workbook(path), load_workbook(path, data_only=True)
    found = [(t, c.coordinate) for t in TITLES for row in formulas[t].iter_rows() for c in row if c.data_type == "f"]
    assert len(found) > 50
    assert all(isinstance(results[title][cell].value, int | float) for title, cell in found)


def test_a_sum_adds_up_what_stands_above_it(tmp_path: Path) -> None:
    path = workbook_of(course_of(EXAMPLES / "one-ael"), tmp_path / "cours.xlsx")
    page = load_workbook(path, data_only=True)["Vue alignement"]
    total = next(row for row in page.iter_rows(min_row=6) if row[0].value == "Total")
    minutes = [page.cell(row, 6).value or 0 for row in range(6, total[0].row)]
    assert total[5].value == pytest.approx(sum(minutes))
    assert load_workbook(path)["Vue alignement"].cell(total[0].row, 6).value == f"=SUM(F6:F{total[0].row - 1})"


def _renamed(book: Any) -> None:
    book["Vue risques"].title = "Mes risques à moi"


def _removed(book: Any) -> None:
    for title in TITLES:
        del book[title]


def _edited(book: Any) -> None:
    for title in TITLES:
        for row in book[title].iter_rows():
            for cell in row:
                if type(cell).__name__ == "Cell":
                    cell.value = "n'importe quoi"


@pytest.mark.parametrize("change", [_renamed, _removed, _edited])
def test_what_is_done_to_the_computed_sheets_changes_nothing(
    change: Callable[[Any], None], workbook: Path, folder: Path
) -> None:
    reading = read_workbook(edit(workbook, change), course_of(folder))
    assert reading.faults == ()
    assert reading.course == course_of(folder)


def test_a_workbook_left_as_it_is_gives_no_notice_of_its_computed_sheets(workbook: Path) -> None:
    assert read_workbook(workbook).notices == ()


def test_an_objective_that_is_aligned_says_so_and_one_that_is_not_says_why() -> None:
    assert line_of(said(good_course(), "Vue alignement"), "O1")[-1] == "✓ Aligné"
    assert line_of(said(with_objective(need=""), "Vue alignement"), "O1")[-1] == "▲ Ne répond à aucun besoin"


def test_the_course_and_each_test_have_their_specification_table() -> None:
    cells = said(good_course(), "Vue spécification")
    assert line_of(cells, "O1")[4] == 100.0  # under « 3 · Appliquer »
    assert any(str(value).startswith("E1 · ") and str(value).endswith(" : 1 question") for value in cells.values())


def test_the_method_matrix_gives_the_share_of_active_time() -> None:
    line = line_of(said(good_course(), "Vue méthodes"), "O1")
    assert line[3:] == [40.0, 15.0, 5.0, 60.0, 55.0, pytest.approx(100 * 55 / 60), "✓ Une méthode à son niveau"]


def test_a_parent_competency_shows_the_sum_of_those_under_it() -> None:
    course = good_course()
    tree = (Competency(id="D1", name="Servir"), Competency(id="C1", name="Calculer", parent="D1"))
    course = replace(course, needs=replace(course.needs, competencies=tree))
    canvas = drawn(course, "Vue compétences")
    marks = {(m.row, m.column): m for m in canvas.marks}
    assert (marks[6, 4].value, marks[6, 4].formula) == (60.0, "D7")
    assert (marks[8, 4].value, marks[8, 4].formula) == (60.0, "D6")  # the total counts the child once


def test_risks_stand_in_the_grid_by_their_names_and_odd_ones_wait_apart() -> None:
    risks = (Risk(risk="Coupure", probability=4, impact=3), Risk(risk="Grève", probability=7, impact=2))
    cells = said(with_delivery(risks=risks), "Vue risques")
    assert cells["E7"] == "R1\n12 · à décider"  # the top row, third column of the grid
    assert [name for name, value in cells.items() if "R2" in str(value)] == ["A17"]
    assert cells["C17"] == "▲ à coter"


def test_a_course_without_risks_says_where_to_write_them() -> None:
    words = said(with_delivery(risks=()), "Vue risques").values()
    assert any("la feuille « Risques » attend" in str(value) for value in words)


def test_the_evaluation_plan_names_what_is_missing() -> None:
    plan = (EvaluationLevel(level=3, indicator="Taux de transfert", tool="Entretien", when="En juin"),)
    course = good_course()
    course = replace(course, evaluation=replace(course.evaluation, plan=plan))
    cells = said(course, "Vue évaluation")
    assert line_of(cells, "3 · Transfert au poste")[-1] == "▲ À préciser : la personne"
    assert line_of(cells, "4 · Effet sur le service")[-1] == "✗ Rien n'est prévu"


def test_a_session_is_a_bar_over_its_weeks() -> None:
    session = Session(id="P1", title="Préparer", start=date(2026, 3, 9), end=date(2026, 3, 26))
    canvas = drawn(with_delivery(sessions=(session,)), "Vue calendrier")
    row = next(m.row for m in canvas.marks if m.value == "Préparer")
    bars = [m.column for m in canvas.marks if m.row == row and m.style.tone.value == "bar"]
    mondays = {m.column: m.value for m in canvas.marks if m.row == 6}
    assert [mondays[column] for column in bars] == [9, 16, 23]


def test_a_long_course_is_told_by_months() -> None:
    weeks = timeline.periods(date(2026, 3, 12), date(2026, 3, 31))
    assert [(period.start.day, period.end.day) for period in weeks] == [(9, 15), (16, 22), (23, 29), (30, 5)]
    months = timeline.periods(date(2026, 3, 12), date(2028, 1, 5))
    assert (len(months), months[0].start, months[-1].end) == (23, date(2026, 3, 1), date(2028, 1, 31))


def test_an_empty_course_still_has_every_view() -> None:
    course = good_course()
    empty = replace(
        course,
        needs=type(course.needs)(),
        objectives=type(course.objectives)(),
        sequencing=type(course.sequencing)(),
        delivery=type(course.delivery)(),
        evaluation=type(course.evaluation)(),
    )
    assert [view.TITLE for view in views() if view.draw(empty).marks] == TITLES
    lone = replace(empty, objectives=replace(empty.objectives, objectives=(OBJECTIVE,)))
    for view in views():
        assert all(m.formula != "SUM()" for m in view.draw(lone).marks)


def test_questions_on_something_else_are_counted_apart() -> None:
    stray = replace(QUESTION, id="Q2", objective="")
    cells = said(replace(good_course(), banks=(Bank(name="banque", questions=(QUESTION, stray)),)), "Vue spécification")
    assert line_of(cells, "Questions sur un autre objectif, ou sur aucun")[-2:] == [1, "▲ Hors de l'évaluation"]
    assert [value for name, value in cells.items() if name[0] == "J"][-1] == 2


def test_an_objective_outside_the_mark_is_told_from_one_that_weighs_like_its_time() -> None:
    course = good_course()
    unmarked = replace(course, evaluation=replace(course.evaluation, assessments=()))
    assert line_of(said(unmarked, "Vue spécification"), "O1")[-1] == "▼ Absent de la note"
    assert line_of(said(course, "Vue spécification"), "O1")[-1] == "✓ Proche"


def test_a_theme_says_what_is_written_and_what_is_not_measured_yet() -> None:
    lines = list(said(with_delivery(complaints="", interests="Déclaration signée"), "Vue thèmes").items())
    rows = {value: name[1:] for name, value in lines if name[0] == "B"}
    verdicts = {name[1:]: value for name, value in lines if name[0] == "G"}
    assert verdicts[rows["Voie de réclamation"]] == "✗ Non écrit"
    assert verdicts[rows["Conflits d'intérêts prévus"]] == "✓ Écrit"
    assert verdicts[rows["Pages imprimées par participant"]] == "à mesurer"


@pytest.mark.parametrize(
    ("language", "title", "level"), [("en", "Alignment view", "3 · Apply"), ("pt", "Vista alinhamento", "3 · Aplicar")]
)
def test_the_views_speak_the_language_of_the_course_and_the_sheets_to_fill_in_french(
    language: str, title: str, level: str, tmp_path: Path
) -> None:
    folder = tmp_path / "cours"
    write_starter(folder, "TEST-01", language=language)
    path = workbook_of(course_of(folder), tmp_path / "cours.xlsx")
    book = load_workbook(path)
    assert "Objectifs" in book.sheetnames
    assert not set(TITLES) & set(book.sheetnames)
    cells = [str(cell.value) for row in book[title].iter_rows() for cell in row]
    assert any(value == level for value in cells)
    assert not any("Vue calculée" in value or "Énoncé" in value or "✓ Aligné" in value for value in cells)
    links = [line[0].hyperlink.location for line in book["Lisez-moi"].iter_rows() if line[0].hyperlink]
    assert f"'{title}'!A1" in links
    reading = read_workbook(path)
    assert (reading.notices, reading.faults) == ((), ())
