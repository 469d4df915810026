"""Texts compared word for word: spaces, apostrophes and dashes normalised, the words that differ named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "‑": "-", "‐": "-"})
_BEFORE_MARK = re.compile(r"\s+([:;!?»%.,])")
_AFTER_QUOTE = re.compile(r"«\s+")
_BARE_WORD = re.compile(r"[a-z0-9]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SPACES = re.compile(r"\s+")
_ENOUGH = 0.5  # share of the words that must be found for a passage to be an attempt at the text


def normal(text: str) -> str:
    """The text with one kind of space, apostrophe and hyphen, nothing invisible, and no space before punctuation."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_SAME)
    plain = _SPACES.sub(" ", plain)
    return _AFTER_QUOTE.sub("«", _BEFORE_MARK.sub(r"\1", plain)).strip()


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that stand in a text instead of others; either may be empty."""

    expected: str
    found: str


def says(text: str, wanted: str) -> bool:
    """Whether `text` holds `wanted` word for word."""
    return normal(wanted) in normal(text)


_MOST_COPIES = 6
_NEAR_COPY = 0.7  # share of the wanted words, in their order, that make a passage a copy of them


def faulty_copies(text: str, wanted: str) -> tuple[tuple[Difference, ...], ...]:
    """Where `text` says `wanted` again, but not word for word: what differs in each such copy."""
    expected = normal(wanted)
    found: list[tuple[Difference, ...]] = []
    for stretch in normal(text).split(expected):
        words = stretch.split()
        while len(found) < _MOST_COPIES and (copy := _nearest(words, expected.split())):
            if _share_kept(expected.split(), copy) < _NEAR_COPY:
                break
            found.append(tuple(_compared(expected.split(), copy)))
            at = _index_of(words, copy)
            words = [*words[:at], *words[at + len(copy) :]]
    return tuple(found)


def _share_kept(expected: list[str], found: list[str]) -> float:
    blocks = SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(expected)


def _index_of(words: list[str], copy: list[str]) -> int:
    return next(at for at in range(len(words)) if words[at : at + len(copy)] == copy)


def differences(text: str, wanted: str) -> tuple[Difference, ...] | None:
    """What differs between `wanted` and the passage of `text` that is nearest to it; None when none comes near."""
    expected = normal(wanted).split()
    passage = _nearest(normal(text).split(), expected)
    if passage is None:
        return None
    return tuple(_compared(expected, passage))


def _nearest(words: list[str], expected: list[str]) -> list[str] | None:
    """The stretch of `words` with most of the expected ones, a little longer than they are."""
    wanted = {word.casefold() for word in expected if len(word) > 3}
    marks = [1 if word.casefold() in wanted else 0 for word in words]
    if sum(marks) < _ENOUGH * len(wanted) or not words:
        return None
    room = len(expected)
    total = best = sum(marks[:room])
    at = 0
    for start in range(1, max(1, len(words) - room + 1)):
        total += marks[start + room - 1] - marks[start - 1]
        if total > best:
            best, at = total, start
    if best < _ENOUGH * len(wanted):
        return None
    return _trimmed(words[max(0, at - room // 3) : at + room + room // 3], expected)


def _trimmed(words: list[str], expected: list[str]) -> list[str]:
    """Without what stands before the first and after the last word they have in common, in runs of two or more."""
    blocks = [b for b in SequenceMatcher(None, expected, words, autojunk=False).get_matching_blocks() if b.size > 1]
    if not blocks:
        return words
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)
    end = last.b + last.size + (len(expected) - last.a - last.size)
    return words[start:end]


def _compared(expected: list[str], found: list[str]) -> Iterator[Difference]:
    for what, a1, a2, b1, b2 in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if what != "equal":
            yield Difference(" ".join(expected[a1:a2]), " ".join(found[b1:b2]))


# Letters of other alphabets that look like ours, in small letters (Unicode UTS 39, confusables).
_LOOK_ALIKE = {
    ord(other): ours
    for ours, others in {
        "a": "аɑα", "b": "вьβ", "c": "сϲ", "d": "ԁ", "e": "еёε", "g": "ɡ", "h": "нһ", "i": "іїıɩι", "j": "јϳ",
        "k": "кκ", "l": "ℓ", "m": "м", "n": "η", "o": "оο", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ", "t": "тτ",
        "u": "υ", "v": "ѵν", "w": "ԝω", "x": "хχ", "y": "уγ",
    }.items()
    for other in others
}  # fmt: skip


def bare_words(text: str) -> list[str]:
    """The words alone, in small letters without accents: to find a sentence again whatever its dress.

    Letters of other alphabets count as those they look like.
    """
    small = normal(text).casefold().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFD", small).translate(_LOOK_ALIKE)
    return _BARE_WORD.findall(_FOREIGN.sub(_uncombined, plain))


def _uncombined(letters: re.Match[str]) -> str:
    return "".join(c for c in letters[0] if not unicodedata.combining(c))
