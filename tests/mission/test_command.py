"""coursegen mission deadlines, and the two actions shipped."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run
from methodology.folder import read_folder
from methodology.mission.deadlines import MissionDates
from methodology.mission.tasks import checklist
from methodology.mission.values import Party
from methodology.rules import check
from tests.mission.actions import ACTION, mission, written

EXAMPLES = Path(__file__).parents[2] / "examples"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What the command says on standard output when it goes well."""
    assert run(["mission", "deadlines", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_the_table_says_what_is_overdue_and_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, written(tmp_path), "--le", "2023-03-01")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "✗ lun. 5 déc. 2022 Note méthodologique et agenda en retard de 86 jours" in lines
    assert "• ven. 3 mars 2023 Commentaires sur les versions provisoires restent 2 jours" in lines
    assert "P1, P2 — Équipe d'experts, 5 jours ouvrables avant le début ou le départ" in lines
    assert "Selon le seul calendrier « Équipe SOCIEUX+ » : ven. 24 mars 2023" in lines
    assert "Fête" not in out


def test_what_is_done_is_not_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, ACTION, ("    charge:\n", "    liste_acces_remise: 2022-12-01\n    charge:\n"))
    lines = [" ".join(line.split()) for line in said(capsys, folder, "--le", "2023-03-01").splitlines()]
    assert "✓ lun. 5 déc. 2022 Liste des accès à la plateforme fait le jeu. 1 déc. 2022" in lines


def test_the_calendar_is_printed_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, written(tmp_path), "--le", "2023-03-01", "--calendrier")
    assert "2023-03-23  Ramadan  (Togo ; Institution partenaire)" in out


def test_a_holiday_worked_all_the_same_is_printed_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worked = "\ncalendriers: [{qui: partenaire, pays: [TG], jours_travailles: [{date: 2023-03-23, motif: Courriel}]}]"
    folder = written(tmp_path, ACTION, ("pays: TG}", "pays: TG}" + worked))
    out = said(capsys, folder, "--le", "2023-03-01", "--calendrier")
    assert "2023-03-23  TRAVAILLÉ : Courriel  (Institution partenaire)" in out
    assert "Ramadan" not in out


def test_the_document_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said(capsys, written(tmp_path), "--le", "2022-12-01", "--json"))
    last = document["deadlines"][-1]
    assert (last["step"], last["date"], last["days_left"]) == ("approbation", "2023-03-27", 116)
    assert last["by_party"] == {"socieux": "2023-03-24"}
    assert last["deliverables"] == ["AcR", "ExMR", "ExF", "SUP", "M1"]
    assert {day["date"] for day in document["days_off"]} == {"2023-03-23"}


def test_an_action_alone_is_checked_by_its_own_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seul").mkdir()
    folder = tmp_path / "seul"
    (folder / "action.yaml").write_bytes((EXAMPLES / "cipres-fdf" / "action.yaml").read_bytes())
    assert run(["check", str(folder)]) == 0
    assert "LIR-01" not in capsys.readouterr().out
    text = (folder / "action.yaml").read_text("utf-8")
    (folder / "action.yaml").write_text(re.sub(r"total: \d+", "total: 99", text, count=1), "utf-8")
    assert run(["check", str(folder)]) == 1
    assert "CAL-" in capsys.readouterr().out


def test_an_action_alone_has_the_agenda_of_its_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path)
    said(capsys, folder, "--ics", tmp_path / "m.ics")
    agenda = (tmp_path / "m.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20221205" in agenda
    assert "Échéance A1 : Note méthodologique" in agenda
    said(capsys, EXAMPLES / "cipres-fdf", "--ics", tmp_path / "f.ics")
    build_course(EXAMPLES / "cipres-fdf", tmp_path / "out", ["ics"])
    (built,) = (tmp_path / "out").glob("*-mission.ics")
    assert (tmp_path / "f.ics").read_bytes() == built.read_bytes()
    assert run(["mission", "deadlines", str(folder), "--ics", str(tmp_path / "nulle" / "m.ics")]) == 4
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_a_folder_without_action_is_told_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mission", "deadlines", str(tmp_path)]) == 1
    assert "« action.yaml » n'y est pas" in capsys.readouterr().err


def test_a_broken_action_is_told_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, ACTION, ("fin: 2023-02-03", "fin: 2023-02-31"))
    assert run(["mission", "deadlines", str(folder)]) == 1
    error = capsys.readouterr().err
    assert "le 2023-02-31 n'existe pas au calendrier" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(("example", "activities"), [("cipres-fdf", 3), ("one-ael", 1)])
