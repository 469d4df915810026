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
    """Addresses of the course's access list that stand in the file."""
    addresses = {entry.email.casefold() for entry in (course.access if course else ()) if getattr(entry, "email", "")}
    for passage in piece.passages:
        text = passage.text.casefold()
        for address in sorted(addresses):
            if address in text:
                yield passage.place, address


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
            shared = _longest_shared(bare_words(passage.text), hidden)
            if shared:
                yield Leak(passage.place, " ".join(shared), name)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?…])\s+|\n", text)


def _runs_of(texts: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    """Every run of `SHARED_WORDS` words."""
    return {tuple(words[at : at + SHARED_WORDS]) for words in texts for at in range(len(words) - SHARED_WORDS + 1)}


def _longest_shared(words: Sequence[str], hidden: set[tuple[str, ...]]) -> list[str]:
    """The longest stretch of `words` made of hidden runs; empty when there is none."""
    best: tuple[int, int] = (0, 0)
    at = 0
    while at + SHARED_WORDS <= len(words):
        end = at
        while end + SHARED_WORDS <= len(words) and tuple(words[end : end + SHARED_WORDS]) in hidden:
            end += 1
        if end > at and end - at > best[1] - best[0]:
            best = at, end
        at = max(end, at + 1)
    return [] if best[1] == best[0] else list(words[best[0] : best[1] + SHARED_WORDS - 1])


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
