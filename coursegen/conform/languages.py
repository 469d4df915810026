"""Which language a passage is written in, by its small words: never a guess where they are few."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from methodology.catalogue_data import catalogue_data
from methodology.i18n import N_

FEWEST_WORDS = 8
_FEWEST_MARKS = 3  # different small words
_CLEAR = 0.2
_CLEAR_ALONE = 0.15  # where no small word of the language wanted is found
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "fr": N_("français"), "en": N_("anglais"), "pt": N_("portugais"), "es": N_("espagnol"),
        "de": N_("allemand"), "nl": N_("néerlandais"),
    }
)  # fmt: skip
# Languages that we don't write in, and people paste from.
_OTHERS = {
    "de": "der die das und ist sind nicht ein eine einen mit für auf von zu dem im wird werden wurde oder auch bei "
    "nach aus sie wir ihre haben hat",
    "nl": "het een van voor met zijn niet dat op aan door wordt worden werden hebben heeft ook bij naar om uit dit "
    "deze drie hun",
}
# Words that another language has and ours has too.
_SHARED = {
    "fr": "en y son as os or an on no me lo van aux zijn",
    "en": "die den met over am an was so dat van has are on no me as do in is of not at hat bei",
    "pt": "es son lo al en con van die das um uma des por como dos",
    "es": "os as um em die das een van como por son des dos",
}
_ENDINGS = {
    "es": re.compile(r".{2,}(?:ción|ciones|stión|siones|aron|ieron)$"),
    "pt": re.compile(r".{2,}(?:ção|ções|ões|aram|eram)$"),
    "de": re.compile(r".{3,}(?:ung|ungen|keit|heit)$"),
}
# A list of three words a line has no small words: these tell it.
_ENGLISH_OF_LISTS = frozenset(
    "workshop workshops trainers trainer next steps step agreed daily weekly day days week "
    "time work worked results result findings opening closing learned lessons review summary overview background "
    "scheduled delivered completed pending approved outcome outcomes stakeholders attendance held hosted "
    "provided prepared presented discussed followed shared drafted".split()
)


def bare_words_of(text: str) -> list[str]:
    """The words in small letters, accents kept; what stands between « » is quoted."""
    plain = re.sub(r"«[^»]*»", " ", text.casefold())
    return re.findall(r"[^\W\d_]+", plain)


def other_language(words: list[str], home: str, *, is_list: bool = False) -> str:
    """The language, other than `home`, that the words are in; "" when they are too few, or it can't be told."""
    if len(words) < FEWEST_WORDS:
        return ""
    marks = {code: [word for word in words if _tells(word, code, home, is_list)] for code in LANGUAGES}
    best = max(marks, key=lambda code: len(marks[code]))
    own = len(marks.get(home, ()))
    clear = len(marks[best]) >= (_CLEAR if own else _CLEAR_ALONE) * len(words) and len(marks[best]) > 2 * own
    return best if best != home and clear and len(set(marks[best])) >= _FEWEST_MARKS else ""


def _tells(word: str, code: str, home: str, is_list: bool) -> bool:
    if code == home:
        return word in _small_words(code)
    if word in _shared(home) or word in _small_words(home):
        return False
    if word in _small_words(code) or (is_list and code == "en" and word in _ENGLISH_OF_LISTS):
        return True
    ending = _ENDINGS.get(code)
    return ending is not None and ending.fullmatch(word) is not None


@cache
def _small_words(code: str) -> frozenset[str]:
    known: dict[str, list[str]] = catalogue_data("function_words")
    return frozenset(known[code] if code in known else _OTHERS.get(code, "").split())


@cache
def _shared(home: str) -> frozenset[str]:
    return frozenset(_SHARED.get(home, "").split())
