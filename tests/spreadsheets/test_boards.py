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
from coursegen.workbook import write_workbook
from methodology.course import Course
from methodology.evaluation import Criterion, Improvement, Indicator, Rubric, RubricLevel, Sense
from methodology.folder import read_folder
from methodology.targets import said_sense, target_number

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
        sheet.cell(5, 7).value, sheet.cell(5, 8).value = 70, 85
        sheet.cell(6, 7).value = 3.2
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


def verdicts(subject: Subject, indicators: tuple[Indicator, ...], value: float, tmp_path: Path) -> list[str]:
    """What the board says of each indicator once that value is measured."""
    evaluation = replace(subject.course.evaluation, indicators=indicators)
    course = replace(subject.course, evaluation=evaluation)

    def fill(book: Any) -> None:
        for row in range(5, 5 + len(indicators)):
            book["Indicateurs"].cell(row, 7).value = value

    sheet = computed(board(replace(subject, course=course), "tableau-de-bord"), fill, tmp_path)["Indicateurs"]
    state = column_of(sheet, 4, "État")
    return [sheet.cell(row, state).value for row in range(5, 5 + len(indicators))]


@pytest.mark.office
def test_a_delay_longer_than_its_target_is_not_reached_and_nobody_guesses(subject: Subject, tmp_path: Path) -> None:
    delay = next(
        one for one in read_course("one-ael").evaluation.indicators if one.target.startswith("24 heures au plus")
    )
    asked = (
        delay,
        Indicator(id="b", target="au moins 24"),
        Indicator(id="c", target="24"),
        Indicator(id="d", target="24", sense=Sense.LESS),
        Indicator(id="e", target="à définir", sense=Sense.MORE),
    )
    said = ["à surveiller", "atteint", "à juger", "à surveiller", "à juger"]
    assert verdicts(subject, asked, 48, tmp_path) == said


@pytest.mark.office
def test_work_that_is_done_is_not_called_late(subject: Subject, tmp_path: Path) -> None:
    past = date(2020, 1, 1)
    states = ("Fait, effet à vérifier", "Faite", "Clos", "Done, to be checked", "Feito", "Hecho", "En cours", "")
    improvements = tuple(Improvement(finding=f"c{n}", due=past, status=state) for n, state in enumerate(states))
    course = replace(subject.course, evaluation=replace(subject.course.evaluation, improvements=improvements))
    data = board(replace(subject, course=course), "tableau-de-bord")
    sheet = computed(data, lambda _book: None, tmp_path)["Amélioration"]
    assert [sheet.cell(5 + n, 9).value or "" for n in range(len(states))] == [""] * 6 + ["en retard"] * 2


def test_the_register_offers_the_states_of_the_method(subject: Subject, tmp_path: Path) -> None:
    path = tmp_path / "bord.xlsx"
    path.write_bytes(board(subject, "tableau-de-bord"))
    sheet = load_workbook(path)["Amélioration"]
    (rule,) = sheet.data_validations.dataValidation
    offered = [cell.value for (cell,) in sheet[rule.formula1.replace("$", "")]]
    assert offered == ["Planifié", "En cours", "Fait, effet à vérifier", "Fait, effet vérifié", "Abandonné"]
    assert sheet.cell(5, 7).coordinate in rule.sqref


def read_course(name: str) -> Course:
    course = read_folder(EXAMPLES / name).course
    assert course is not None
    return course


def test_no_gap_is_shown_where_the_terms_of_reference_give_no_split(subject: Subject, tmp_path: Path) -> None:
    course = read_course("one-ael")
    path = tmp_path / "mission.xlsx"
    path.write_bytes(board(Subject(course, compose(course), subject.charter), "mission"))
    sheet = load_workbook(path, data_only=True)["Charge"]
    assert [sheet.cell(row, 8).value for row in (5, 6, 7, 8)] == [20, 18, 38, 38]
    assert [sheet.cell(row, column).value for row in (5, 6, 7, 8) for column in (7, 9)] == [None] * 8


def test_sums_and_gaps_can_be_read_without_computing(subject: Subject, tmp_path: Path) -> None:
    path = tmp_path / "mission.xlsx"
    path.write_bytes(board(subject, "mission"))
    book = load_workbook(path, data_only=True)
    work, risks = book["Charge"], book["Risques"]
    assert [work.cell(row_of(work, f"Total A{n}"), 7).value for n in (1, 2, 3)] == [37, 24, 24]
    assert [work.cell(row_of(work, "Action"), column).value for column in (3, 7, 8, 9)] == [27, 85, 85, 0]
    counted = [risks.cell(row, column).value for row in range(5, 9) for column in range(2, 6)]
    assert sum(one for one in counted if one) == len(subject.course.delivery.risks)


LESS, MORE = Sense.LESS, Sense.MORE


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("80 %, par sexe, écart de dix points au plus", 80.0, None),
        ("24 heures au plus, Libreville et provinces séparément", 24.0, LESS),
        ("Au moins +30", 30.0, MORE),
        ("4,0 sur 5, avec 70 % de réponses", 4.0, None),
        ("4 sur 5 au moins", 4.0, MORE),
        ("0,4 ou plus", 0.4, MORE),
        ("au plus 5 % d'abandons", 5.0, LESS),
        ("5 % au plus", 5.0, LESS),
        ("24 h au maximum", 24.0, LESS),
        ("moins de 24 h", 24.0, LESS),
        ("pas plus de 5", 5.0, LESS),
        ("≤ 10", 10.0, LESS),
        (">= 3", 3.0, MORE),
        ("5 % au plus tard le 3 mars", 5.0, None),
        ("5 % de personnes à plus de 10 fautes", 5.0, None),
        ("entre 5 et 10 au plus", 5.0, None),
        ("no more than 5 errors", 5.0, LESS),
        ("24 hours or less", 24.0, LESS),
        ("at least 80 %", 80.0, MORE),
        ("no máximo 5", 5.0, LESS),
        ("até 24 horas", 24.0, LESS),
        ("pelo menos 80 %", 80.0, MORE),
        ("como máximo 24 horas", 24.0, LESS),
        ("al menos 60 %", 60.0, MORE),
        ("no menos de 3", 3.0, MORE),
        ("à définir", None, None),
    ],
)
def test_targets_in_words(text: str, number: float | None, sense: Sense | None) -> None:
    assert (target_number(text), said_sense(text)) == (number, sense)


def test_grids_on_paper_fit_their_width_and_name_criteria_without_their_ids(subject: Subject, tmp_path: Path) -> None:
    path = tmp_path / "grilles.xlsx"
    path.write_bytes(board(subject, "grilles-evaluation"))
    book = load_workbook(path)
    rubric = subject.course.evaluation.rubrics[1]
    sheet = book.worksheets[2]
    assert sheet["A1"].value == rubric.title
    head = row_of(sheet, "N°")
    titles = [one.title for one in rubric.criteria]
    assert [sheet.cell(head, 3 + n).value for n in range(len(titles))] == titles
    assert [sheet.cell(4, 3 + n).value for n in range(len(titles))] == titles
    assert [one.id for one in sheet.row_breaks.brk] == [head - 1]
    for page in book:
        assert page.page_setup.fitToWidth in (None, 1)  # one page, unless said otherwise
        assert (page.page_setup.paperSize, page.sheet_properties.pageSetUpPr.fitToPage) == (9, True)


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
