"""Who runs SOCIEUX+ changes with each phase: never the partners of one in a document of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from methodology.mission.consortium import consortium_of, phases
from tests.mission.actions import mission


@pytest.mark.parametrize(
    ("phase", "there", "absent"),
    [
        ("2018", "BTC/CTB", "Enabel"),
        ("2022", "Enabel", "BTC/CTB"),
        ("2024", "France Travail", "BTC/CTB"),
    ],
)
def test_each_phase_has_its_own_partners(tmp_path: Path, phase: str, there: str, absent: str) -> None:
    found = consortium_of(mission(tmp_path, ("pays: TG}", f"pays: TG}}\nphase: '{phase}'")))
    assert found is not None
    assert found.lead == "Expertise France"
    assert there in found.words()
    assert absent not in found.words()


def test_without_a_phase_the_catalogue_tells(tmp_path: Path) -> None:
    found = consortium_of(mission(tmp_path), "2018")
    assert found is not None and found.phase == "2018"


def test_an_unknown_phase_presents_nobody(tmp_path: Path) -> None:
    assert consortium_of(mission(tmp_path, ("pays: TG}", "pays: TG}\nphase: '1999'"))) is None
    assert phases() == ("2018", "2022", "2024")
