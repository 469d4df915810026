"""action.yaml: every fault is said in French, with its line, and nothing of it stops the rest silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from methodology.course import Themes, Waiver
from methodology.descriptions import description, record_description
from methodology.folder import read_folder
from methodology.mission import ACTION_FILE
from methodology.mission.model import Mission
from methodology.mission.workload import column_total
from methodology.reading.mission import read_action
from methodology.shape import Form, written_shapes
from methodology.values import Record
from tests.methodology.folders import good_folder
from tests.mission.actions import ACTION, mission, written

FAULTS = [
    ("fin: 2023-02-03", "fin: 2023-02-31", "LIR-12", 12, "n'existe pas au calendrier"),
    ("fin: 2023-02-03", "fin: 03/02/2023", "LIR-12", 12, "une date est attendue"),
    ("fin: 2023-02-03", "fin: 2022-02-03", "LIR-12", 12, "avant le 2022-12-12"),
    ("fin: 2023-02-03", "fin: 9999-12-31", "LIR-12", 12, "l'année 9999"),
    ("socieux_2022", "socieux_2020", "LIR-13", 3, "« socieux_2020 » n'existe pas"),
    ("pays: TG", "pays: Togo", "LIR-13", 4, "jours fériés de « Togo »"),
    ("{expert: E2", "{expert: E3", "LIR-14", 15, "« E3 » n'est pas dans l'équipe"),
    ("{id: E2}", "{id: E1}", "LIR-15", 7, "deux fois"),
    ("id: A1", "id: une activité", "LIR-20", 9, "ne peut pas servir d'identifiant"),
    ("preparation: 4", "preparation: quatre", "LIR-11", 14, "un nombre est attendu"),
    ("preparation: 4", "preparation: -4", "LIR-11", 14, "de 0 à 1000"),
    ("produits:", "produit:", "LIR-09", 17, "« produit » n'existe pas ici"),
    ("role: principal", "role: chef", "LIR-13", 6, "ne fait pas partie des valeurs admises"),
    ("titre: Première partie", "titre: Première, reunit: [M9]", "LIR-14", 17, "« M9 » n'existe pas"),
]


@pytest.mark.parametrize(("before", "after", "rule", "line", "said"), FAULTS)
def test_a_fault_is_told_where_it_is(tmp_path: Path, before: str, after: str, rule: str, line: int, said: str) -> None:
    found, (finding, *_others) = read_action(written(tmp_path, ACTION, (before, after)))
    assert found is None
    assert (finding.rule, finding.where.file, finding.where.line) == (rule, ACTION_FILE, line)
    assert said in finding.message
    assert finding.remedy


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("echeances: [{etape: provisoire, jours: 3}]", "« provisoire » n'est pas au catalogue"),
        ("echeances: [{etape: provisoires, jours: 3, date: 2023-02-10}]", "en jours, ou par une date"),
        ("echeances: [{etape: provisoires, date: 0012-02-10}]", "l'année 12"),
        ("taches: [{id: T1, titre: Lire, remplace: lectures}]", "tâche habituelle « lectures »"),
        ("livrables: [{livrable: P3}]", "« P3 » n'est pas au catalogue"),
    ],
)
def test_what_the_catalogue_does_not_know_is_told(tmp_path: Path, added: str, said: str) -> None:
    found, (finding,) = read_action(written(tmp_path, ACTION, ("    charge:\n", f"    {added}\n    charge:\n")))
    assert found is None
    assert said in finding.message


def test_english_names_are_read_as_the_french_ones(tmp_path: Path) -> None:
    french = mission(tmp_path)
    english = ACTION
    for before, after in (("titre", "title"), ("partenaire", "partner"), ("nom:", "name:"), ("pays", "country"),
                          ("activites", "activities"), ("debut", "start"), ("fin:", "end:"), ("charge:", "workload:"),
                          ("charge_totale", "workload_total"), ("terrain", "fieldwork"), ("voyage", "travel"),
                          ("rapports", "reports"), ("produits", "products")):  # fmt: skip
        english = english.replace(before, after)
    found, faults = read_action(written(tmp_path, english))
    assert faults == ()
    assert found == french


def test_a_folder_needs_no_action(tmp_path: Path) -> None:
    reading = read_folder(good_folder(tmp_path))
    assert reading.course is not None
    assert reading.course.mission is None


def test_the_action_of_a_course_is_read_with_it(tmp_path: Path) -> None:
    reading = read_folder(written(good_folder(tmp_path)))
    assert reading.course is not None
    assert reading.course.mission is not None
    assert reading.course.mission.activities[0].title == "Phases préliminaires"


def test_a_course_whose_action_is_broken_is_not_built(tmp_path: Path) -> None:
    reading = read_folder(written(good_folder(tmp_path), ACTION, ("fin: 2023-02-03", "fin: jamais")))
    assert reading.course is None
    assert [finding.where.file for finding in reading.findings] == [ACTION_FILE]


@pytest.mark.parametrize("text", ["", "# rien\n", "- une liste\n", "titre: [\n", "a: &x [*x]\n", "\x00"])
def test_a_file_that_is_no_action_is_refused_without_a_crash(tmp_path: Path, text: str) -> None:
    found, findings = read_action(written(tmp_path, text))
    assert found is None
    assert findings


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "dehors", tmp_path / "dedans"
    outside.mkdir()
    inside.mkdir()
    written(outside)
    (inside / ACTION_FILE).symlink_to(outside / ACTION_FILE)
    found, (finding,) = read_action(inside)
    assert (found, finding.rule) == (None, "LIR-17")


def test_the_sums_of_the_terms_of_reference_are_right(tmp_path: Path) -> None:
    (activity,) = mission(tmp_path).activities
    assert [column_total(activity, name) for name in ("preparation", "fieldwork", "travel", "reports", "total")] == [
        7, 20, 4, 6, 37,
    ]  # fmt: skip


def test_every_field_is_described_in_french() -> None:
    missing = [shape.path for kind in kinds(Mission) for shape in written_shapes(kind) if not description(shape)]
    assert missing == []
    assert [kind.__name__ for kind in kinds(Mission) if not record_description(kind)] == []


def kinds(record: type[Record]) -> set[type[Record]]:
    """The record and those it holds, but for those of a course."""
    inner = (shape.kind for shape in written_shapes(record) if shape.form in (Form.RECORD, Form.RECORDS))
    return {record}.union(*(kinds(kind) for kind in inner if kind not in (Themes, Waiver)))


def test_a_date_agreed_belongs_to_an_activity(tmp_path: Path) -> None:
    changed = ("experts:", "echeances: [{etape: provisoires, date: 2023-02-10}]\nexperts:")
    found, (finding,) = read_action(written(tmp_path, ACTION, changed))
    assert (found, finding.rule) == (None, "LIR-11")
    assert "une seule activité" in finding.message
