"""Text widths without the font."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from coursegen.charter.metrics import ARIAL, metrics_of, text_width

LIBERATION = Path("/usr/share/fonts/truetype/liberation2")
TEXT = "Le formateur hiérarchise les besoins « réels » du public visé : 12 à 20 personnes – œuvre, où, ça, 50 €."


def test_known_advance_widths_of_arial() -> None:
    assert text_width("i", 1000) == pytest.approx(222)
    assert text_width("é", 1000) == pytest.approx(556)
    assert text_width("é", 1000, bold=True) == pytest.approx(556)
    assert text_width("f", 1000, bold=True) == pytest.approx(333)
    assert text_width("an\u00adimer", 20) == text_width("animer", 20)


@pytest.mark.parametrize(("weight", "bold"), [("Regular", False), ("Bold", True)])
def test_sentence_is_as_wide_as_the_font_draws_it(weight: str, bold: bool) -> None:
    path = LIBERATION / f"LiberationSans-{weight}.ttf"
    if not path.exists():
        pytest.skip("Liberation Sans is not installed here: widths not compared with the font itself")
    drawn = ImageFont.truetype(str(path), 1000, layout_engine=ImageFont.Layout.BASIC).getlength(TEXT)
    assert text_width(TEXT, 1000, bold=bold) == pytest.approx(drawn, rel=0.015)


def test_unknown_family_is_taken_as_wide_and_calibri_as_narrow() -> None:
    assert metrics_of("Police maison").width > ARIAL.width > metrics_of("Calibri").width
    assert metrics_of("liberation sans") == metrics_of("Arial")
    wide = text_width(TEXT, 20, font=metrics_of("Police maison"))
    assert wide == pytest.approx(text_width(TEXT, 20) * 1.2)
