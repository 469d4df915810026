"""What layouts and shapes are called: in the language of the deck, and found again by a course in any other."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from coursegen.charter import Charter
from coursegen.outputs.slides import write_deck
from coursegen.outputs.slides.forms import Form, Role, own_name
from coursegen.outputs.slides.mapping import map_layouts
from methodology.i18n import speaking
from tests.slides.sample import sample_courseware, sample_deck

LANGUAGES = ("fr", "en", "pt", "es")


def deck_in(language: str, charter: Charter, template: bytes | None = None) -> bytes:
    with speaking(language):
        return write_deck(replace(sample_courseware(), language=language), sample_deck(), charter, template)


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_layouts_are_named_in_the_language_of_the_deck(charter: Charter, language: str) -> None:
    with speaking(language):
        wanted = [own_name(form) for form in Form]
    assert len(set(wanted)) == len(Form)
    assert [layout.name for layout in opened(deck_in(language, charter)).slide_layouts] == wanted


def test_an_english_deck_says_activity_and_caption(charter: Charter) -> None:
    deck = opened(deck_in("en", charter))
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    shapes = {shape.name for page in (*deck.slides, *deck.slide_layouts) for shape in page.shapes}
    assert {"Activity", "Objectives", "Credits"} <= layouts.keys()
    assert "Caption" in shapes
    assert not {"Légende", "Tableau", "Sous-titre", "Commanditaire"} & shapes


@pytest.mark.parametrize("made_in", LANGUAGES)
@pytest.mark.parametrize("course", ["fr", "en"])
def test_a_deck_of_ours_is_a_template_for_a_course_in_another_language(
    charter: Charter, made_in: str, course: str
) -> None:
    template = deck_in(made_in, charter)
    with speaking(course):
        layouts = map_layouts(opened(template))
    assert all(choice.exact for choice in layouts.choices.values())
    assert {Role.KICKER, Role.PANEL} <= layouts[Form.ACTIVITY].places.keys()
    assert {Role.NUMERAL, Role.META} <= layouts[Form.TITLE].places.keys()
    used = {slide.slide_layout.name for slide in opened(deck_in(course, charter, template)).slides}
    assert len(used) == len(Form)


@pytest.mark.parametrize(
    ("title", "content"),
    [("Diapositivo de Título", "Título e Conteúdo"), ("Diapositiva de título", "Título y objetos")],
)
def test_office_in_portuguese_and_spanish_is_known(title: str, content: str) -> None:
    deck = Presentation()
    deck.slide_layouts[0].name, deck.slide_layouts[1].name = title, content
    layouts = map_layouts(deck)
    assert layouts[Form.TITLE].layout.name == title and layouts[Form.TITLE].exact
    assert layouts[Form.CONTENT].layout.name == content and layouts[Form.CONTENT].exact
