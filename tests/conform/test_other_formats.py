"""The same files as LibreOffice writes them: OpenDocument and Office 97-2003, careful and faulty ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from coursegen.build.office import convert, office_program
from coursegen.conform import judged
from coursegen.conform.piece import Dialect
from tests.conform.judge import SOCIEUX, faults
from tests.conform.material import CLAUSE, add_picture, good_deck, good_document, good_workbook, wrong_emblem

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed: nothing is converted"),
]

FORMS = {
    ".pptx": ("odp", "ppt:MS PowerPoint 97"),
    ".docx": ("odt", "doc:MS Word 97"),
    ".xlsx": ("ods", "xls:MS Excel 97"),
}


def _spoil_deck(deck: Any) -> None:
    first = deck.slides[0]
    run = first.placeholders[1].text_frame.paragraphs[0].runs[0]
    run.text = "Cliquez pour ajouter du texte"
    run.font.name, run.font.size = "Comic Sans MS", Pt(8)
    run.font.color.rgb = RGBColor(0xFF, 0xCC, 0x00)
    add_picture(first, wrong_emblem(stars=10), "", 1.4)
    words = deck.slides[1].placeholders[1].text_frame.paragraphs[0].runs[0]
    words.text = CLAUSE.replace("uniquement ", "")
    first._element.set("show", "0")


def _spoil_document(document: Any) -> None:
    document.paragraphs[1].runs[0].text = "Voir Erreur ! Source du renvoi introuvable."
    document.paragraphs[1].runs[0].font.name = "Papyrus"
    document.add_comment(document.paragraphs[1].runs[0], text="À revoir", author="K.")


def _spoil_workbook(book: Any) -> None:
    book.active["B2"] = "lorem ipsum dolor"
    book.active["B3"] = "=A1/0"


def _hide_on_deck(deck: Any) -> None:
    """The clause in the notes, and off the slide."""
    last = deck.slides[1]
    last.placeholders[1].text_frame.text = "Merci"
    last.notes_slide.notes_text_frame.text = CLAUSE
    box = last.shapes.add_textbox(Cm(-25), Cm(-10), Cm(20), Cm(4))
    box.text_frame.word_wrap, box.text_frame.text = True, CLAUSE


def _hide_in_document(document: Any) -> None:
    for run in (r for p in document.paragraphs if "incombe" in p.text for r in p.runs):
        run.font.hidden = True


def _hide_in_workbook(book: Any) -> None:
    book.active["A2"] = "Total"
    book.create_sheet("Mentions")["A1"] = CLAUSE
    book["Mentions"].sheet_state = "hidden"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each file by its name, in OpenDocument and in 97-2003: one careful (« bon »), one not (« mauvais »)."""
    room = tmp_path_factory.mktemp("bureau")
    sources = [
        good_deck(room / "bon-d.pptx"),
        good_document(room / "bon-t.docx"),
        good_workbook(room / "bon-c.xlsx"),
        good_deck(room / "mauvais-d.pptx", _spoil_deck),
        good_document(room / "mauvais-t.docx", _spoil_document),
        good_workbook(room / "mauvais-c.xlsx", _spoil_workbook),
        good_deck(room / "cache-d.pptx", _hide_on_deck),
        good_document(room / "cache-t.docx", _hide_in_document),
        good_workbook(room / "cache-c.xlsx", _hide_in_workbook),
    ]
    for suffix, forms in FORMS.items():
        for form in forms:
            assert convert([one for one in sources if one.suffix == suffix], form, room)
    return {path.name: path for path in room.iterdir()}


@pytest.mark.parametrize("name", ["bon-d.odp", "bon-t.odt", "bon-c.ods"])
def test_careful_open_documents_are_blamed_for_nothing(files: dict[str, Path], name: str) -> None:
    verdict = judged(files[name], SOCIEUX)
    assert verdict.piece is not None
    assert verdict.piece.dialect is Dialect.OPEN_DOCUMENT
    assert [one for one in verdict.findings if one.severity.value == "error"] == []


@pytest.mark.parametrize("name", ["bon-d.ppt", "bon-t.doc", "bon-c.xls"])
def test_careful_old_files_are_an_accepted_format(files: dict[str, Path], name: str) -> None:
    verdict = judged(files[name], SOCIEUX)
    assert verdict.piece is not None
    assert verdict.piece.dialect is Dialect.OLD_OFFICE
    assert {one.rule for one in verdict.findings}.isdisjoint({"CNF-00", "CNF-01", "CNF-20", "CNF-21"})


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("mauvais-d.odp", {"CNF-11", "CNF-14", "CNF-20", "CNF-21", "CNF-36", "CNF-40", "CNF-44", "CNF-46"}),
        ("mauvais-d.ppt", {"CNF-11", "CNF-14", "CNF-20", "CNF-21", "CNF-36", "CNF-44", "CNF-46"}),
        ("mauvais-t.odt", {"CNF-11", "CNF-22", "CNF-30"}),
        ("mauvais-t.doc", {"CNF-11", "CNF-22"}),
        ("mauvais-c.ods", {"CNF-21", "CNF-22"}),
        ("mauvais-c.xls", {"CNF-21", "CNF-22"}),
    ],
)
def test_faults_are_found_whatever_the_format(files: dict[str, Path], name: str, rules: set[str]) -> None:
    found = faults(files[name])
    assert rules <= set(found), f"not found: {rules - set(found)}"


@pytest.mark.parametrize(
    "name", ["cache-d.odp", "cache-t.odt", "cache-c.ods", "cache-d.ppt", "cache-t.doc", "cache-c.xls"]
)
def test_a_clause_that_nobody_sees_is_none_whatever_the_format(files: dict[str, Path], name: str) -> None:
    assert "personne ne la voit" in faults(files[name])["CNF-20"].message


def test_an_old_file_without_libreoffice_is_said(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEGEN_SOFFICE", "")
    found = faults(files["bon-d.ppt"])
    assert "LibreOffice" in found["CNF-00"].message


def test_an_old_name_on_a_new_file_is_told(files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "a.ppt").write_bytes(files["bon-d.pptx"].read_bytes())
    (tmp_path / "b.doc").write_bytes(files["bon-d.ppt"].read_bytes())
    assert "son nom finit par" in faults(tmp_path / "b.doc")["CNF-00"].message
