"""glossaire: words and what they mean: those of `cours.yaml`, or its own `terms`. Learners may add theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from methodology.activities.base import OnlineActivity
from methodology.course import Term
from methodology.findings import Where


@dataclass(frozen=True, kw_only=True)
class Glossary(OnlineActivity):
    """Words and what they mean. Without `terms` of its own, those of `cours.yaml`.

    `open`: learners add words, at least `additions` each (0: as they like), shown once a trainer approves them if
    `approval`. `links`: the texts of the course link to its words.
    """

    type: Literal["glossaire"] = "glossaire"
    terms: tuple[Term, ...] = ()
    open: bool = False
    approval: bool = True
    additions: int = 0
    links: bool = True

    def other_texts(self) -> Iterator[tuple[str, Where]]:
        """Its own definitions."""
        yield from ((term.definition, term.where.at("definition")) for term in self.terms if term.definition)

    def words(self, course_glossary: tuple[Term, ...]) -> tuple[Term, ...]:
        """What it holds from the start."""
        return self.terms or course_glossary
