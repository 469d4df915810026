"""The pages of the rules are those the rules make, and each rule says why it matters, with an example mended."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from methodology.catalogue_data import catalogue_data, catalogue_names
from methodology.rules import all_rules
from methodology.rules.families import FAMILIES, family_of
from methodology.rules.parameters import thresholds

SCRIPT = Path(__file__).parents[2] / "scripts" / "rule_pages.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rule_pages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date(script: ModuleType) -> None:
    assert script.outdated(script.pages()) == []


def test_a_page_that_is_not_up_to_date_is_named(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "PAGES", tmp_path)
    (tmp_path / "besoins.md").write_text("vieux", encoding="utf-8")
    assert {"besoins.md", "README.md"} <= set(script.outdated(script.pages()))


def test_every_rule_has_its_page_with_a_bad_example_and_a_good_one() -> None:
    told = {id_: entry for name in catalogue_names("rules") for id_, entry in catalogue_data(f"rules/{name}").items()}
    assert set(told) == {rule.id for rule in all_rules()}
    for id_, entry in told.items():
        assert set(entry) == {"pourquoi", "mauvais", "bon"}, id_
        assert entry["mauvais"] != entry["bon"], id_
        assert all(part.strip() for part in entry.values()), id_


def test_every_rule_belongs_to_a_family_that_has_a_page() -> None:
    assert {family_of(rule.id).page for rule in all_rules()} == set(catalogue_names("rules"))
    assert len({family.code for family in FAMILIES}) == len(FAMILIES)


def test_there_are_as_many_rules_as_announced() -> None:
    assert len(all_rules()) >= 200


def test_every_rule_of_the_catalogue_of_the_domain_is_judged_here_or_said_to_be_judged_elsewhere() -> None:
    """The numbers are those of the catalogue: what a family of it holds, from 01 on."""
    last = {
        "BES": 8, "PUB": 6, "OBJ": 17, "ALI": 13, "SEQ": 13, "MET": 7, "EVA": 13, "QCM": 28, "SUP": 12, "DOC": 7,
        "LIS": 9, "ACC": 13, "POI": 7, "MOO": 13, "TRA": 8, "MAR": 7, "LIV": 10, "CAL": 6, "DON": 4, "SUI": 2, "QUA": 2,
    }  # fmt: skip
    catalogue = {f"{family}-{number:02}" for family, count in last.items() for number in range(1, count + 1)}
    here, away = {rule.id for rule in all_rules()}, set(catalogue_data("elsewhere"))
    assert catalogue - here == away


def test_every_number_belongs_to_rules_that_exist_and_says_what_it_is() -> None:
    known = {rule.id for rule in all_rules()}
    for threshold in thresholds():
        assert threshold.rules, threshold.name
        assert set(threshold.rules) <= known, threshold.name
        assert threshold.label, threshold.name
