"""A small course folder on disk, and one change to it at a time."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "cours.yaml": """\
code: C1
titre: Pensions
version: 1.0
date_version: 2026-01-05
duree_min: 60
""",
    "1-besoins.yaml": """\
competences:
  - {id: C1, nom: Calculer}
besoins:
  - {id: B1, tache: Calculer, competence: C1, actuel: 1, cible: 3}
""",
    "2-objectifs.yaml": """\
objectif_general: Traiter un dossier
objectifs:
  - {id: O1, enonce: Calculer une pension, bloom: 3, competence: C1, besoin: B1}
""",
    "3-sequences.yaml": """\
modules:
  - id: M1
    titre: Calculer
    sequences:
      - id: S1
        titre: Le barème
        duree_min: 60
        modalite: presentiel
        objectifs: [O1]
        etapes:
          - id: lire
            titre: Lire
            duree_min: 30
            methode: active
            actif: oui
            activite: {type: page, contenu: contenus/page.md}
          - id: test
            titre: Se tester
            duree_min: 30
            methode: interrogative
            activite: {type: test, banque: banque}
""",
    "4-mise-en-oeuvre.yaml": """\
sessions:
  - {id: J1, titre: Premier jour, debut: 2026-03-09, sequences: [S1]}
""",
    "5-evaluation.yaml": """\
regle_reussite: 60 %
seuil_pct: 60
evaluations:
  - {id: E1, titre: Test, nature: [sommative], objectifs: [O1], poids_pct: 100, etapes: [S1/test]}
""",
    "contenus/page.md": "## Lire le barème\n\nVoir [le test](etape:S1/test).\n\n![Le barème](medias/bareme.svg)\n",
    "questions/banque.yaml": """\
titre: Banque
questions:
  - id: Q1
    type: vrai_faux
    enonce: Le barème change chaque année.
    objectif: O1
    bloom: 1
    juste: non
    retour: Tous les deux ans.
""",
    "medias/bareme.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def good_folder(root: Path) -> Path:
    """The folder, written under that path."""
    for name, content in FILES.items():
        write(root, name, content)
    return root


def write(root: Path, name: str, content: str | bytes) -> None:
    """Writes one file of the folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replaces a passage of a file, which must be there."""
    content = (root / name).read_text(encoding="utf-8")
    assert content.count(old) >= 1, f"{old!r} is not in {name}"
    write(root, name, content.replace(old, new, 1))
