"""What python-pptx leaves undone, one test a matter, each shown to be needed.

The ten pitfalls of presentations written by python-pptx, and the tests that keep us out of them (here where no other
file is named; `test_every_pitfall_has_its_tests` keeps the table true):

1  .potx refused              test_potx_opens_and_a_presentation_is_left_alone
2  footers never copied       test_footers_are_copied_with_unique_ids_and_a_living_number
3  autofit is only a flag     test_flow.test_text_a_little_too_long_is_reduced_but_never_under_the_minimum
                              test_office.test_no_error_and_no_overflow_in_our_charter
                              test_flow.test_long_list_is_split_between_items_and_evenly
4  sample slides stay         test_sample_slides_leave_no_part_show_or_section_and_names_stay_unique
5  layouts by position        test_templates.test_names_are_compared_without_case_accents_or_counters
                              test_templates.test_checking_a_template_says_what_it_replaces_and_what_stands_in
                              test_templates.test_potx_and_other_placeholder_numbers_are_taken
6  empty placeholders         test_empty_placeholders_go_and_filled_ones_stay
                              test_templates.test_no_placeholder_is_left_empty_in_a_users_template
                              test_templates.test_picture_goes_into_the_templates_own_zone
                              test_tables_and_charts_take_the_place_of_their_zone
7  alt text, order, language  test_descriptions_replace_the_files_name_and_decoration_is_marked
                              test_deck.test_titles_are_first_read_and_never_twice
                              test_deck.test_every_run_is_marked_as_french
8  metadata, clock, doubles   test_same_bytes.test_nothing_of_the_templates_owner_or_of_the_library_is_left
                              test_zip_has_no_clock_and_content_types_come_first
                              test_deck_contents.test_same_picture_is_stored_once
                              test_charts.test_the_same_figures_give_the_same_bytes_workbook_included
9  no fixes upstream          test_every_fix_is_a_module_of_its_own_with_a_test
10 notes without the theme    test_notes_take_the_theme_of_the_slides
and charts' axis ids          test_axis_ids_of_charts_are_unsigned_and_still_agree
                              test_charts.test_axis_ids_are_those_every_reader_takes
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Inches

from coursegen.outputs.slides import fixes
from coursegen.outputs.slides.fixes.archive import packed
from coursegen.outputs.slides.fixes.chart_axes import mend_axis_ids
from coursegen.outputs.slides.fixes.chart_workbook import undated
from coursegen.outputs.slides.fixes.copies import SlideMaker
from coursegen.outputs.slides.fixes.descriptions import describe, mark_decorative
from coursegen.outputs.slides.fixes.empty_placeholders import drop_empty_placeholders
from coursegen.outputs.slides.fixes.footers import place_footers, prepared_footers
from coursegen.outputs.slides.fixes.languages import language_tag
from coursegen.outputs.slides.fixes.notes_theme import has_notes_master, share_theme_with_notes
from coursegen.outputs.slides.fixes.sample_slides import without_slides
from coursegen.outputs.slides.fixes.sections import write_sections
from coursegen.outputs.slides.fixes.template_package import as_presentation
from coursegen.slides_model import SlideKind
from tests.slides.look import drawn_deck
from tests.slides.sample import figure_png, slide, table
from tests.slides.templates import english_agency, french_ministry


def fresh() -> Any:
    return Presentation()


def test_potx_opens_and_a_presentation_is_left_alone() -> None:
    with pytest.raises(ValueError, match="not a PowerPoint file"):
        Presentation(io.BytesIO(english_agency()))
    assert len(Presentation(io.BytesIO(as_presentation(english_agency()))).slide_layouts) == 4
    assert as_presentation(french_ministry()) == french_ministry()


def test_footers_are_copied_with_unique_ids_and_a_living_number() -> None:
    deck = fresh()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    assert not [p for p in slide.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER]
    place_footers(slide, prepared_footers(slide.slide_layout, "Pied", "1er mars 2026", "fr-FR"))
    kinds = {p.placeholder_format.type: p.text_frame for p in slide.placeholders}
    assert kinds[PP_PLACEHOLDER.FOOTER].text == "Pied"
    assert kinds[PP_PLACEHOLDER.DATE].text == "1er mars 2026"
    assert slide._element.find(f".//{qn('a:fld')}").get("type") == "slidenum"
    ids = [node.get("id") for node in slide._element.iter(qn("p:cNvPr"))]
    assert len(ids) == len(set(ids))


def test_footer_without_words_is_not_copied() -> None:
    deck = fresh()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    place_footers(slide, prepared_footers(slide.slide_layout, "", "", "fr-FR"))
    kinds = [p.placeholder_format.type for p in slide.placeholders]
    assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds
    assert PP_PLACEHOLDER.FOOTER not in kinds and PP_PLACEHOLDER.DATE not in kinds


def test_sample_slides_leave_no_part_show_or_section_and_names_stay_unique() -> None:
    deck = Presentation(io.BytesIO(french_ministry()))
    write_sections(deck, [("Exemple", 3)])
    empty: Any = Presentation(io.BytesIO(without_slides(deck)))
    assert len(empty.slides) == 0
    assert empty.part._element.find(qn("p:custShowLst")) is None
    assert b"sectionLst" not in empty.part.blob
    empty.slides.add_slide(empty.slide_layouts[0])
    out = io.BytesIO()
    empty.save(out)
    with zipfile.ZipFile(out) as archive:
        slides = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
        notes = [name for name in archive.namelist() if name.startswith("ppt/notesSlides/")]
    assert slides == ["ppt/slides/slide1.xml"]
    assert notes == []


def test_empty_placeholders_go_and_filled_ones_stay() -> None:
    deck = fresh()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Titre"
    drop_empty_placeholders(slide)
    assert [p.placeholder_format.type for p in slide.placeholders] == [PP_PLACEHOLDER.TITLE]


def test_descriptions_replace_the_files_name_and_decoration_is_marked() -> None:
    deck = fresh()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shapes = [slide.shapes.add_picture(io.BytesIO(figure_png(32, 18)), 0, 0) for _ in range(2)]
    describe(shapes[0], "Barres\n des  niveaux")
    mark_decorative(shapes[1])
    properties = [shape._element.nvPicPr.cNvPr for shape in shapes]
    assert properties[0].get("descr") == "Barres des niveaux"
    assert properties[1].get("descr") == ""
    assert any(node.tag.endswith("}decorative") and node.get("val") == "1" for node in properties[1].iter())


def test_sections_name_runs_of_slides() -> None:
    deck = fresh()
    for _ in range(3):
        deck.slides.add_slide(deck.slide_layouts[6])
    write_sections(deck, [("Un", 1), ("Deux", 2)])
    sections = [node for node in deck.part._element.iter() if node.tag.endswith("}section")]
    assert [(s.get("name"), len(list(s.iter())) - 2) for s in sections] == [("Un", 1), ("Deux", 2)]
    assert len({s.get("id") for s in sections}) == 2


def test_copied_slides_and_notes_are_what_the_library_makes_itself() -> None:
    """The peer is python-pptx: the same placeholders, relations and names, whether a slide is the first or a copy."""
    mine, theirs = fresh(), fresh()
    maker = SlideMaker(mine)
    for number in (1, 1, 0, 1):
        made = maker.slide(mine.slide_layouts[number])
        assert maker.notes_body(made) is not None
        _ = theirs.slides.add_slide(theirs.slide_layouts[number]).notes_slide
    for one, other in zip(mine.slides, theirs.slides, strict=True):
        assert one._element.xml == other._element.xml
        assert one.slide_id == other.slide_id
        assert [(r.reltype, r._target.partname) for r in one.part.rels.values()] == [
            (r.reltype, r._target.partname) for r in other.part.rels.values()
        ]
        kept = {p.placeholder_format.type for p in one.notes_slide.placeholders}
        assert kept == {PP_PLACEHOLDER.SLIDE_IMAGE, PP_PLACEHOLDER.BODY}
        assert one.notes_slide.part.part_related_by(RT.SLIDE) is one.part


def test_axis_ids_of_charts_are_unsigned_and_still_agree() -> None:
    deck = fresh()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["Avant", "Après"]
    data.add_series("Niveau", (1, 3))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), data)
    space = frame.chart._chartSpace
    before = [int(node.get("val")) for node in space.iter(qn("c:axId"))]
    assert min(before) < 0
    mend_axis_ids(space)
    after = [int(node.get("val")) for node in space.iter(qn("c:axId"))]
    crossed = {int(node.get("val")) for node in space.iter(qn("c:crossAx"))}
    assert min(after) >= 0
    assert crossed == set(after)


def test_workbooks_of_charts_have_no_clock() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        core = '<x><dcterms:created xsi:type="t">2026-11-22T03:00:00Z</dcterms:created></x>'
        archive.writestr("docProps/core.xml", core)
    with zipfile.ZipFile(io.BytesIO(undated(out.getvalue()))) as made:
        assert b"2026" not in made.read("docProps/core.xml")
        assert made.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_notes_take_the_theme_of_the_slides() -> None:
    deck = Presentation(io.BytesIO(french_ministry()))
    bare: Any = fresh()
    assert not has_notes_master(bare)
    assert bare.notes_master is not None and has_notes_master(bare)
    share_theme_with_notes(bare)
    slides, notes = (
        next(rel.target_part.blob for rel in part.rels.values() if rel.reltype.endswith("/theme"))
        for part in (bare.slide_master.part, bare.notes_master.part)
    )
    assert etree.tostring(etree.fromstring(slides), method="c14n") == etree.tostring(
        etree.fromstring(notes), method="c14n"
    )
    assert has_notes_master(deck)  # the ministry's sample slide had notes


def test_zip_has_no_clock_and_content_types_come_first() -> None:
    deck = fresh()
    with zipfile.ZipFile(io.BytesIO(packed(deck))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert packed(deck) == packed(deck)


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-FR"), ("pt", "pt-PT"), ("fr-CA", "fr-CA"), ("sw", "sw")])
def test_language_tags(language: str, tag: str) -> None:
    assert language_tag(language) == tag


def test_tables_and_charts_take_the_place_of_their_zone() -> None:
    from tests.slides.test_charts import chart

    table_ = table("", ("Motif", "Nombre"), ("Attente", "27"))
    for block in (table_, chart()):
        shown = drawn_deck(slide("c", SlideKind.CONTENT, "Un message", block), template=french_ministry()).slides[0]
        (frame,) = (shape for shape in shown.shapes if shape.has_table or shape.has_chart)
        assert frame.is_placeholder
        assert frame.placeholder_format.idx == 1
    assert table_.header


def test_every_fix_is_a_module_of_its_own_with_a_test() -> None:
    tested = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for module in iter_modules(fixes.__path__):
        used = (
            f"fixes.{module.name} import" in tested or module.name == "properties"
        )  # test_same_bytes, by what it makes
        assert used, module.name


def test_every_pitfall_has_its_tests() -> None:
    named = re.findall(r"(?:(test_\w+)\.)?(test_\w{12,})$", __doc__ or "", flags=re.MULTILINE)
    assert len(named) >= 18
    for file, name in named:
        path = Path(__file__).with_name(f"{file or 'test_fixes'}.py")
        assert f"def {name}(" in path.read_text("utf-8"), name
