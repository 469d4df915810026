"""A mission in another language than French: its deliverables, steps and tasks are called in that language."""

from __future__ import annotations

from pathlib import Path

import pytest

from methodology.catalogue_data import catalogue_data
from methodology.i18n import speaking
from methodology.mission.catalogues import deliverable_catalogues, load_catalogue
from tests.mission.actions import mission
from tests.mission.papers import everything, issued, only, subject_of

OTHERS = ("en", "pt", "es")


def test_an_english_mission_has_english_deliverables_steps_and_tasks(tmp_path: Path) -> None:
    found = mission(tmp_path, ("partenaire:", "langues: [en]\npartenaire:"))
    with speaking("en"):
        names = {
            one.id: one.document.kind if one.document.cover else one.document.title for one in issued(subject_of(found))
        }
        _one, deadlines = only(subject_of(found, "echeances"))
        _two, tasks = only(subject_of(found, "taches"))
    assert (names["P1"], names["AcR"]) == ("Methodological note", "Collective activity report")
    assert "Draft versions of the final deliverables (AcR, ExMR, ExF, SUP, M1)" in everything(deadlines)
    assert "Run the workshops and keep the attendance sheets" in everything(tasks)
    assert "Versions provisoires" not in everything(deadlines)


def test_the_language_of_the_person_does_not_rename_the_deliverables_of_a_french_mission() -> None:
    with speaking("en"):
        assert subject_of("cipres-fdf").dates.catalogue.deliverables[0].title == "Note méthodologique"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", deliverable_catalogues())
def test_nothing_of_a_catalogue_stays_french(name: str, language: str) -> None:
    french, other = load_catalogue(name), load_catalogue(name, language)
    known = catalogue_data("mission_names")
    for one, its in zip((*french.steps, *french.deliverables), (*other.steps, *other.deliverables), strict=True):
        assert its.title == known[one.title][language]
    for deliverable in french.deliverables:
        assert all(set(known[words]) == set(OTHERS) for words in deliverable.contents)
    assert all(set(known[words]) == set(OTHERS) for words in french.columns.values())


def test_every_usual_task_has_its_words_in_each_language() -> None:
    known = catalogue_data("mission_names")
    tasks = [task for stages in catalogue_data("mission_tasks").values() for some in stages.values() for task in some]
    assert [task["titre"] for task in tasks if set(known.get(task["titre"], ())) != set(OTHERS)] == []
