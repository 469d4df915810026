"""What work leaves behind, wherever it hides: changes under tracking, references without a target, a second face."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from pptx.util import Cm

from tests.conform.judge import faults
from tests.conform.material import good_deck, good_document, good_workbook

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _row(document: Any) -> None:
    table = document.add_table(1, 1)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:ins {_W} w:id="9" w:author="K"/>'))


def _header(document: Any) -> None:
    words = f'<w:ins {_W} w:id="9" w:author="K"><w:r><w:t>ajout</w:t></w:r></w:ins>'
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(words))


def _section(document: Any) -> None:
    change = f'<w:sectPrChange {_W} w:id="9" w:author="K"><w:sectPr/></w:sectPrChange>'
    document.element.body.sectPr.append(parse_xml(change))


@pytest.mark.parametrize("change", [_row, _header, _section])
def test_changes_outside_the_running_text_are_told_too(tmp_path: Path, change: Any) -> None:
    assert "1 passage" in faults(good_document(tmp_path / "d.docx", change))["CNF-31"].message


def _field(document: Any, code: str, bookmark: str = "") -> None:
    paragraph = document.add_paragraph("Voir ")
    if bookmark:
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {_W} w:id="1" w:name="{bookmark}"/>'))
    for kind in ("begin", code, "separate", "Tableau 2", "end"):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            run._r.append(run._r.makeelement(qn("w:fldChar"), {qn("w:fldCharType"): kind}))
        elif kind == code:
            node = run._r.makeelement(qn("w:instrText"), {})
            node.text = code
            run._r.append(node)
        else:
            run.text = kind


def _link(document: Any) -> None:
    link = f'<w:hyperlink {_W} w:anchor="_Toc99"><w:r><w:t>annexe</w:t></w:r></w:hyperlink>'
    document.add_paragraph("Voir ")._p.append(parse_xml(link))


@pytest.mark.parametrize(
    ("change", "target"),
    [
        (lambda d: _field(d, " REF _Ref12 \\h "), "_Ref12"),
        (lambda d: _field(d, " PAGEREF _Toc34 "), "_Toc34"),
        (_link, "_Toc99"),
    ],
)
def test_a_reference_whose_target_is_gone_is_told_before_its_fields_are_renewed(
    tmp_path: Path, change: Any, target: str
) -> None:
    assert f"« {target} »" in faults(good_document(tmp_path / "d.docx", change))["CNF-22"].message


def test_references_with_their_target_and_other_fields_are_no_fault(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        _field(document, " REF _ref12 \\h ", bookmark="_Ref12")
        _field(document, ' STYLEREF "Titre 1" ')
        _field(document, " PAGE ")

    assert faults(good_document(tmp_path / "d.docx", change)) == {}


def test_a_formula_that_lost_its_cell_is_told_whatever_it_last_showed(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for cell, formula in (("B1", "=#REF!+1"), ("B2", '=IF(A1="#REF!","perdu","bon")')):
            book.active[cell] = formula
            book.active[cell].font = openpyxl.styles.Font(name="Arial")

    found = faults(good_workbook(tmp_path / "p.xlsx", change))["CNF-22"]
    assert found.place.words == "feuille « Présences », cellule B1"


def test_a_face_for_letters_with_accents_alone_is_told(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        run = document.add_paragraph().add_run("Évaluation")
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hAnsi"), "Papyrus")

    assert "Papyrus" in faults(good_document(tmp_path / "d.docx", change))["CNF-11"].message


def _box(deck: Any, text: str, *, wraps: bool) -> Any:
    box = deck.slides[0].shapes.add_textbox(Cm(1), Cm(14), Cm(8), Cm(1))
    box.text_frame.text, box.text_frame.word_wrap = text, wraps
    run = box.text_frame.paragraphs[0].runs[0]
    run.font.name = "Arial"
    run._r.get_or_add_rPr().set("lang", "fr-FR")
    return box


@pytest.mark.parametrize("grouped", [False, True])
def test_a_zone_that_grows_beyond_the_foot_of_the_slide_is_told(tmp_path: Path, grouped: bool) -> None:
    def change(deck: Any) -> None:
        box = _box(deck, "La caisse recouvre les cotisations. " * 12, wraps=True)
        if grouped:
            deck.slides[0].shapes.add_group_shape([box])

    assert "cm de haut" in faults(good_deck(tmp_path / "d.pptx", change))["CNF-45"].message


def test_a_line_that_leaves_the_slide_because_nothing_breaks_it_is_told(tmp_path: Path) -> None:
    long = good_deck(tmp_path / "d.pptx", lambda d: _box(d, "La caisse recouvre les cotisations. " * 4, wraps=False))
    assert "sort de la diapositive" in faults(long)["CNF-45"].message
    short = good_deck(tmp_path / "e.pptx", lambda d: _box(d, "La caisse recouvre les cotisations.", wraps=False))
    assert faults(short) == {}


def test_white_words_in_a_dark_text_box_are_readable(tmp_path: Path) -> None:
    from docx.oxml.ns import nsmap

    spaces = {
        **{key: nsmap[key] for key in ("w", "wp", "a")},
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }
    named = " ".join(f'xmlns:{key}="{value}"' for key, value in spaces.items())
    box = (
        f'<w:r {named}><w:drawing><wp:inline><wp:extent cx="4000000" cy="900000"/><wp:docPr id="77" name="Zone"/>'
        f'<a:graphic><a:graphicData uri="{spaces["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:solidFill>'
        '<a:srgbClr val="%s"/></a:solidFill></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:rPr>'
        '<w:color w:val="FFFFFF"/></w:rPr><w:t>Rapport de la mission</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    dark = good_document(tmp_path / "d.docx", lambda d: d.paragraphs[1]._p.append(parse_xml(box % "003399")))
    assert faults(dark) == {}
    pale = good_document(tmp_path / "e.docx", lambda d: d.paragraphs[1]._p.append(parse_xml(box % "FFE699")))
    assert "#FFE699" in faults(pale)["CNF-44"].message
