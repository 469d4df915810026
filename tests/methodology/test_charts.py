"""Figures of a `:::{graphique}` box: read as people write them; what is no figure is told with its line."""

from __future__ import annotations

import pytest

from methodology.charts import figure, is_blank
from methodology.findings import Where
from methodology.prose import read_prose
from methodology.reading.charts import chart_faults

GOOD = ":::{graphique} Titre\n:type: barres\n| Qui | 2022 |\n| --- | --- |\n| A | 12,5 |\n| B | – |\n:::\n"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12,5", 12.5),
        ("1\u202f250", 1250.0),
        ("40 %", 40.0),
        ("−3", -3.0),
        ("0", 0.0),
        ("douze", None),
        ("1,2,3", None),
    ],
)
def test_figures_as_people_write_them(cell: str, value: float | None) -> None:
    assert figure(cell) == value


@pytest.mark.parametrize("cell", ["", "–", "nd", " - "])
def test_a_missing_figure_is_no_fault(cell: str) -> None:
    assert is_blank(cell)


def told(markdown: str) -> list[tuple[int, str]]:
    found = chart_faults(read_prose(markdown), lambda line: Where("contenus/a.md", line))
    return [(one.where.line, one.message) for one in found]


def test_a_sound_chart_has_no_fault() -> None:
    assert told(GOOD) == []


def test_a_word_among_the_figures_is_told_with_its_line_and_the_second_chart_keeps_its_own() -> None:
    faults = told(GOOD + "\n" + GOOD.replace("12,5", "douze"))
    assert faults == [(13, "Graphique : « douze » n'est pas un nombre.")]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (":::{graphique} Titre\nRien.\n:::\n", "pas de tableau"),
        (GOOD.replace("barres", "camembert"), "« camembert »"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_told(markdown: str, words: str) -> None:
    assert [words in message for _line, message in told(markdown)] == [True]
