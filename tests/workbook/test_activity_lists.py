"""The words of a glossary and the cards of a database have sheets of their own, whose lines say which step has them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from coursegen.workbook.reader import read_workbook
from tests.methodology.folders import edit
from tests.methodology.whole import whole_folder

from .conftest import course_of, workbook_of

WORDS = "Termes des glossaires"


def test_words_moved_to_a_step_of_another_type_are_a_fault_there(tmp_path: Path) -> None:
    path = workbook_of(course_of(whole_folder(tmp_path / "cours")), tmp_path / "cours.xlsx")
    book = load_workbook(path)
    [cell] = [cell for row in book[WORDS].iter_rows() for cell in row if cell.value == "S1/mots"]
    cell.value = "S1/test"
    book.save(path)
    reading = read_workbook(path)
    [fault] = reading.faults
    assert reading.course is None and fault.place.startswith(f"feuille {WORDS}, cellule ")
    assert fault.place.endswith(str(cell.row)) and "d'un autre type" in fault.message and fault.remedy


def test_a_long_value_of_a_card_comes_back_line_by_line(tmp_path: Path) -> None:
    folder = whole_folder(tmp_path / "cours")
    edit(
        folder,
        "3-sequences.yaml",
        "{Cas: Un taux oublié, Étape: calcul}",
        '{Cas: "Un taux\\n\\n- oublié", Étape: calcul}',
    )
    before = course_of(folder)
    reading = read_workbook(workbook_of(before, tmp_path / "cours.xlsx"))
    assert reading.faults == () and reading.course is not None
    steps = [step.activity for _s, step in reading.course.sequencing.steps() if step.id == "recueil"]
    assert steps == [step.activity for _s, step in before.sequencing.steps() if step.id == "recueil"]
