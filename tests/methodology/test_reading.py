"""Reading a folder as a beginner, or somebody ill-meaning, may have left it: names, paths, quotes, special files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.cli.check import examine
from coursegen.importers import importers
from coursegen.reporting.sarif import sarif_report
from coursegen.reporting.text import Plain, text_report
from methodology.course import Course
from methodology.findings import Finding, Severity
from methodology.folder import is_code, read_folder
from methodology.reading.files import IMPORTED
from methodology.reading.identity import proposed_code
from methodology.reading.records import is_path
from tests.methodology.folders import edit, good_folder, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path / "cours")


def only_finding(folder: Path) -> Finding:
    found = read_folder(folder).findings
    assert len(found) == 1, [(f.rule, f.where, f.message) for f in found]
    return found[0]


def sound_course(folder: Path) -> Course:
    reading = read_folder(folder)
    assert reading.findings == ()
    assert reading.course is not None
    return reading.course


# the code of the course


@pytest.mark.parametrize("code", ["/tmp/x", "../x", "a b/c<>é", "x" * 120, "-x", ".x", "é", "a b", "CON:", ""])
def test_a_code_that_cannot_name_files_is_refused_with_one_that_can(folder: Path, code: str) -> None:
    edit(folder, "cours.yaml", "code: C1", f'code: "{code}"')
    finding = only_finding(folder)
    assert (finding.rule, finding.where.line) == ("LIR-20", 1)
    assert is_code(finding.remedy.split("« ")[1].split(" »")[0])


@pytest.mark.parametrize("code", ["C1", "CIPRES-FDF_2026.1", "2026-x", "x" * 40])
def test_a_code_of_letters_digits_and_marks_is_taken(folder: Path, code: str) -> None:
    edit(folder, "cours.yaml", "code: C1", f"code: {code}")
    assert sound_course(folder).identity.code == code


def test_the_code_proposed_is_the_nearest() -> None:
    assert proposed_code("../x") == "x"
    assert proposed_code("Œuvre d'été") == "OEuvre-d-ete"
    assert proposed_code("…") == "MON-COURS-01"


def test_a_new_course_is_refused_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "fr", "new", str(tmp_path / "neuf"), "--code", "../évadé"]) == 2
    said = capsys.readouterr().err
    assert "« ../évadé »" in said
    assert "« evade »" in said
    assert not (tmp_path / "neuf").exists()


def test_an_id_too_long_for_the_platform_behind_the_code_is_told(folder: Path) -> None:
    edit(folder, "cours.yaml", "code: C1", f"code: {'C' * 40}")
    edit(folder, "3-sequences.yaml", "id: lire", f"id: {'e' * 60}")
    finding = only_finding(folder)
    assert (finding.rule, finding.where.file, finding.where.line) == ("LIR-20", "3-sequences.yaml", 11)
    assert "104 caractères" in finding.message
    assert "de 4 caractères" in finding.remedy


@pytest.mark.parametrize(("language", "known"), [("fr", True), ("pt", True), ("de", False), ("français", False)])
def test_the_language_is_one_the_program_writes(folder: Path, language: str, known: bool) -> None:
    edit(folder, "cours.yaml", "code: C1", f"code: C1\nlangue: {language}")
    if known:
        assert sound_course(folder).identity.language == language
    else:
        finding = only_finding(folder)
        assert (finding.rule, finding.where.line) == ("LIR-13", 2)
        assert "fr" in finding.remedy


# paths of texts

PAGE = "{type: page, contenu: contenus/page.md}"


@pytest.mark.parametrize(
    ("path", "rule", "remedy"),
    [
        ("contenus/m1/ma pages.md", "LIR-02", "« contenus/m1/ma page.md »"),
        ("pieces.txt", "LIR-02", "« contenus/m1/pieces.md »"),
        ("Pieces.MD", "LIR-02", "« contenus/m1/pieces.md »"),
        ("contenus/m1/absent", "LIR-02", "corrigez le chemin"),
        ("./pagee.md", "LIR-02", "« contenus/page.md »"),
        ("contenus/plan.docx", "LIR-03", ".md"),
        ("/etc/passwd", "LIR-17", "contenus/"),
        ("../secret.md", "LIR-17", "contenus/"),
        ("contenus/../../secret.md", "LIR-17", "contenus/"),
    ],
)
def test_a_mistyped_path_is_never_the_text(folder: Path, path: str, rule: str, remedy: str) -> None:
    write(folder, "contenus/m1/ma page.md", "## Ma page\n")
    write(folder, "contenus/m1/pieces.md", "## Pièces\n")
    write(folder, "contenus/plan.docx", b"PK")
    write(folder.parent, "secret.md", "SECRET")
    edit(folder, "3-sequences.yaml", PAGE, f'{{type: page, contenu: "{path}"}}')
    finding = only_finding(folder)
    assert (finding.rule, finding.where.file, finding.where.line) == (rule, "3-sequences.yaml", 16)
    assert remedy in finding.remedy


@pytest.mark.parametrize("path", ["contenus/m1/ma page.md", "./contenus/m1/ma page.md", "contenus/x/../m1/ma page.md"])
def test_a_path_with_spaces_is_read(folder: Path, path: str) -> None:
    write(folder, "contenus/m1/ma page.md", "## Ma page\n")
    edit(folder, "3-sequences.yaml", PAGE, f'{{type: page, contenu: "{path}"}}')
    (first, *_others) = [step.activity for _q, step in sound_course(folder).sequencing.steps()]
    assert first is not None
    assert first.body is not None
    assert first.body.path == "contenus/m1/ma page.md"


def test_a_suffix_in_capitals_is_read(folder: Path) -> None:
    write(folder, "contenus/Pieces.MD", "## Pièces\n")
    assert "contenus/Pieces.MD" in {text.path for text in sound_course(folder).texts}


def test_a_text_in_place_is_no_path() -> None:
    assert not is_path("Lisez les trois pièces, puis rendez votre analyse dans rapport.docx")
    assert not is_path("contenus/page.md\net la suite")
    assert not is_path("Bonjour.")


def test_a_text_that_could_not_be_read_is_told_once(folder: Path) -> None:
    write(folder, "contenus/page.md", "Éléments".encode("cp1252"))
    assert only_finding(folder).rule == "LIR-05"


# what lies outside, and what is no file


def test_what_a_link_leads_to_outside_is_not_even_shown(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret.md", "motdepasse\n")
    (folder / "contenus" / "secret.md").symlink_to(tmp_path / "secret.md")
    (folder / "cours.yaml").rename(tmp_path / "dehors.yaml")
    (folder / "cours.yaml").symlink_to(tmp_path / "dehors.yaml")
    shown = "\n".join(text_report(examine(folder), Plain()))
    assert shown.count("LIR-17") == 2
    assert "motdepasse" not in shown
    assert "Pensions" not in shown


@pytest.mark.parametrize("name", ["contenus/tube.md", "medias/tube.png", "questions/tube.yaml", "questions/tube.gift"])
def test_a_pipe_is_told_and_never_waited_for(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)
    report = examine(folder)
    assert ("LIR-03", name) in {(finding.rule, finding.where.file) for finding in report.findings}
    assert list(text_report(report, Plain()))


def test_a_pipe_in_the_place_of_a_phase_is_told(folder: Path) -> None:
    (folder / "cours.yaml").unlink()
    os.mkfifo(folder / "cours.yaml")
    report = examine(folder)
    assert [(finding.rule, finding.where.file) for finding in report.findings] == [("LIR-03", "cours.yaml")]
    assert list(text_report(report, Plain()))


def test_links_of_a_text_out_of_the_folder_are_told_as_such(folder: Path) -> None:
    write(
        folder, "contenus/page.md", "## Page\n\n[Le test](etape:S1/test) [là](../../etc/passwd)\n\n![x](/etc/x.png)\n"
    )
    assert [finding.rule for finding in read_folder(folder).findings] == ["LIR-17", "LIR-17"]


@pytest.mark.parametrize("link", ["<medias/ÉCRAN #2 100%.png>", "medias/%C3%89CRAN%20%232%20100%25.png"])
def test_a_picture_may_be_called_by_its_whole_name(folder: Path, link: str) -> None:
    (folder / "medias" / "bareme.svg").rename(folder / "medias" / "ÉCRAN #2 100%.png")
    edit(folder, "contenus/page.md", "medias/bareme.svg", link)
    assert sound_course(folder).media[0].name == "ÉCRAN #2 100%.png"


# one wave


def test_a_dead_link_does_not_hide_what_the_rules_find(folder: Path) -> None:
    before = {finding.rule for finding in examine(folder).findings}
    edit(folder, "contenus/page.md", "medias/bareme.svg", "medias/absent.png")
    after = {finding.rule for finding in examine(folder).findings}
    assert len(before) > 5
    assert after == before | {"LIR-21"}


def test_rules_bear_references_to_nothing_everywhere(folder: Path) -> None:
    for name, old, new in (
        ("1-besoins.yaml", "competence: C1", "competence: C9"),
        ("2-objectifs.yaml", "competence: C1, besoin: B1", "competence: C9, besoin: B9"),
        ("3-sequences.yaml", "objectifs: [O1]", "objectifs: [O9]\n        prerequis: [S9, S1]"),
        ("3-sequences.yaml", "banque: banque", "banque: absente, questions: [Q9]"),
        ("4-mise-en-oeuvre.yaml", "sequences: [S1]", "sequences: [S9]"),
        ("5-evaluation.yaml", "objectifs: [O1]", "objectifs: [O9], module: M9, activite: {type: devoir, grille: G9}"),
        ("5-evaluation.yaml", "S1/test", "S9/absent"),
        ("questions/banque.yaml", "objectif: O1", "objectif: O9"),
    ):
        edit(folder, name, old, new)
    report = examine(folder)
    assert sum(finding.rule == "LIR-14" for finding in report.findings) >= 10
    assert any(not finding.rule.startswith("LIR") for finding in report.findings)


def test_a_course_with_errors_of_reading_is_neither_built_nor_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "contenus/page.md", "medias/bareme.svg", "medias/absent.png")
    assert run(["build", str(folder), "-o", str(tmp_path / "sorties")]) == 1
    assert not (tmp_path / "sorties").exists()
    assert "LIR-21" in capsys.readouterr().err


# where a list is wrong


def test_the_guilty_item_is_pointed_at(folder: Path) -> None:
    more = "\n      - {id: S2, titre: Suite, duree_min: 30, modalite: presentiel, prerequis: [S1]}\n"
    path = folder / "3-sequences.yaml"
    path.write_text(path.read_text("utf-8").rstrip("\n") + more, "utf-8")
    before, after = "        objectifs: [O1]\n", "        objectifs: [O1]\n        prerequis:\n"
    edit(folder, "3-sequences.yaml", before, after + "          - S3\n          - S2\n")
    found = {finding.rule: finding.where.line for finding in read_folder(folder).findings}
    assert found == {"LIR-14": 11, "LIR-16": 12}


# quotes

QUOTES = (
    ('titre: "Pensions', 2, "jamais fermés", "Fermez le guillemet de la ligne 2."),
    ('titre: "Pensions\nresume: "Un texte"', 2, "jamais fermés", "Fermez le guillemet de la ligne 2."),
    ("titre: 'Pensions\nresume: x", 2, "jamais fermés", "Fermez le guillemet de la ligne 2."),
    ("titre: 'sans l'aide de personne'", 2, "apostrophe", "guillemets doubles"),
    ("resume: x\ntitre: 'Calculer l'âge'", 3, "apostrophe", "guillemets doubles"),
    ('titre: "La "vraie" pension"', 2, "suit des guillemets", "« … »"),
    ('auteurs: ["Afi, Kossi]\ntitre: "x"', 2, "jamais fermés", "Fermez le guillemet de la ligne 2."),
    ("resume: |\n  \"Un mot\n  - 'un autre\ntitre: Pensions : x", 5, "deux-points", "guillemets droits"),
    ('resume: "Sur deux\n  lignes"\ntitre: Pensions : x', 4, "deux-points", "guillemets droits"),
)


@pytest.mark.parametrize(("written", "line", "message", "remedy"), QUOTES)
def test_a_lost_quote_is_blamed_where_it_was_opened(
    folder: Path, written: str, line: int, message: str, remedy: str
) -> None:
    edit(folder, "cours.yaml", "titre: Pensions", written)
    finding = only_finding(folder)
    assert (finding.rule, finding.where.line) == ("LIR-06", line)
    assert message in finding.message
    assert remedy in finding.remedy


def test_a_second_document_and_deep_nesting_have_their_own_remedy(folder: Path) -> None:
    edit(folder, "cours.yaml", "version: 1.0", "---\nversion: 1.0")
    assert "« --- »" in only_finding(folder).remedy
    write(folder, "cours.yaml", "a: " + "[" * 500 + "]" * 500)
    assert "crochets" in only_finding(folder).remedy


# what is given in the place of a folder


def test_a_mistyped_folder_gets_its_neighbours_name(folder: Path) -> None:
    assert str(folder) in only_finding(folder.parent / "cour").remedy


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("plan.xlsx", "coursegen import plan.xlsx DOSSIER"),
        ("plan.docx", "coursegen new"),
        ("plan.mbz", "coursegen new"),
        ("cours.yaml", "Donnez le dossier qui le contient"),
    ],
)
def test_a_file_in_the_place_of_the_folder_is_told_what_to_do_with(tmp_path: Path, name: str, remedy: str) -> None:
    write(tmp_path, name, "x")
    finding = only_finding(tmp_path / name)
    assert finding.rule == "LIR-01"
    assert "est un fichier" in finding.message
    assert remedy in finding.remedy


def test_what_is_said_to_be_imported_is() -> None:
    assert {suffix for importer in importers() for suffix in importer.SUFFIXES} >= IMPORTED


# SARIF


def test_sarif_names_files_from_the_current_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(folder, "cours.yaml", "duree_min: 60", "duree_min: 60 min")
    monkeypatch.chdir(folder.parent)
    for given in (folder, Path("cours")):
        (run_,) = sarif_report(examine(given))["runs"]
        root = run_["originalUriBaseIds"]["%SRCROOT%"]["uri"]
        (location,) = run_["results"][0]["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": "cours/cours.yaml", "uriBaseId": "%SRCROOT%"}
        assert Path(root.removeprefix("file://") + artifact["uri"]) == folder / "cours.yaml"


def test_sarif_of_a_folder_elsewhere_begins_at_the_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder, "cours.yaml", "duree_min: 60", "duree_min: 60 min")
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")
    (run_,) = sarif_report(examine(folder))["runs"]
    assert run_["originalUriBaseIds"]["%SRCROOT%"]["uri"] == f"{folder.as_uri()}/"
    assert run_["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "cours.yaml"


# signs that nobody sees


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "rule", "severity"),
    [
        ("cours.yaml", "titre: Pensions", 'titre: "Pensions\\0"', (2, 8), "LIR-32", Severity.ERROR),
        ("cours.yaml", "titre: Pensions", 'titre: "Pen\\u0085sions"', (2, 8), "LIR-32", Severity.ERROR),
        ("cours.yaml", "titre: Pensions", 'titre: "Pen\\u202esions"', (2, 8), "LIR-33", Severity.WARNING),
        ("cours.yaml", "titre: Pensions", "titre: Pen\u2066sions", (2, 8), "LIR-33", Severity.WARNING),
        ("contenus/page.md", "Voir", "V\0oir", (3, 1), "LIR-32", Severity.ERROR),
        ("contenus/page.md", "Voir", "V\u202eoir", (3, 1), "LIR-33", Severity.WARNING),
    ],
)
def test_a_sign_that_nobody_sees_is_found(
    folder: Path, file: str, old: str, new: str, place: tuple[int, int], rule: str, severity: str
) -> None:
    edit(folder, file, old, new)
    finding = only_finding(folder)
    assert (finding.rule, finding.where.file, finding.severity) == (rule, file, severity)
    assert (finding.where.line, finding.where.column) == place
    assert "retapez" in finding.remedy


def test_a_control_character_of_the_access_list_or_of_a_gift_file_is_found(folder: Path) -> None:
    write(folder, "acces.csv", "nom;prenom;courriel\nExemple;Aw\0a;awa@example.org\n")
    assert only_finding(folder).rule == "LIR-32"
    (folder / "acces.csv").unlink()
    write(folder, "questions/autre.gift", "// [id:G-1] [tag:objectif:O1]\nLa caisse\x07 paie {TRUE}\n")
    assert only_finding(folder).rule == "LIR-32"


def test_tabulations_and_the_spaces_of_typography_are_no_faults(folder: Path) -> None:
    edit(folder, "cours.yaml", "titre: Pensions", 'titre: "Pensions\\u00a0:\\u202ftaux\\tet\\nbarème\\u200f"')
    assert read_folder(folder).findings == ()


def test_a_code_that_cannot_name_files_is_told_only_where_it_stands(folder: Path) -> None:
    edit(folder, "cours.yaml", "code: C1", 'code: "é à/..\\\\x"')
    told = [(finding.where.file, finding.rule) for finding in examine(folder).findings if "\\x" in finding.message]
    assert told == [("cours.yaml", "LIR-20")]
