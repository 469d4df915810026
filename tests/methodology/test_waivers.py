"""`ignorer` sets a finding aside when it says why, and says so when it no longer serves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from methodology.course import Course, Waiver
from methodology.findings import Severity, Where
from methodology.folder import read_folder
from methodology.rules import check
from tests.methodology.factory import good_course, with_objective, with_question
from tests.methodology.folders import edit, good_folder


def waived(course: Course, *waivers: Waiver) -> list[str]:
    identity = replace(course.identity, waivers=waivers)
    return [finding.rule for finding in check(replace(course, identity=identity))]


NO_CONDITION = with_objective(condition="")


def test_a_reason_sets_the_finding_aside() -> None:
    assert waived(NO_CONDITION, Waiver(rule="OBJ-06", reason="dit dans le module")) == []


def test_a_waiver_may_name_the_id_the_file_or_the_line() -> None:
    for subject in ("O1", "2-objectifs.yaml", "2-objectifs.yaml:3"):
        waiver = Waiver(rule="OBJ-06", reason="vu avec la direction", subject=subject)
        assert waived(NO_CONDITION, waiver) == [], subject


def test_a_waiver_for_something_else_leaves_the_finding() -> None:
    found = waived(NO_CONDITION, Waiver(rule="OBJ-06", reason="vu avec la direction", subject="O9"))
    assert sorted(found) == ["IGN-02", "OBJ-06"]


def test_a_waiver_without_a_reason_is_an_error_and_sets_nothing_aside() -> None:
    assert sorted(waived(NO_CONDITION, Waiver(rule="OBJ-06", reason=" "))) == ["IGN-01", "OBJ-06"]


@pytest.mark.parametrize("reason", ["…", "x", "vu", "- - - - - - - -", "à revoir"])
def test_a_word_is_no_reason(reason: str) -> None:
    assert sorted(waived(NO_CONDITION, Waiver(rule="OBJ-06", reason=reason))) == ["IGN-01", "OBJ-06"]


def test_what_the_platform_refuses_cannot_be_set_aside() -> None:
    course = with_question(choices=())
    assert {"QCM-01", "IGN-01"} <= set(waived(course, Waiver(rule="QCM-01", reason="vu avec la direction")))


def test_a_waiver_that_no_longer_serves_is_told() -> None:
    course = good_course()
    waiver = Waiver(rule="OBJ-06", reason="vu avec la direction", where=Where("cours.yaml", 9))
    (finding,) = check(replace(course, identity=replace(course.identity, waivers=(waiver,))))
    assert (finding.rule, finding.severity, finding.where.line) == ("IGN-02", Severity.INFO, 9)


def test_a_waiver_of_an_unknown_rule_is_an_error() -> None:
    assert waived(good_course(), Waiver(rule="OBJ-99", reason="vu avec la direction")) == ["IGN-01"]


def test_what_the_reader_says_cannot_be_set_aside(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    edit(folder, "cours.yaml", "code: C1", "code: C1\nignorer: [{regle: LIR-14, motif: vu}]")
    course = read_folder(folder).course
    assert course is not None
    assert "IGN-01" in [finding.rule for finding in check(course)]
    edit(folder, "3-sequences.yaml", "objectifs: [O1]", "objectifs: [O8]")
    assert [finding.rule for finding in read_folder(folder).findings] == ["LIR-14"]
