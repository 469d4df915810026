"""Dates in words, as readers of each language expect them."""

from __future__ import annotations

from datetime import date

import pytest

from coursegen.mission import long_day
from coursegen.outputs.documents.dates import long_date
from methodology.i18n import speaking

DAY = date(2024, 3, 25)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "25 mars 2024"),
        ("en", "25 March 2024"),
        ("en-US", "March 25, 2024"),
        ("pt", "25 de março de 2024"),
        ("es", "25 de marzo de 2024"),
    ],
)
def test_a_date_is_written_as_its_readers_do(language: str, words: str) -> None:
    assert long_date(DAY, language) == words


def test_messages_in_english_put_the_day_first() -> None:
    with speaking("en"):
        assert long_day(DAY) == "25 March 2024"
