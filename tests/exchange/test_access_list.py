"""The access list: read from what a spreadsheet saves, each fault at its line and column, no name in a message."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run
from coursegen.errors import InputError
from methodology.access import accounts
from methodology.delivery import AccessRole
from methodology.findings import Severity
from methodology.folder import read_folder
from methodology.rules import check

from .conftest import LIST

HEADER = ["username", "firstname", "lastname", "email", "lang", "country", "course1", "role1", "group1", "cohort1"]


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"))))


def test_a_list_becomes_accounts_and_enrolments(with_list: Path, tmp_path: Path) -> None:
    (output,) = build_course(with_list, tmp_path / "out", ["users"]).outputs
    assert output.path == "TEST-01-utilisateurs.csv"
    assert rows_of(tmp_path / "out" / output.path) == [
        HEADER,
        ["vwable.zyxquerty", "Vwablé", "Zyxquerty", "vwable@zyx.example.org", "fr", "CI", "TEST-01", "student",
         "Groupe Kjx", "COHORTE-KJX"],
        ["jean-yvqx.nqwxz", "Jean-Yvqx", "N'Qwxz", "jy@zyx.example.org", "pt_br", "TG", "TEST-01", "teacher", "", ""],
    ]  # fmt: skip
    assert (tmp_path / "out" / output.path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_spreadsheet_may_have_saved_it(folder: Path, delimiter: str, ends: str, mark: str) -> None:
    rows = [["E-mail", "Nom", "PRÉNOM"], ["a@example.org", "Diop; dit, le", "Awa"], ["", "", ""]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ends).writerows(rows)
    (folder / "acces.csv").write_bytes((mark + text.getvalue()).encode())
    course = read_folder(folder).course
    assert course is not None
    (person,) = course.access
    assert (person.last_name, person.first_name, person.role) == ("Diop; dit, le", "Awa", AccessRole.PARTICIPANT)
    assert (person.where.line, person.where.at("first_name").line) == (2, 2)


def test_people_of_one_name_get_numbers_and_a_fixed_identifier_wins(folder: Path) -> None:
    (folder / "acces.csv").write_text(
        "nom;prenom;courriel;identifiant\n"
        "Sow;Awa;1@example.org;\nSow;Awa;2@example.org;\nSow;Awa;3@example.org;awa.sow2\nŒdo;Ɛlɔ;4@example.org;\n"
        "مثال;عائشة;aicha.m@example.org;\n",
        encoding="utf-8",
    )
    course = read_folder(folder).course
    assert course is not None
    assert [a.username for a in accounts(course)] == ["awa.sow", "awa.sow3", "awa.sow2", "elo.oedo", "aicham"]
    (finding,) = [f for f in check(course) if f.rule == "MOO-12"]
    assert (finding.severity, finding.where.line, finding.where.column) == (Severity.WARNING, 3, 1)


FAULTS = [
    ("nom;prenom\nSow;Awa\n", "LIR-10", 1, 1),
    ("Sow;Awa;a@example.org\nBa;Ali;b@example.org\n", "LIR-10", 1, 1),
    ("nom;prenom;courriel;telephone\nSow;Awa;a@example.org;1\n", "LIR-09", 1, 21),
    ("nom;prenom;courriel;\nSow;Awa;a@example.org;1\n", "LIR-09", 1, 21),
    ("nom;prenom;courriel;nom\nSow;Awa;a@example.org;Sow\n", "LIR-08", 1, 21),
    ("nom;prenom;courriel\nSow;Awa;a@example.org;TG\n", "LIR-31", 2, 23),
    ("nom;prenom;courriel\nSow;Awa\n", "LIR-31", 2, 5),
    ('nom;prenom;courriel\nSow;"Awa;a@example.org\n', "LIR-31", 2, 5),
    ('nom;prenom;courriel\nSow;"Awa" Marie;a@example.org\n', "LIR-31", 2, 10),
    ("nom;prenom;courriel\nSow;;a@example.org\n", "LIR-10", 2, 5),
    ("nom;prenom;courriel;role\n\nSow;Awa;a@example.org;tuteur\n", "LIR-13", 3, 23),
    ('nom;prenom;courriel\n"So\nw";Awa;a@example.org;x\n', "LIR-31", 3, 22),
    ("", "LIR-18", 1, 1),
    ("\n\n", "LIR-18", 1, 1),
    ("nom;prenom;courriel\nSow;Awa;awa(at)example.org\n", "MOO-12", 2, 9),
    ("nom;prenom;courriel;pays\nSow;Awa;a@example.org;Togolie\n", "MOO-12", 2, 23),
    ("nom;prenom;courriel;groupe\nSow;Awa;a@example.org;\nBa;Ali;b@example.org;12\n", "MOO-12", 3, 22),
    ("nom;prenom;courriel\nSow;Awa;a@example.org\nBa;Ali;A@example.org\n", "MOO-12", 3, 8),
    ("nom;prenom;courriel;identifiant\nSow;Awa;a@example.org;Awa S\n", "MOO-12", 2, 23),
]


@pytest.mark.parametrize(("text", "rule", "line", "column"), FAULTS, ids=[f"{f[1]}-{n}" for n, f in enumerate(FAULTS)])
def test_a_bad_line_is_found_where_it_is_and_nothing_is_built(
    folder: Path, tmp_path: Path, text: str, rule: str, line: int, column: int
) -> None:
    (folder / "acces.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as stop:
        build_course(folder, tmp_path / "out", ["users"])
    (finding,) = [finding for finding in stop.value.findings if finding.severity is Severity.ERROR]
    assert (finding.rule, finding.where.file) == (rule, "acces.csv")
    assert (finding.where.line, finding.where.column) == (line, column)
    assert finding.remedy
    assert not (tmp_path / "out").exists()


def test_all_that_is_wrong_on_a_line_is_said_at_once(folder: Path) -> None:
    text = "nom;prenom;courriel;role;pays\n;Awa;awa(at)example.org;tuteur;Togolie\nBa;Ali;;;\nLy;Bo;;;\n"
    (folder / "acces.csv").write_text(text, encoding="utf-8")
    reading = read_folder(folder)
    assert reading.course is not None
    found = [f for f in (*reading.findings, *check(reading.course)) if f.where.file == "acces.csv"]
    assert sorted((f.rule, f.where.line, f.where.column) for f in found) == [
        ("LIR-10", 2, 1), ("LIR-10", 3, 8), ("LIR-10", 4, 7), ("LIR-13", 2, 25), ("MOO-12", 2, 6), ("MOO-12", 2, 32),
    ]  # fmt: skip


def test_a_list_saved_by_an_old_spreadsheet_says_how_to_save_it(folder: Path) -> None:
    (folder / "acces.csv").write_bytes("nom;prénom;courriel\nSow;Awa;a@example.org\n".encode("cp1252"))
    (finding,) = read_folder(folder).findings
    assert (finding.rule, finding.where.line, finding.where.column) == ("LIR-05", 1, 7)


def test_a_list_out_of_the_folder_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ailleurs.csv").write_text(LIST, encoding="utf-8")
    (folder / "acces.csv").symlink_to(tmp_path / "ailleurs.csv")
    assert [finding.rule for finding in read_folder(folder).findings] == ["LIR-17"]


def test_a_list_needs_to_say_how_long_the_data_are_kept(with_list: Path, tmp_path: Path) -> None:
    path = with_list / "4-mise-en-oeuvre.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "conservation:" not in line), encoding="utf-8")
    with pytest.raises(InputError) as stop:
        build_course(with_list, tmp_path / "out", ["users"])
    (finding,) = [finding for finding in stop.value.findings if finding.severity is Severity.ERROR]
    assert finding.rule == "DON-02"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_what_machines_are_told_of_a_bad_list_names_nobody(
    with_list: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = LIST.replace("vwable@zyx", "vwable(at)zyx").replace("N'Qwxz", "<N'Qwxz>") + "Zyxquerty;Vwablé\n"
    slipped = LIST.replace("participant", "Vwablé Zyxquerty")
    for text in (bad, bad.rpartition("Zyxquerty")[0], slipped, LIST.partition("\n")[2], LIST.replace("Côte", "Zyx")):
        (with_list / "acces.csv").write_text(text, encoding="utf-8")
        assert run(["check", str(with_list), "--format", form]) == 1
        said = capsys.readouterr()
        assert "acces.csv" in said.out
        for name in ("Zyx", "zyx", "Vwabl", "Qwxz", "Yvqx", "Wqzo"):
            assert name not in said.out + said.err


def test_without_a_list_nothing_is_made_and_that_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "--only", "users"]) == 0
    assert "Pas de comptes" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["manifest.json"]
