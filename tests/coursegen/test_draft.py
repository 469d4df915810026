"""`coursegen build DOSSIER --brouillon`: a course whose method is not done yet, to be looked at."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from coursegen.build import BuildOptions, build_course
from coursegen.cli.app import run
from coursegen.errors import InputError
from coursegen.examples import example_folder
from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.url import Url
from moodle_backups.read import read_backup

from .conftest import rewrite

REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))
DOT = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A picture of one pixel."""
CUT = "iVBORw0KGgo="
"""The first bytes of a picture: it shows no more here than it did in Moodle."""


@pytest.fixture
def unfinished(folder: Path) -> Path:
    """A course with one error of method: an objective that nobody can observe."""
    rewrite(folder, "2-objectifs.yaml", "Citer", "Connaître")
    rewrite(folder, "2-objectifs.yaml", "verbe: citer", "verbe: connaître")
    return folder


def activities(backup: Backup) -> Iterator[Activity]:
    return (activity for section in backup.sections for activity in section.activities)


def only_package(out: Path) -> Path:
    (package,) = out.glob("*.mbz")
    return package


def imported_and_built(package: Path, tmp_path: Path) -> Path:
    """The package that a draft of that package's import gives, by the two commands that a person types."""
    folder = str(tmp_path / "repris")
    assert run(["import", str(package), folder]) == 0
    assert run(["build", folder, "--brouillon", "--only", "mbz", "-o", str(tmp_path / "sorties")]) == 0
    return only_package(tmp_path / "sorties")


