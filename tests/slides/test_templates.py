"""A user's own template: used where it can be, refused with a reason where it can't."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from coursegen.charter import Charter, Logo, load_charter
from coursegen.errors import InputError, TemplateError
from coursegen.outputs.slides import check_template, template_report, write_deck
from coursegen.outputs.slides.forms import Form, Role, plain
from coursegen.outputs.slides.mapping import map_layouts
from coursegen.slides_model import Picture, SlideKind
from tests.slides.corporate import dark_master
from tests.slides.look import body, drawn_deck, every, named, notes, reopened, table, titled, titles, words
from tests.slides.sample import bullets, figure_png, sample_courseware, sample_deck, slide
from tests.slides.templates import (
    SAMPLE,
    english_agency,
    flat_text,
    french_ministry,
    keep,
    large_picture,
    low_text,
    saved,
    small_fund,
    titles_only,
    with_statement,
    with_theme,
)

TEMPLATES = {"french_ministry": french_ministry, "english_agency": english_agency, "small_fund": small_fund}


@pytest.fixture(scope="module", params=TEMPLATES)
def branded(request: pytest.FixtureRequest, charter: Charter) -> Any:
    template = TEMPLATES[request.param]()
    return template, write_deck(sample_courseware(), sample_deck(), charter, template)


def layouts_of(template: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.match(r"ppt/slideLayouts/s", name)]
    return {name for part in parts for name in re.findall(r'<p:cSld name="([^"]*)"', part)}


def test_template_rules_format_layouts_and_theme(branded: tuple[bytes, bytes]) -> None:
    template, data = branded
    deck = reopened(data)
    assert {one.slide_layout.name for one in deck.slides} <= layouts_of(template)
    with zipfile.ZipFile(io.BytesIO(template)) as given, zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.read("ppt/theme/theme1.xml") == given.read("ppt/theme/theme1.xml")
        sizes = [re.search(rb'<p:sldSz cx="\d+" cy="\d+"', z.read("ppt/presentation.xml")) for z in (given, made)]
        assert sizes[0] is not None and sizes[1] is not None
        assert sizes[0][0] == sizes[1][0]


def test_all_is_said_whatever_the_template(branded: tuple[bytes, bytes], package: bytes, charter: Charter) -> None:
    deck, ours = reopened(branded[1]), reopened(package)
    assert {title.split(" (suite")[0] for title in titles(deck)} == {t.split(" (suite")[0] for t in titles(ours)}
    said = " ".join("".join(words(one).split()) for one in deck.slides)
    for phrase in ("Soulignez ce qui est un fait", "Une phrase de problème", "35 min", "La longueur des textes"):
        assert "".join(phrase.split()) in said, phrase
    assert "".join(charter.clause.split()) in said
    assert sum(notes(one).startswith("Réponse") for one in deck.slides) == 2


def test_sample_slides_of_the_template_are_gone(branded: tuple[bytes, bytes]) -> None:
    deck = reopened(branded[1])
    assert not [one for one in deck.slides if SAMPLE in words(one) or "Note d'exemple" in notes(one)]
    with zipfile.ZipFile(io.BytesIO(branded[1])) as archive:
        names = archive.namelist()
        assert len([n for n in names if n.startswith("ppt/slides/slide")]) == len(deck.slides)
        assert SAMPLE.encode() not in b"".join(archive.read(name) for name in names if name.startswith("ppt/slides"))


def test_no_placeholder_is_left_empty_in_a_users_template(branded: tuple[bytes, bytes]) -> None:
    for one in reopened(branded[1]).slides:
        for placeholder in one.placeholders:
            if placeholder.has_text_frame and placeholder.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER:
                assert placeholder.text_frame.text.strip(), (titles, placeholder.name)


def test_body_text_is_never_under_eighteen_points(charter: Charter) -> None:
    long = bullets(*("Un point qui dit beaucoup de choses, plus que ce qu'on lirait d'un coup d'œil. " * 2,) * 5)
    deck = drawn_deck(slide("c", SlideKind.CONTENT, "Un message", long), template=small_fund())
    assert body(deck.slides[0]).text_frame.paragraphs[0].runs[0].font.size.pt == 18


def test_a_few_words_in_small_letters_of_a_template_are_written_in_the_charters_size(charter: Charter) -> None:
    deck = drawn_deck(slide("c", SlideKind.CONTENT, "Un message", bullets("Un point")), template=small_fund())
    assert body(deck.slides[0]).text_frame.paragraphs[0].runs[0].font.size.pt == charter.sizes.body


def test_two_columns_of_an_activity_layout_hold_instruction_and_data() -> None:
    one = slide("a", SlideKind.ACTIVITY, "Cherchez la cause", bullets("Lisez."), minutes=40, grouping="à deux")
    drawn = drawn_deck(one, template=dark_master()).slides[0]
    assert drawn.slide_layout.name == "Activité"
    left, right = sorted((p for p in drawn.placeholders if p.placeholder_format.idx in (1, 2)), key=lambda p: p.left)
    assert "Lisez." in left.text_frame.text
    assert "40\u00a0min" in right.text_frame.text and "À deux" in right.text_frame.text


def test_bullets_are_given_where_the_template_has_none(charter: Charter) -> None:
    deck = drawn_deck(slide("c", SlideKind.CONTENT, "Un message", bullets("Un point")), template=small_fund())
    assert 'buChar char="•"' in body(deck.slides[0])._element.xml.replace("<a:", "")


def test_potx_and_other_placeholder_numbers_are_taken(charter: Charter) -> None:
    deck = reopened(write_deck(sample_courseware(), sample_deck(), charter, english_agency()))
    one = titled(deck, "Une demande de formation")
    assert {p.placeholder_format.idx for p in one.placeholders} >= {0, 14}
    assert table(titled(deck, "Une journée")).cell(0, 0).text == "Séquence"


def test_picture_goes_into_the_templates_own_zone(charter: Charter) -> None:
    one = slide("f", SlideKind.FIGURE, "Un écart", Picture("ecarts.png", "Barres", "Légende"))
    deck = drawn_deck(one, template=large_picture())
    drawn = deck.slides[0]
    assert drawn.slide_layout.name == "Image avec légende"
    picture = next(s for s in drawn.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.PICTURE)
    assert picture.width / picture.height == pytest.approx(16 / 9, abs=0.01)
    assert "Légende" in words(drawn)


def test_picture_is_not_put_small_over_a_small_title(charter: Charter) -> None:
    one = slide("f", SlideKind.FIGURE, "Un écart", Picture("ecarts.png", "Barres", "Légende"))
    drawn = drawn_deck(one, template=french_ministry()).slides[0]
    assert drawn.slide_layout.name == "Titre et contenu"
    picture = next(s for s in drawn.shapes if s._element.tag == qn("p:pic"))
    assert picture.height >= 4 * 914_400
    assert picture.top >= drawn.shapes.title.top + drawn.shapes.title.height
    assert "Légende" in words(drawn)


def test_module_number_and_course_are_said_on_cover_and_openings(branded: tuple[bytes, bytes]) -> None:
    deck = reopened(branded[1])
    assert "Module 1 · Formation de formateurs\nDeuxième journée" in words(deck.slides[0])
    opening = titled(deck, "Connaître son public")
    assert "Module 1 · Séquence 2 sur 3" in words(opening)
    assert "On ne forme pas un effectif" in words(opening)


def test_opening_without_a_text_zone_says_its_module_in_the_title() -> None:
    deck: Any = Presentation()
    section = deck.slide_layouts.get_by_name("Section Header")
    text = next(p for p in section.placeholders if p.placeholder_format.idx == 1)
    text._element.getparent().remove(text._element)
    out = io.BytesIO()
    deck.save(out)
    one = slide("s", SlideKind.SECTION, "Mesurer", subtitle="1 h")
    assert titles(drawn_deck(one, template=out.getvalue()))[0] == "Module 1 · Séquence 1 sur 1 – Mesurer"


STATEMENT = "Cofinancé par l’Union européenne"


def test_emblem_and_statement_stand_on_the_credits_of_a_users_template(branded: tuple[bytes, bytes]) -> None:
    deck = reopened(branded[1])
    said = [words(one) for one in deck.slides]
    assert [STATEMENT in text for text in said] == [False] * (len(said) - 1) + [True]
    one = deck.slides[-1]
    emblem, ground = named(one, "Emblème de l'Union européenne"), named(one, "Fond de l'emblème")
    assert emblem.width / emblem.height == pytest.approx(1.5, abs=0.001)
    assert emblem.height >= 360_000
    assert len(named(one, "Étoiles de l'emblème")._element.findall(f".//{qn('a:close')}")) == 12
    assert str(ground.fill.fore_color.rgb) == "FFFFFF"
    text = next(p for p in one.placeholders if p.placeholder_format.idx in (1, 14))
    assert text.top + text.height <= ground.top
    assert ground.left + ground.width <= deck.slide_width and ground.top + ground.height <= deck.slide_height


@pytest.mark.parametrize("words_", [STATEMENT, "Cofinancé par l'Union  européenne"])
def test_statement_that_the_template_shows_is_not_repeated(charter: Charter, words_: str) -> None:
    one = slide("c", SlideKind.CREDITS, "Crédits", bullets("A. Exemple"))
    deck = drawn_deck(one, template=with_statement(words_))
    assert not [s for s in every(deck.slides[0].shapes) if "mbl" in s.name]


def test_the_logo_given_stands_on_the_credits_of_a_template_that_has_none(charter: Charter) -> None:
    own = replace(charter, logos=(Logo("socieux", "Logo SOCIEUX+", figure_png()),))
    one = slide("c", SlideKind.CREDITS, "Crédits", bullets("A. Exemple"))
    deck = drawn_deck(one, charter=own, template=french_ministry())
    logo, emblem = named(deck.slides[0], "Logo SOCIEUX+"), named(deck.slides[0], "Fond de l'emblème")
    assert logo.height <= named(deck.slides[0], "Emblème de l'Union européenne").height
    assert emblem.left + emblem.width <= logo.left < logo.left + logo.width <= deck.slide_width
    text = next(p for p in deck.slides[0].placeholders if p.placeholder_format.idx == 1)
    assert text.top + text.height <= logo.top
    with_logo: Any = Presentation()
    with_logo.slide_layouts[1].part.get_or_add_image_part(io.BytesIO(figure_png()))
    shown = drawn_deck(one, charter=own, template=saved(with_logo))
    assert not [s for s in every(shown.slides[0].shapes) if "Logo" in s.name]


def test_no_emblem_where_the_charter_has_none() -> None:
    course = sample_courseware(clause="", funding="", charter="neutre")
    one = slide("c", SlideKind.CREDITS, "Crédits", bullets("A. Exemple"))
    deck = drawn_deck(one, charter=load_charter("neutre"), template=french_ministry(), course=course)
    assert not [s for s in every(deck.slides[0].shapes) if "mbl" in s.name]


def test_checking_a_template_says_what_it_replaces_and_what_stands_in(charter: Charter) -> None:
    first, *others = check_template(french_ministry(), charter)
    assert "remplace l’habillage" in first and "l’emblème et la mention" in first and STATEMENT in first
    assert [line for line in others if "« Titre et contenu »" in line and "Activité" in line]
    assert "l’emblème" in check_template(french_ministry())[0]
    assert "l’emblème" not in check_template(french_ministry(), load_charter("neutre"))[0]
    assert not [line for line in check_template(with_statement(STATEMENT), charter) if "habillage" in line]


@pytest.mark.parametrize("use", [check_template, template_report])
def test_zone_without_height_is_refused_by_name(use: Any) -> None:
    with pytest.raises(TemplateError) as caught:
        use(flat_text())
    assert "n’a pas de hauteur" in caught.value.message
    assert "« Title and Content »" in caught.value.message and "« Content Placeholder 2 »" in caught.value.message
    assert "cm" in caught.value.remedy


def test_zone_too_low_for_three_lines_is_refused_and_a_low_one_taken() -> None:
    with pytest.raises(TemplateError, match=r"« Title and Content ».*« Content Placeholder 2 » est trop petite"):
        check_template(low_text(2))
    assert check_template(low_text(3))


@pytest.mark.parametrize(("stream", "words"), [("WordDocument", "un autre document"), ("PowerPoint Document", ".ppt")])
def test_an_old_template_is_called_what_it_is(stream: str, words: str) -> None:
    old = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512) + stream.encode("utf-16-le")
    with pytest.raises(TemplateError) as caught:
        check_template(old)
    assert words in caught.value.message


def test_vertical_text_is_never_a_zone_for_ours() -> None:
    deck: Any = Presentation()
    for layout in deck.slide_layouts:
        layout.name = {"Title and Content": "Petit", "Content with Caption": "Autre"}.get(layout.name, layout.name)
    upright = [one for one in map_layouts(deck).choices.values() if "Vertical" in one.layout.name]
    assert upright == []
    keep(deck, {"Title Slide", "Title and Vertical Text", "Vertical Title and Text"})
    with pytest.raises(TemplateError, match="aucune disposition utilisable"):
        map_layouts(deck)


def test_template_that_cuts_a_slide_in_too_many_is_refused() -> None:
    long = slide("c", SlideKind.CONTENT, "Les leviers", bullets(*["Un point qui tient sur une ligne."] * 60))
    with pytest.raises(TemplateError) as caught:
        drawn_deck(long, template=low_text(3))
    assert "« Les leviers »" in caught.value.message
    assert "« Title and Content »" in caught.value.remedy


def test_low_contrast_table_style_of_a_template_is_not_used(charter: Charter) -> None:
    style = "{5940675A-B579-460E-94D1-54222C63F5DA}"
    pale = reopened(write_deck(sample_courseware(), sample_deck(), charter, french_ministry()))
    dark = reopened(write_deck(sample_courseware(), sample_deck(), charter, small_fund()))
    assert style in table(titled(pale, "Une journée"))._tbl.xml
    assert style not in table(titled(dark, "Une journée"))._tbl.xml


def test_table_whose_bands_hide_their_letters_is_drawn_as_a_grid(charter: Charter) -> None:
    swapped = {"dk1": "FFFFFF", "lt1": "102030", "accent1": "FFCC00"}  # the header is legible, the cells aren't
    light = {"dk1": "101010", "lt1": "FFFFFF", "accent1": "0B5D4B"}
    grid = "{5940675A-B579-460E-94D1-54222C63F5DA}"
    for slots, wanted in ((swapped, True), (light, False)):
        template = with_theme(small_fund(), slots)
        deck = reopened(write_deck(sample_courseware(), sample_deck(), charter, template))
        assert (grid in table(titled(deck, "Une journée"))._tbl.xml) is wanted


def test_report_says_what_serves_what() -> None:
    report = template_report(french_ministry())
    assert "Couverture : disposition « Diapositive de titre »" in report
    assert "Activité : pas de disposition propre, « Titre et contenu » sert" in report
    assert len(report) == len(Form)


def test_names_are_compared_without_case_accents_or_counters() -> None:
    assert plain("1_Titre et contenu") == plain("TITRE ET  CONTENU") == plain("Titre et contenu 2")
    assert plain("En-tête de section") == "en-tete de section"


def test_zones_named_as_ours_are_understood() -> None:
    deck: Any = Presentation()
    layout = deck.slide_layouts.get_by_name("Two Content")
    layout.name = "Activité"
    layout.placeholders[2].name = "Volet 3"
    choice = map_layouts(deck)[Form.ACTIVITY]
    assert choice.exact
    assert choice.places[Role.PANEL].index == layout.placeholders[2].placeholder_format.idx


def test_template_without_text_zone_is_refused_naming_what_is_missing_and_what_was_found() -> None:
    with pytest.raises(TemplateError) as caught:
        template_report(titles_only())
    assert "titre et contenu" in caught.value.message
    assert "« Title Only »" in caught.value.remedy and "« Blank »" in caught.value.remedy


def _with_part(name: str, data: bytes) -> bytes:
    out = io.BytesIO(french_ministry())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _linked() -> bytes:
    relation = (
        b'<Relationship Id="rId99" Type="http://x/image" Target="http://exemple.org/a.png" TargetMode="External"/>'
    )
    return _with_part(
        "ppt/slideLayouts/_rels/slideLayout99.xml.rels", b"<Relationships>" + relation + b"</Relationships>"
    )


REFUSED = {
    "ancien .ppt": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "97-2003", ".pptx"),
    "texte": (b"bonjour", "n'est pas un fichier PowerPoint", ".pptx"),
    "vide": (b"", "n'est pas un fichier PowerPoint", ".pptx"),
    "macros": (_with_part("ppt/vbaProject.bin", b"x"), "macros", "sans macros"),
    "bombe": (_with_part("ppt/media/zero.bin", b"\0" * 2**25), "anormalement gros", "images"),
    "image liée": (_linked(), "depuis l'extérieur", "Insérez"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_unfit_templates_are_refused_with_a_remedy(case: str) -> None:
    data, reason, remedy = REFUSED[case]
    with pytest.raises(TemplateError) as caught:
        template_report(data)
    assert reason in caught.value.message
    assert remedy in caught.value.remedy


def test_truncated_and_foreign_zips_are_refused() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
    whole = french_ministry()
    for data in (other.getvalue(), whole[: len(whole) // 2]):
        with pytest.raises(TemplateError) as caught:
            template_report(data)
        assert ".pptx" in caught.value.remedy


def test_package_with_a_broken_part_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(french_ministry())) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            made.writestr(name, data[:200] if name == "ppt/slideMasters/slideMaster1.xml" else data)
    with pytest.raises(TemplateError, match="abîmé"):
        template_report(out.getvalue())


def test_the_authors_own_layout_is_taken_by_its_name_or_by_ours() -> None:
    own = slide("a", SlideKind.CONTENT, "Un message", bullets("Un"), layout="En-tête de section")
    ours = slide("b", SlideKind.CONTENT, "Un autre", bullets("Un"), layout="Ouverture de séquence")
    names = [one.slide_layout.name for one in drawn_deck(own, ours, template=french_ministry()).slides][:2]
    assert names == ["En-tête de section", "En-tête de section"]
    (synthesis, *_rest) = drawn_deck(slide("c", SlideKind.CONTENT, "Un", bullets("Un"), layout="synthese")).slides
    assert synthesis.slide_layout.name == "Synthèse"


def test_a_layout_that_is_not_there_is_named_with_its_slide_and_those_there_are() -> None:
    wrong = slide("a", SlideKind.CONTENT, "Un message", bullets("Un"), layout="Deux contenu")
    with pytest.raises(InputError) as caught:
        drawn_deck(wrong, template=french_ministry())
    assert "« Un message »" in caught.value.message and "« Deux contenu »" in caught.value.message
    assert "« Deux contenus »" in caught.value.remedy
