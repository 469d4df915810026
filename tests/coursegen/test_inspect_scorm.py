"""`coursegen inspect PAQUET.zip`: what a person learns of a SCORM package, and of a zip that is none."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
  <organizations default="O2">
    <organization identifier="O1"><title>Ancienne</title></organization>
    <organization identifier="O2"><title>Accueillir le public</title>
      <item identifier="I1"><title>Commencer</title>
        <item identifier="I2" identifierref="R1"><title>Saluer</title></item>
        <item identifier="I3" identifierref="R2" isvisible="false"><title>Orienter</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R1" adlcp:scormtype="sco" href="pages/un.html?lang=fr"><file href="pages/un.html"/></resource>
    <resource identifier="R2" adlcp:scormtype="asset" href="pages/deux.html"><file href="pages/deux.html"/></resource>
  </resources>
</manifest>
"""
PAGES = {"pages/un.html": "<p>Bonjour</p>" * 200, "pages/deux.html": "<p>Au guichet 2</p>"}


def zipped(path: Path, files: Mapping[str, str]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return str(path)


def scorm(path: Path, version: str = "1.2", *, without: str = "", **more: str) -> str:
    files = {"imsmanifest.xml": MANIFEST.format(version=version), **PAGES, **more}
    return zipped(path, {name: text for name, text in files.items() if name != without})


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(["inspect", *arguments]) == code
    told = capsys.readouterr()
    return told.err if code else told.out


def test_our_own_package_is_whole(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = build_course(folder, tmp_path / "out", ["scorm12", "scorm2004"])
    for output, kind in zip(made.outputs, ("SCORM 1.2", "SCORM 2004, 4e édition"), strict=True):
        out = said(capsys, str(made.folder / output.path))
        assert out.startswith("Renseigner à l’accueil\n")
        assert kind in out and "256 kbit/s" in out and "index.html" in out
        assert "Tout ce que le paquet annonce s'y trouve." in out
        assert max(map(len, out.splitlines())) <= 80


def test_the_tree_is_that_of_the_default_organization(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, scorm(tmp_path / "a.zip"))
    lines = out.splitlines()
    assert lines[0] == "Accueillir le public"
    assert [line.split(",")[0] for line in lines if "Commencer" in line or "Saluer" in line or "Orienter" in line] == [
        "  Commencer", "     Saluer", "     Orienter (cachée)",
    ]  # fmt: skip
    assert "pages/deux.html, sans suivi" in out
    assert "plusieurs tables des matières" in out


@pytest.mark.parametrize(
    ("version", "shown"),
    [
        ("1.2", "SCORM 1.2"),
        ("CAM 1.3", "SCORM 2004, 2e édition"),
        ("2004 3rd Edition", "SCORM 2004, 3e édition"),
        ("", "SCORM 1.2"),
    ],
)
def test_the_standard_and_its_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str, shown: str
) -> None:
    assert f"Norme         {shown}\n" in said(capsys, scorm(tmp_path / "a.zip", version))


def test_a_page_that_is_not_there_is_told_with_the_name_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = scorm(tmp_path / "a.zip", without="pages/un.html")
    assert "« Saluer » ouvre « pages/un.html », qui n'est pas dans le paquet." in " ".join(said(capsys, lost).split())
    other = scorm(tmp_path / "b.zip", without="pages/un.html", **{"Pages/Un.html": "x"})
    assert "(il s'y écrit « Pages/Un.html »)" in " ".join(said(capsys, other).split())


def test_a_script_gets_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, scorm(tmp_path / "a.zip", without="pages/deux.html"), "--json"))
    assert (told["kind"], told["title"], told["files"]) == ("SCORM 1.2", "Accueillir le public", 2)
    assert [(item["title"], item["level"], item["tracked"]) for item in told["items"]] == [
        ("Commencer", 0, False), ("Saluer", 1, True), ("Orienter", 1, False),
    ]  # fmt: skip
    assert told["seconds"] == 1 and any("pages/deux.html" in problem for problem in told["problems"])


BOMB = '<!DOCTYPE manifest [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><manifest>&b;</manifest>'
OUTSIDE = '<!DOCTYPE manifest SYSTEM "file:///etc/passwd"><manifest/>'


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"cours/imsmanifest.xml": "<manifest/>"}, "n'est pas à la racine du zip, mais dans « cours »"),
        ({"IMSManifest.xml": "<manifest/>"}, "en minuscules"),
        ({"index.html": "x"}, "ce n'est pas un paquet SCORM"),
        ({"imsmanifest.xml": "<manifest>"}, "bien formé"),
        ({"imsmanifest.xml": BOMB}, "entités"),
        ({"imsmanifest.xml": OUTSIDE}, "entités"),
        ({"imsmanifest.xml": "<manifest/>", "../../etc/cron.d/x": "x"}, "pourrait nuire"),
    ],
    ids=["dans-un-dossier", "majuscules", "rien", "xml", "entites", "dehors", "chemin"],
)
def test_what_no_platform_should_take_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: Mapping[str, str], words: str
) -> None:
    before = sorted(tmp_path.parent.iterdir())
    err = said(capsys, zipped(tmp_path / "a.zip", files), code=4)
    assert words in err and "Que faire : " in err and "Traceback" not in err
    assert sorted(tmp_path.parent.iterdir()) == before and [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_a_bomb_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(scorm(tmp_path / "a.zip"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("bombe.html", "w") as member:
        for _megabyte in range(320):
            member.write(bytes(1 << 20))
    assert "se déplierait en bien plus" in said(capsys, str(path), code=4)


def test_a_cut_zip_a_file_that_is_no_zip_and_one_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Path(scorm(tmp_path / "a.zip")).read_bytes()
    (tmp_path / "coupe.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "texte.zip").write_text("bonjour", encoding="utf-8")
    for name in ("coupe.zip", "texte.zip", "absent.zip"):
        err = said(capsys, str(tmp_path / name), code=4)
        assert name in err and "Que faire : " in err


def test_two_scorm_packages_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = scorm(tmp_path / "a.zip")
    assert "(.mbz) se comparent" in said(capsys, one, one, code=2)


def test_a_backup_that_is_called_zip_is_still_a_backup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = zipped(tmp_path / "a.zip", {"moodle_backup.xml": "<moodle_backup/>"})
    assert "sauvegarde" in said(capsys, path, code=4)
