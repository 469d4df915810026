"""The mission that every test of the hand-in begins with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conform.material import good_deck, good_document, logo_png
from tests.handin.material import ACTION, report


@pytest.fixture
def mission(tmp_path: Path, made_once: Path) -> Path:
    """A folder with an action, its five deliverables and a charter that has its logo."""
    return Path(shutil.copytree(made_once, tmp_path / "mission"))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, from which each test has its copy."""
    folder = tmp_path_factory.mktemp("handin") / "mission"
    (folder / "remise").mkdir(parents=True)
    (folder / "chartes" / "socieux").mkdir(parents=True)
    (folder / "chartes" / "socieux" / "logo.png").write_bytes(logo_png())
    (folder / "chartes" / "socieux" / "charte.yaml").write_text(
        "nom: socieux\ntitre: SOCIEUX+\nherite: socieux\n"
        "logos:\n  - {cle: socieux, nom: Logo SOCIEUX+, fichier: logo.png}\n",
        encoding="utf-8",
    )
    (folder / "action.yaml").write_text(ACTION, encoding="utf-8")
    for name in ("note", "agenda", "rapport"):
        good_document(folder / "remise" / f"{name}.docx")
    good_document(folder / "remise" / "mission-e1.docx", report)
    good_deck(folder / "remise" / "atelier.pptx")
    return folder
