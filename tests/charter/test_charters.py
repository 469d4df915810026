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
    assert min(contrast(hue, "#FFFFFF") for hue in hues) >= 4.5


@pytest.mark.parametrize("vision", VISIONS)
def test_module_hues_are_told_apart(vision: str) -> None:
    pairs = itertools.combinations(load_charter("socieux").module_hues, 2)
    assert min(distance(one, other, vision) for one, other in pairs) >= 12


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
    assert charter.funding == "Cofinancé par l'Union européenne"
    assert charter.funding_statement("finance") == "Financé par l'Union européenne"
    assert charter.funding_statement("") == ""
    assert charter.clause == CLAUSE


def test_socieux_logo_is_asked_for_and_never_drawn() -> None:
    (logo,) = load_charter("socieux").logos
    assert logo.name == "Logo SOCIEUX+"
    assert logo.image is None


@pytest.mark.parametrize("name", ["cipres", "neutre"])
def test_other_charters_show_no_european_funding_by_default(name: str) -> None:
    charter = load_charter(name)
    assert (charter.emblem, charter.funding, charter.clause) == (False, "", "")
    assert charter.sizes == load_charter("socieux").sizes
