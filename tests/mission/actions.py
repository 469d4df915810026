"""A small action on disk, and one change to it at a time."""

from __future__ import annotations

from pathlib import Path

from methodology.mission import ACTION_FILE
from methodology.mission.model import Mission
from methodology.reading.mission import read_action

ACTION = """\
code: SOCIEUX 2022-27 TOGO
titre: Une méthode de formation
catalogue: socieux_2022
partenaire: {nom: CIPRES, pays: TG}
experts:
  - {id: E1, role: principal}
  - {id: E2}
activites:
  - id: A1
    titre: Phases préliminaires
    debut: 2022-12-12
    fin: 2023-02-03
    charge:
      - {expert: E1, preparation: 4, terrain: 10, voyage: 2, rapports: 3, total: 19}
      - {expert: E2, preparation: 3, terrain: 10, voyage: 2, rapports: 3, total: 18}
    charge_totale: {preparation: 7, terrain: 20, voyage: 4, rapports: 6, total: 37}
    produits: [{id: M1, titre: Première partie}]
"""


def written(folder: Path, action: str = ACTION, *changes: tuple[str, str]) -> Path:
    """The folder, with that `action.yaml` in it; each change replaces what must stand there once."""
    for before, after in changes:
        assert action.count(before) == 1, before
        action = action.replace(before, after)
    (folder / ACTION_FILE).write_text(action, encoding="utf-8")
    return folder


def mission(folder: Path, *changes: tuple[str, str]) -> Mission:
    """The action read, which nothing is wrong with."""
    found, faults = read_action(written(folder, ACTION, *changes))
    assert faults == ()
    assert found is not None
    return found
