"""The JSON Schemas say of a folder what the reader says of it, and editors find them without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from coursegen.cli.app import run
from coursegen.schema import FILES, modeline, schema_of
from tests.methodology.whole import WHOLE

from .conftest import EXAMPLES, course_of


class _Loader(yaml.SafeLoader):
    """YAML as editors read it: a date is a text."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(name: str, text: str) -> list[str]:
    schema = json.loads(schema_of(name) or "")
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema).iter_errors(yaml.load(text, _Loader))
    return [f"{error.json_path}: {error.message}" for error in errors]


@pytest.mark.parametrize("example", ["cipres-fdf", "one-ael"])
def test_every_file_of_the_examples_is_valid(example: str) -> None:
    root = EXAMPLES / example
    files = [*root.glob("*.yaml"), *root.glob("questions/*.yaml")]
    assert len(files) > 8
    wrong = {p.name: faults(p.relative_to(root).as_posix(), p.read_text("utf-8")) for p in files}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("name", WHOLE)
def test_the_schemas_take_every_field_of_the_method(name: str) -> None:
    assert faults(name, WHOLE[name]) == []


def test_what_new_writes_is_valid_and_says_its_schema(folder: Path) -> None:
    files = [*folder.glob("*.yaml"), *folder.glob("questions/*.yaml")]
    assert len(files) == 8
    for path in files:
        name = path.relative_to(folder).as_posix()
        text = path.read_text("utf-8")
        assert text.startswith(modeline(name) + "\n")
        schema = path.parent / text.splitlines()[0].rpartition("$schema=")[2]
        assert json.loads(schema.read_text("utf-8"))["$schema"].endswith("2020-12/schema")
        assert faults(name, text) == []
    assert course_of(folder)


PLANTED = [
    ("cours.yaml", "langue: fr", "lange: fr", "lange"),
    ("cours.yaml", "duree_min: ", "duree_min: environ ", "duree_min"),
    ("cours.yaml", "modalite: hybride", "modalite: hybrid", "modalite"),
    ("1-besoins.yaml", "difficulte: 3", "difficulte: 9", "difficulte"),
    ("1-besoins.yaml", "date_analyse: ", "date_analyse: le ", "date_analyse"),
    ("2-objectifs.yaml", "bloom: 1 ", "bloom: 12 ", "bloom"),
    ("2-objectifs.yaml", "id: O1", "id: un objectif", "id"),
    ("3-sequences.yaml", "actif: false", "actif: jamais", "actif"),
    ("3-sequences.yaml", "methode: lecture", "metode: lecture", "metode"),
    ("3-sequences.yaml", "type: page,", "type: feuille,", "type"),
    ("3-sequences.yaml", "{type: page, ", "{type: page, banque: x, ", "banque"),
    ("5-evaluation.yaml", "moment: apres", "moment: demain", "moment"),
    ("questions/final.yaml", "type: ", "typ: ", "typ"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), PLANTED)
def test_a_planted_fault_is_refused_where_it_is(name: str, old: str, new: str, said: str, folder: Path) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    found = faults(name, text.replace(old, new, 1))
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actif: false", "actif: non"),
        ("duree_min: 40", 'duree_min: "40"'),
        ("objectifs: [O1]", "objectifs: O1"),
        ("titre: ", "title: "),
        ("regroupement: individuel", "regroupement:"),
    ],
)
def test_what_the_reader_takes_the_schema_takes(old: str, new: str, folder: Path) -> None:
    path = folder / "3-sequences.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert course_of(folder)
    assert faults("3-sequences.yaml", path.read_text("utf-8")) == []


