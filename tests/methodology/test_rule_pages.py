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
    assert len(all_rules()) >= 150


def test_every_number_belongs_to_rules_that_exist_and_says_what_it_is() -> None:
    known = {rule.id for rule in all_rules()}
    for threshold in thresholds():
        assert threshold.rules, threshold.name
        assert set(threshold.rules) <= known, threshold.name
        assert threshold.label, threshold.name
