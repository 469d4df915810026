"""The action that the tests of the hand-in begin with, and what they do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursegen.errors import CoursegenError
from coursegen.handin import HandInChoice, hand_in
from methodology.mission.values import Party

SECRET = "Le secrétaire général a refusé deux fois de communiquer les chiffres du recouvrement de la caisse nationale."

ACTION = """\
code: SOCIEUX 2022-27 TOGO
titre: Une méthode de formation
catalogue: socieux_2022
version: "1.0"
date: 2023-02-10
partenaire: {nom: CIPRES, pays: TG}
experts:
  - {id: E1, role: principal, nom: Expert Un}
derogations:
  - {date: 2022-12-01, de: Équipe SOCIEUX+, objet: Modèle libre}
activites:
  - id: A1
    titre: Phases préliminaires
    debut: 2022-12-12
    fin: 2023-02-03
    livrables:
      - livrable: P1
        fichiers: [remise/note.docx]
        journal:
          - {date: 2022-11-25, etat: brouillon, version: "0.1", par: E1}
          - {date: 2022-12-01, etat: valide_partenaire, version: "1.0", par: Point focal}
      - livrable: P2
        fichiers: [remise/agenda.docx]
        journal:
          - {date: 2022-12-01, etat: valide_partenaire, version: "1.0", par: Point focal}
      - {livrable: AcR, fichiers: [remise/rapport.docx]}
      - {livrable: ExMR, expert: E1, fichiers: [remise/mission-e1.docx]}
      - {livrable: SUP, fichiers: [remise/atelier.pptx]}
ignorer:
  - {regle: LIV-01, date: 2022-12-01, motif: "Action d'essai : ses produits sont remis par une autre équipe"}
"""


def add(text: str) -> Callable[[Any], None]:
    """A change of a document: one more paragraph."""
    return lambda document: document.add_paragraph(text)


def report(document: Any) -> None:
    """Make a confidential report of a document."""
    document.paragraphs[1].runs[0].text = "CONFIDENTIEL – interne SOCIEUX+"
    document.add_paragraph(SECRET)


def refusal(folder: Path, party: Party = Party.PARTNER, **choice: Any) -> str:
    """What the refusal of a hand-in says; nothing may be left behind."""
    out = folder.parent / "refuse"
    before = sorted(folder.parent.iterdir())
    with pytest.raises(CoursegenError) as caught:
        hand_in(folder, out, HandInChoice(recipient=party, **choice))
    assert sorted(folder.parent.iterdir()) == before, "something was left behind"
    assert caught.value.remedy
    return caught.value.message
