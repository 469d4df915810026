"""Every question type of Moodle's core comes out of a backup into a bank of the folder, nothing of it lost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from coursegen.cli.app import run
from methodology.findings import Severity
from methodology.folder import read_folder
from methodology.questions import Question, QuestionType
from moodle_backups import write_backup
from moodle_backups.versions import RELEASES

sys.path.insert(0, str(Path(__file__).parents[1] / "moodle_backups"))
from question_samples import every_question, types_backup


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("types")
    write_backup(types_backup(ordering_too=True, banks=True), folder / "types.mbz", version=RELEASES["4.5"])
    assert run(["import", str(folder / "types.mbz"), str(folder / "dossier")]) == 0
    return folder / "dossier"


def questions(folder: Path) -> dict[str, Question]:
    reading = read_folder(folder)
    assert [f for f in reading.findings if f.severity is Severity.ERROR] == []
    assert reading.course is not None
    return {question.id: question for question in reading.course.questions()}


def test_every_question_is_there_in_its_type(imported: Path) -> None:
    types = Counter(question.type for question in questions(imported).values())
    wanted = Counter(question.qtype for question in every_question())
    assert types[QuestionType.CALCULATED] == wanted["calculated"]
    assert types[QuestionType.CALCULATED_SIMPLE] == wanted["calculatedsimple"]
    assert types[QuestionType.CALCULATED_CHOICE] == wanted["calculatedmulti"]
    assert types[QuestionType.DRAG_ONTO_IMAGE] == wanted["ddimageortext"]
    assert types[QuestionType.MARKERS] == wanted["ddmarker"]
    assert types[QuestionType.DRAG_INTO_TEXT] == wanted["ddwtos"]
    assert types[QuestionType.GAP_SELECT] == wanted["gapselect"]
    assert types[QuestionType.CLOZE] == wanted["multianswer"]
    assert types[QuestionType.RANDOM_MATCH] == wanted["randomsamatch"]
    assert types[QuestionType.ORDERING] == 1
    assert types[QuestionType.OTHER] == 0


def test_nothing_is_said_to_be_lost(imported: Path) -> None:
    notes = (imported / "IMPORT.md").read_text(encoding="utf-8")
    assert "n'est pas repris" not in notes
    assert "n'a pas de sens" not in notes


def test_pictures_and_variables_come_along(imported: Path) -> None:
    found = questions(imported)
    onto_image = next(q for q in found.values() if q.type is QuestionType.DRAG_ONTO_IMAGE)
    assert (imported / onto_image.image).is_file()
    assert onto_image.drags and onto_image.drops
    calculated = next(q for q in found.values() if q.type is QuestionType.CALCULATED)
    assert calculated.formulas and all(variable.values for variable in calculated.variables)
    markers = next(q for q in found.values() if q.type is QuestionType.MARKERS)
    assert markers.zones and (imported / markers.image).is_file()
