"""The built-in charters: complete, legible, told apart by colour-blind eyes."""

from __future__ import annotations

import itertools

import pytest

from coursegen.charter import charter_names, load_charter
from coursegen.charter.colour import VISIONS, contrast, distance
from coursegen.errors import InputError

CLAUSE = (
    "Clause de non-responsabilité : La responsabilité de cette publication incombe uniquement à ses auteurs. "
    "L'Union européenne, la Commission européenne, les partenaires de mise en œuvre de SOCIEUX+ et le personnel "
    "de SOCIEUX+ ne sauraient être tenus pour responsables de l'utilisation qui pourrait être faite des "
    "informations qui y figurent."
)
NAMES = ("cipres", "neutre", "socieux")


def test_three_charters_are_built_in() -> None:
    assert charter_names() == NAMES


def test_unknown_charter_is_refused_naming_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        load_charter("socieu")
    assert "socieu" in caught.value.message
    assert "cipres, neutre, socieux" in caught.value.remedy


@pytest.mark.parametrize("name", NAMES)
def test_every_text_colour_is_legible(name: str) -> None:
    colours = load_charter(name).colours
    for ground in (colours.paper, colours.surface, colours.act_surface):
        for text in (colours.ink, colours.muted, colours.act):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(colours.accent, colours.paper) >= 7
    assert contrast(colours.on_accent, colours.accent) >= 7


@pytest.mark.parametrize("name", NAMES)
def test_module_hues_are_eight_and_legible_on_white(name: str) -> None:
    hues = load_charter(name).module_hues
    assert len(set(hues)) == 8
    assert min(contrast(hue, "#FFFFFF") for hue in hues) >= 4.65


def test_the_first_module_hue_is_the_blue_of_the_accent() -> None:
    charter = load_charter("socieux")
    assert charter.hue(0) == charter.colours.accent


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", NAMES)
def test_no_module_hue_is_taken_for_the_colour_of_activities(name: str, vision: str) -> None:
    charter = load_charter(name)
    least = 50 if vision == "trichromie" else 14
    assert min(distance(hue, charter.colours.act, vision) for hue in charter.module_hues) >= least


@pytest.mark.parametrize("vision", VISIONS)
def test_module_hues_are_told_apart(vision: str) -> None:
    pairs = itertools.combinations(load_charter("socieux").module_hues, 2)
    assert min(distance(one, other, vision) for one, other in pairs) >= 16


def test_confusable_colours_are_seen_as_such() -> None:
    """The measure itself: red and green of equal lightness, far for most, close for a deuteranope."""
    assert distance("#B04040", "#5C6E2B") > 40
    assert distance("#B04040", "#5C6E2B", "deutéranopie") < 25


def test_hues_start_again_after_the_last() -> None:
    charter = load_charter("neutre")
    assert charter.hue(9) == charter.hue(1) != charter.hue(0)


def test_socieux_carries_emblem_statement_and_clause_word_for_word() -> None:
    charter = load_charter("socieux")
    assert charter.emblem
    assert charter.colours.accent == "#003399"
    assert charter.funding == "Cofinancé par l’Union européenne"
    assert charter.funding_statement("finance") == "Financé par l’Union européenne"
    assert charter.funding_statement("") == ""
    assert charter.clause == CLAUSE
    assert not charter.clause_provisional


STATEMENTS = {
    "en": ("Co-funded by the European Union", "Funded by the European Union"),
    "pt": ("Cofinanciado pela União Europeia", "Financiado pela União Europeia"),
    "es": ("Cofinanciado por la Unión Europea", "Financiado por la Unión Europea"),
}


@pytest.mark.parametrize("language", STATEMENTS)
def test_a_charter_speaks_the_language_of_the_course(language: str) -> None:
    charter = load_charter("socieux", language)
    assert (charter.funding, charter.funding_statement("finance")) == STATEMENTS[language]
    assert "SOCIEUX+" in charter.clause and charter.clause != CLAUSE
    assert charter.clause_provisional, "a translation of ours is never passed off as the programme's words"


def test_a_language_the_charter_does_not_speak_gets_french_and_a_regional_one_its_own() -> None:
    assert load_charter("socieux", "sw") == load_charter("socieux")
    assert load_charter("socieux", "pt-BR") == load_charter("socieux", "pt")


def test_socieux_logo_is_asked_for_and_never_drawn() -> None:
    (logo,) = load_charter("socieux").logos
    assert logo.name == "Logo SOCIEUX+"
    assert logo.image is None


@pytest.mark.parametrize("name", ["cipres", "neutre"])
def test_other_charters_show_no_european_funding_by_default(name: str) -> None:
    charter = load_charter(name)
    assert (charter.emblem, charter.funding, charter.clause) == (False, "", "")
    assert charter.sizes == load_charter("socieux").sizes
