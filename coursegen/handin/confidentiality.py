"""The gate: what is meant for SOCIEUX+ alone, answer keys and access lists never reach the partner.

Three looks at each file: what it says of itself, sentences that it shares with a confidential report, and what is for
trainers or administrators only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from coursegen.conform.piece import Piece, Place
from coursegen.conform.wording import bare_words, normal
from methodology.course import Course

SHARED_WORDS = 8
_SHORTEST_SIGN = 4
_SECRET = re.compile(r"\bCONFIDENTIEL(?:LE)?\b|interne\s+(?:à\s+)?(?:l'équipe\s+)?SOCIEUX\+|usage interne")
_KEYS = re.compile(
    r"(?i)^(?:\d[\d.]*\s*)?(?:corrigés?|clés? de correction|réponses attendues|solutions? des exercices|answer key)\b"
)
_TRAINERS = ("guide-du-formateur", "corrige", "users", "utilisateurs", "emargement", "liste-acces")
_ANSWER_KINDS = (".gift", ".csv")


@dataclass(frozen=True, slots=True)
class Leak:
    """Words of a confidential report that stand elsewhere."""

    place: Place
    words: str
    origin: str


def secrecy_marks(piece: Piece) -> Iterator[tuple[Place, str]]:
    """Passages that say that the file may not leave."""
    for passage in piece.passages:
        found = _SECRET.search(normal(passage.text))
        if found:
            yield passage.place, found[0]


def answer_keys(piece: Piece) -> Iterator[tuple[Place, str]]:
    """Headings and titles under which answers stand."""
    for passage in piece.passages:
        is_title = passage.level or passage.part.value == "titre"
        if is_title and _KEYS.search(normal(passage.text)):
            yield passage.place, passage.text.strip()


def is_for_trainers(name: str) -> bool:
    """Whether a file's name says that it holds answers or names of people."""
    plain = name.casefold()
    return plain.endswith(_ANSWER_KINDS) or any(word in plain for word in _TRAINERS)


def people_named(piece: Piece, course: Course | None) -> Iterator[tuple[Place, str]]:
    """Names and addresses of the course's access list that stand in the file, each once."""
    people = course.access if course else ()
    signs = {person.email for person in people} | {f"{person.first_name} {person.last_name}" for person in people}
    for sign in sorted(sign for sign in signs if len(sign.strip()) > _SHORTEST_SIGN):
        wanted = normal(sign).casefold()
        found = next((one.place for one in piece.passages if wanted in normal(one.text).casefold()), None)
        if found is not None:
            yield found, sign


def leaks(piece: Piece, secrets: Mapping[str, Piece], public: Iterable[str]) -> Iterator[Leak]:
    """Runs of eight words or more that a confidential report and this file share, and that nothing public says.

    `secrets`: the confidential reports by name. `public`: texts that may stand anywhere (the clause, the action's own
    words).
    """
    known = _runs_of(bare_words(text) for text in public)
    for name, secret in secrets.items():
        told = _runs_of(bare_words(sentence) for passage in secret.passages for sentence in _sentences(passage.text))
        hidden = told - known
        for passage in piece.passages:
            words = bare_words(passage.text)
            start, end = _longest_shared(words, hidden)
            if end > start:
                yield Leak(passage.place, _as_written(passage.text, words, start, end), name)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?…])\s+|\n", text)


def _runs_of(texts: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    """Every run of `SHARED_WORDS` words."""
    return {tuple(words[at : at + SHARED_WORDS]) for words in texts for at in range(len(words) - SHARED_WORDS + 1)}


def _as_written(text: str, words: Sequence[str], start: int, end: int) -> str:
    """Those words as the text has them, with their accents and marks."""
    spans = [found.span() for found in re.finditer(r"[^\W_]+", text)]
    if len(spans) != len(words):
        return " ".join(words[start:end])
    return text[spans[start][0] : spans[end - 1][1]]


def _longest_shared(words: Sequence[str], hidden: set[tuple[str, ...]]) -> tuple[int, int]:
    """Where the longest stretch of `words` made of hidden runs begins and ends; (0, 0) when there is none."""
    best: tuple[int, int] = (0, 0)
    at = 0
    while at + SHARED_WORDS <= len(words):
        end = at
        while end + SHARED_WORDS <= len(words) and tuple(words[end : end + SHARED_WORDS]) in hidden:
            end += 1
        if end > at and end - at > best[1] - best[0]:
            best = at, end
        at = max(end, at + 1)
    return best if best[1] == best[0] else (best[0], best[1] + SHARED_WORDS - 1)


def texts_of(record: object) -> Iterator[str]:
    """Every text that a record of the action holds, however deep: what its author wrote for everybody."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, (tuple, list)):
        for one in record:
            yield from texts_of(one)
    elif is_dataclass(record) and not isinstance(record, type):
        for field in fields(record):
            yield from texts_of(getattr(record, field.name))
