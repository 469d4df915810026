"""What a trainer finds in a deck of ours, opened again: its layouts, its titles, its charter, its credits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from coursegen.charter import Charter, Logo, emblem_png, load_charter
from coursegen.errors import InputError
from coursegen.outputs.slides import write_deck
from coursegen.slides_model import SlideKind
from tests.slides.look import (
    body,
    drawn_deck,
    every,
    layout_zone,
    named,
    reopened,
    titled,
    titles,
    words,
)
from tests.slides.sample import bullets, sample_courseware, sample_deck, slide

LAYOUTS = {
    "Analyser une demande": "Couverture",
    "Une journée": "Programme",
    "À la fin": "Objectifs",
    "De la demande": "Ouverture de séquence",
    "Une demande de formation": "Contenu",
    "Reformulez": "Activité",
    "Les agents": "Question",
    "L'écart": "Figure",
    "Un portrait": "Texte et image",
    "Trois notes": "Tableau",
    "Un besoin": "Synthèse",
    "Ce support": "Crédits",
}


@pytest.mark.parametrize(("start", "layout"), LAYOUTS.items())
def test_each_kind_of_slide_has_its_own_layout(drawn: Any, start: str, layout: str) -> None:
    assert titled(drawn, start).slide_layout.name == layout


def test_only_our_layouts_are_in_the_file(drawn: Any) -> None:
    names = [layout.name for layout in drawn.slide_layouts]
    assert sorted(names) == sorted(LAYOUTS.values())
    assert len(drawn.slide_masters) == 1


def test_titles_are_first_read_and_never_twice(drawn: Any) -> None:
    for one in drawn.slides:
        first = next(s for s in one.shapes if s.has_text_frame and s.text_frame.text.strip())
        assert first.shape_id == one.shapes.title.shape_id
    assert len(set(titles(drawn))) == len(titles(drawn))


def test_no_placeholder_is_left_empty(drawn: Any) -> None:
    left = [
        placeholder.name
        for one in drawn.slides
        for placeholder in one.placeholders
        if placeholder.has_text_frame
        and not placeholder.text_frame.text.strip()
        and placeholder.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER
    ]
    assert left == []


def test_every_run_is_marked_as_french(drawn: Any) -> None:
    runs = [run for one in drawn.slides for run in one._element.iter(qn("a:r"))]
    runs += [run for one in drawn.slides if one.has_notes_slide for run in one.notes_slide._element.iter(qn("a:r"))]
    assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"fr-FR"}


def test_cover_says_course_module_sponsor_version_and_date(drawn: Any) -> None:
    cover = drawn.slides[0]
    said = words(cover)
    assert said.count("Formation de formateurs") == 1
    assert "Deuxième journée du parcours, en salle" in said
    assert "CIPRES, Secrétariat exécutif, Cellule Appui-Conseil\nVersion 1.2 – 14 septembre 2026" in said
    assert layout_zone(cover, "Numéro du module").text_frame.text == "Module\n1"


@pytest.mark.parametrize("subtitle", ["Formation de formateurs", "formation  de formateurs", "Analyser"])
def test_subtitle_that_repeats_what_stands_above_it_is_left_out(subtitle: str) -> None:
    deck = drawn_deck(slide("t", SlideKind.TITLE, "Analyser", subtitle=subtitle))
    assert words(deck.slides[0]).casefold().count(" ".join(subtitle.split()).casefold()) == 1


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Préparer le matériel et l’e-learning", "Préparer le matériel et l’e‑learning"),
        ("S’exercer par le micro-enseignement", "S’exercer par le micro‑enseignement"),
        ("La grille difficulté-importance-fréquence", "La grille difficulté-importance-fréquence"),
    ],
)
def test_large_titles_never_break_at_the_hyphen_of_an_ordinary_word(title: str, written: str) -> None:
    deck = drawn_deck(slide("s", SlideKind.SECTION, title))
    assert titles(deck)[0] == written


def test_words_after_a_single_letter_and_a_hyphen_stay_whole_in_running_text() -> None:
    deck = drawn_deck(slide("c", SlideKind.CONTENT, "Un cours d'e-learning", bullets("L'e-mail, un savoir-faire")))
    assert titles(deck)[0] == "Un cours d'e‑learning"
    assert body(deck.slides[0]).text_frame.text == "L'e‑mail, un savoir-faire"


@pytest.mark.parametrize(
    "title", ["Court", "Un titre de séquence assez long pour tenir au moins sur trois lignes en grand"]
)
def test_words_of_an_opening_stand_close_under_its_title(title: str) -> None:
    one = drawn_deck(slide("s", SlideKind.SECTION, title, subtitle="1 h 30")).slides[0]
    lines = -(-len(title) // 28)
    bottom = one.shapes.title.top + lines * 40 * 1.15 * 12_700
    assert abs(body(one).top - bottom) < 40 * 12_700


def test_credits_are_said_once_on_their_slide(charter: Charter) -> None:
    one = drawn_deck(slide("c", SlideKind.CREDITS, "Crédits", bullets("A. Exemple"))).slides[0]
    assert words(one).count("Crédits") == 1
    assert layout_zone(one, "Repère").text_frame.text == "Module 1 · Module"


@pytest.mark.parametrize("name", ["Question", "Synthèse", "Activité"])
def test_grounds_of_panels_keep_within_the_margins(drawn: Any, name: str) -> None:
    layout = drawn.slide_layouts.get_by_name(name)
    titled_ = next(p for p in drawn.slide_layouts.get_by_name("Contenu").placeholders if p.placeholder_format.idx == 0)
    for shape in (s for s in layout.shapes if s.name.startswith(("Fond", "Bord"))):
        assert titled_.left <= shape.left
        assert shape.left + shape.width <= titled_.left + titled_.width


@pytest.mark.parametrize("name", ["Question", "Synthèse", "Activité", "Contenu", "Tableau"])
def test_title_of_two_lines_keeps_clear_of_what_is_under_it(drawn: Any, name: str) -> None:
    layout = drawn.slide_layouts.get_by_name(name)
    title = next(p for p in layout.placeholders if p.placeholder_format.idx == 0)
    second_line = title.top + 2 * 30 * 1.15 * 12_700
    below = [s.top for s in layout.shapes if s.name in ("Texte", "Fond du texte", "Fond du volet")]
    assert min(below) - second_line >= 24 * 12_700


def test_slide_that_would_take_more_than_twelve_is_refused() -> None:
    long = slide("c", SlideKind.CONTENT, "Tout le manuel", bullets(*["Un point qui tient sur une ligne."] * 400))
    with pytest.raises(InputError) as caught:
        drawn_deck(long)
    assert "« Tout le manuel »" in caught.value.message
    assert "abrégez" in caught.value.remedy


def test_footers_carry_title_date_and_a_number_field(drawn: Any) -> None:
    for one in list(drawn.slides)[1:]:
        kinds = {p.placeholder_format.type: p for p in one.placeholders}
        assert kinds[PP_PLACEHOLDER.FOOTER].text_frame.text == "Formation de formateurs · Module 1 : Analyser"
        assert kinds[PP_PLACEHOLDER.DATE].text_frame.text == "14 septembre 2026"
        field = kinds[PP_PLACEHOLDER.SLIDE_NUMBER]._element.find(f".//{qn('a:fld')}")
        assert field.get("type") == "slidenum"


def test_emblem_is_native_has_twelve_stars_and_stands_with_its_statement(drawn: Any) -> None:
    for page in (drawn.slide_master, drawn.slide_layouts[0]):
        emblem = named(page, "Emblème de l'Union européenne")
        assert emblem.width / emblem.height == pytest.approx(1.5, abs=0.001)
        assert emblem.height >= 360_000  # one centimetre
        stars = named(page, "Étoiles de l'emblème")._element
        assert len(stars.findall(f".//{qn('a:close')}")) == 12
        assert len(stars.findall(f".//{qn('a:pt')}")) == 120
        assert "Cofinancé par l’Union européenne" in words(page)
        assert emblem._element.find(f".//{qn('p:cNvPr')}").get("descr") == "Emblème de l'Union européenne"


def test_logo_is_asked_for_in_words_and_replaced_by_the_users_file(drawn: Any, charter: Charter) -> None:
    zone = named(drawn.slide_layouts[0], "Logo SOCIEUX+ (fichier à fournir)")
    assert zone.text_frame.text.replace("\u00a0", " ") == "Logo SOCIEUX+ (fichier à fournir)"
    own = replace(charter, logos=(Logo("socieux", "Logo SOCIEUX+", emblem_png(90)),))
    deck = drawn_deck(slide("t", SlideKind.TITLE, "Analyser"), charter=own)
    assert "à fournir" not in words(deck.slide_layouts[0]).replace("\u00a0", " ")
    logo = named(deck.slides[0], "Logo SOCIEUX+")
    emblem = named(deck.slide_layouts[0], "Emblème de l'Union européenne")
    assert logo.width / logo.height == pytest.approx(1.5, abs=0.02)
    assert logo.height <= emblem.height


def test_the_users_logo_stands_on_the_credits_no_larger_than_the_emblem_and_beside_no_text(charter: Charter) -> None:
    own = replace(charter, logos=(Logo("socieux", "Logo SOCIEUX+", emblem_png(90)),))
    names = bullets("Conception : l'équipe pédagogique de la formation de formateurs de la caisse nationale")
    deck = drawn_deck(slide("c", SlideKind.CREDITS, "Crédits", names), charter=own)
    logo = named(deck.slides[-1], "Logo SOCIEUX+")
    assert 360_000 <= logo.height <= named(deck.slide_master, "Emblème de l'Union européenne").height
    texts = [one for one in deck.slides[-1].placeholders if one.has_text_frame and one.placeholder_format.idx == 1]
    assert texts and all(one.left + one.width <= logo.left for one in texts)
    assert not [
        one
        for one in drawn_deck(slide("c", SlideKind.CREDITS, "Crédits", names)).slides[-1].shapes
        if "Logo" in one.name
    ]


def test_clause_closes_the_deck_once_and_word_for_word(drawn: Any, charter: Charter) -> None:
    said = [words(one) for one in drawn.slides]
    assert charter.clause in said[-1]
    assert sum(text.count("Clause de non-responsabilité") for text in said) == 1


def test_clause_already_in_the_text_is_not_repeated(charter: Charter) -> None:
    own = charter.clause.replace("'", "’")
    deck = drawn_deck(slide("c", SlideKind.CREDITS, "Crédits", bullets("A. Exemple"), *bullets_of(own)))
    assert words(deck.slides[0]).count("Clause de non-responsabilité") == 1


def bullets_of(text: str) -> tuple[Any, ...]:
    from coursegen.slides_model import Paragraph, Run

    return (Paragraph((Run(text),)),)


def test_deck_without_credits_gets_them(charter: Charter) -> None:
    deck = drawn_deck(slide("a", SlideKind.CONTENT, "Un message", bullets("Un point")))
    assert len(deck.slides) == 2
    said = words(deck.slides[1])
    assert charter.clause in said
    assert "A. Exemple, B. Modèle" in said and "CC BY-SA 4.0" in said


@pytest.mark.parametrize("name", ["cipres", "neutre"])
def test_other_charters_have_no_emblem_and_their_own_accent(name: str) -> None:
    course = sample_courseware(clause="", funding="", charter=name)
    deck = reopened(write_deck(course, sample_deck(), load_charter(name)))
    assert not [s for s in every(deck.slide_master.shapes) if "Emblème" in s.name]
    assert not [s for s in every(deck.slide_layouts[0].shapes) if "Emblème" in s.name]
    assert "Clause" not in words(deck.slides[-1])


def test_theme_carries_the_charter_and_the_modules_hue(package: bytes, charter: Charter) -> None:
    other = write_deck(sample_courseware(), replace(sample_deck(), hue=2), charter)
    for data, hue in ((package, charter.hue(1)), (other, charter.hue(2))):
        deck = reopened(data)
        theme = next(r.target_part.blob for r in deck.slide_master.part.rels.values() if "theme" in r.reltype).decode()
        assert f'<a:accent2><a:srgbClr val="{hue[1:]}"/>' in theme
        assert '<a:accent1><a:srgbClr val="003399"/>' in theme
        assert set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) == {"Arial"}
