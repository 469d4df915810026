"""The file that a person opens: real styles, lists that start at 1, links that lead somewhere, boxes in one piece."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx.oxml.ns import qn
from lxml import etree

from coursegen.documents_model import (
    AnswerLines,
    Block,
    Box,
    Callout,
    Contents,
    Facts,
    Figure,
    Heading,
    ItemList,
    ListItem,
    Orientation,
    PageBreak,
    Paragraph,
    Placeholder,
    Signatures,
    Table,
    bullets,
    cell,
    heads,
    paragraph,
    words,
)
from coursegen.outputs.documents.word import write_document
from coursegen.slides_model import Run
from tests.documents.opened import blocks, opened, shown, text_of
from tests.documents.sample import ARABIC, SVG, charter, document, png, whole

DRAWING = qn("w:drawing")
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def test_a_title_is_a_heading_of_word_and_nothing_is_formatted_by_hand() -> None:
    file = blocks(Heading("Préparer", 1), Heading("La salle", 2), paragraph("Douze chaises."))
    assert [(p.style.name, p.text) for p in file.paragraphs[-3:] if p.style] == [
        ("Heading 1", "Préparer"),
        ("Heading 2", "La salle"),
        ("Normal", "Douze chaises."),
    ]
    assert not [run for p in file.paragraphs for run in p.runs if run.font.size or run.font.name]


def test_each_numbered_list_starts_at_one() -> None:
    file = blocks(bullets("un", "deux", ordered=True), paragraph("Puis"), bullets("un", "deux", ordered=True))
    numbers = [n.get(qn("w:val")) for n in file.element.body.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] and numbers[2] == numbers[3] and numbers[0] != numbers[2]
    instances = {one.get(qn("w:numId")): one for one in file.part.numbering_part.element.iter(qn("w:num"))}
    assert instances[numbers[2]].find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "1"


def test_a_square_can_be_ticked_wherever_it_stands() -> None:
    file = blocks(bullets("Salle réservée", checks=True), Table(heads("Fait"), ((cell("☐ oui"),),)))
    controls = [*file.element.body.iter(f"{W14}checkbox")]
    assert len(controls) == 2
    assert shown(file)[-1] == "☐\tSalle réservée"


def test_a_link_of_the_web_opens_and_a_script_stays_words() -> None:
    line = (Run("ici", link="https://example.org/a?b=1&c"), Run(" là", link="javascript:alert(1)"))
    file = blocks(Paragraph(line))
    targets = [rel.target_ref for rel in file.part.rels.values() if rel.is_external]
    assert targets == ["https://example.org/a?b=1&c"]
    assert shown(file)[-1] == "ici là"


def test_a_link_to_a_title_leads_to_its_bookmark() -> None:
    file = blocks(Paragraph((Run("voir", link="#étape 1"),)), Heading("Étape", 1, key="étape 1"))
    anchor = next(file.element.body.iter(qn("w:hyperlink"))).get(qn("w:anchor"))
    assert anchor in {mark.get(qn("w:name")) for mark in file.element.body.iter(qn("w:bookmarkStart"))}


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    file = blocks(Paragraph((Run("a\x00b\x0bc\ufffe\nd\te"),)), Heading("T\x07itre", 1))
    assert shown(file)[-2:] == ["abc\nd\te", "Titre"]


def test_arabic_is_set_from_the_right_and_french_stays() -> None:
    file = blocks(paragraph(ARABIC), paragraph(f"En arabe : {ARABIC}."))
    first, second = (p._p for p in file.paragraphs[-2:])
    assert first.pPr.find(qn("w:bidi")) is not None and second.pPr is None
    turned = [text_of(run) for run in second.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None]
    assert turned == [ARABIC]


def test_words_in_another_language_say_so_for_the_spelling() -> None:
    file = blocks(Paragraph((Run("Le "), Run("learning by doing", language="en-GB"))))
    said = [one.get(qn("w:val")) for one in file.element.body.iter(qn("w:lang"))]
    assert said == ["en-GB"]
    assert 'w:val="fr-FR"' in etree.tostring(next(file.styles.element.iter(qn("w:lang")))).decode()


def test_every_line_of_a_box_begins_at_its_rule() -> None:
    items = ItemList((ListItem(words("un")), ListItem(words("sous"), 1)))
    inside = (paragraph("Texte"), items, bullets("a", ordered=True), bullets("fait", checks=True), Heading("Petit", 3))
    file = blocks(Callout(Box.TAKEAWAY, "À retenir", inside))
    levels = {
        (number.get(qn("w:numId"))): number.find(qn("w:abstractNumId")).get(qn("w:val"))
        for number in file.part.numbering_part.element.iter(qn("w:num"))
    }
    edges = {box_edge(file, p._p, levels) for p in file.paragraphs if p.style and p.style.name.startswith("Encadré")}
    assert edges == {240}
    assert not [p for p in file.paragraphs if p.style and p.style.name == "Heading 3"]


def box_edge(file: Any, element: Any, levels: dict[str, str]) -> int:
    """Twips from the margin to where the first line of a paragraph begins: there its rule is drawn."""
    own = element.pPr.find(qn("w:ind"))
    number = element.pPr.find(qn("w:numPr"))
    if own is None and number is not None:
        kind = levels[number.find(qn("w:numId")).get(qn("w:val"))]
        at = number.find(qn("w:ilvl")).get(qn("w:val"))
        root = file.part.numbering_part.element
        own = root.find(
            f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{kind}']/{qn('w:lvl')}[@{qn('w:ilvl')}='{at}']"
            f"/{qn('w:pPr')}/{qn('w:ind')}"
        )
    return 240 if own is None else int(own.get(qn("w:left"))) - int(own.get(qn("w:hanging"), "0"))


def test_no_empty_paragraph_stands_for_a_space_or_a_page() -> None:
    """Only between two tables, and where a section ends with a table, the format itself asks for one."""
    file = opened(whole())
    empty = [p for p in file.paragraphs if not text_of(p._p).strip(" \u00a0") and p._p.find(f".//{DRAWING}") is None]
    assert {p.style.name for p in empty if p.style} == {"Intervalle"}
    assert all(p._p.getprevious().tag == qn("w:tbl") for p in empty)


@pytest.mark.parametrize(
    "block",
    [
        paragraph(""),
        paragraph(" \u00a0"),
        Heading("  ", 2),
        ItemList(()),
        Table((), ()),
        Facts(()),
        Signatures(()),
        Callout(Box.TIP, "", ()),
        PageBreak(),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_block_that_says_nothing_leaves_no_trace(block: Block) -> None:
    assert shown(blocks(block)) == shown(blocks())


def test_a_page_break_belongs_to_what_begins_the_page() -> None:
    file = blocks(paragraph("a"), PageBreak(), paragraph("b"))
    assert [p.paragraph_format.page_break_before for p in file.paragraphs[-2:]] == [None, True]


def test_lines_to_write_on_are_one_paragraph() -> None:
    file = blocks(AnswerLines(4))
    assert shown(file)[-1] == "\t\n\t\n\t\n\t"


def test_what_is_to_be_written_is_marked_in_words_and_in_yellow() -> None:
    file = blocks(Placeholder("nom de la salle"))
    assert shown(file)[-1] == "[À compléter : nom de la salle]"
    assert file.paragraphs[-1].runs[0].style.name == "À compléter"


def test_titles_are_numbered_where_the_document_says_so() -> None:
    made = document(
        Contents(2), Heading("Un", 1), Heading("Deux", 2), Heading("Annexe", 1, counted=False), numbered=True
    )
    file = opened(made)
    entries = [text.partition("\t")[0] for p, text in zip(file.paragraphs, shown(file), strict=True) if _is_entry(p)]
    assert entries == ["1\u2002Un", "1.1\u2002Deux", "Annexe"]
    numbers = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert numbers[0] == numbers[1] and numbers[2] == 0


def _is_entry(paragraph: object) -> bool:
    style = getattr(paragraph, "style", None)
    return bool(style and style.name.startswith("toc"))


def test_the_table_of_contents_says_the_pages_it_is_told_and_asks_for_those_it_is_not() -> None:
    made = document(Contents(1), Heading("Un", 1), Heading("Trop bas", 2), Heading("Deux", 1))
    told, asked = opened(made, pages={0: 3, 1: 4, 2: 12}), opened(made)
    assert [text for text in shown(told) if "\t" in text] == ["Un\t3", "Deux\t12"]
    fields = [next(file.element.body.iter(qn("w:fldChar"))).get(qn("w:dirty")) for file in (told, asked)]
    assert fields == [None, "true"]


def test_the_cover_has_no_running_head_and_the_next_pages_have() -> None:
    file = opened(replace(document(Heading("Un", 1)), cover=True))
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.header.paragraphs[0].text.startswith("Concevoir une séquence")
    assert text_of(section.footer._element).endswith("page 1 sur 1")


def test_what_is_internal_is_said_on_every_page_also_the_cover() -> None:
    file = opened(document(Heading("Un", 1), cover=True, internal="CONFIDENTIEL"))
    assert [part.paragraphs[0].text for part in (file.sections[0].header, file.sections[0].first_page_header)] == [
        "CONFIDENTIEL",
        "CONFIDENTIEL",
    ]


def test_the_margin_for_notes_is_outside_on_both_pages_of_a_spread() -> None:
    file = blocks(paragraph("a"), Orientation(True), paragraph("b"), notes_margin=True)
    upright, turned = file.sections
    assert upright.right_margin > 2 * upright.left_margin
    assert turned.left_margin == turned.right_margin
    assert file.settings.element.find(qn("w:mirrorMargins")) is not None


def test_a_drawing_is_kept_beside_its_picture_and_said_in_words_without_one() -> None:
    made = document(Figure(png(), "Un schéma", drawing=SVG), Figure(b"", "Une carte", drawing=SVG))
    data = write_document(made, charter())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("word/media/dessin1.svg") == SVG
        assert b"svgBlip" in package.read("word/document.xml")
    assert shown(opened(made))[-1] == "[Image : Une carte]"


def test_a_square_picture_takes_less_than_half_a_page_and_a_narrow_one_stays_wide_enough() -> None:
    square, narrow = (blocks(Figure(png(*size), "Un schéma")).inline_shapes[0] for size in ((900, 900), (900, 1300)))
    page = 25.1 * 360_000  # what an upright page has for text
    assert square.height <= 0.45 * page
    assert narrow.width >= 0.59 * 16.4 * 360_000 and narrow.height <= 0.72 * page


def test_a_picture_is_no_finer_than_paper_and_no_taller_than_a_page() -> None:
    file = blocks(Figure(png(3000, 6000), "Une affiche"))
    picture = file.inline_shapes[0]
    assert picture.height <= 0.75 * int(file.sections[0].page_height or 0)
    assert picture.width * 2 == pytest.approx(picture.height, rel=0.01)
    part = next(part for part in file.part.package.iter_parts() if str(part.partname).endswith(".png"))
    assert part.image.px_width < 1000


def test_a_picture_that_cannot_be_read_is_said_and_nothing_fails() -> None:
    assert shown(blocks(Figure(b"GIF89a broken", "Un plan")))[-1] == "[Image : Un plan]"


def test_a_decorative_picture_says_so() -> None:
    file = blocks(Figure(png(), ""))
    assert "decorative" in etree.tostring(file.inline_shapes[0]._inline.docPr).decode()


@pytest.mark.parametrize(("language", "said"), [("fr", "fr-FR"), ("en", "en-GB"), ("pt", "pt-PT"), ("es", "es-ES")])
def test_the_file_says_its_language(language: str, said: str) -> None:
    file = blocks(Contents(1), Heading("X", 1), language=language)
    assert next(file.styles.element.iter(qn("w:lang"))).get(qn("w:val")) == said
    assert file.core_properties.language == language


def test_the_file_names_its_authors_and_nobody_else() -> None:
    core = blocks(paragraph("a")).core_properties
    assert (core.author, core.last_modified_by) == ("Awa Diallo, Paul Martin",) * 2
    assert (core.comments, core.keywords, core.category) == ("", "", "")
    assert core.created and core.created.isoformat().startswith("2026-11-22T00:00:00")


def test_word_opens_it_as_a_file_of_today() -> None:
    root = blocks(paragraph("a")).settings.element
    mode = next(root.iter(qn("w:compatSetting")))
    assert (mode.get(qn("w:name")), mode.get(qn("w:val"))) == ("compatibilityMode", "15")
