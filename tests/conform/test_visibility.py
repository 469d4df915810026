"""The clause counts where somebody reads it: not hidden, not off the page, and no copy of it may differ."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm as WordCm
from docx.shared import Pt as WordPt
from docx.shared import RGBColor as WordColour
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from methodology.findings import Severity
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


def _clause(document: Any) -> Any:
    return next(p for p in document.paragraphs if "incombe" in p.text)


def _moved(document: Any, target: Any) -> None:
    """The clause, there instead of in the text."""
    paragraph = _clause(document)
    paragraph._p.getparent().remove(paragraph._p)
    target.text = CLAUSE


def _in_low_row(document: Any) -> None:
    table = document.add_table(1, 1)
    _moved(document, table.cell(0, 0).paragraphs[0])
    table.rows[0].height, table.rows[0].height_rule = WordPt(1), WD_ROW_HEIGHT_RULE.EXACTLY


def _in_frame(document: Any) -> None:
    frame = parse_xml(f'<w:framePr {nsdecls("w")} w:w="2000" w:h="600" w:x="-20000"/>')
    _clause(document)._p.get_or_add_pPr().insert(0, frame)


def _in_control(document: Any) -> None:
    paragraph = _clause(document)._p
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent></w:sdtContent></w:sdt>"
    )
    paragraph.addprevious(control)
    control[1].append(paragraph)


def _run_property(markup: str) -> Any:
    def change(document: Any) -> None:
        for run in _clause_runs(document):
            run._r.get_or_add_rPr().append(parse_xml(markup.replace("/>", f" {nsdecls('w')}/>")))

    return change


def _by_indented_style(document: Any) -> None:
    style = document.styles.add_style("Loin", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.left_indent = WordCm(60)
    _clause(document).style = style


def _format(**values: Any) -> Any:
    return lambda document: [setattr(_clause(document).paragraph_format, k, v) for k, v in values.items()]


UNREAD = {
    "a header of first pages that is off": (lambda d: _moved(d, d.sections[0].first_page_header.paragraphs[0]), True),
    "a footer of even pages that is off": (lambda d: _moved(d, d.sections[0].even_page_footer.paragraphs[0]), True),
    "an indent beyond the page": (_format(left_indent=WordCm(60)), False),
    "an indent to the left of it": (_format(left_indent=WordCm(-60)), False),
    "a style that does so": (_by_indented_style, False),
    "lines of one point": (_format(line_spacing=WordPt(1)), False),
    "a tenth of a line": (_format(line_spacing=0.1), False),
    "a row of one point": (_in_low_row, False),
    "a frame far off": (_in_frame, False),
    "letters of one per cent": (_run_property('<w:w w:val="1"/>'), False),
    "letters over each other": (_run_property('<w:spacing w:val="-240"/>'), False),
    "the prompt of a control": (_in_control, False),
}


@pytest.mark.parametrize("way", UNREAD)
def test_a_clause_where_no_page_shows_it_is_none(tmp_path: Path, way: str) -> None:
    change, in_header = UNREAD[way]
    found = faults(good_document(tmp_path / "d.docx", change))["CNF-20"]
    assert "personne ne la voit" in found.message
    assert ("aucune page ne montre" in found.message) is in_header


@pytest.mark.parametrize("kind", ["first", "even", "default"])
def test_a_clause_in_a_header_that_pages_show_is_read(tmp_path: Path, kind: str) -> None:
    def change(document: Any) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = kind == "first"
        document.settings.odd_and_even_pages_header_footer = kind == "even"
        part = {"first": "first_page_header", "even": "even_page_footer", "default": "footer"}[kind]
        _moved(document, getattr(section, part).paragraphs[0])

    assert "CNF-20" not in faults(good_document(tmp_path / "d.docx", change))


def test_tight_but_legible_settings_are_read(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        _format(left_indent=WordCm(5), right_indent=WordCm(-1), line_spacing=WordPt(11))(document)
        _run_property('<w:spacing w:val="-10"/>')(document)
        _run_property('<w:w w:val="90"/>')(document)

    assert "CNF-20" not in faults(good_document(tmp_path / "d.docx", change))


@pytest.mark.parametrize(
    "beside", ["La clause suivante ne s'applique pas à ce document.", "Le texte ci-dessous est annulé."]
)
def test_a_sentence_that_sets_the_clause_aside_is_pointed_out(tmp_path: Path, beside: str) -> None:
    found = all_of(good_document(tmp_path / "d.docx", lambda d: _clause(d).insert_paragraph_before(beside)), "CNF-20")
    assert [one.severity for one in found] == [Severity.WARNING]
    assert beside in found[0].message


@pytest.mark.parametrize(
    "properties",
    [
        '<style:text-properties style:text-scale="1%"/>',
        '<style:text-properties fo:letter-spacing="-12pt"/>',
        '<style:paragraph-properties fo:line-height="1pt"/>',
        '<style:paragraph-properties fo:margin-left="60cm"/>',
    ],
)
def test_the_same_holds_for_an_open_document(tmp_path: Path, properties: str) -> None:
    path = tmp_path / "d.odt"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
        for name, what in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>"
            f'<style:style style:name="P1" style:family="paragraph">{properties}</style:style>'
            "</office:automatic-styles>"
            f'<office:body><office:text><text:p text:style-name="P1">{CLAUSE}</text:p></office:text></office:body>'
            "</office:document-content>",
        )
    assert "personne ne la voit" in faults(path)["CNF-20"].message


@pytest.mark.parametrize(("ink", "is_seen"), [("0", False), ("90000", True)])
def test_a_clause_in_see_through_letters_is_none(tmp_path: Path, ink: str, is_seen: bool) -> None:
    def fade(deck: Any) -> None:
        for colour in deck.slides[1].placeholders[1]._element.iter("{*}srgbClr"):
            colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="{ink}"/>'))

    found = faults(good_deck(tmp_path / "d.pptx", fade))
    assert ("CNF-20" not in found) is is_seen
    assert is_seen or "lettres transparentes" in found["CNF-20"].message


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


@pytest.mark.parametrize("size", [5, 7, 8])
def test_a_clause_in_letters_that_need_a_glass_is_none(tmp_path: Path, size: int) -> None:
    document = good_document(tmp_path / "d.docx", _each(lambda font: setattr(font, "size", WordPt(size))))
    found = faults(document).get("CNF-20")
    assert (found is not None) is (size < 8)
    if found:
        assert "trop petites : 8 points au moins" in found.message and found.severity is Severity.ERROR
        assert found.place.words == "sous le titre « Suites »"


def test_a_clause_that_its_frame_shrinks_to_dust_is_none(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        body = deck.slides[1].placeholders[1].text_frame._txBody.bodyPr
        body.append(parse_xml(f'<a:normAutofit {nsdecls("a")} fontScale="32000"/>'))

    assert "trop petites" in faults(good_deck(tmp_path / "d.pptx", change))["CNF-20"].message


def test_a_good_copy_makes_up_for_a_tiny_one(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph().add_run(CLAUSE).font.size = WordPt(5)

    assert "CNF-20" not in faults(good_document(tmp_path / "d.docx", change))


def test_a_statement_in_tiny_letters_is_none_either(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for run in (r for p in document.paragraphs if p.text == STATEMENT for r in p.runs):
            run.font.size = WordPt(5)

    assert "trop petites" in faults(good_document(tmp_path / "d.docx", change))["CNF-15"].message


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
