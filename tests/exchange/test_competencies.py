"""The competency file: fourteen columns, ids that are never bare numbers, a scale that says when one holds it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run
from coursegen.outputs.exchange.csv_competencies import HEADER, competencies_csv
from methodology.competencies import taxonomies
from methodology.course import Course
from methodology.folder import read_folder
from methodology.i18n import speaking
from methodology.needs import Competency, CompetencyRule, Framework, RuleOutcome, Taxonomy

from .conftest import EXAMPLES


@pytest.fixture
def course(folder: Path) -> Course:
    found = read_folder(folder).course
    assert found is not None
    return found


def with_framework(course: Course, *competencies: Competency, framework: Framework | None = None) -> Course:
    return replace(course, needs=replace(course.needs, competencies=competencies, framework=framework or Framework()))


def rows_of(course: Course) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(competencies_csv(course).decode())))


def levels(cell: str) -> list[tuple[int, int, int]]:
    first, *others = json.loads(cell)
    assert first == {"scaleid": "0"}
    return [(level["id"], level["scaledefault"], level["proficient"]) for level in others]


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_an_example_gives_a_tree_of_two_depths(example: str, tmp_path: Path) -> None:
    (output,) = build_course(EXAMPLES / example, tmp_path, ["competencies"]).outputs
    data = (tmp_path / output.path).read_bytes()
    assert output.path.endswith("-competences.csv")
    assert not data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode())))
    assert rows[0] == list(HEADER)
    assert {len(row) for row in rows} == {14}
    assert [row[12] for row in rows[1:]] == ["1", *[""] * (len(rows) - 2)]
    ids = [row[1] for row in rows[1:]]
    assert len(set(ids)) == len(ids)
    assert all(row[0] in ids[:n] for n, row in enumerate(rows[1:]) if row[0])
    assert sum(not row[0] for row in rows[2:]) == 3
    assert all("Critères observables" in row[3] for row in rows[2:])


def test_the_usual_scale_starts_at_the_bottom_and_holds_from_the_third(course: Course) -> None:
    top = rows_of(with_framework(course, Competency(id="C1", name="Accueillir")))[0]
    assert top["Scale values"] == "Non acquis,En cours d'acquisition,Acquis,Maîtrisé"
    assert levels(top["Scale configuration"]) == [(1, 1, 0), (2, 0, 0), (3, 0, 1), (4, 0, 1)]
    assert (top["ID number"], top["Taxonomy"], top["Description format"]) == ("TEST-01", "competency", "1")


def test_a_scale_of_ones_own_says_where_one_starts_and_holds(course: Course) -> None:
    framework = Framework(scale=("A", "B", "C"), start="B", proficient="C")
    own = Competency(id="C1", name="Accueillir", levels=("Vu", "C", "D"))
    rows = rows_of(with_framework(course, own, framework=framework))
    assert levels(rows[0]["Scale configuration"]) == [(1, 0, 0), (2, 1, 0), (3, 0, 1)]
    assert rows[1]["Scale values"] == "Vu,C,D"
    assert levels(rows[1]["Scale configuration"]) == [(1, 1, 0), (2, 0, 1), (3, 0, 1)]
    last = rows_of(with_framework(course, own, framework=Framework(scale=("A", "B"))))
    assert levels(last[0]["Scale configuration"]) == [(1, 1, 0), (2, 0, 1)]


def test_rules_points_and_links_speak_of_the_rows_of_the_file(course: Course) -> None:
    above = Competency(
        id="D", name="Tenir", rule=CompetencyRule.POINTS, points_required=2, outcome=RuleOutcome.COMPLETE
    )
    rows = rows_of(
        with_framework(
            course,
            Competency(id="1", name="Un", parent="D", points=2, required=True, related=("2",)),
            above,
            Competency(id="2", name="Deux", parent="D", points=1),
        )
    )
    assert [(row["Parent ID number"], row["ID number"]) for row in rows[1:]] == [
        ("", "TEST-01-D"), ("TEST-01-D", "TEST-01-1"), ("TEST-01-D", "TEST-01-2"),
    ]  # fmt: skip
    numbers = {row["ID number"]: int(row["Exported ID (optional)"]) for row in rows[1:]}
    config = json.loads(rows[1]["Rule config (optional)"])
    assert config == {
        "base": {"points": 2},
        "competencies": [
            {"id": numbers["TEST-01-1"], "points": 2, "required": 1},
            {"id": numbers["TEST-01-2"], "points": 1, "required": 0},
        ],
    }
    assert rows[1]["Rule type (optional)"] == "core_competency\\competency_rule_points"
    assert rows[1]["Rule outcome (optional)"] == "2"
    assert rows[2]["Cross-referenced competency ID numbers"] == "TEST-01-2"


def test_all_the_children_is_a_rule_without_a_config(course: Course) -> None:
    above = Competency(id="D", name="Tenir", rule=CompetencyRule.ALL)
    (_top, row, _child) = rows_of(with_framework(course, above, Competency(id="C", name="Un", parent="D")))
    assert (row["Rule type (optional)"], row["Rule config (optional)"]) == (
        "core_competency\\competency_rule_all", "null",
    )  # fmt: skip


def test_texts_come_as_html_that_no_sign_can_break(course: Course) -> None:
    told = Competency(id="C", name='Dire "oui", ou non', description='a < b & c\\"d"\n\ne', link="https://x.org/?a&b")
    (_top, row) = rows_of(with_framework(course, told))
    assert row["Short name"] == 'Dire "oui", ou non'
    assert row["Description"].startswith("<p>a &lt; b &amp; c&#92;")
    assert "\n" not in row["Description"]
    assert '<a href="https://x.org/?a&amp;b">' in row["Description"]


def test_each_depth_has_a_name_and_the_author_may_choose_it(course: Course) -> None:
    chain = [Competency(id=f"C{n}", name="n", parent=f"C{n - 1}" if n else "") for n in range(5)]
    assert taxonomies(with_framework(course, *chain[:3])) == (
        Taxonomy.DOMAIN, Taxonomy.COMPETENCY, Taxonomy.INDICATOR,
    )  # fmt: skip
    assert len(taxonomies(with_framework(course, *chain))) == 4
    chosen = Framework(taxonomies=(Taxonomy.SKILL,))
    assert rows_of(with_framework(course, *chain, framework=chosen))[0]["Taxonomy"] == "skill"


def test_a_number_for_a_code_still_gives_ids_that_begin_with_a_letter(course: Course) -> None:
    rows = rows_of(with_framework(course, Competency(id="1", name="Un"), framework=Framework(id="2026")))
    assert [row["ID number"] for row in rows] == ["REF-2026", "REF-2026-1"]


def test_the_author_writes_it_all_in_french(folder: Path) -> None:
    path = folder / "1-besoins.yaml"
    text = path.read_text("utf-8")
    first = text.index("competences:")
    head = (
        "referentiel: {id: REF, echelle: [Non, Oui], depart: Non, acquis: Oui, etages: [domaine, savoir-faire]}\n"
        "competences:\n  - {id: D, nom: Accueillir, regle: points, effet: recommandation, points_requis: 1}\n"
        "  - {id: E, nom: Écouter, parent: D, points: 1, obligatoire: oui, liees: [D]}"
    )
    path.write_text(text[:first] + head + text[first + len("competences:") :], encoding="utf-8")
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    rows = rows_of(reading.course)
    assert (rows[0]["ID number"], rows[0]["Taxonomy"]) == ("REF", "domain,skill")
    assert rows[1]["Rule outcome (optional)"] == "3"
    assert rows[2]["Cross-referenced competency ID numbers"] == "REF-D"


def test_an_unknown_link_is_found_where_it_is(folder: Path) -> None:
    path = folder / "1-besoins.yaml"
    text = path.read_text("utf-8").replace("competences:", "competences:\n  - {id: E, nom: Écouter, liees: [C99]}", 1)
    path.write_text(text, encoding="utf-8")
    (finding,) = [f for f in read_folder(folder).findings if f.rule == "LIR-14"]
    assert "C99" in finding.message


def test_without_competencies_nothing_is_made_and_that_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], course: Course
) -> None:
    ids = "|".join(c.id for c in course.needs.competencies)
    assert ids
    for name in ("1-besoins.yaml", "2-objectifs.yaml"):
        path = folder / name
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(_without(lines)), encoding="utf-8")
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "--only", "competencies"]) == 0
    assert "Pas de référentiel" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["manifest.json"]


def _without(lines: list[str]) -> list[str]:
    """The lines without the block of competencies and what refers to it."""
    kept, inside = [], False
    for line in lines:
        if line.startswith("competences:"):
            inside = True
        elif inside and line[:1] not in (" ", "-", "\n", "#"):
            inside = False
        if not inside and "competence:" not in line:
            kept.append(line)
    return kept


def test_the_file_is_the_same_every_time_whatever_the_person_speaks(
    course: Course, folder: Path, tmp_path: Path
) -> None:
    first = build_course(folder, tmp_path / "un", ["competencies"]).outputs
    with speaking("en"):
        second = build_course(folder, tmp_path / "deux", ["competencies"]).outputs
    assert [output.sha256 for output in first] == [output.sha256 for output in second]
