"""A glossary: words and what they mean."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """All entries, and the place for one more."""
    if visit.is_post:
        concept, text = visit.asked.get("concept").strip(), visit.asked.get("text").strip()
        if concept and text:
            visit.learner.add(visit.piece, "post", {"concept": concept, "text": text})
            visit.judged()
        return visit.back()
    rows = [(row.content["concept"], visit.words(row)) for row in visit.learner.records(visit.piece, "post")]
    return visit.page("glossary.html", entries=sorted(rows, key=lambda row: row[0].casefold()))