def test_a_refused_course_is_told_of_the_draft(unfinished: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        build_course(unfinished, tmp_path / "out")
    assert "--brouillon" in caught.value.remedy
    assert not (tmp_path / "out").exists()


def test_a_draft_is_built_and_says_how_many_errors_remain(
    unfinished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert run(["build", str(unfinished), "--only", "mbz", "-o", out, "--brouillon"]) == 0
    said = capsys.readouterr().out
    assert "Brouillon : " in said and "erreur" in said and "coursegen check" in said
    assert only_package(tmp_path / "out").stat().st_size > 1000
    for _again in range(2):  # the second time from the manifest
        assert run(["build", str(unfinished), "--only", "mbz", "-o", out, "--brouillon", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["draft"] is True and told["errors"] >= 1 and told["unchanged"] is True


def test_a_draft_is_never_taken_for_the_course(unfinished: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_course(unfinished, out, ["mbz"], BuildOptions(draft=True))
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["draft"] is True
    with pytest.raises(InputError):
        build_course(unfinished, out, ["mbz"])
    rewrite(unfinished, "2-objectifs.yaml", "Connaître", "Citer")
    rewrite(unfinished, "2-objectifs.yaml", "connaître", "citer")
    final = build_course(unfinished, out, ["mbz"])
    assert not final.draft and not final.unchanged
    assert "draft" not in json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_a_draft_of_a_finished_course_says_that_it_is_finished(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(folder), "--only", "gift", "-o", str(tmp_path / "out"), "--brouillon"]) == 0
    assert "Aucune erreur ne reste" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("3-sequences.yaml", "objectifs: [O1]", "objectif: [O1]", "LIR-"),  # a field that nobody knows
        ("cours.yaml", "charte: ", "charte: pas-", "CHA-01"),
    ],
)
def test_what_cannot_be_read_or_shown_refuses_a_draft_too(
    folder: Path, tmp_path: Path, file: str, old: str, new: str, rule: str
) -> None:
    rewrite(folder, file, old, new)
    with pytest.raises(InputError) as plain:
        build_course(folder, tmp_path / "out")
    assert "--brouillon" not in plain.value.remedy
    with pytest.raises(InputError, match="même un brouillon") as caught:
        build_course(folder, tmp_path / "out", options=BuildOptions(draft=True))
    assert {finding.rule[: len(rule)] for finding in caught.value.findings} == {rule}
    assert not (tmp_path / "out").exists()


def test_our_own_course_comes_back_the_same(tmp_path: Path) -> None:
    """The example of the CIPRES, imported and built: sections, activities, keys, texts, questions, marks."""
    example = example_folder("cipres-fdf")
    assert example is not None
    made = only_package(build_course(example, tmp_path / "exemple", ["mbz"]).folder)
    with read_backup(made) as one, read_backup(imported_and_built(made, tmp_path)) as other:
        first, second = one.backup, other.backup
        assert [section.name for section in second.sections] == [section.name for section in first.sections]
        shown = [[(a.modname, a.key, a.title()) for a in activities(backup)] for backup in (first, second)]
        assert shown[0] == shown[1]
        asked = [
            [(a.key, q.key, q.text) for a in activities(backup) if isinstance(a, Quiz) for q in a.questions]
            for backup in (first, second)
        ]
        assert asked[0] == asked[1] and asked[0]


@pytest.mark.parametrize("name", ["moodle45_no_users", "moodle45_with_users", "moodle42_no_users"])
def test_a_course_of_real_moodle_comes_back_as_the_same(tmp_path: Path, name: str) -> None:
    path = REFERENCE / f"{name}.mbz"
    if not path.exists():
        pytest.skip(f"NOT COMPARED with real Moodle: {path} is absent (set MOODLE_BACKUPS_REFERENCE)")
    with read_backup(path) as one, read_backup(imported_and_built(path, tmp_path)) as other:
        told = [a.title() for a in activities(one.backup) if a.modname not in ("label", "subsection")]
        again = [a.title() for a in activities(other.backup)]
        in_order = [title for title in again if title in told]
        assert set(told) - set(again) <= {"Announcements"}
        assert [title for title in told if title in again] == list(dict.fromkeys(in_order))
        named = [section.name for section in one.backup.sections[1:] if section.name and section.activities]
        assert all(any(name in section.name for section in other.backup.sections) for name in named)


def test_what_people_paste_into_moodle_keeps_no_draft_from_being_built(tmp_path: Path) -> None:
    """Pictures of other sites, relative links, addresses with spaces, a course that gives only to read."""
    html = (
        '<p><img src="https://exemple.org/loin.png"><img src="perdue.png"><a href="/mod/page/view.php?id=3">la page</a>'
        f'<img src="data:image/gif;base64,{DOT}"><img src="data:image/png;base64,{CUT}"></p>'
    )
    pages = (
        Page(key="lire", name="Lire", content=html),
        Page(key="vide", name="Vide", content=""),
        Url(key="lien", name="Le lien", url="https://exemple.org/un plan?nom=é"),
    )
    sections = (Section(key="haut"), Section(key="un", name="Un", activities=pages))
    write_backup(
        Backup(idnumber="X", fullname="X", shortname="X", timestamp=1_780_000_000, sections=sections),
        tmp_path / "x.mbz",
    )
    with read_backup(imported_and_built(tmp_path / "x.mbz", tmp_path)) as reading:
        shown = {a.title(): a for a in activities(reading.backup)}
        assert {"Lire", "Vide", "Le lien"} <= set(shown)
        link, page = shown["Le lien"], shown["Lire"]
        assert isinstance(link, Url) and link.url == "https://exemple.org/un%20plan?nom=%C3%A9"
        assert isinstance(page, Page) and "loin.png" in page.content and "la page" in page.content
        assert "<img" in page.content and "https://exemple.org" not in page.content.split("<img")[1].split(">")[0]


def test_the_page_on_an_import_names_the_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sections = (Section(key="haut"), Section(key="un", name="Un"))
    backup = Backup(idnumber="X", fullname="X", shortname="X", timestamp=1_780_000_000, sections=sections)
    write_backup(backup, tmp_path / "x.mbz")
    assert run(["import", str(tmp_path / "x.mbz"), str(tmp_path / "x")]) == 0
    assert f"coursegen build {tmp_path / 'x'} --brouillon" in capsys.readouterr().out
    assert "coursegen build DOSSIER --brouillon" in (tmp_path / "x/IMPORT.md").read_text(encoding="utf-8")


def test_a_heavy_picture_that_cannot_be_shown_gives_way_to_its_words(tmp_path: Path) -> None:
    folder, out = tmp_path / "cours", tmp_path / "out"
    assert run(["new", str(folder)]) == 0
    (folder / "medias").mkdir(exist_ok=True)
    (folder / "medias" / "plan.jpg").write_bytes(b"\xff\xd8\xff\xe0" + Random(1).randbytes(2_000_000))
    page = next(path for path in sorted((folder / "contenus").rglob("*.md")) if "##" in path.read_text("utf-8"))
    shown = (
        "\n\n![Le plan de la salle des archives](medias/plan.jpg)\n\nVoyez ![le petit plan](medias/plan.jpg) aussi.\n"
    )
    page.write_text(page.read_text("utf-8") + shown, encoding="utf-8")
    assert run(["build", str(folder), "--brouillon", "--only", "scorm12", "-o", str(out)]) == 0
    package = next(out.glob("*.zip"))
    assert package.stat().st_size < 200_000
    with ZipFile(package) as archive:
        texts = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("content/")).decode()
    assert "Le plan de la salle des archives" in texts and "Voyez le petit plan aussi" in texts
    assert "plan.jpg" not in texts
