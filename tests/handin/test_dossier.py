"""The hand-in as SOCIEUX+ and the partner receive it, and every reason why it is refused."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from coursegen.build.office import office_program
from coursegen.cli.app import run
from coursegen.handin import HandInChoice, hand_in
from methodology.mission.values import Party
from tests.conform.material import CLAUSE, good_document
from tests.handin.material import ACTION, SECRET, add, refusal
from tests.mission.papers import EXAMPLES

needs_office = pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed: nothing is converted")


@pytest.mark.office
@needs_office
def test_socieux_gets_everything_in_accepted_formats_with_a_list(mission: Path) -> None:
    out = mission.parent / "remise"
    made = hand_in(mission, out, HandInChoice(recipient=Party.FUNDER))
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    due = [name for name in names if name.startswith("livrables/")]
    assert due == [
        "livrables/A1-AcR-Rapport-d-activite-collectif-v1.0.odt",
        "livrables/A1-P1-Note-methodologique-v1.0.odt",
        "livrables/A1-P2-Agenda-de-l-activite-v1.0.odt",
        "livrables/A1-SUP-atelier-v1.0.odp",
        "livrables/confidentiel/CONFIDENTIEL-A1-ExMR-E1-Rapport-individuel-de-mission-v1.0.odt",
    ]
    assert {"LISEZ-MOI.txt", "bordereau.txt", "bordereau.odt", "bordereau.docx"} <= set(names)
    assert not [name for name in names if name.endswith(".pdf")]
    listed = (out / "bordereau.txt").read_text("utf-8")
    for name in names:
        if name.startswith(("livrables/", "formats-de-travail/")):
            assert f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" in listed
    assert "P1 Note méthodologique — version 1.0, 1er décembre 2022" in listed
    assert "§5.1" in (out / "LISEZ-MOI.txt").read_text("utf-8")
    assert [words for words in made.left_out if "ExF" in words and "(A1 E1)" in words]
    assert CLAUSE.split()[-1] in zipfile.ZipFile(out / "bordereau.odt").read("content.xml").decode("utf-8")


@pytest.mark.office
@needs_office
def test_the_partner_never_gets_the_confidential_report_and_zips_are_the_same_bytes(mission: Path) -> None:
    first, again = (mission.parent / place / "remise.zip" for place in ("un", "deux"))
    for out in (first, again):
        hand_in(mission, out, HandInChoice(recipient=Party.PARTNER, only=("P1", "SUP"), zipped=True))
    assert first.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(first) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "ExMR" in name or "confidentiel" in name.lower()]
    assert b"ExMR" not in everything


def test_a_sentence_of_the_confidential_report_in_the_shared_one_is_named(mission: Path) -> None:
    said = "On nous a dit ceci : " + SECRET.replace("Le secrétaire", "le Secrétaire").replace("'", "’")
    good_document(mission / "remise" / "rapport.docx", add(said))
    message = refusal(mission)
    assert "AcR rapport.docx" in message
    assert "mission-e1.docx" in message
    assert "le Secrétaire général a refusé deux fois de communiquer" in message


def test_what_both_reports_say_of_the_action_is_no_leak(mission: Path) -> None:
    from coursegen.handin.comparing import Public, Secret, leaks
    from coursegen.handin.every_word import every_word

    mine = every_word(good_document(mission / "a.docx", add(SECRET)))
    other = every_word(good_document(mission / "b.docx", add(SECRET)))
    assert any(SECRET.rstrip(".") in leak.words for leak in leaks(mine, {"x": Secret(other, Public([CLAUSE]))}))
    everything = [text for strand in other for _place, text in strand.passages]
    assert [*leaks(mine, {"x": Secret(other, Public(everything))})] == []


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("CONFIDENTIEL – ne pas diffuser", "il se dit « CONFIDENTIEL »"),
        ("Réservé : usage interne", "usage interne"),
        ("[À compléter : les effectifs]", "CNF-25"),
        ("Voir Erreur ! Source du renvoi introuvable.", "CNF-22"),
    ],
)
def test_a_file_for_the_partner_is_refused_for_what_it_says(mission: Path, added: str, words: str) -> None:
    good_document(mission / "remise" / "rapport.docx", add(added))
    message = refusal(mission, only=("AcR",))
    assert words in message
    assert "rapport.docx" in message


def test_answers_do_not_go_to_the_partner(mission: Path) -> None:
    good_document(mission / "remise" / "rapport.docx", lambda d: d.add_heading("Corrigés", 2))
    assert "corrigés" in refusal(mission, only=("AcR",))


def test_a_missing_clause_is_named_with_the_words(mission: Path) -> None:
    def change(document: Any) -> None:
        clause = next(one for one in document.paragraphs if one.text == CLAUSE)
        clause.runs[0].text = CLAUSE.replace("uniquement ", "")

    good_document(mission / "remise" / "note.docx", change)
    message = refusal(mission, Party.FUNDER)
    assert "note.docx" in message
    assert "il manque « uniquement »" in message


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("fichiers: [remise/note.docx]", "fichiers: [remise/absente.docx]", "n'existe pas"),
        ("fichiers: [remise/note.docx]", "fichiers: [../dehors.docx]", "hors du dossier"),
        (
            'etat: valide_partenaire, version: "1.0", par: Point focal}\n      - livrable: P2',
            'etat: brouillon, version: "1.0", par: E1}\n      - livrable: P2',
            "ne l'a pas encore validé",
        ),
        (
            "    livrables:\n",
            "    produits: [{id: M1, titre: Première partie}]\n    livrables:\n",
            "« Première partie » n'a pas de fichier",
        ),
        ("fichiers: [remise/note.docx]", "fichiers: [remise/note.txt]", "« .txt » n'est pas accepté"),
    ],
)
def test_an_incomplete_hand_in_is_refused(mission: Path, before: str, after: str, words: str) -> None:
    (mission / "remise" / "note.txt").write_text("x", encoding="utf-8")
    assert before in ACTION
    (mission / "action.yaml").write_text(ACTION.replace(before, after), encoding="utf-8")
    assert words in refusal(mission, Party.FUNDER)


@pytest.mark.parametrize("party", [Party.FUNDER, Party.PARTNER])
def test_a_file_that_fetches_or_starts_something_is_refused(mission: Path, party: Party) -> None:
    def change(document: Any) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), 'DDEAUTO cmd "/k calc"')
        document.add_paragraph("Voir ")._p.append(field)

    good_document(mission / "remise" / "note.docx", change)
    message = refusal(mission, party, only=("P1",))
    assert "CNF-04" in message and "DDEAUTO" in message


def test_a_pdf_is_refused(mission: Path) -> None:
    (mission / "remise" / "note.pdf").write_bytes(b"%PDF-1.7\n")
    (mission / "action.yaml").write_text(ACTION.replace("note.docx", "note.pdf"), encoding="utf-8")
    assert "PDF" in refusal(mission, Party.FUNDER)


def test_what_nobody_wrote_yet_is_refused_with_what_is_missing(mission: Path) -> None:
    changed = ACTION.replace("      - {livrable: AcR, fichiers: [remise/rapport.docx]}\n", "")
    (mission / "action.yaml").write_text(changed, encoding="utf-8")
    message = refusal(mission, only=("AcR",))
    assert "restent à écrire" in message


def test_a_deck_needs_the_template_unless_a_waiver_is_written(mission: Path) -> None:
    start = ACTION.index("derogations:")
    without = ACTION[:start] + ACTION[ACTION.index("activites:") :]
    (mission / "action.yaml").write_text(without, encoding="utf-8")
    assert "le modèle de présentation de « SOCIEUX+ » manque" in refusal(mission, only=("SUP",))


def test_a_confidential_report_cannot_even_be_asked_for(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mission", "dossier", str(mission), "--pour", "partenaire", "--livrable", "ExMR"]) == 2
    assert "confidentiel" in capsys.readouterr().err


def test_an_unknown_activity_and_a_place_that_is_taken_are_told(
    mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["mission", "dossier", str(mission), "--pour", "partenaire"]
    assert run([*order, "--activite", "A9"]) == 2
    assert "A9" in capsys.readouterr().err
    taken = mission.parent / "pris"
    taken.mkdir()
    (taken / "a.txt").write_text("à moi", encoding="utf-8")
    assert run([*order, "-o", str(taken), "--remplacer"]) == 2
    assert "existe déjà" in capsys.readouterr().err
    assert (taken / "a.txt").read_text("utf-8") == "à moi"


@pytest.mark.office
@needs_office
def test_the_command_says_what_it_wrote(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = mission.parent / "r"
    order = ["mission", "dossier", str(mission), "--pour", "partenaire", "--livrable", "P1", "-o", str(out)]
    assert run(order) == 0
    said = capsys.readouterr().out
    assert "✓ livrables/A1-P1-Note-methodologique-v1.0.odt" in said
    assert "bordereau" in said
    shutil.rmtree(out)


def test_a_support_of_the_course_bears_the_day_of_its_log(tmp_path: Path) -> None:
    from coursegen.handin.case import case_of
    from coursegen.handin.model import Source

    case = case_of(EXAMPLES / "cipres-fdf", HandInChoice(recipient=Party.PARTNER, only=("SUP",)))
    issues = {one.activity.id: case.issue_of(Source(one, tmp_path / "diapositives.pptx")) for one in case.wanted}
    assert issues["A1"] == ("1.0", date(2023, 2, 15))
    assert issues["A2"] == ("1.0", date(2023, 3, 6)), "the course's version, on the day that the log tells"


def test_files_that_are_the_same_to_the_byte_are_converted_once_and_all_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collections.abc import Iterator, Sequence

    from coursegen.build.accepted import Converted
    from coursegen.handin import delivery

    asked: list[str] = []

    def converted(files: Sequence[Path], out: Path) -> Iterator[Converted]:
        for file in files:
            asked.append(file.name)
            made = out / f"{file.stem}.odp"
            made.write_bytes(b"odp of " + file.read_bytes())
            yield Converted(file, made)

    monkeypatch.setattr(delivery, "accepted", converted)
    files = [tmp_path / f"{name}.pptx" for name in ("A1-v1.0", "A2-v1.0", "A3-v1.1")]
    for file, data in zip(files, (b"same", b"same", b"other"), strict=True):
        file.write_bytes(data)
    found = delivery._converted(files, tmp_path)
    assert asked == ["A1-v1.0.pptx", "A3-v1.1.pptx"]
    assert {one.path.name: one.path.read_bytes() for one in found.values()} == {
        "A1-v1.0.odp": b"odp of same",
        "A2-v1.0.odp": b"odp of same",
        "A3-v1.1.odp": b"odp of other",
    }
