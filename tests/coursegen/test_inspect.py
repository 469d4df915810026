"""`coursegen inspect`: what a person and a script learn of a package, and of a file that is none."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coursegen.cli.app import run
from moodle_backups import Backup, File, Section, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.gradebook import Grade
from moodle_backups.questions.base import Answer
from moodle_backups.questions.multichoice import MultiChoice

PICTURE = File("grande-image.png", bytes(range(256)) * 400)
SUM = MultiChoice(key="somme", name="Une somme", text="<p>2 + 2 = ?</p>", answers=(Answer("4", 1.0), Answer("5")))
LONG = "Lire attentivement le règlement intérieur de la caisse avant la première séance en salle"


def package(path: Path, name: str = "Accueil du public", **changes: Any) -> Path:
    picture = '<p><img src="file:grande-image.png" alt="Un plan"></p>'
    page = Page(key="lire", name=LONG, content=picture, files=(PICTURE,))
    quiz = Quiz(key="test", name="Test", grade=Grade(maximum=10, to_pass=6), questions=(SUM,))
    values: dict[str, Any] = {
        "idnumber": "ACC",
        "fullname": name,
        "shortname": "ACC",
        "timestamp": 1_780_000_000,
        "sections": (
            Section(key="haut"),
            Section(key="un", name="Commencer", activities=(page, quiz)),
        ),
    }
    write_backup(Backup(**values | changes), path)
    return path


def test_the_tree_the_weight_and_the_time_fit_eighty_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", str(package(tmp_path / "a.mbz"))]) == 0
    out = capsys.readouterr().out
    assert "Accueil du public (ACC)" in out
    assert "1. Commencer" in out
    assert "Test, 1 question, sur 10, réussite à 6" in out
    assert "grande-image.png" in out
    assert "256 kbit/s" in out
    assert "ne devrait rien signaler" in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_long_name_is_cut_and_never_the_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["inspect", str(package(tmp_path / "a.mbz"))])
    line = next(line for line in capsys.readouterr().out.splitlines() if "Lire attentivement" in line)
    assert "…" in line
    assert line.endswith("103 Ko")


def test_a_script_gets_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(package(tmp_path / "a.mbz")), "--json"]) == 0
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert [section["name"] for section in document["sections"]] == ["", "Commencer"]
    page, quiz = document["sections"][1]["activities"]
    assert (page["key"], page["files"], quiz["questions"], quiz["to_pass"]) == ("lire", 1, 1, 6.0)
    assert document["heaviest"][0] == {
        "name": "grande-image.png",
        "place": LONG,
        "bytes": 102_400,
        "seconds": 3,
    }
    assert document["with_users"] is False


def test_the_same_course_twice_is_code_0_and_another_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = package(tmp_path / "a.mbz"), package(tmp_path / "b.mbz")
    assert run(["inspect", str(first), str(second)]) == 0
    assert "disent le même cours" in capsys.readouterr().out
    other = package(tmp_path / "c.mbz", name="Accueil des assurés")
    assert run(["inspect", str(first), str(other)]) == 1
    assert "nom complet : Accueil du public → Accueil des assurés" in capsys.readouterr().out.replace("\n    ", " ")


def test_differences_are_values_for_a_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = package(tmp_path / "a.mbz")
    second = package(tmp_path / "b.mbz", sections=(Section(key="haut"),))
    assert run(["inspect", str(first), str(second), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["same"] is False
    removed = [d["name"] for d in document["differences"] if d["change"] == "removed"]
    assert {"Commencer", LONG, "Test", "Une somme"} <= set(removed)


def hostile(path: Path, kind: str) -> Path:
    """A file that is no usable backup."""
    if kind == "coupé":
        whole = package(path.with_suffix(".whole")).read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif kind == "texte":
        path.write_text("bonjour")
    elif kind == "zip sans cours":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("lettre.txt", "bonjour")
    else:
        with tarfile.open(path, "w:gz") as archive:
            member = tarfile.TarInfo("../../sorti.xml")
            member.size = 4
            archive.addfile(member, io.BytesIO(b"haha"))
    return path


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("coupé", "coupée ou abîmée"),
        ("texte", "ce n'est pas une sauvegarde de Moodle"),
        ("zip sans cours", "sauvegarde d'un cours entier"),
        ("chemin hostile", "pourrait nuire"),
    ],
)
def test_a_bad_file_is_refused_in_words_with_exit_code_4(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, reason: str
) -> None:
    path = hostile(tmp_path / "x.mbz", kind)
    before = sorted(tmp_path.parent.rglob("*"))
    assert run(["inspect", str(path)]) == 4
    captured = capsys.readouterr()
    assert reason in captured.err
    assert "Que faire :" in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_a_file_that_is_not_there_is_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(tmp_path / "rien.mbz")]) == 4
    assert "il n'existe pas" in capsys.readouterr().err


def test_names_can_not_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "Rouge \x9b31m et \u202eretourné\u202c"
    path = package(tmp_path / "a.mbz", name)
    assert run(["inspect", str(path)]) == 0
    assert "Rouge \ufffd31m et \ufffdretourné\ufffd (ACC)" in capsys.readouterr().out
    assert run(["inspect", "--json", str(path)]) == 0
    out = capsys.readouterr().out
    assert not {"\x9b", "\u202e", "\u202c"} & set(out)
    assert json.loads(out)["title"] == name
