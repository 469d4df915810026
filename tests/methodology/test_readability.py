"""Sentences, words, syllables and the score of Kandel and Moles."""

from __future__ import annotations

import pytest

from methodology.readability import reading_ease, sentences, syllables, words

SYLLABLES = {
    "chat": 1, "caisse": 1, "agents": 2, "école": 2, "pension": 2, "demandes": 2, "idées": 2, "voyage": 2, "créer": 2,
    "théâtre": 2, "document": 3, "formation": 3, "travaillent": 2, "réaliser": 4, "participants": 4, "aéroport": 4,
    "rapidement": 4, "oui": 1, "naïf": 2, "parlent": 1, "lire": 1, "le": 1, "aiment": 1, "forment": 1, "dorment": 1,
    "oublient": 2, "moment": 2, "règlement": 3, "client": 2, "patient": 2, "orient": 2, "quatrième": 3, "pièce": 1,
    "poème": 2, "coopérer": 4, "coordonner": 4, "alcool": 2,
}  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), SYLLABLES.items())
def test_syllables_of_a_word(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_sentences_end_where_one_stops() -> None:
    assert sentences("Elle vient. Vient-il ? Non !") == ("Elle vient.", "Vient-il ?", "Non !")
    assert sentences("M. Diop a 3.5 points, cf. art. 12") == ("M. Diop a 3.5 points, cf. art. 12",)
    assert len(sentences("Le taux monte ; la pension suit.")) == 2
    assert sentences("") == ()


def test_an_elided_word_goes_with_the_next_one() -> None:
    assert words("L'agent qu'il a vu, 12,5 fois") == ("agent", "il", "a", "vu", "12,5", "fois")


def test_a_number_whose_thousands_are_set_apart_is_one_word() -> None:
    assert words("1 250,5 F, 12\u202f300 et 1\u00a0000\u00a0000 en 2026 100 fois") == (
        "1 250,5", "F", "12\u202f300", "et", "1\u00a0000\u00a0000", "en", "2026", "100", "fois",
    )  # fmt: skip


def test_the_score_follows_the_published_formula() -> None:
    # 2 sentences, 10 words, 10 syllables: 207 - 1.015 x 5 - 73.6 x 1
    assert reading_ease(["Le chat dort sur le lit. Il boit du lait."]) == pytest.approx(207 - 1.015 * 5 - 73.6)


def test_simple_prose_is_easier_than_the_prose_of_terms_of_reference() -> None:
    plain = reading_ease(["Remplissez le formulaire. Joignez une copie de votre carte. Gardez le reçu."])
    heavy = reading_ease(
        [
            "Les organismes de prévoyance sociale sont confrontés à des mutations institutionnelles qui nécessitent un "
            "renforcement continu des capacités de leurs personnels, conformément aux orientations du Conseil."
        ]
    )
    assert plain is not None and heavy is not None
    assert heavy < 40
    assert plain > 60


def test_nothing_to_read_has_no_score() -> None:
    assert reading_ease(["", "…"]) is None
