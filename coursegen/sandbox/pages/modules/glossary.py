"""A glossary: words and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import combining, normalize

from markupsafe import Markup

from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import LEARNER, Record
from coursegen.sandbox.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word as the page shows it; `waits`: only its author and the team see it."""

    concept: str
    definition: Markup
    aliases: str
    waits: bool


def show(visit: Visit) -> Answer:
    """All entries, and the place for one more."""
    if visit.is_post:
        concept, text = visit.asked.get("concept").strip(), visit.asked.get("text").strip()
        if concept and text:
            visit.learner.add(visit.piece, "post", {"concept": concept, "text": text})
            visit.judged()
        return visit.back()
    entries = [_entry(visit, row) for row in visit.learner.records(visit.piece, "post")]
    ordered = sorted(entries, key=lambda entry: sorting(entry.concept))
    return visit.page("glossary.html", entries=ordered, waits=not visit.activity.approved)


def _entry(visit: Visit, row: Record) -> _Entry:
    mine = row.learner == LEARNER
    words = ", ".join(row.content.get("aliases", ()))
    return _Entry(row.content["concept"], visit.words(row), words, mine and not visit.activity.approved)


def sorting(word: str) -> str:
    """What a word is sorted by: without its accents and capitals."""
    return "".join(sign for sign in normalize("NFD", word.casefold()) if not combining(sign))
