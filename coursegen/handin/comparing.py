"""Whether a file says what a confidential report says: whole sentences, and runs of eight words across its passages.

What anybody may say (the action's own words, the clause, the blank frame of the report, names, dates) is not counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from unicodedata import normalize

from coursegen.conform.wording import bare_words
from coursegen.handin.every_word import Strand

RUN = 8  # words of a stretch that is a copy wherever it stands
SENTENCE = 4  # words from which a whole sentence is compared
_KNOWN_RUN = 5  # words in a row that a public text must share for them not to count
_SHORT = 12  # words of a public text that is taken whole: a name, a title, a function
NEAR = 8  # words from which a sentence that says almost the same is pointed out
_NEARLY = 0.8  # share of its words that stand there in the same order
_LEFT = 2  # words that must be left of a sentence when names are taken away
_LEFT_OF_RUN = 4
_LONGEST = 120  # words of a sentence that is compared so
_SHOWN = 40  # words of a passage that are quoted
_CALENDAR = frozenset(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche".split()
)
_ELIDED = frozenset("l d j m n s t c qu lorsqu puisqu jusqu".split())
_SPACED = re.compile(r"(?<!\S)\W{0,3}[^\W\d_]\S*")  # words as a person writes them: no addresses, no codes


@dataclass(frozen=True, slots=True)
class Leak:
    """Words of a confidential report that stand elsewhere. `place` in words.

    `near`: the report's own sentence, where the file says almost the same; "" where it says the same.
    """

    place: str
    words: str
    origin: str
    near: str = ""


@dataclass(frozen=True)
class _Words:
    """A strand as bare words, each with its passage; `starts`: where each begins in `letters`."""

    words: tuple[str, ...]
    owners: tuple[int, ...]
    letters: str
    starts: tuple[int, ...]


class Public:
    """What may stand anywhere. `texts`: the words of the action, the clause, the frames."""

    def __init__(self, texts: Iterable[str]) -> None:
        told = [tuple(folded(text)) for text in dict.fromkeys(texts)]
        self._runs = {run for words in told for run in _runs(words, _KNOWN_RUN)}
        bare = [_without_numbers(words) for words in told]
        short = {words for words in bare if 2 <= len(words) <= _SHORT}
        self._short: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(short):
            self._short.setdefault(words[0], []).append(words)

    def unknown(self, words: Sequence[str]) -> tuple[bool, ...]:
        """For each word, whether it is said here of its own accord: no part of a public phrase, no date, no number."""
        own = [not word.isdigit() and word not in _CALENDAR and word not in _ELIDED for word in words]
        for at, word in enumerate(words):
            if tuple(words[at : at + _KNOWN_RUN]) in self._runs:
                own[at : at + _KNOWN_RUN] = [False] * _KNOWN_RUN
            for phrase in self._short.get(word, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    own[at : at + len(phrase)] = [False] * len(phrase)
        return tuple(own[: len(words)])


def _without_numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the number of a title, nor the page of an entry of the table of contents."""
    own = [at for at, word in enumerate(words) if not word.isdigit()]
    return words[own[0] : own[-1] + 1] if own else ()


def folded(text: str) -> list[str]:
    """The words alone, without case, accents, dress (full-width, small capitals, ligatures)."""
    return bare_words(normalize("NFKC", text))


class Secret:
    """What a confidential report says that nothing public does: its sentences, and runs of its words."""

    def __init__(self, strands: Iterable[Strand], public: Public) -> None:
        texts = dict.fromkeys(text for strand in strands if strand.own for _place, text in strand.passages)
        self.sentences: dict[str, int] = {}
        self.runs: set[tuple[str, ...]] = set()
        self.told: dict[tuple[str, ...], str] = {}
        self.counted: list[tuple[tuple[str, ...], Counter[str]]] = []
        for text in texts:
            if len(_SPACED.findall(text)) >= SENTENCE:
                self._add_runs(folded(text), public)
            for sentence in sentences(text):
                if len(_SPACED.findall(sentence)) >= SENTENCE:
                    self._add(folded(sentence), public)
                    self._tell(sentence, folded(sentence), public)
        self.counted = [(words, Counter(words)) for words in self.told]

    def _add(self, words: list[str], public: Public) -> None:
        telling = sum(not word.isdigit() and word not in _CALENDAR and word not in _ELIDED for word in words)
        if telling >= SENTENCE and sum(public.unknown(words)) >= _LEFT:
            self.sentences["".join(words)] = len(words)

    def _tell(self, sentence: str, words: list[str], public: Public) -> None:
        """Keep a long sentence whose own words are many enough to know it again, said a little otherwise."""
        if len(words) >= NEAR and sum(public.unknown(words)) >= _NEARLY * len(words) - _LEFT:
            self.told[tuple(words)] = sentence.strip()

    def _add_runs(self, words: list[str], public: Public) -> None:
        own = public.unknown(words)
        for at, run in enumerate(_runs(words, RUN)):
            if sum(own[at : at + RUN]) >= _LEFT_OF_RUN:
                self.runs.add(run)


