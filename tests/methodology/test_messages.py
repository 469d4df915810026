"""Every message has its English, with the same places to fill; every French field name reads both ways."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import methodology
from methodology.activities import activity_types
from methodology.field_names import english_names, french_names
from methodology.i18n import gettext, ngettext, speaking
from methodology.questions import Question

PACKAGE = Path(methodology.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
Id = str | tuple[str, ...]


def sentences_of_the_code() -> set[Id]:
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    return {tuple(message) if isinstance(message, list | tuple) else message for _f, _l, message, _c, _x in found}


def english() -> dict[Id, Id]:
    with (PACKAGE / "locale" / "en.po").open(encoding="utf-8") as stream:
        catalogue = read_po(stream)
    return {
        tuple(m.id) if isinstance(m.id, list | tuple) else m.id: m.string for m in catalogue if m.id and all(m.string)
    }


def test_no_sentence_lacks_its_english_and_none_is_left_over() -> None:
    assert sentences_of_the_code() - set(english()) == set()
    assert set(english()) - sentences_of_the_code() == set()


def test_translations_keep_the_places_to_fill() -> None:
    def places(text: Id) -> set[str]:
        return set(re.findall(r"\{(\w+)", text if isinstance(text, str) else " ".join(text)))

    for french, translated in english().items():
        assert places(french) == places(translated), french


def test_messages_come_in_the_language_asked_for() -> None:
    with speaking("en"):
        assert gettext("Champ inconnu") == "Unknown field"
        plural = "{n} autres lignes sont dans ce cas."
        assert ngettext("{n} autre ligne est dans ce cas.", plural, 0) == "{n} other lines have the same fault."
    assert gettext("Champ inconnu") == "Champ inconnu"


def test_field_names_read_both_ways() -> None:
    assert french_names(Question)["text"] == "enonce"
    assert english_names(Question)["enonce"] == english_names(Question)["text"] == "text"
    for kind in (Question, *activity_types()):
        twice = [name for name, count in Counter(french_names(kind).values()).items() if count > 1]
        assert not twice, kind
