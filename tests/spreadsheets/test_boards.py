"""Workbooks that compute: what a trainer sees once the cells are filled in and the program has computed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from coursegen.charter import load_charter
from coursegen.compose import compose
from coursegen.outputs.spreadsheets import Subject, boards, write_board
from coursegen.outputs.spreadsheets.boards.follow_up import is_ceiling, target_of
from coursegen.workbook import write_workbook
from methodology.evaluation import Criterion, Rubric, RubricLevel
from methodology.folder import read_folder

# What openpyxl leaves aside (small curves in cells, bars of a rule) is not what these tests read.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported.*:UserWarning")
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def subject() -> Subject:
    course = read_folder(EXAMPLES / "cipres-fdf").course
    assert course is not None
    return Subject(course, compose(course), load_charter("socieux", "fr"))


def board(subject: Subject, key: str) -> bytes:
    made = next(one for one in boards() if key == one.KEY)
    return write_board(subject, tuple(made.pages(subject)))


def computed(data: bytes, fill: Callable[[Any], None], tmp_path: Path) -> Any:
    """The workbook filled in, computed by LibreOffice, with its values."""
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice on this machine: the formulas are NOT computed")
    source, out = tmp_path / "rempli.xlsx", tmp_path / "calcule"
    source.write_bytes(data)
    book = load_workbook(source)
    fill(book)
    book.save(source)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return load_workbook(out / "rempli.xlsx", data_only=True)


def row_of(sheet: Any, label: str, column: int = 1) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == label)


def column_of(sheet: Any, row: int, label: str) -> int:
    return next(column for column in range(1, sheet.max_column + 1) if sheet.cell(row, column).value == label)


@pytest.mark.office
def test_a_grid_adds_up_points_and_says_who_must_work_again(subject: Subject, tmp_path: Path) -> None:
    levels = tuple(RubricLevel(points=float(points), descriptor=f"niveau {points}") for points in (0, 5, 10))
    criteria = tuple(Criterion(id=f"c{n}", title=f"Critère {n}", levels=levels) for n in (1, 2))
    evaluation = replace(subject.course.evaluation, rubrics=(Rubric(id="g", title="Grille", criteria=criteria),))
    course = replace(subject.course, evaluation=replace(evaluation, pass_percent=60.0))

    def fill(book: Any) -> None:
        sheet = book["Grille"]
        head = row_of(sheet, "N°")
        for row, points in ((head + 1, (10, 5)), (head + 2, (5, 5))):
            sheet.cell(row, 3).value, sheet.cell(row, 4).value = points
        book["Participants"].cell(5, 2).value = "Awa Diop"

    sheet = computed(board(replace(subject, course=course), "grilles-evaluation"), fill, tmp_path)["Grille"]
    head = row_of(sheet, "N°")
    assert [sheet.cell(head + 1, column).value for column in range(2, 8)] == ["Awa Diop", 10, 5, 15, 0.75, "Atteint"]
    assert sheet.cell(head + 2, 7).value == "À reprendre"
    assert sheet.cell(head + 3, 5).value in (None, "")
    assert sheet.cell(head + 31, 3).value == 7.5


@pytest.mark.office
def test_results_are_weighted_and_wait_for_every_mark(subject: Subject, tmp_path: Path) -> None:
    counted = [one for one in subject.course.evaluation.assessments if one.weight_percent > 0]

    def fill(book: Any) -> None:
        sheet = book["Résultats"]
        for offset in range(len(counted)):
            sheet.cell(6, 3 + offset).value = 0.5 if offset else 1.0
        sheet.cell(7, 3).value = 0.9

    sheet = computed(board(subject, "grilles-evaluation"), fill, tmp_path)["Résultats"]
    mean = column_of(sheet, 5, "Moyenne")
    first = counted[0].weight_percent / sum(one.weight_percent for one in counted)
    assert sheet.cell(6, mean).value == pytest.approx(first + (1 - first) / 2)
    assert sheet.cell(7, mean).value in (None, "")


@pytest.mark.office
def test_an_indicator_compares_its_last_measure_with_its_target(subject: Subject, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book["Indicateurs"]
        sheet.cell(5, 6).value, sheet.cell(5, 7).value = 70, 85
        sheet.cell(6, 6).value = 3.2
        gain = book["Gain"]
        gain.cell(5, 2).value, gain.cell(5, 3).value, gain.cell(6, 2).value = 40, 70, 10

    book = computed(board(subject, "tableau-de-bord"), fill, tmp_path)
    sheet = book["Indicateurs"]
    last, state = column_of(sheet, 4, "Dernière"), column_of(sheet, 4, "État")
    assert (sheet.cell(5, last).value, sheet.cell(5, state).value) == (85, "atteint")
    assert sheet.cell(6, state).value == "à surveiller"
    assert sheet.cell(7, state).value == "à mesurer"
    group = row_of(book["Gain"], "Groupe")
    assert book["Gain"].cell(group, 4).value == pytest.approx(0.5)


@pytest.mark.office
def test_sums_of_the_mission_are_those_of_the_terms_of_reference(subject: Subject, tmp_path: Path) -> None:
    book = computed(board(subject, "mission"), lambda _book: None, tmp_path)
    work = book["Charge"]
    assert [work.cell(row_of(work, f"Total A{n}"), 7).value for n in (1, 2, 3)] == [37, 24, 24]
    assert work.cell(row_of(work, "Action"), 9).value == 0
    due = book["Échéances"]
    assert due.cell(row_of(due, "Note méthodologique et agenda", 2), 4).value.date() == date(2022, 12, 5)
    risks = book["Risques"]
    counted = [risks.cell(row, column).value for row in range(5, 9) for column in range(2, 6)]
    assert sum(int(one) for one in counted if one) == len(subject.course.delivery.risks)


@pytest.mark.office
def test_a_longer_sequence_moves_what_follows(subject: Subject, tmp_path: Path) -> None:
    before = {module.title: module.minutes for module in subject.course.sequencing.modules}
    first = subject.course.sequencing.modules[0]

    def fill(book: Any) -> None:
        sheet = book["Temps"]
        sheet.cell(5, 4).value = first.sequences[0].minutes + 30

    sheet = computed(board(subject, "temps-et-calendrier"), fill, tmp_path)["Temps"]
    assert sheet.cell(6, 3).value == first.sequences[0].minutes + 30
    assert sheet.cell(row_of(sheet, "Total"), 4).value == sum(before.values()) + 30


def test_no_cell_holds_an_error_or_somebody_s_name(subject: Subject, tmp_path: Path) -> None:
    for one in boards():
        path = tmp_path / f"{one.KEY}.xlsx"
        path.write_bytes(board(subject, one.KEY))
        book = load_workbook(path, data_only=True)
        values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert values
        assert not [value for value in values if str(value).startswith("#")]
        assert book["Mentions"]["A4"].value == subject.courseware.clause


def test_the_same_course_gives_the_same_bytes(subject: Subject) -> None:
    assert [board(subject, one.KEY) for one in boards()] == [board(subject, one.KEY) for one in boards()]


def test_a_course_without_grids_nor_mission_has_no_empty_workbook(subject: Subject) -> None:
    course = replace(subject.course, mission=None)
    course = replace(
        course, evaluation=replace(course.evaluation, rubrics=(), assessments=(), indicators=(), surveys=())
    )
    keys = {one.KEY for one in boards() if tuple(one.pages(replace(subject, course=course)))}
    assert keys == {"temps-et-calendrier"}


@pytest.mark.parametrize(
    ("text", "number", "ceiling"),
    [
        ("80 %, par sexe, écart de dix points au plus", 80.0, False),
        ("Au moins +30", 30.0, False),
        ("4,0 sur 5, avec 70 % de réponses", 4.0, False),
        ("au plus 5 % d'abandons", 5.0, True),
        ("5 % au plus", 5.0, True),
        ("≤ 10", 10.0, True),
        ("à définir", None, False),
    ],
)
def test_targets_in_words(text: str, number: float | None, ceiling: bool) -> None:
    assert (target_of(text), is_ceiling(text)) == (number, ceiling)


def test_titles_that_no_sheet_may_have_are_made_usable(subject: Subject, tmp_path: Path) -> None:
    criterion = Criterion(id="c", title="C", levels=(RubricLevel(points=1, descriptor="d"),))
    titles = ("Grille: [A]/B*?", "Grille: [A]/B*?", "x" * 60, "'")
    rubrics = tuple(Rubric(id=f"g{n}", title=title, criteria=(criterion,)) for n, title in enumerate(titles))
    course = replace(subject.course, evaluation=replace(subject.course.evaluation, rubrics=rubrics))
    path = tmp_path / "grilles.xlsx"
    path.write_bytes(board(replace(subject, course=course), "grilles-evaluation"))
    names = load_workbook(path).sheetnames
    assert len(names) == len({name.lower() for name in names}) == 7
    assert all(len(name) <= 31 for name in names)


def test_the_file_names_the_author_of_the_course_and_no_program_nor_company(subject: Subject) -> None:
    course = subject.course
    for data in (board(subject, "temps-et-calendrier"), write_workbook(course, subject.charter)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            said = {name: package.read(name).decode() for name in package.namelist() if name.startswith("docProps/")}
        assert sorted(said) == ["docProps/app.xml", "docProps/core.xml"]
        text = " ".join(re.sub(r"<[^>]+>", " ", words) for words in said.values()).split()
        authors, title = ", ".join(course.identity.authors), course.identity.title
        day = f"{course.identity.date.isoformat()}T00:00:00Z"
        assert text == f"{title} {authors} {authors} {day} {day}".split()
        assert load_workbook(io.BytesIO(data)).properties.creator == authors
