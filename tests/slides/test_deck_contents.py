"""What each slide of a deck of ours says and shows, opened again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from coursegen.charter import Charter, load_charter
from coursegen.outputs.slides import write_deck
from coursegen.slides_model import Deck, Picture, SlideKind, SlideSection
from tests.slides.look import (
    body,
    drawn_deck,
    layout_zone,
    named,
    notes,
    reopened,
    table,
    titled,
    titles,
    words,
)
from tests.slides.sample import bullets, sample_courseware, sample_deck, slide


def test_objectives_are_numbered_and_their_verbs_bold(drawn: Any) -> None:
    paragraphs = body(titled(drawn, "À la fin")).text_frame.paragraphs
    assert [p.runs[0].text for p in paragraphs] == ["Analyser", "Caractériser", "Hiérarchiser"]
    assert all(p.runs[0].font.bold and not p.runs[1].font.bold for p in paragraphs)
    assert all(p._p.find(f".//{qn('a:buAutoNum')}").get("type") == "arabicPeriod" for p in paragraphs)


def test_an_objective_alone_is_a_sentence_not_a_list_of_one() -> None:
    alone = slide("o", SlideKind.OBJECTIVES, "Vous saurez", bullets("Formuler un objectif", ordered=True))
    paragraph = body(drawn_deck(alone).slides[0]).text_frame.paragraphs[0]
    assert paragraph.text == "Formuler un objectif"
    assert paragraph._p.find(f".//{qn('a:buAutoNum')}") is None


def test_reflexive_verb_is_bold_whole() -> None:
    deck = drawn_deck(slide("o", SlideKind.OBJECTIVES, "Vous saurez", bullets("Se situer dans le parcours")))
    assert body(deck.slides[0]).text_frame.paragraphs[0].runs[0].text == "Se situer"


def test_programme_has_a_native_table_under_a_ribbon_of_its_durations(drawn: Any) -> None:
    one = titled(drawn, "Une journée")
    assert [cell.text for cell in table(one).rows[0].cells] == ["Séquence", "Ce que nous produisons", "Durée"]
    ribbon = named(one, "Ruban des durées")
    bars = [shape.width for shape in ribbon.shapes]
    assert [round(bar / bars[0] * 90) for bar in bars] == [90, 90, 120, 75]
    assert [s.text_frame.text.replace("\u00a0", " ") for s in ribbon.shapes] == [
        "1 · 1 h 30",
        "2 · 1 h 30",
        "3 · 2 h",
        "4 · 1 h 15",
    ]


def test_activity_says_what_how_long_with_whom_and_what_to_bring_back(drawn: Any) -> None:
    one = titled(drawn, "Reformulez")
    steps = [p.text for p in body(one).text_frame.paragraphs]
    assert steps[0] == "Lisez la fiche de demande distribuée, sans la commenter"
    assert layout_zone(one, "Volet").text_frame.text.replace("\u00a0", " ").split("\n") == [
        "Durée",
        "35 min",
        "Regroupement",
        "Sous-groupes de quatre",
        "À rapporter",
        "Une phrase de problème et trois questions, sur une feuille de tableau",
        "Matériel",
        "Fiches de demande, feuilles de tableau, feutres",
    ]


def test_activity_data_too_long_for_the_panel_go_on_in_the_instruction() -> None:
    long = "une affiche qui montre, pour chaque tâche, " + "ce qui est su, ce qui manque, qui peut aider, " * 12
    one = slide("a", SlideKind.ACTIVITY, "Faites", bullets("Lisez"), minutes=95, outcome=long, materials="feutres")
    deck = drawn_deck(one)
    said = "\n".join(words(page) for page in deck.slides)
    assert layout_zone(deck.slides[0], "Volet").text_frame.text.replace("\u00a0", " ") == "Durée\n1 h 35"
    assert "À rapporter : Une affiche qui montre" in said and "Matériel : Feutres" in said


def test_question_is_lettered_and_its_answer_only_in_the_notes(drawn: Any) -> None:
    one = titled(drawn, "Les agents")
    marks = [p._p.find(f".//{qn('a:buAutoNum')}").get("type") for p in body(one).text_frame.paragraphs]
    assert marks == ["alphaUcPeriod"] * 4
    assert "Réponse : B" in notes(one)
    assert "Réponse" not in words(one)


def test_notes_keep_their_paragraphs_and_a_continuation_points_back(drawn: Any) -> None:
    assert notes(titled(drawn, "À la fin")) == (
        "Faire choisir à chacun l'objectif qui compte le plus pour lui.\nTemps : 5 minutes."
    )
    followed = next(one for one in drawn.slides if one.shapes.title.text_frame.text.endswith("(suite)"))
    assert notes(followed).startswith("Suite de la diapositive précédente")
    assert not titled(drawn, "De la demande").has_notes_slide


def test_picture_is_described_captioned_and_keeps_its_proportion(drawn: Any) -> None:
    one = titled(drawn, "L'écart")
    picture = next(s for s in one.shapes if s._element.tag == qn("p:pic"))
    assert picture._element.nvPicPr.cNvPr.get("descr").startswith("Diagramme en barres : niveaux")
    assert picture.width / picture.height == pytest.approx(960 / 540, abs=0.001)
    assert layout_zone(one, "Légende").text_frame.text.startswith("Niveaux actuel (clair)")
    assert picture.is_placeholder


@pytest.mark.parametrize("kind", [SlideKind.FIGURE, SlideKind.CONTENT])
def test_long_caption_takes_its_room_from_the_picture(kind: SlideKind) -> None:
    long = "Niveaux actuel et visé de cinq compétences, relevés par entretien, chiffres fictifs ; " * 4
    text = (bullets("Un point"),) if kind is SlideKind.CONTENT else ()
    deck = drawn_deck(slide("f", kind, "Un écart", *text, Picture("ecarts.png", "Barres", long.strip())))
    one = deck.slides[0]
    picture = next(s for s in one.shapes if s._element.tag == qn("p:pic"))
    caption = layout_zone(one, "Légende")
    assert caption.height > 3 * 101_600
    assert caption.top >= picture.top + picture.height
    footer = next(p for p in one.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
    assert caption.top + caption.height <= footer.top


def test_very_long_title_is_written_whole_and_the_running_head_makes_room() -> None:
    words_ = "Un titre qui raconte toute la leçon au lieu d'en dire le message en une phrase courte et claire " * 5
    one = drawn_deck(slide("c", SlideKind.CONTENT, words_.strip(), bullets("Un point"))).slides[0]
    assert one.shapes.title.text_frame.text == words_.strip()
    assert not [p for p in one.placeholders if p.placeholder_format.idx == 20]
    assert one.shapes.title.top + one.shapes.title.height <= body(one).top


def test_same_picture_is_stored_once(package: bytes) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert [name for name in archive.namelist() if "/media/" in name] == ["ppt/media/image1.png"]


def test_long_table_goes_on_with_its_header_repeated(drawn: Any) -> None:
    pages = [one for one in drawn.slides if one.shapes.title.text_frame.text.startswith("Trois notes")]
    assert len(pages) == 2
    tables = [table(one) for one in pages]
    assert [t.cell(0, 4).text for t in tables] == ["Décision", "Décision"]
    assert sum(len(t.rows) - 1 for t in tables) == 12
    assert all(t.first_row and t.horz_banding for t in tables)


def test_tables_are_described_for_those_who_do_not_see_them(drawn: Any) -> None:
    frames = [
        s for one in drawn.slides for s in one.shapes if s.shape_type in (MSO_SHAPE_TYPE.TABLE, 14) and s.has_table
    ]
    said = [frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames]
    assert "Grille d'analyse du participant, version courte." in said
    assert all(said)


def test_links_work_and_others_stay_words() -> None:
    from coursegen.slides_model import Paragraph, Run

    line = (Run("site", link="https://elearning.socieux.eu"), Run(" et "), Run("test", link="activity:X/quiz"))
    deck = drawn_deck(slide("l", SlideKind.CONTENT, "Des liens", Paragraph(line)))
    runs = body(deck.slides[0]).text_frame.paragraphs[0].runs
    assert [run.hyperlink.address for run in runs] == ["https://elearning.socieux.eu", None, None]


def test_sections_of_powerpoint_follow_the_sequences(drawn: Any) -> None:
    root = drawn.part._element
    names = {node.get("name"): node for node in root.iter() if node.tag.endswith("}section")}
    assert list(names) == [section.title for section in sample_deck().sections]
    listed = [n.get("id") for node in names.values() for n in node.iter() if n.tag.endswith("}sldId")]
    assert listed == [entry.get("id") for entry in drawn.slides._sldIdLst]


def test_no_text_is_written_under_the_minimum(drawn: Any, charter: Charter) -> None:
    sizes = {
        int(node.get("sz")) / 100 for one in drawn.slides for node in one._element.iter(qn("a:rPr")) if node.get("sz")
    }
    assert min(sizes) >= charter.sizes.caption
    main = {
        int(node.get("sz")) / 100
        for one in drawn.slides
        for placeholder in one.placeholders
        if placeholder.placeholder_format.idx == 1 and placeholder.has_text_frame
        for node in placeholder._element.iter(qn("a:rPr"))
        if node.get("sz")
    }
    assert min(main, default=20) >= 18


def test_section_slides_show_module_and_sequence(drawn: Any) -> None:
    one = titled(drawn, "Connaître son public")
    assert layout_zone(one, "Repère").text_frame.text == "Module 1 · Séquence 2 sur 3"
    assert layout_zone(one, "Numéro du module").text_frame.text == "1.2"


def test_four_by_three_by_option(charter: Charter) -> None:
    data = write_deck(sample_courseware(), sample_deck(), replace(charter, slide_format="4:3"))
    deck = reopened(data)
    assert (deck.slide_width, deck.slide_height) == (9_144_000, 6_858_000)
    for page in (deck.slide_master, *deck.slide_layouts, *deck.slides):
        for shape in page.shapes:
            assert (shape.left or 0) + (shape.width or 0) <= deck.slide_width, (page.name, shape.name)


def test_control_characters_of_a_careless_source_do_no_harm() -> None:
    deck = drawn_deck(slide("x", SlideKind.CONTENT, "Un\x0btitre\x01 & <autre>", bullets("a\x07b\nc")))
    assert titles(deck)[0] == "Un titre  & <autre>"
    assert body(deck.slides[0]).text_frame.text == "a b\x0bc"


def test_empty_sections_and_slides_are_no_error() -> None:
    sections = (SlideSection("Vide", ()), SlideSection("Une", (slide("e", SlideKind.CONTENT, "Seul le titre"),)))
    deck = Deck(key="m", title="M", number=1, hue=0, sections=sections)
    drawn = reopened(write_deck(sample_courseware(clause=""), deck, load_charter("neutre")))
    assert titles(drawn)[0] == "Seul le titre"
    names = [node.get("name") for node in drawn.part._element.iter() if node.tag.endswith("}section")]
    assert "Vide" not in names
