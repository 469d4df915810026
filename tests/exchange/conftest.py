"""The beginner's folder, with or without an access list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coursegen.starter import write_starter
from methodology.i18n import speaking

EXAMPLES = Path(__file__).parents[2] / "examples"
LIST = """\
nom;prénom;courriel;organisme;pays;rôle;groupe;cohorte;langue
Zyxquerty;Vwablé;vwable@zyx.example.org;Caisse Wqzo;Côte d'Ivoire;participant;Groupe Kjx;COHORTE-KJX;
N'Qwxz;Jean-Yvqx;jy@zyx.example.org;"Caisse ""Wqzo"" ; siège";tg;Formateur;;;pt-BR
"""
"""Two people nobody else is called like."""


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    with speaking("fr"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "cours"
    write_starter(path, "TEST-01", "Renseigner à l'accueil")
    return path


@pytest.fixture
def with_list(folder: Path) -> Path:
    (folder / "acces.csv").write_text(LIST, encoding="utf-8")
    return folder
