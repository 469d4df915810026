"""`coursegen import` of questions, and the outputs gift and moodlexml."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run
from methodology.folder import read_folder
from methodology.question_formats.gift import read_gift
from methodology.question_formats.moodle_xml import Material, read_moodle_xml, write_moodle_xml
from methodology.questions import Bank
from tests.methodology.folders import good_folder
from tests.questions import samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path / "cours")


def bank(folder: Path, name: str) -> Bank:
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    return next(bank for bank in reading.course.banks if bank.name == name)


def test_moodle_xml_comes_in_with_its_pictures(folder: Path, tmp_path: Path) -> None:
    sent = [replace(q, objective="O1") for q in (samples.SINGLE, samples.DRAG_IMAGE, samples.SHORT)]
    source = tmp_path / "images.xml"
    source.write_text(write_moodle_xml([samples.bank(*sent)], Material(media=samples.media)).text, encoding="utf-8")
    assert run(["import", str(source), str(folder)]) == 0
    came = bank(folder, "images")
    assert repr(came.questions).replace("medias/images/", "medias/banque/") == repr(tuple(sent))
    assert {f"medias/banque/{p.name}": p.read_bytes() for p in (folder / "medias/images").iterdir()} == samples.MEDIA
    assert run(["import", str(source), str(folder)]) == 0
    assert bank(folder, "images") == came
    assert len(list((folder / "medias/images").iterdir())) == 2


def test_gift_of_another_encoding_and_another_course(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "Été 2026.gift"
    source.write_bytes("// [id:X-1] [tag:objectif:Z9]\r\nL'été dure {=trois mois ~un an}\r\n".encode("cp1252"))
    assert run(["import", str(source), str(folder)]) == 0
    said = "".join(capsys.readouterr())
    assert "Windows-1252" in said
    assert "« Z9 »" in said
    (question,) = bank(folder, "ete-2026").questions
    assert (question.text, question.objective, question.tags) == ("L'été dure", "", ("objectif:Z9",))


def test_faults_are_all_told_with_their_line_and_nothing_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "q.gift"
    source.write_text("A {=a ~b\n\nB {#x}\n\nC {T}", encoding="utf-8")
    before = sorted(path for path in folder.rglob("*"))
    assert run(["import", str(source), str(folder)]) == 1
    said = capsys.readouterr().err
    assert "q.gift, ligne 1" in said
    assert "q.gift, ligne 3" in said
    assert sorted(path for path in folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["absent.xml", "absent.gift"])
def test_a_source_that_is_not_there(folder: Path, tmp_path: Path, name: str) -> None:
    assert run(["import", str(tmp_path / name), str(folder)]) == 4


def test_questions_need_a_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "q.gift"
    source.write_text("A {T}", encoding="utf-8")
    assert run(["import", str(source), str(tmp_path / "rien")]) == 1
    assert "coursegen new" in capsys.readouterr().err
    assert not (tmp_path / "rien").exists()


EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"


def test_the_example_goes_out_and_comes_back(tmp_path: Path) -> None:
    result = build_course(EXAMPLE, tmp_path / "out", ("gift", "moodlexml"))
    files = {output.path.rpartition("-questions")[2]: tmp_path / "out" / output.path for output in result.outputs}
    course = read_folder(EXAMPLE).course
    assert course is not None
    questions = {question.id: question for question in course.questions()}
    xml = read_moodle_xml(io.BytesIO(files[".xml"].read_bytes()), "b.xml", "b")
    gift = read_gift(files[".gift.txt"].read_text("utf-8"), "b.gift", "b")
    for reading in (xml, gift):
        assert (reading.faults, reading.losses) == ((), ())
        assert reading.bank is not None
        assert {q.id: (q.type, q.objective, q.bloom, q.case_study) for q in reading.bank.questions} == {
            q.id: (q.type, q.objective, q.bloom, q.case_study) for q in questions.values()
        }
    report = files["-gift-pertes.txt"].read_text("utf-8")
    with_unit = {q.id for q in questions.values() if q.unit}
    assert all(id_ in report for id_ in with_unit)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    made = [build_course(EXAMPLE, tmp_path / n, ("gift", "moodlexml")).outputs for n in ("un", "deux")]
    assert made[0]
    assert [output.sha256 for output in made[0]] == [output.sha256 for output in made[1]]
