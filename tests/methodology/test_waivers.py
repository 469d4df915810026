"""`ignorer` sets a finding aside when it says why, and says so when it no longer serves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from methodology.course import Course, Waiver
from methodology.findings import Severity, Where
from methodology.folder import read_folder
from methodology.rules import check
from tests.methodology.factory import good_course, with_objective, with_question
from tests.methodology.folders import edit, good_folder

DECIDED = date(2026, 1, 5)


def keep(rule: str = "OBJ-06", reason: str = "vu avec la direction", subject: str = "") -> Waiver:
    """A decision of the day of the version."""
    return Waiver(rule=rule, reason=reason, subject=subject, date=DECIDED)


def waived(course: Course, *waivers: Waiver) -> list[str]:
    identity = replace(course.identity, waivers=waivers)
    return [finding.rule for finding in check(replace(course, identity=identity))]


NO_CONDITION = with_objective(condition="")


def test_a_reason_sets_the_finding_aside() -> None:
    assert waived(NO_CONDITION, keep(reason="dit dans le module")) == []


def test_a_waiver_may_name_the_id_the_file_or_the_line() -> None:
    for subject in ("O1", "2-objectifs.yaml", "2-objectifs.yaml:3"):
        waiver = keep(subject=subject)
        assert waived(NO_CONDITION, waiver) == [], subject


def test_a_waiver_for_something_else_leaves_the_finding() -> None:
    found = waived(NO_CONDITION, keep(subject="O9"))
    assert sorted(found) == ["IGN-02", "OBJ-06"]


def test_a_waiver_without_a_reason_is_an_error_and_sets_nothing_aside() -> None:
    assert sorted(waived(NO_CONDITION, keep(reason=" "))) == ["IGN-01", "OBJ-06"]


@pytest.mark.parametrize(
    "reason", ["…", "x", "vu", "- - - - - - - -", "à revoir", "dérogation", "aaaa bbbb cccc", "non non non non"]
)
def test_a_word_or_a_run_of_letters_is_no_reason(reason: str) -> None:
    assert sorted(waived(NO_CONDITION, keep(reason=reason))) == ["IGN-01", "OBJ-06"]


def test_a_waiver_without_a_date_is_an_error_and_sets_nothing_aside() -> None:
    assert sorted(waived(NO_CONDITION, replace(keep(), date=None))) == ["IGN-03", "OBJ-06"]


def test_a_waiver_decided_after_the_version_is_an_error_and_sets_nothing_aside() -> None:
    assert sorted(waived(NO_CONDITION, replace(keep(), date=date(2026, 1, 6)))) == ["IGN-03", "OBJ-06"]
    assert waived(NO_CONDITION, replace(keep(), date=date(2025, 12, 1))) == []


def test_every_fault_of_a_waiver_is_told_at_once_each_at_its_place() -> None:
    fields = {"rule": (9, 5), "reason": (9, 18), "date": (9, 30)}
    waiver = Waiver(rule="OBJ-99", reason="x", date=date(2030, 1, 1), where=Where("cours.yaml", 9, 3, fields))
    found = check(replace(NO_CONDITION, identity=replace(NO_CONDITION.identity, waivers=(waiver,))))
    told = [(finding.rule, finding.where.column) for finding in found if finding.rule != "OBJ-06"]
    assert told == [("IGN-01", 5), ("IGN-01", 18), ("IGN-03", 30)]


def test_what_the_platform_refuses_cannot_be_set_aside() -> None:
    course = with_question(choices=())
    assert {"QCM-01", "IGN-01"} <= set(waived(course, keep("QCM-01")))


def test_a_waiver_that_no_longer_serves_is_told() -> None:
    course = good_course()
    waiver = replace(keep(), where=Where("cours.yaml", 9))
    (finding,) = check(replace(course, identity=replace(course.identity, waivers=(waiver,))))
    assert (finding.rule, finding.severity, finding.where.line) == ("IGN-02", Severity.INFO, 9)


def test_a_waiver_of_an_unknown_rule_is_an_error() -> None:
    assert waived(good_course(), keep("OBJ-99")) == ["IGN-01"]


def test_what_the_reader_says_cannot_be_set_aside(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    edit(folder, "cours.yaml", "code: C1", "code: C1\nignorer: [{regle: LIR-14, motif: vu}]")
    course = read_folder(folder).course
    assert course is not None
    (said,) = [found.message for found in check(course) if found.rule == "IGN-01" and "ne peut" in found.message]
    assert "LIR-14" in said
    assert "catalogue" not in said
    edit(folder, "3-sequences.yaml", "objectifs: [O1]", "objectifs: [O8]")
    assert [finding.rule for finding in read_folder(folder).findings] == ["LIR-14"]
