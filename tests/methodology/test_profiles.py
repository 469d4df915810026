"""Profiles add rules, change severities and numbers, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from methodology.course import Course, Waiver
from methodology.findings import Severity
from methodology.rules import all_rules, check
from methodology.rules.parameters import Limits
from methodology.rules.profiles import combined, load_profile, profile_names
from tests.methodology.factory import good_course, medium, with_identity, with_media, with_need, with_survey

ASKED = {"socieux_2022", "socieux_2018", "cipres", "bas_debit", "qualiopi", "iso29993"}


def found(course: Course, *profiles: str) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in check(course, profiles=profiles)}


def test_the_profiles_asked_for_are_there() -> None:
    assert set(profile_names()) >= ASKED


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_profile_only_names_rules_and_numbers_that_exist(name: str) -> None:
    profile = load_profile(name)
    rules = {rule.id: rule for rule in all_rules()}
    assert profile.title
    assert profile.source
    assert all(rules[id_].by_profile for id_ in profile.added)
    assert all(severity is not rules[id_].severity for id_, severity in profile.severities.items())
    usual = {spec.name: getattr(Limits(), spec.name) for spec in fields(Limits)}
    assert all(value != usual[number] for number, value in profile.thresholds.items())


def test_a_rule_of_profiles_has_a_profile() -> None:
    added = {id_ for name in profile_names() for id_ in load_profile(name).added}
    assert {rule.id for rule in all_rules() if rule.by_profile} == added


def test_an_unknown_profile_has_no_data() -> None:
    with pytest.raises(KeyError):
        load_profile("inconnu")


def test_a_profile_adds_its_rules() -> None:
    assert "QUA-03" not in found(good_course())
    assert found(good_course(), "iso29993")["QUA-03"] is Severity.WARNING


def test_a_profile_changes_a_severity() -> None:
    one_source = with_need(sources=("Un entretien",))
    assert found(one_source)["BES-06"] is Severity.WARNING
    assert found(one_source, "iso29993")["BES-06"] is Severity.ERROR


def test_a_profile_changes_a_number() -> None:
    picture = with_media(medium("plan.png", 80))
    assert "POI-02" not in found(picture)
    assert "POI-02" in found(picture, "bas_debit")


def test_several_profiles_keep_the_gravest_severity() -> None:
    both = combined(("socieux_2022", "cipres"))
    assert both.severities["TRA-06"] is Severity.ERROR
    assert both.added == {"MAR-02", "MAR-05", "QUA-03", "QUA-09"}


def test_the_course_chooses_its_profiles_and_the_command_may_change_them() -> None:
    course = with_identity(profiles=("iso29993",))
    assert "QUA-03" in {finding.rule for finding in check(course)}
    assert "QUA-03" not in {finding.rule for finding in check(course, profiles=())}


def test_a_waiver_of_a_rule_that_does_not_run_waits() -> None:
    waiver = Waiver(rule="QUA-03", reason="voie de réclamation commune à tous les cours", date=date(2026, 1, 5))
    course = with_identity(waivers=(waiver,))
    assert found(course) == {}
    assert found(course, "iso29993").keys() & {"QUA-03", "IGN-02"} == set()


def test_a_graver_remark_of_a_rule_stays_as_grave() -> None:
    heavy = replace(with_survey(), media=(medium("dossier.zip", 130_000),))
    assert found(heavy)["POI-04"] is Severity.ERROR
