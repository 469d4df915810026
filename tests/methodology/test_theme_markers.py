"""The five themes in figures: what the course shows and what its author follows, never a guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from methodology.folder import read_folder
from methodology.theme_markers import ThemeMarker, theme_markers
from methodology.values import Modality, Theme
from tests.methodology.factory import good_course
from tests.methodology.whole import whole_folder


@pytest.fixture
def markers(tmp_path: Path) -> dict[str, ThemeMarker]:
    course = read_folder(whole_folder(tmp_path / "cours")).course
    assert course is not None
    return {marker.name: marker for marker in theme_markers(course)}


def test_women_are_counted_among_participants_trainers_and_personas(markers: dict[str, ThemeMarker]) -> None:
    participants = markers["Femmes parmi les participants"]
    assert participants.value == pytest.approx(41.67, abs=0.01)
    assert (participants.target, participants.unit) == (50, "%")
    assert markers["Femmes dans l'équipe de formation"].value == 100
    assert markers["Femmes parmi les portraits"].value == 100
    assert markers["Marqueur genre du CAD (0 à 2)"].value == 1


def test_measures_that_are_written_or_not_are_yes_or_no(markers: dict[str, ThemeMarker]) -> None:
    assert markers["Règles de sélection écrites"].value is True
    assert markers["Voie de réclamation"].value is True
    assert {m.name: m.value for m in theme_markers(good_course())}["Voie de réclamation"] is False
    assert markers["Connexion prise en charge"].value is True
    assert (markers["Coût de connexion par participant"].value, markers["Coût de connexion par participant"].unit) == (
        600,
        "FCFA",
    )


def test_what_the_author_follows_stands_with_its_theme(markers: dict[str, ThemeMarker]) -> None:
    pages = markers["Pages imprimées par personne"]
    assert (pages.theme, pages.target, pages.value, pages.declared) == (Theme.ENVIRONMENT, 4, None, True)
    assert [marker.theme for marker in markers.values()] == sorted(
        (marker.theme for marker in markers.values()), key=list(Theme).index
    )


def test_what_nothing_says_is_not_known() -> None:
    found = {marker.name: marker.value for marker in theme_markers(good_course())}
    assert found["Femmes parmi les participants"] is None
    assert found["Femmes dans l'équipe de formation"] is None
    assert found["Pages imprimées par participant"] is None
    assert found["Séquences en ligne avec une variante hors connexion"] is None
    assert found["Part à distance"] == 0


def test_the_share_online_is_that_of_the_time() -> None:
    course = good_course()
    (module,) = course.sequencing.modules
    (room,) = module.sequences
    online = replace(room, id="S2", minutes=180, modality=Modality.ASYNCHRONOUS, offline_variant="Sur papier")
    both = replace(course, sequencing=replace(course.sequencing, modules=(replace(module, sequences=(room, online)),)))
    found = {marker.name: marker.value for marker in theme_markers(both)}
    assert found["Part à distance"] == 75
    assert found["Séquences en ligne avec une variante hors connexion"] == 100
