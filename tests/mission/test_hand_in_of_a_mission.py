"""coursegen mission dossier: an action with errors isn't handed in; the list is of the mission's time."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursegen.cli.app import run
from tests.mission.actions import ACTION, written


def test_a_wrong_sum_refuses_the_hand_in_with_its_place_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mission"
    folder.mkdir()
    written(folder, ACTION, ("rapports: 6, total: 37", "rapports: 6, total: 36"))
    out = tmp_path / "remise"
    assert run(["mission", "dossier", str(folder), "--pour", "socieux", "-o", str(out)]) == 1
    error = capsys.readouterr().err
    assert "action.yaml:16:" in error
    assert "CAL-04 Activité A1, charge, « total » : 36 annoncés, la somme donne 37." in error
    assert "Corrigez le nombre de jours, ou le total." in error
    assert [path.name for path in tmp_path.iterdir()] == ["mission"]
