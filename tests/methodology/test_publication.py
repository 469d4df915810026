"""What `check` lets through, the build makes; what the platform would refuse is said with its place and remedy."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from coursegen.cli.app import run
from coursegen.compose import compose
from methodology.folder import read_folder
from methodology.platform_names import clashes
from methodology.reading.wholeness import is_broken
from methodology.rules import all_rules, check
from tests.methodology.folders import edit, good_folder, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path / "cours")


def found(folder: Path) -> set[str]:
    course = read_folder(folder).course
    assert course is not None
    return {finding.rule for finding in check(course)}


def encoded(kind: str) -> bytes:
    stream = io.BytesIO()
    picture = Image.effect_noise((80, 60), 50)
    picture.save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp")])
def test_a_picture_cut_anywhere_is_told_and_a_whole_one_is_not(tmp_path: Path, kind: str, suffix: str) -> None:
    data, path = encoded(kind), tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    assert not is_broken(path)
    for share in (0, 0.01, 0.3, 0.9, 0.999):
        path.write_bytes(data[: int(len(data) * share)])
        assert is_broken(path), share


def test_a_png_with_a_wrong_byte_is_told(tmp_path: Path) -> None:
    data = bytearray(encoded("PNG"))
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "a.png").write_bytes(data)
    assert is_broken(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", False),
        ("<?xml version='1.0' encoding='UTF-8'?>\n<svg/>", False),
        ("<svg xmlns='http://www.w3.org/2000/svg'><rect/", True),
        ("<html/>", True),
        ("", True),
    ],
)
def test_a_drawing_is_read_to_its_end(tmp_path: Path, text: str, broken: bool) -> None:
    (tmp_path / "a.svg").write_text(text, "utf-8")
    assert is_broken(tmp_path / "a.svg") is broken


def test_a_picture_under_another_suffix_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded("JPEG"))
    assert not is_broken(tmp_path / "a.png")


def test_a_cut_picture_of_the_folder_is_an_error_on_its_file(folder: Path) -> None:
    write(folder, "medias/photo.jpg", encoded("JPEG")[:-200])
    course = read_folder(folder).course
    assert course is not None
    (finding,) = [f for f in check(course) if f.rule == "PLA-10"]
    assert (finding.where.file, finding.severity) == ("medias/photo.jpg", "error")


def test_the_names_judged_are_those_the_course_is_made_under(folder: Path) -> None:
    """Two steps named after what the program adds clash there, and in what is composed."""
    course = read_folder(folder).course
    assert course is not None
    assert list(clashes(course)) == []
    edit(folder, "3-sequences.yaml", "id: lire", "id: seance")
    course = read_folder(folder).course
    assert course is not None
    ((earlier, later),) = clashes(course)
    assert (earlier.name, later.where.line) == ("S1/seance", 11)
    keys = [activity.key for activity in compose(course).activities()]
    assert keys.count("C1/S1/seance") == 2


BROKEN_IN_THE_FOLDER = (
    # rule, file, passage, its replacement
    ("PLA-02", "3-sequences.yaml", "{type: page, contenu: contenus/page.md}", "{type: lien}"),
    ("PLA-03", "3-sequences.yaml", "banque: banque}", "banque: banque, questions: [Q1]}"),
    ("MOO-06", "3-sequences.yaml", "banque: banque}", "banque: banque, note_max: 0}"),
    ("PLA-04", "3-sequences.yaml", "{type: test, banque: banque}", "{type: devoir, note_max: 12.5}"),
    ("PLA-08", "3-sequences.yaml", "{type: page, contenu: contenus/page.md}", "{type: forum, mode: fil_unique}"),
    ("PLA-09", "cours.yaml", "2026-01-05", "2100-01-05"),
    ("PLA-11", "cours.yaml", "titre: Pensions", 'titre: ""'),
    ("PLA-13", "questions/banque.yaml", "Le barème change chaque année.", '""'),
)


@pytest.mark.parametrize(("rule", "name", "old", "new"), BROKEN_IN_THE_FOLDER)
def test_what_the_platform_refuses_stops_the_build_in_words(
    folder: Path, rule: str, name: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, name, old, new)
    assert rule in found(folder)
    assert run(["--lang", "fr", "build", str(folder), "-o", str(folder.parent / "sorties"), "--only", "mbz"]) == 1
    assert rule in capsys.readouterr().err
    assert not (folder.parent / "sorties").exists()


def test_none_of_these_rules_can_be_set_aside(folder: Path) -> None:
    edit(folder, "3-sequences.yaml", "{type: page, contenu: contenus/page.md}", "{type: lien}")
    edit(folder, "cours.yaml", "code: C1", "code: C1\nignorer: [{regle: PLA-02, motif: décidé en réunion}]")
    assert {"PLA-02", "IGN-01"} <= found(folder)
    assert all(rule.severity == "error" for rule in all_rules() if rule.family == "PLA")
