"""Tables that hold: merged cells, repeated heads, columns as wide as their words, wide ones on their side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from coursegen.documents_model import Cell, Fill, Heading, Table, cell, heads, paragraph
from coursegen.outputs.documents.word.tables import completed
from coursegen.outputs.documents.word.widths import column_widths
from tests.documents.opened import blocks, text_of
from tests.documents.sample import charter

WIDE = Table(heads(*(f"Compétence {n}" for n in range(11))), (tuple(cell("oui") for _n in range(11)),))


def test_the_head_is_repeated_and_no_row_breaks() -> None:
    table = blocks(Table(heads("A", "B"), ((cell("1"), cell("2")),) * 50)).tables[0]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows][:2] == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_screen_reader_hears_what_the_table_is() -> None:
    tables = blocks(Table(heads("A", "B"), ()), Table(heads("A"), (), caption="Les risques")).tables
    assert [t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for t in tables] == ["A, B", "Les risques"]


def test_cells_that_take_rows_and_columns_are_one_cell() -> None:
    tall, other, broad = replace(cell("M1"), rows=2), replace(cell("x"), rows=2), replace(cell("Pause"), span=3)
    rows = ((tall, other, cell("30")), (cell("45"),), (broad,))
    table = blocks(Table(heads("a", "b", "c"), rows)).tables[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 1)._tc is table.cell(2, 1)._tc is not table.cell(1, 0)._tc
    assert table.cell(3, 0)._tc is table.cell(3, 2)._tc
    assert table.cell(2, 2).text == "45"


@pytest.mark.parametrize(
    "rows",
    [
        [[Cell(span=9)], [Cell()]],
        [[Cell(rows=9), Cell()], []],
        [[Cell(rows=2, span=2)], [Cell()], [Cell(), Cell(), Cell(), Cell()]],
        [[], []],
        [[Cell(span=0, rows=-1)], []],
    ],
)
def test_rows_that_do_not_fit_still_make_a_whole_table(rows: list[list[Cell]]) -> None:
    assert [sum(one.span for one in row) for row in completed(rows, 3)] == [3] * len(rows)


def test_a_level_is_said_and_not_only_coloured() -> None:
    table = blocks(Table(heads("Risque", "Gravité"), ((cell("Panne"), cell("", Fill.HIGH)),))).tables[0]
    assert table.cell(1, 1).text == "élevé"


def test_no_column_is_narrower_than_its_longest_word() -> None:
    table = Table(
        heads("N°", "Intitulé", "Correspondance"), ((cell("1"), cell("mot " * 40), cell("S1.1")),), (1, 20, 1)
    )
    widths = column_widths(table, 460, charter())
    assert sum(widths) == pytest.approx(460)
    assert widths[2] > 75
    assert widths[1] > widths[0] + widths[2]


def test_a_table_too_wide_for_the_page_gets_one_on_its_side_with_its_title() -> None:
    file = blocks(paragraph("Avant."), Heading("Vue d'ensemble", 2), WIDE, paragraph("Après."))
    turned = [section.orientation for section in file.sections]
    assert turned == [0, 1, 0]
    texts = [text_of(one) for one in file.element.body]
    sections = [n for n, one in enumerate(file.element.body) if one.find(f".//{qn('w:sectPr')}") is not None]
    assert texts.index("Vue d'ensemble") > sections[0]
    assert texts.index("Après.") > sections[1]


def test_a_wide_table_at_the_end_leaves_no_empty_page() -> None:
    file = blocks(paragraph("Avant."), WIDE)
    assert [section.orientation for section in file.sections] == [0, 1]


def test_numbers_stand_to_the_right() -> None:
    table = blocks(Table(heads("h"), ((cell("12", right=True),),))).tables[0]
    assert table.cell(1, 0).paragraphs[0].alignment == 2
