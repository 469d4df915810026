"""`coursegen import` of questions, and the outputs gift and moodlexml."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run
from coursegen.starter import write_starter
from methodology.folder import read_folder
from methodology.question_formats.gift import read_gift
from methodology.question_formats.moodle_xml import Material, read_moodle_xml, write_moodle_xml
from methodology.questions import Bank, QuestionType
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


MISSING = """<?xml version="1.0"?><quiz><question type="truefalse"><name><text>Carte</text></name>
<questiontext format="html"><text><![CDATA[<p>Regardez.</p><p><img src="@@PLUGINFILE@@/carte.png" alt="La carte"></p>
<p>Lisez <a href="@@PLUGINFILE@@/note.pdf">la note</a>.</p>]]></text></questiontext>
<answer fraction="100"><text>true</text><feedback><text><![CDATA[<img src="@@PLUGINFILE@@/b.png" alt="">]]></text>
</feedback></answer><answer fraction="0"><text>false</text></answer></question></quiz>"""


def test_pictures_the_file_lacks_are_said_and_leave_a_folder_that_takes_more(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "carte.xml"
    source.write_text(MISSING, encoding="utf-8")
    assert run(["import", str(source), str(folder)]) == 0
    said = "".join(capsys.readouterr())
    assert all(name in said for name in ("carte.png", "note.pdf", "b.png"))
    (question,) = bank(folder, "carte").questions
    assert question.text == "Regardez.\n\n*(image absente : La carte)*\n\nLisez la note."
    assert question.feedback_true == "*(image absente : b.png)*"
    assert not [f for f in read_folder(folder).findings if f.where.file.startswith("questions/carte")]
    assert run(["import", str(source), str(folder)]) == 0
    assert "1 inchangée" in "".join(capsys.readouterr())


def test_a_bank_that_a_quiz_awaits_can_be_imported(folder: Path, tmp_path: Path) -> None:
    awaited = sorted((folder / "questions").glob("*.yaml"))
    names = [path.stem for path in awaited]
    for path in awaited:
        path.unlink()
    assert "LIR-14" in {finding.rule for finding in read_folder(folder).findings}
    source = tmp_path / f"{names[0]}.gift"
    source.write_text("Une question neuve ? {T}", encoding="utf-8")
    assert run(["import", str(source), str(folder)]) == 0
    assert (folder / "questions" / f"{names[0]}.yaml").is_file()


@pytest.mark.parametrize("name", ["Final_1.gift", "Final_1.xml"])
def test_a_bank_keeps_its_name_when_a_file_of_that_name_comes(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / "questions" / "Final_1.yaml").write_text(
        'questions:\n  - {id: ZZ-1, type: vrai_faux, enonce: "Déjà là ?", juste: true, objectif: O1}\n', "utf-8"
    )
    source = tmp_path / name
    text = MISSING if name.endswith(".xml") else "Une question neuve ? {T}"
    source.write_text(text, encoding="utf-8")
    assert run(["import", str(source), str(folder)]) == 0
    assert [len(bank(folder, "Final_1").questions), (folder / "questions" / "final-1.yaml").exists()] == [2, False]


def test_the_help_names_every_kind_of_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "--help"]) == 0
    said = "".join(capsys.readouterr())
    assert all(suffix in said for suffix in (".xlsx", ".ods", ".gift", ".txt", ".xml"))


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


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("sorties")
    result = build_course(EXAMPLE, out, ("gift", "moodlexml"))
    return {output.kind: out / output.path for output in result.outputs if "pertes" not in output.path}


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", ["gift", "moodlexml"])
def test_our_own_export_comes_back_and_changes_nothing(
    exported: dict[str, Path], kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLE, folder)
    before = state(folder)
    assert run(["import", str(exported[kind]), str(folder)]) == 0
    assert "0 nouvelle, 0 mise à jour" in "".join(capsys.readouterr())
    assert state(folder) == before


@pytest.mark.parametrize("kind", ["gift", "moodlexml"])
def test_an_export_in_another_language_than_the_messages_changes_nothing_either(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cours"
    write_starter(folder, "EN-01", language="en")
    (made,) = (o for o in build_course(folder, tmp_path / "out", (kind,)).outputs if "pertes" not in o.path)
    before = state(folder)
    assert run(["--lang", "fr", "import", str(tmp_path / "out" / made.path), str(folder)]) == 0
    assert "0 nouvelle, 0 mise à jour" in "".join(capsys.readouterr())
    assert state(folder) == before


@pytest.mark.parametrize("kind", ["gift", "moodlexml"])
def test_what_was_edited_in_the_export_is_brought_home_and_nothing_else(
    exported: dict[str, Path], kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLE, folder)
    course = read_folder(folder).course
    assert course is not None
    old = next(q for q in course.questions() if q.type is QuestionType.TRUE_FALSE and q.objective)
    text = exported[kind].read_text("utf-8")
    edited = tmp_path / exported[kind].name
    words = old.text.split()[-3:-1]
    edited.write_text(text.replace(" ".join(words), "des mots nouveaux"), "utf-8")
    assert run(["import", str(edited), str(folder)]) == 0
    said = "".join(capsys.readouterr())
    assert "0 nouvelle" in said and f"Mises à jour : {old.id}" in said
    after = read_folder(folder).course
    assert after is not None
    changed = {q.id: q for q in after.questions() if q not in set(course.questions())}
    assert set(changed) == {old.id}
    assert "des mots nouveaux" in changed[old.id].text
    kept = replace(changed[old.id], text=old.text, title=old.title)
    assert kept == old


def test_the_same_words_are_the_same_question_and_another_id_is_given_to_another(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "questions" / "mienne.yaml").write_text(
        'questions:\n  - {id: ZZ-1, type: vrai_faux, enonce: "La Terre est **ronde**.", juste: true, objectif: O1}\n',
        "utf-8",
    )
    source = tmp_path / "ailleurs.gift"
    source.write_text("// [id:AUTRE/ZZ-1]\nTout autre chose ? {T}\n\nla terre est ronde. {T}\n", "utf-8")
    assert run(["import", str(source), str(folder)]) == 0
    said = "".join(capsys.readouterr())
    assert "1 nouvelle" in said
    assert "« ZZ-1 » est déjà pris" in said
    (fresh,) = bank(folder, "ailleurs").questions
    assert (fresh.text, fresh.id) == ("Tout autre chose ?", "ZZ-1-2")
    (mine,) = bank(folder, "mienne").questions
    assert mine.objective == "O1"


def test_a_picture_that_a_gift_only_names_is_told_and_leaves_its_name(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "images.gift"
    source.write_text(
        '[html]<p>Que montre <img src\\="@@PLUGINFILE@@/a.png"> ?</p>{=Rien #Revoir <img src\\="@@PLUGINFILE@@/b.png">'
        " ~Tout}\n\n[markdown]Et ![ceci](@@PLUGINFILE@@/c%20d.png) ?{T}\n",
        encoding="utf-8",
    )
    for _again in range(2):  # a broken link would refuse the second import
        assert run(["import", str(source), str(folder)]) == 0
    said = capsys.readouterr().out
    assert "« a.png » n'est pas repris, un GIFT ne contient pas de fichier" in said
    assert "b.png" in said and "c d.png" in said
    first, second = bank(folder, "images").questions
    assert first.text == "Que montre *(image absente : a.png)* ?"
    assert "(image absente : b.png)" in first.choices[0].feedback
    assert second.text == "Et *(image absente : ceci)* ?"
    assert not [finding for finding in read_folder(folder).findings if finding.rule == "LIR-21"]


def test_a_file_of_questions_that_is_not_there_is_told_in_french_with_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(tmp_path / "nope.gift"), str(folder)]) == 4
    said = capsys.readouterr().err
    assert "ne peut pas être lu : il n'existe pas." in said
    assert "Que faire : Vérifiez le nom" in said
