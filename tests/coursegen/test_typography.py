"""French typography in what people read, and none where it would change a meaning."""

from __future__ import annotations

import pytest

from coursegen.content.markdown import parser
from coursegen.content.typography import polish


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Trois étapes : lire", "Trois étapes\u00a0: lire"),
        ('Il dit "oui"', "Il dit «\u00a0oui\u00a0»"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("l'objectif", "l’objectif"),
        ("45 % des cas", "45\u202f% des cas"),
        ("12 500 francs", "12\u202f500 francs"),
        ("et ensuite...", "et ensuite…"),
        ("à 8:30, https://exemple.org/a:b", "à 8:30, https://exemple.org/a:b"),
    ],
)
def test_french_marks_get_their_spaces(typed: str, read: str) -> None:
    assert polish(typed, "fr") == read


def test_polishing_twice_changes_nothing() -> None:
    once = polish('Il dit "oui" : 45 % ; non ?', "fr")
    assert polish(once, "fr") == once


def test_english_text_gets_no_french_spaces() -> None:
    assert polish("Why? It's 45% now: read", "en") == "Why? It’s 45% now: read"


def test_code_stays_as_typed() -> None:
    assert "<code>a ? b : c</code>" in parser("fr").render("Écrire `a ? b : c` ici")
