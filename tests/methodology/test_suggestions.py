"""What is proposed in place of a name the course has not: the same badly written, else what there is."""

from __future__ import annotations

import pytest

from methodology.reading.faults import suggestion

SEQUENCES = ("S1.2", "S1.3", "S2.1", "S5.1")


@pytest.mark.parametrize(
    ("written", "known", "proposed"),
    [
        ("s1-2", SEQUENCES, "« S1.2 »"),
        ("S01.2", SEQUENCES, "« S1.2 »"),
        ("S1.2/lir", ("S1.2/lire", "S1.3/lire"), "« S1.2/lire »"),
        ("O01", ("O1", "O11"), "« O1 »"),
        ("presentielle", ("presentiel", "hybride"), "« presentiel »"),
    ],
)
def test_the_same_name_badly_written_is_proposed(written: str, known: tuple[str, ...], proposed: str) -> None:
    assert f"Vouliez-vous dire {proposed}" in suggestion(written, known)


def test_another_number_is_another_thing_and_neighbours_come_first() -> None:
    assert suggestion("S1.1", SEQUENCES) == "Choisissez parmi : S1.2, S1.3, S2.1, S5.1."
    assert suggestion("S5.4", SEQUENCES) == "Choisissez parmi : S5.1, S1.2, S1.3, S2.1."
    assert suggestion("G1/clarte", ("G2/clarte", "G1/forme")) == "Choisissez parmi : G1/forme, G2/clarte."


def test_without_number_the_list_is_in_order() -> None:
    assert suggestion("zzz", ("b", "a")) == "Choisissez parmi : a, b."


def test_a_number_as_long_as_a_line_is_no_trouble() -> None:
    assert suggestion("9" * 9000, ("O1",)) == "Choisissez parmi : O1."


def test_numbers_are_in_their_order() -> None:
    assert suggestion("23", ("1", "2", "3", "4", "5", "6")) == "Choisissez parmi : 1, 2, 3, 4, 5, 6."
    assert suggestion("zzz", ("S10", "S2", "S1")) == "Choisissez parmi : S1, S2, S10."