def sentences(text: str) -> list[str]:
    """A passage cut at the end of each sentence and at semicolons."""
    return re.split(r"(?<=[.!?…;])\s+|\n", text)


def leaks(strands: Sequence[Strand], secrets: Mapping[str, Secret]) -> Iterator[Leak]:
    """What the file shares with each report, each passage once, under the first place that was found."""
    ready = [(strand, _words_of(strand)) for strand in strands]
    said_there = [*_sentences_of(strands)] if any(secret.told for secret in secrets.values()) else []
    for origin, secret in secrets.items():
        told: set[str] = set()
        for strand, words in ready:
            for start, end in _joined([*_sentences_in(words, secret), *_runs_in(words, secret)]):
                said = "".join(words.words[start:end])
                if not any(said in before for before in told):
                    told.add(said)
                    yield Leak(strand.passages[words.owners[start]][0], _quoted(strand, words, start, end), origin)
        yield from _reworded(said_there, secret, origin, told)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a file, long enough to be compared, with its bare words."""

    place: str
    text: str
    words: tuple[str, ...]
    count: Counter[str]


def _sentences_of(strands: Iterable[Strand]) -> Iterator[_Sentence]:
    """Each sentence once, at its first place."""
    seen: set[tuple[str, ...]] = set()
    for place, text in (passage for strand in strands for passage in strand.passages):
        for sentence in sentences(text):
            words = tuple(folded(sentence))
            if NEAR - 2 <= len(words) <= _LONGEST and words not in seen:
                seen.add(words)
                yield _Sentence(place, sentence, words, Counter(words))


def _reworded(there: Iterable[_Sentence], secret: Secret, origin: str, told: set[str]) -> Iterator[Leak]:
    """Sentences that keep most words of one of the report's, in their order, each once."""
    for one in there:
        near = _nearest_told(one, secret)
        said = "".join(one.words) if near else ""
        if near and not any(said in before or before in said for before in told):
            told.add(said)
            yield Leak(one.place, " ".join(one.text.split()[:_SHOWN]), origin, near)


def _nearest_told(one: _Sentence, secret: Secret) -> str:
    """The report's sentence of which most words stand here in the same order; "" for none."""
    for known, count in secret.counted:
        least = _NEARLY * len(known)
        if len(one.words) < least or sum(min(n, one.count[word]) for word, n in count.items()) < least:
            continue
        blocks = SequenceMatcher(None, known, one.words, autojunk=False).get_matching_blocks()
        if sum(block.size for block in blocks) >= least:
            return secret.told[known]
    return ""


def _words_of(strand: Strand) -> _Words:
    found = [(word, number) for number, (_place, text) in enumerate(strand.passages) for word in folded(text)]
    words = tuple(word for word, _number in found)
    starts = tuple(accumulate((len(word) for word in words), initial=0))
    return _Words(words, tuple(number for _word, number in found), "".join(words), starts)


def _sentences_in(words: _Words, secret: Secret) -> Iterator[tuple[int, int]]:
    """Where a whole sentence stands, its words cut or not; it begins and ends where words do."""
    edges = frozenset(words.starts)
    for sentence in secret.sentences:
        at = words.letters.find(sentence)
        while at >= 0:
            if at in edges and at + len(sentence) in edges:
                yield bisect_right(words.starts, at) - 1, bisect_right(words.starts, at + len(sentence) - 1)
            at = words.letters.find(sentence, at + 1)


def _runs_in(words: _Words, secret: Secret) -> Iterator[tuple[int, int]]:
    for at, run in enumerate(_runs(words.words, RUN)):
        if run in secret.runs:
            yield at, at + RUN


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every run of that many words."""
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return iter(merged)


def _quoted(strand: Strand, words: _Words, start: int, end: int) -> str:
    """Those words as the file has them, with their accents and marks."""
    end = min(end, start + _SHOWN)
    owners = range(words.owners[start], words.owners[end - 1] + 1)
    parts = [_part(strand.passages[owner][1], owner, words, start, end) for owner in owners]
    return " / ".join(part for part in parts if part)


def _part(text: str, owner: int, words: _Words, start: int, end: int) -> str:
    first = words.owners.index(owner) if owner in words.owners[start:end] else -1
    if first < 0:
        return ""
    spans = [found.span() for found in re.finditer(r"[^\W_]+", text)]
    mine = [n - first for n in range(start, end) if words.owners[n] == owner]
    if len(spans) != words.owners.count(owner):
        return " ".join(words.words[first + n] for n in mine)
    return re.sub(r"\s+", " ", text[spans[mine[0]][0] : spans[mine[-1]][1]])
