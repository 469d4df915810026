"""Public holidays are named in the language of the documents, whatever the library of holidays knows."""

from __future__ import annotations

from datetime import date

import pytest
from holidays import country_holidays

from methodology.i18n import speaking
from methodology.mission.holiday_names import holiday_names

CIPRES = "BJ BF CM CF KM CG CI GA GN GW GQ MG ML NE CD RW SN TD TG".split()
EXPERTS = "BE ES FR HT MR PT".split()
SAME_IN_FRENCH = {"Ascension", "Tabaski", "Korité", "Laylat al-Qadr"}


@pytest.mark.parametrize("country", CIPRES + EXPERTS)
def test_no_day_has_an_english_name_in_a_french_document(country: str) -> None:
    for year in range(2023, 2030):
        english = {part for told in country_holidays(country, years=year, language="en_US").values() for part in
                   told.replace(" (estimated)", "").replace(" (observed)", "").split("; ")}  # fmt: skip
        for day, name in holiday_names(country, year, "fr").items():
            said = {part.removesuffix(", reporté") for part in name.text.split(" ; ")}
            assert not said & english - SAME_IN_FRENCH, (day, name.text)
            assert "(estim" not in name.text and "(obs" not in name.text


def test_a_feast_of_the_moon_is_known_as_estimated_in_each_language() -> None:
    for country in ("SN", "GW", "CM"):
        assert any(name.estimated for name in holiday_names(country, 2027, "fr").values())
    assert any(name.estimated for name in holiday_names("GW", 2027, "pt").values())


def test_names_follow_the_language_of_the_document() -> None:
    assert holiday_names("SN", 2026, "fr")[date(2026, 4, 6)].text == "Lundi de Pâques"
    with speaking("en"):
        assert holiday_names("SN", 2026, "en")[date(2026, 4, 6)].text == "Easter Monday"