def test_the_actions_shipped_have_no_remark(example: str, activities: int) -> None:
    reading = read_folder(EXAMPLES / example)
    assert reading.course is not None
    assert reading.course.mission is not None
    assert len(reading.course.mission.activities) == activities
    assert (reading.findings, check(reading.course)) == ((), ())


def test_the_clashes_of_the_cipres_dates_are_raised(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said(capsys, EXAMPLES / "cipres-fdf", "--le", "2022-12-01", "--json"))
    found = [(remark["rule"], remark["activity"]) for remark in document["remarks"]]
    assert found == [("CAL-08", "A2"), ("CAL-09", "A1"), ("CAL-09", "A2"), ("CAL-10", "A1"), ("CAL-10", "A2")]
    assert "30/01/2023" in document["remarks"][0]["message"]


def test_the_checklist_of_a_room_asks_for_no_visit_of_the_platform(tmp_path: Path) -> None:
    found = MissionDates(mission(tmp_path))
    lines = {line.id: line for line in checklist(found, found.mission.activities[0])}
    assert "salle" in lines
    assert "visite" not in lines
    assert lines["initiaux"].due is not None


def test_the_tasks_of_the_terms_of_reference_take_the_place_and_the_date_of_the_usual_ones() -> None:
    reading = read_folder(EXAMPLES / "cipres-fdf")
    assert reading.course is not None
    assert reading.course.mission is not None
    found = MissionDates(reading.course.mission)
    lines = checklist(found, found.mission.activities[1])
    assert {"gabarits", "A2-E2"} <= {line.id for line in lines}
    assert "visite" not in {line.id for line in lines}
    assert [line.party for line in lines] == sorted((line.party for line in lines), key=list(Party).index)
    assert sum(line.own for line in lines) == 12
    (access,) = [line for line in lines if line.id == "A2-P4"]
    assert access.due == date(2023, 1, 30)


def test_the_tasks_are_told_by_party_and_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mission", "tasks", str(EXAMPLES / "cipres-fdf"), "--activite", "A2"]) == 0
    out = capsys.readouterr().out
    assert "Institution partenaire — Préparation" in out
    assert "(au plus tard le lun. 30 janv. 2023)" in out
    assert "[x]+ Inviter les personnes clés de la CIPRES aux ateliers" in out
    assert "A1" not in out.splitlines()[0]


def test_an_unknown_activity_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mission", "tasks", str(EXAMPLES / "cipres-fdf"), "--activite", "A9"]) == 2
    assert "A1, A2, A3" in capsys.readouterr().err


def test_each_deliverable_is_followed_and_what_is_confidential_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = "[{date: 2022-12-01, etat: valide_partenaire}, {date: 2022-12-02, etat: soumis, version: '1.0'}]"
    entry = f"    livrables: [{{livrable: P1, journal: {log}}}]\n"
    folder = written(tmp_path, ACTION, ("    charge:\n", entry + "    charge:\n"))
    assert run(["mission", "deliverables", str(folder), "--le", "2022-12-20"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "• P1 Note méthodologique soumis le ven. 2 déc. 2022 (version 1.0)" in lines
    assert "✗ P2 Agenda de l'activité pas commencé" in lines
    assert "• ExMR E2 Rapport individuel de mission pas commencé" in lines
    assert "à remettre le ven. 17 févr. 2023 ; CONFIDENTIEL, pour Équipe SOCIEUX+ seulement" in lines


def test_a_report_handed_in_together_has_one_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "    livrables: [{livrable: ExMR, prevu_le: 2023-02-15}]\n"
    folder = written(tmp_path, ACTION, ("    charge:\n", entry + "    charge:\n"))
    assert run(["mission", "deliverables", str(folder), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["deliverables"]
    assert [row["expert"] for row in rows if row["id"] == "ExMR"] == [None]
    assert [row["expert"] for row in rows if row["id"] == "ExF"] == ["E1", "E2"]


def test_the_three_pages_of_the_note_of_gabon_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mission", "deliverables", str(EXAMPLES / "one-ael"), "--le", "2018-02-20"]) == 0
    assert "3 pages au plus" in capsys.readouterr().out