REFUSED_BY_BOTH = [
    ("langue: fr", "langue: fa"),
    ("langue: fr", "langue: français"),
    ("langue: fr", "langue: 3"),
    ("charte: socieux", "charte: [socieux]"),
    ("langue: fr", "langue: fr\nprofils: [qualiopo]"),
    ('code: "TEST-01"', "code: TEST 01"),
    ('code: "TEST-01"', "code: Été-01"),
    ('code: "TEST-01"', "code: -TEST"),
    ('code: "TEST-01"', "code: " + "x" * 41),
    ('code: "TEST-01"', "code:"),
    ("langue: fr", "langue: fr\nignorer: [{regle: OBJ-01}]"),
    ("langue: fr", "langue: fr\nignorer: [{regle: OBJ-01, raison: vu, date: 2026-01-01}]"),
    ("langue: fr", "langue: fr\nignorer: [{regle: OBJ-01, motif: Décidé avec le commanditaire}]"),
    ("langue: fr", "langue: fr\nignorer: [{regle: OBJ-01, date: 2026-01-01}]"),
    ("langue: fr", "langue: fr\nignorer: [{motif: Décidé avec le commanditaire, date: 2026-01-01}]"),
    ("langue: fr", "langue: fr\nignorer: [{regle: XYZ-01, motif: Décidé avec le commanditaire, date: 2026-01-01}]"),
    ("langue: fr", "langue: fr\nignorer: [{regle: PLA-01, motif: Décidé avec le commanditaire, date: 2026-01-01}]"),
]


@pytest.mark.parametrize(("old", "new"), REFUSED_BY_BOTH)
def test_what_the_check_refuses_in_a_closed_field_the_schema_refuses(old: str, new: str, folder: Path) -> None:
    path = folder / "cours.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert faults("cours.yaml", path.read_text("utf-8"))
    assert run(["check", str(folder)]) == 1


def test_an_unknown_profile_is_refused_and_the_known_ones_are_taken(folder: Path) -> None:
    from methodology.rules.profiles import profile_names

    text = "\n".join(
        line for line in (folder / "cours.yaml").read_text("utf-8").splitlines() if not line.startswith("profils:")
    )
    assert faults("cours.yaml", f"{text}\nprofils: [{', '.join(profile_names())}]\n") == []
    assert faults("cours.yaml", f"{text}\nprofils: [qualiopo]\n")


def test_a_decision_that_says_all_is_taken(folder: Path) -> None:
    text = (folder / "cours.yaml").read_text("utf-8")
    assert "\nignorer:" not in text
    entry = "ignorer: [{regle: OBJ-01, motif: Décidé avec le commanditaire, date: 2026-01-01}]"
    assert faults("cours.yaml", f"{text}\n{entry}\n") == []


def objects(schema: Any) -> list[dict[str, Any]]:
    found = [schema] if isinstance(schema, dict) and schema.get("additionalProperties") is False else []
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return found + [one for value in inner for one in objects(value)]


@pytest.mark.parametrize("name", [name.replace("*", "x") for name in FILES])
def test_every_field_of_a_schema_has_a_title_and_a_french_description(name: str) -> None:
    groups = objects(json.loads(schema_of(name) or ""))
    assert groups
    for group in groups:
        assert group["description"]
        assert all(field["title"] and field["description"] for field in group["properties"].values())


def test_the_command_shows_a_schema_lists_them_and_puts_them_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schema", "cours.yaml"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "cours.yaml"
    assert run(["schema", "questions/a.yaml", "--json"]) == 0
    assert "anyOf" in json.loads(capsys.readouterr().out)
    assert run(["schema"]) == 0
    assert ".schema/3-sequences.json" in capsys.readouterr().out
    assert run(["schema", "autre.yaml"]) == 2
    assert run(["schema", "--dans", str(tmp_path)]) == 2
    capsys.readouterr()


def test_new_from_an_example_names_the_schemas_without_changing_a_value(tmp_path: Path) -> None:
    folder = tmp_path / "copie"
    assert run(["new", str(folder), "--example", "one-ael"]) == 0
    assert (folder / "cours.yaml").read_text("utf-8").startswith(modeline("cours.yaml"))
    assert course_of(folder) == course_of(EXAMPLES / "one-ael")
    before = (folder / "cours.yaml").read_bytes()
    assert run(["schema", "--dans", str(folder)]) == 0
    assert (folder / "cours.yaml").read_bytes() == before
