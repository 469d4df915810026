"""`--final`: nothing is handed in with a stand-in for a logo, without the real template, with a clause of ours."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pptx import Presentation

from coursegen.cli.app import run
from tests.charter.material import logo_png
from tests.slides.corporate import dark_master
from tests.slides.templates import french_ministry

Said = pytest.CaptureFixture[str]


@pytest.fixture
def real(tmp_path: Path, settings: Path) -> None:
    """The real template and logo, as the programme hands them over."""
    (tmp_path / "modele.pptx").write_bytes(dark_master())
    (tmp_path / "logo.png").write_bytes(logo_png())
    logo = f"socieux={tmp_path / 'logo.png'}"
    assert run(["charter", "import", str(tmp_path / "modele.pptx"), "--nom", "socieux", "--logo", logo]) == 0


def build(course: Path, out: Path, *options: str) -> int:
    return run(["build", str(course), "--only", "pptx", "-o", str(out), *options])


def test_a_final_deck_without_logo_and_template_is_refused_naming_each(
    course: Path, tmp_path: Path, capsys: Said
) -> None:
    assert build(course, tmp_path / "out", "--final") == 1
    err = capsys.readouterr().err
    assert "Logo SOCIEUX+" in err and "modèle de présentation" in err.lower()
    assert "coursegen charter import" in err and "2 raisons" in err
    assert not list((tmp_path / "out").glob("*.pptx"))


def test_a_draft_says_in_words_that_the_logo_is_to_come(course: Path, tmp_path: Path, capsys: Said) -> None:
    assert build(course, tmp_path / "out") == 0, capsys.readouterr().err
    deck = Presentation(str(next((tmp_path / "out").glob("*.pptx"))))
    layouts = [shape.name for layout in deck.slide_layouts for shape in layout.shapes]
    assert "Logo SOCIEUX+ (fichier à fournir)" in layouts


@pytest.mark.usefixtures("real")
def test_with_the_real_files_the_final_deck_is_built(course: Path, tmp_path: Path, capsys: Said) -> None:
    assert build(course, tmp_path / "out", "--final") == 0, capsys.readouterr().err
    deck = Presentation(str(next((tmp_path / "out").glob("*.pptx"))))
    assert "fichier à fournir" not in str([s.name for layout in deck.slide_layouts for s in layout.shapes])


@pytest.mark.usefixtures("real")
def test_a_clause_that_is_our_translation_is_no_final_one(tmp_path: Path, capsys: Said) -> None:
    course = tmp_path / "course"
    assert run(["new", str(course), "--code", "EN-1", "--titre", "Welcome at the desk", "--langue", "en"]) == 0
    assert build(course, tmp_path / "out", "--final") == 1
    err = capsys.readouterr().err
    assert "notre traduction" in err and "traduction: officielle" in err


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("which", ["empty", "draft", "ours"])
def test_a_final_deck_in_a_template_that_is_not_the_offices_own_is_refused(
    which: str, course: Path, tmp_path: Path, capsys: Said
) -> None:
    template = tmp_path / "gabarit.pptx"
    if which == "empty":
        template.write_bytes(french_ministry())
    else:
        (course / "charte").mkdir()
        logo = "logos: [{cle: socieux, nom: Logo SOCIEUX+, fichier: logo.png}]" if which == "ours" else ""
        (course / "charte" / "charte.yaml").write_text(f"herite: socieux\nnom: socieux\n{logo}\n", "utf-8")
        (course / "charte" / "logo.png").write_bytes(logo_png())
        assert build(course, tmp_path / "draft") == 0, capsys.readouterr().err
        template.write_bytes(next((tmp_path / "draft").glob("*.pptx")).read_bytes())
        shutil.rmtree(course / "charte")
    assert build(course, tmp_path / "out", "--final", "--gabarit", str(template)) == 1
    err = capsys.readouterr().err
    words = {
        "empty": "modèle vide du logiciel",
        "draft": "fichier à fournir",
        "ours": "présentation faite par coursegen",
    }
    assert words[which] in err
    assert not list((tmp_path / "out").glob("*.pptx"))


@pytest.mark.usefixtures("real")
def test_a_logo_written_by_hand_that_is_too_small_is_no_final_one(course: Path, tmp_path: Path, capsys: Said) -> None:
    assert run(["charter", "import", str(tmp_path / "modele.pptx"), "--nom", "socieux", "--dans", str(course)]) == 0
    text = (course / "charte" / "charte.yaml").read_text("utf-8")
    (course / "charte" / "logo.png").write_bytes(logo_png(90, 60))
    text = text.replace("nom: Logo SOCIEUX+", "nom: Logo SOCIEUX+\n  fichier: logo.png")
    (course / "charte" / "charte.yaml").write_text(text, "utf-8")
    assert build(course, tmp_path / "out", "--final") == 1
    assert "90 × 60 pixels" in capsys.readouterr().err


@pytest.mark.usefixtures("real")
def test_a_mark_of_a_draft_in_what_was_made_is_found_before_it_is_handed_over(
    course: Path, tmp_path: Path, capsys: Said
) -> None:
    page = next(path for path in sorted(course.rglob("*.md")) if "diapositives" in path.name)
    page.write_text(page.read_text("utf-8") + "\n\n[À compléter : les chiffres de 2024]\n", "utf-8")
    assert build(course, tmp_path / "out", "--final") == 1
    err = capsys.readouterr().err
    assert "les chiffres de 2024" in err and "diapositive" in err
    assert not list((tmp_path / "out").glob("*.pptx"))


def test_a_plain_charter_asks_for_nothing(course: Path, tmp_path: Path, capsys: Said) -> None:
    text = (course / "cours.yaml").read_text("utf-8")
    (course / "cours.yaml").write_text(
        text.replace("charte: socieux", "charte: neutre").replace("socieux_2022, ", ""), "utf-8"
    )
    assert build(course, tmp_path / "out", "--final") == 0, capsys.readouterr().err


def test_final_and_draft_contradict_each_other(course: Path, tmp_path: Path, capsys: Said) -> None:
    assert build(course, tmp_path / "out", "--final", "--brouillon") == 2
    assert "contredisent" in capsys.readouterr().err


def test_the_statement_can_be_chosen_for_one_build(course: Path, tmp_path: Path) -> None:
    assert build(course, tmp_path / "out", "--mention", "finance") == 0
    deck = Presentation(str(next((tmp_path / "out").glob("*.pptx"))))
    words = {s.text_frame.text for s in deck.slide_master.shapes if s.has_text_frame}
    assert "Financé par l’Union européenne" in words
    assert "Cofinancé par l’Union européenne" not in words


def test_a_template_that_is_a_pipe_is_refused_at_once(course: Path, tmp_path: Path, capsys: Said) -> None:
    os.mkfifo(tmp_path / "gabarit.pptx")  # nobody writes into it: reading it would never end
    assert build(course, tmp_path / "out", "--gabarit", str(tmp_path / "gabarit.pptx")) == 4
    assert "n'est pas un fichier ordinaire" in capsys.readouterr().err
