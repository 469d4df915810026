"""Of which version and which day a mission's document is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from methodology.folder import read_folder
from tests.mission.actions import mission
from tests.mission.papers import EXAMPLES, issued, only, plain, rows, subject_of


def test_the_version_of_a_document_is_that_of_its_log(tmp_path: Path) -> None:
    log = "[{date: 2022-12-01, etat: valide_partenaire}, {date: 2022-12-02, etat: soumis, version: '1.0', note: Relue}]"
    change = f"    livrables: [{{livrable: P1, journal: {log}}}]\n    charge:\n"
    one, docx = only(subject_of(mission(tmp_path, ("    charge:\n", change)), "P1"))
    assert (one.document.version, one.document.date) == ("1.0", date(2022, 12, 2))
    assert rows(docx.tables[-1])[-1] == ["02/12/2022", "soumis", "1.0", "", "Relue"]


@pytest.mark.parametrize(("example", "years"), [("cipres-fdf", {2022, 2023}), ("one-ael", {2018})])
def test_the_papers_of_the_examples_are_of_the_time_of_their_mission(example: str, years: set[int]) -> None:
    found = {one.document.name: one.document.date for one in issued(subject_of(example))}
    assert {day.year for day in found.values()} <= years, found
    if example == "cipres-fdf":
        assert found["SOCIEUX-2022-27-TOGO-A1-P1-Note-methodologique"] == date(2022, 12, 9)
        assert found["SOCIEUX-2022-27-TOGO-A1-acces"] == date(2022, 12, 5)


def test_a_document_without_a_cover_shows_its_date_too() -> None:
    one, docx = only(subject_of("cipres-fdf", "suivi"))
    assert not one.document.cover
    assert plain(docx.paragraphs[1].text) == "SOCIEUX 2022-27 TOGO – 6 mars 2023"


def test_the_course_beside_an_action_does_not_date_its_papers() -> None:
    course = read_folder(EXAMPLES / "cipres-fdf").course
    assert course is not None
    assert course.identity.date == date(2026, 11, 16)
    (report,) = issued(replace(subject_of("cipres-fdf", "AcR", activity="A2"), course=course))
    assert report.document.date == date(2023, 3, 22)  # the day it is planned for


def test_a_deliverable_that_nothing_dates_bears_the_day_it_is_due(tmp_path: Path) -> None:
    subject = subject_of(mission(tmp_path))
    found = {one.id: one.document.date for one in issued(subject)}
    assert (found["P1"], found["AcR"]) == (date(2022, 12, 5), date(2023, 2, 17))
    dated = subject_of(mission(tmp_path, ("partenaire:", "date: 2022-11-30\npartenaire:")))
    assert {one.document.date for one in issued(dated)} == {date(2022, 11, 30)}


def test_a_comment_on_a_version_does_not_change_its_date(tmp_path: Path) -> None:
    log = "[{date: 2023-02-15, etat: soumis, version: '1.0'}, {date: 2023-03-01, etat: commente, version: '1.0'}]"
    change = f"    livrables: [{{livrable: AcR, journal: {log}}}]\n    charge:\n"
    one, _docx = only(subject_of(mission(tmp_path, ("    charge:\n", change)), "AcR"))
    assert (one.document.version, one.document.date) == ("1.0", date(2023, 2, 15))
