"""The clause counts where somebody reads it: not hidden, not off the page, and no copy of it may differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt as WordPt
from docx.shared import RGBColor as WordColour
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from tests.conform.judge import all_of, faults
from tests.conform.material import CLAUSE, STATEMENT, good_deck, good_document, good_workbook


def _clause_runs(document: Any) -> list[Any]:
    return [run for paragraph in document.paragraphs if "incombe" in paragraph.text for run in paragraph.runs]


def _by_style(document: Any) -> None:
    style = document.styles.add_style("Discret", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    for run in _clause_runs(document):
        run.style = style


def _by_paragraph_style(document: Any) -> None:
    style = document.styles.add_style("Mention", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.hidden = True
    next(p for p in document.paragraphs if "incombe" in p.text).style = style


def _each(change: Any) -> Any:
    return lambda document: [change(run.font) for run in _clause_runs(document)]


def _in_plain_table(document: Any) -> None:
    paragraph = next(p for p in document.paragraphs if "incombe" in p.text)
    paragraph._p.getparent().remove(paragraph._p)
    run = document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run(CLAUSE)
    run.font.color.rgb = WordColour(0xFF, 0xFF, 0xFF)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_each(lambda font: setattr(font, "hidden", True)), "texte masqué"),
        (_by_style, "texte masqué"),
        (_by_paragraph_style, "texte masqué"),
        (_each(lambda font: setattr(font, "strike", True)), "barré"),
        (_each(lambda font: setattr(font, "size", WordPt(1))), "corps 1"),
        (_each(lambda font: setattr(font.color, "rgb", WordColour(0xFF, 0xFF, 0xFF))), "couleur du fond"),
        (_in_plain_table, "couleur du fond"),
    ],
)
def test_a_clause_that_nobody_sees_in_a_document_is_none(tmp_path: Path, change: Any, why: str) -> None:
    found = faults(good_document(tmp_path / "d.docx", change))["CNF-20"]
    assert "personne ne la voit" in found.message and why in found.message


def _without_clause(deck: Any) -> Any:
    body = deck.slides[1].placeholders[1]
    body.text_frame.text = "Merci de votre attention."
    _dressed(body)
    return deck.slides[1]


def _dressed(shape: Any) -> Any:
    for run in (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs):
        run.font.name, run.font.size = "Arial", Pt(12)
        run.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        run._r.get_or_add_rPr().set("lang", "fr-FR")
    return shape


def _box(slide: Any, left: float, top: float, text: str = CLAUSE) -> Any:
    box = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(20), Cm(3.5))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    return _dressed(box)


def _in_notes(deck: Any) -> None:
    _without_clause(deck).notes_slide.notes_text_frame.text = CLAUSE


def _off_slide(deck: Any) -> None:
    _box(_without_clause(deck), -25, -10)


def _in_group_off_slide(deck: Any) -> None:
    slide = _without_clause(deck)
    group = slide.shapes.add_group_shape([_box(slide, 2, 10)])
    group.left, group.top = Cm(-30), Cm(2)


def _hidden_shape(deck: Any) -> None:
    _box(_without_clause(deck), 2, 10)._element.nvSpPr.cNvPr.set("hidden", "1")


def _under_a_panel(deck: Any) -> None:
    slide = _without_clause(deck)
    _box(slide, 2, 10)
    panel = slide.shapes.add_shape(1, Cm(1), Cm(9), Cm(22), Cm(6))
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def _on_hidden_slide(deck: Any) -> None:
    _without_clause(deck)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Mentions"
    _box(slide, 2, 10)
    slide._element.set("show", "0")


def _white_on_white(deck: Any) -> None:
    for run in deck.slides[1].placeholders[1].text_frame.paragraphs[0].runs:
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_in_notes, "commentaires"),
        (_off_slide, "hors de la page"),
        (_in_group_off_slide, "hors de la page"),
        (_hidden_shape, "forme masquée"),
        (_under_a_panel, "autre forme"),
        (_on_hidden_slide, "page masquée"),
        (_white_on_white, "couleur du fond"),
    ],
)
def test_a_clause_that_nobody_sees_on_a_deck_is_none(tmp_path: Path, change: Any, why: str) -> None:
    found = faults(good_deck(tmp_path / "d.pptx", change))["CNF-20"]
    assert "personne ne la voit" in found.message and why in found.message
    assert found.place.words.startswith("diapositive ")


@pytest.mark.parametrize("part", ["sheet", "row", "column"])
def test_a_clause_on_what_a_workbook_hides_is_none(tmp_path: Path, part: str) -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("Mentions")
        book.active["A2"] = "Total"
        sheet["B3"] = CLAUSE
        if part == "sheet":
            sheet.sheet_state = "hidden"
        elif part == "row":
            sheet.row_dimensions[3].hidden = True
        else:
            sheet.column_dimensions["B"].hidden = True

    assert "personne ne la voit" in faults(good_workbook(tmp_path / "p.xlsx", change))["CNF-20"].message


def test_a_copy_of_the_clause_with_a_word_changed_is_told_beside_a_good_one(tmp_path: Path) -> None:
    changed = CLAUSE.replace("ses auteurs", "ses éditeurs").replace("ne sauraient", "sauraient")
    document = good_document(tmp_path / "d.docx", lambda d: (d.add_heading("Mentions", 1), d.add_paragraph(changed)))
    found = all_of(document, "CNF-20")
    assert len(found) == 1
    assert "« éditeurs. » au lieu de « auteurs. »" in found[0].message and "il manque « ne »" in found[0].message
    assert found[0].place.words == "sous le titre « Mentions »"
    deck = good_deck(tmp_path / "d.pptx", lambda d: _box(d.slides[0], 2, 13, changed))
    assert [one.place.number for one in all_of(deck, "CNF-20")] == [1]


def test_several_good_copies_and_words_about_the_clause_are_no_fault(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph(CLAUSE)
        document.add_paragraph("La responsabilité de ce texte incombe aux auteurs, dit la Commission européenne.")
        document.add_paragraph(CLAUSE.partition(" : ")[2])

    assert faults(good_document(tmp_path / "d.docx", change)) == {}


def test_a_hidden_statement_is_none_either(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for run in (r for p in document.paragraphs if p.text == STATEMENT for r in p.runs):
            run.font.hidden = True

    assert "CNF-15" in faults(good_document(tmp_path / "d.docx", change))


def test_an_emblem_on_a_hidden_slide_is_none(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        deck.slides[1]._element.set("show", "0")

    assert "CNF-13" in faults(good_deck(tmp_path / "d.pptx", change))


def test_a_small_grey_clause_in_the_footer_is_seen(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph = next(p for p in document.paragraphs if "incombe" in p.text)
        paragraph._p.getparent().remove(paragraph._p)
        run = document.sections[0].footer.paragraphs[0].add_run(CLAUSE)
        run.font.size, run.font.color.rgb = WordPt(8), WordColour(0x59, 0x59, 0x59)

    assert faults(good_document(tmp_path / "d.docx", change)) == {}


def test_a_clause_over_a_panel_is_seen(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        slide = _without_clause(deck)
        panel = slide.shapes.add_shape(1, Cm(1), Cm(9), Cm(22), Cm(6))
        panel.fill.solid()
        panel.fill.fore_color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        _box(slide, 2, 10)

    assert "CNF-20" not in faults(good_deck(tmp_path / "d.pptx", change))
