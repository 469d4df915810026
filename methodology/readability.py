"""How easy a French text is to read: sentences, words, syllables, and the score of Kandel & Moles (1958).

score = 207 - 1.015 x (words / sentences) - 73.6 x (syllables / words). About 100 is a text for children, 50 the prose
of terms of reference; the syllable count makes it right to about 5 points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)*|(?<!\d)\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:,\d+)?|\d+(?:[.,]\d+)*"
)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_END = re.compile(r"(?:[.!?…]+|\s;)(?=[\s»\")]|$)")
_NOT_AN_END = re.compile(r"\b(?:M|MM|Mme|Dr|art|al|cf|p|ex|env|etc|n°|[A-Z])\.$", re.IGNORECASE)
_LONGEST_ABBREVIATION = 6  # letters of the longest, its full stop, and what stands before

_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_VOWEL_GROUP = re.compile(rf"[{_VOWELS}]+")
_HIATUS = re.compile(r"(?<=é)(?:[aâoiuè]|e(?=r))|(?<=[ioua])é|(?<=o)è|[ïüë]")
_PLAIN_HIATUS = re.compile(r"^co(?=o[pr])|(?<=[bcdfgptv][lr])i(?=[aâeéèo])")  # coopérer, client, ouvrier
_GLIDING_Y = re.compile(rf"(?<=[{_VOWELS}])y(?=[{_VOWELS}])")
_MUTE_END = re.compile(r"(?<=[^\Waeiouyéèàùâêîôûëïü])(?:e|es)$")
_MUTE_PLURAL = re.compile(r"(?<=[^\Waeiouyéèà])ent$")
_SOUNDED_ENT = re.compile(
    r"(?:[mcdgi]|qu)ent$|^(?:vent|lent|talent|présent|absent|content|souvent|parent|différent|excellent)$"
)
_MUTE_ALL_THE_SAME = frozenset(  # third persons that look like « moment » or « client », and are no noun
    "aiment affirment allument animent arment assument calment confirment consomment dorment entament estiment"
    " expriment filment forment impriment informent nomment présument proclament programment réclament résument"
    " suppriment transforment crient multiplient oublient plient prient publient supplient trient".split()
)


@lru_cache(maxsize=10_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a run of text; a semicolon ends one, a known abbreviation or a decimal point doesn't."""
    found, start = [], 0
    for end in _END.finditer(text):
        candidate = text[start : end.end()].strip()
        if candidate and not _NOT_AN_END.search(candidate[-_LONGEST_ABBREVIATION:]):
            found.append(candidate)
            start = end.end()
    rest = text[start:].strip(' »")')
    return (*found, rest) if _WORD.search(rest) else tuple(found)


@lru_cache(maxsize=10_000)
def words(text: str) -> tuple[str, ...]:
    """The words: an elided article or pronoun goes with the word it leans on, a number is one word."""
    elided = "'" in text or "’" in text
    return tuple(_WORD.findall(_ELISION.sub("", text) if elided else text))


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """How many syllables a French word has, at least one: groups of vowels, mute endings off, hiatuses added."""
    lower = word.lower()
    if lower[0].isdigit():
        return min(len(lower), 4)
    spelt = _GLIDING_Y.sub("-y", lower) if "y" in lower else lower
    if lower in _MUTE_ALL_THE_SAME:
        spelt = spelt.removesuffix("ent")
    elif spelt.endswith("ent") and not _SOUNDED_ENT.search(spelt):
        spelt = _MUTE_PLURAL.sub("", spelt)
    if spelt.endswith(("e", "es")):
        spelt = _MUTE_END.sub("", spelt)
    hiatuses = len(_PLAIN_HIATUS.findall(spelt))
    hiatuses += len(_HIATUS.findall(spelt)) if not spelt.isascii() else 0  # these all bear an accent
    return max(1, len(_VOWEL_GROUP.findall(spelt)) + hiatuses)


def reading_ease(texts: Sequence[str]) -> float | None:
    """The Kandel-Moles score of runs of text taken together, each ending a sentence; None without a word."""
    count = sum(len(sentences(text)) for text in texts)
    spoken = [word for text in texts for word in words(text)]
    if not spoken:
        return None
    per_sentence = len(spoken) / count
    per_word = sum(map(syllables, spoken)) / len(spoken)
    return 207 - 1.015 * per_sentence - 73.6 * per_word
