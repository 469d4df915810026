"""What the end of a page doesn't part: titles and tables, rows of a table, lines of a list, the clause and its text."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn

from coursegen.documents_model import (
    AnswerLines,
    Block,
    Box,
    Callout,
    Contents,
    Facts,
    Figure,
    Heading,
    Orientation,
    Paragraph,
    Table,
    bullets,
    cell,
    heads,
    paragraph,
    words,
)
from coursegen.slides_model import Run
from tests.documents.opened import blocks, opened, shown, text_of
from tests.documents.sample import document, png

NUL = "a\x00b\x1fc"


def held(file: Any) -> list[str]:
    """The text of each paragraph that stays with the next one."""
    return [
        text_of(p) for p in file.element.body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    ]


def table(rows: int) -> Table:
    return Table(heads("Tête"), tuple((cell(f"rang {n}"),) for n in range(rows)))


def test_a_small_table_stays_whole_and_a_long_one_leaves_no_row_alone() -> None:
    assert held(blocks(table(4))) == ["Tête", "rang 0", "rang 1", "rang 2"]
    assert held(blocks(table(60))) == ["Tête", "rang 0", "rang 58"]


def test_a_line_that_announces_stays_with_what_it_announces() -> None:
    file = blocks(paragraph("Deux gestes :"), bullets("un", "deux", "trois", "quatre", "cinq"), paragraph("Fin."))
    assert held(file) == ["Deux gestes :", "un", "quatre"]


def test_a_title_keeps_its_first_lines_and_the_table_below_them() -> None:
    assert "Trois cas." in held(blocks(Heading("Les cas"), paragraph("Trois cas."), table(60)))
    assert "Trois cas." not in held(blocks(paragraph("Avant."), paragraph("Trois cas."), table(60)))


def test_a_question_stays_with_the_lines_to_answer_on() -> None:
    file = blocks(paragraph("Pourquoi ?"), AnswerLines(4))
    assert held(file) == ["Pourquoi ?"]
    assert file.paragraphs[-1].paragraph_format.keep_together
    assert not blocks(AnswerLines(8)).paragraphs[-1].paragraph_format.keep_together


def test_no_line_of_a_box_stands_alone() -> None:
    file = blocks(Callout(Box.TIP, "Astuce", tuple(paragraph(text) for text in "abcdef")), paragraph("x"))
    assert held(file) == ["a", "e"]  # the title's style says it too


@pytest.mark.parametrize(("last", "kept"), [(paragraph("Fin."), ["Fin."]), (table(60), ["rang 58", "rang 59"])])
def test_the_clause_never_has_a_page_of_its_own(last: Block, kept: list[str]) -> None:
    file = opened(document(paragraph("Début."), last, clause="Ce document n'engage que ses auteurs."))
    assert held(file)[-len(kept) :] == kept


def test_facts_stay_together_and_leave_air_below() -> None:
    file = blocks(Facts((("Durée", words("2 h")), ("Lieu", words("Lomé")))), paragraph("Suite."))
    assert held(file) == ["Durée\t2 h"]
    assert [p.paragraph_format.space_after for p in file.paragraphs[-3:-1]][1].pt >= 8


def test_a_table_of_contents_right_before_a_turned_page_keeps_both_sections() -> None:
    file = blocks(Contents(1), Orientation(True), Heading("Un"), Heading("Deux"))
    assert [s.page_width > s.page_height for s in file.sections] == [False, True]
    assert [text.partition("\t")[0] for text in shown(file)[-5:]] == ["Sommaire", "Un", "Deux", "Un", "Deux"]
    empty = blocks(Contents(1), Orientation(True), paragraph("Rien à lister."))
    assert [s.page_width > s.page_height for s in empty.sections] == [False, True]


def entries(count: int) -> Any:
    return opened(document(Contents(1), *(Heading(f"Titre {n}") for n in range(count)), cover=True))


def line_of(file: Any) -> int:
    spacing = file.styles["toc 1"].element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    return int(spacing.get(qn("w:line"), "0"))


def test_a_list_of_contents_closes_up_before_it_leaves_lines_on_another_page() -> None:
    """A page takes about 29 entries with their air, 44 closed up; sixty fill two pages, and breathe."""
    assert line_of(entries(20)) == line_of(entries(46)) == 0
    assert 240 <= line_of(entries(31)) <= 290


@pytest.mark.parametrize(
    "block",
    [
        Heading(NUL, key=NUL),
        Paragraph((Run(NUL, link=f"https://example.org/{NUL}"),)),
        Figure(png(), NUL, NUL),
        Table((cell(NUL),), ((cell(NUL),),), caption=NUL),
        Callout(Box.TIP, NUL, (paragraph(NUL),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_signs_that_no_file_can_hold_stop_no_document(block: Block) -> None:
    file = opened(document(Contents(1), block, title=NUL, authors=(NUL,), sponsor=NUL, version=NUL, cover=True))
    assert file.core_properties.title == file.core_properties.author == "abc"


def test_a_cover_on_its_side_leaves_room_for_what_it_must_say() -> None:
    tall, wide = (opened(document(paragraph("x"), cover=True, landscape=flat)).paragraphs[0] for flat in (False, True))
    assert wide.paragraph_format.space_before.pt < 0.5 * tall.paragraph_format.space_before.pt


def test_what_begins_a_page_begins_at_its_top() -> None:
    file = blocks(paragraph("a"), Heading("Titre", new_page=True), Heading("Suite"))
    assert [p.paragraph_format.space_before for p in file.paragraphs[-2:]] == [0, None]
