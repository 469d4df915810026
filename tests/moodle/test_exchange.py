"""The competency framework and the accounts in Moodle's own importers: what arrives is what the folder says."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from coursegen.build import build_course
from coursegen.outputs.exchange.csv_competencies import competencies_csv
from coursegen.outputs.exchange.csv_users import users_csv
from methodology.course import Course
from methodology.folder import read_folder
from methodology.needs import Competency, CompetencyRule, Framework, RuleOutcome
from methodology.rules import check

from .site import Site

pytestmark = pytest.mark.thorough

_PHP = Path(__file__).parent / "php"
EXAMPLES = Path(__file__).parents[2] / "examples"
SCALE = ["Non acquis", "En cours d'acquisition", "Acquis", "Maîtrisé"]

ABOVE = Competency(
    id="H", name="Tenir le guichet", rule=CompetencyRule.POINTS, points_required=3, outcome=RuleOutcome.RECOMMEND
)
FIRST = Competency(
    id="1",
    name='Dire « oui », "non", ou se taire',
    description='Chemin C:\\"temp"\\ ; A & B < C\nsuite',
    parent="H",
    points=2,
    required=True,
    related=("01",),
    levels=("Vu", "Fait"),
)
SECOND = Competency(id="01", name="Calculer, puis vérifier", parent="H", points=1, criteria=("L'écart est < 1 %",))


def imported(site: Site, file: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(site.php(_PHP / "import_competencies.php", str(file)))
    return answer


def course_of(example: str) -> Course:
    course = read_folder(EXAMPLES / example).course
    assert course is not None
    return course


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_the_framework_of_an_example_arrives_whole(site: Site, example: str, tmp_path: Path) -> None:
    (output,) = build_course(EXAMPLES / example, tmp_path, ["competencies"]).outputs
    answer = imported(site, tmp_path / output.path)
    course = course_of(example)
    framework = course.needs.framework
    assert answer["messages"] == []
    assert (answer["framework"]["key"], answer["framework"]["name"]) == (framework.id, framework.name)
    assert answer["framework"]["scale"] == {"levels": SCALE, "start": SCALE[:1], "held": SCALE[2:]}
    assert answer["framework"]["taxonomies"] == {"1": "domain", "2": "competency"}
    prefix = f"{framework.id}-"
    sent = {c.id: (c.name, c.parent) for c in course.needs.competencies}
    came = {
        c["key"].removeprefix(prefix): (c["name"], c["parent"].removeprefix(prefix)) for c in answer["competencies"]
    }
    assert came == sent
    for placed in answer["competencies"]:
        assert placed["called"] == ("competency" if placed["parent"] else "domain")
        assert bool(placed["rule"]) is not bool(placed["parent"])
    told = {c["key"].removeprefix(prefix): c for c in answer["competencies"]}
    for competency in course.needs.competencies:
        lists = (competency.criteria, competency.situations, competency.resources, competency.evidence)
        points = sum(map(len, (*lists, competency.positions)))
        assert told[competency.id]["description"].count("<li>") == points
        assert {key.removeprefix(prefix) for key in told[competency.id]["related"]} >= set(competency.related)


def test_rules_links_own_scales_and_awkward_texts_arrive(site: Site, tmp_path: Path) -> None:
    course = course_of("one-ael")
    framework = Framework(id="2026", name="Échelle maison", scale=("Débute", "Sait", "Transmet"), proficient="Sait")
    needs = replace(course.needs, framework=framework, competencies=(SECOND, FIRST, ABOVE))
    course = replace(course, needs=needs)
    assert [f.severity.value for f in check(course) if f.rule == "MOO-05"] == ["warning", "warning"]
    file = tmp_path / "competences.csv"
    file.write_bytes(competencies_csv(course))
    answer = imported(site, file)
    assert answer["messages"] == []
    told = {c["key"]: c for c in answer["competencies"]}
    assert set(told) == {"REF-2026-H", "REF-2026-1", "REF-2026-01"}
    assert answer["framework"]["scale"] == {
        "levels": ["Débute", "Sait", "Transmet"], "start": ["Débute"], "held": ["Sait", "Transmet"],
    }  # fmt: skip
    top, one, other = told["REF-2026-H"], told["REF-2026-1"], told["REF-2026-01"]
    assert (top["rule"], top["outcome"]) == ("core_competency\\competency_rule_points", 3)
    assert top["config"]["base"]["points"] == 3
    parts = {part["id"]: (part["points"], part["required"]) for part in top["config"]["competencies"]}
    assert parts == {"REF-2026-1": (2, 1), "REF-2026-01": (1, 0)}
    assert (one["parent"], other["parent"]) == ("REF-2026-H", "REF-2026-H")
    assert one["name"] == 'Dire « oui », "non", ou se taire'
    assert one["scale"] == {"levels": ["Vu", "Fait"], "start": ["Vu"], "held": ["Fait"]}
    assert unescape(one["description"]).startswith("<p>Chemin C:\\")
    assert one["description"].endswith("suite</p>")
    assert one["related"] == ["REF-2026-01"]
    assert "1" in other["description"]


def test_a_course_without_a_framework_record_arrives_with_the_usual_scale(site: Site, tmp_path: Path) -> None:
    course = course_of("cipres-fdf")
    identity = replace(course.identity, code="REF-DEFAUT")
    course = replace(course, identity=identity, needs=replace(course.needs, framework=Framework()))
    file = tmp_path / "competences.csv"
    file.write_bytes(competencies_csv(course))
    answer = imported(site, file)
    assert answer["messages"] == []
    assert answer["framework"]["key"] == "REF-DEFAUT"
    assert answer["framework"]["scale"] == {"levels": SCALE, "start": SCALE[:1], "held": SCALE[2:]}


def test_the_people_of_the_list_are_enrolled_in_their_groups(site: Site, tmp_path: Path) -> None:
    course = course_of("one-ael")
    # The sites of the tests speak English only, and Moodle would say so of each line.
    course = replace(course, identity=replace(course.identity, code="ACCES-01", language="en"))
    file = tmp_path / "utilisateurs.csv"
    file.write_bytes(users_csv(course))
    answer = json.loads(site.php(_PHP / "upload_users.php", str(file), "ACCES-01"))
    said = [message for message in answer["messages"] if not message.startswith("warning: password")]
    assert said == []
    people = {person["username"]: person for person in answer["people"]}
    assert len(people) == len(course.access) > 5
    assert people["jean-noel.exemple"] == {
        "username": "jean-noel.exemple", "firstname": "Jean-Noël", "lastname": "Exemple",
        "email": "jean-noel.exemple@example.org", "lang": "en", "country": "GA",
        "roles": ["student"], "groups": ["Groupe A"], "cohorts": ["ONE-AEL-2027"],
    }  # fmt: skip
    roles = {person["username"]: person["roles"] for person in answer["people"]}
    assert roles["solange.modele"] == ["teacher"]
    assert roles["koffi.modele"] == ["editingteacher"]
    assert sorted(p for p in people if people[p]["groups"] == ["Groupe B"]) == [
        "eloise.fictif", "mariam.nexemple", "moussa.fictif",
    ]  # fmt: skip
