"""A wiki: one page here, written by whoever comes."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import LEARNER
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The first page, and the place to write it."""
    rows = visit.learner.records(visit.piece, "post")
    row = next((row for row in rows if row.learner == LEARNER), None)
    ready = [(row.content["title"], visit.words(row)) for row in rows if row.learner != LEARNER]
    if visit.is_post:
        text = visit.asked.get("text")
        if text.strip() and row:
            visit.learner.change(row.id, {"text": text})
        elif text.strip():
            visit.learner.add(visit.piece, "post", {"text": text})
        visit.judged()
        return visit.back()
    return visit.page("wiki.html", name=visit.activity.first_page, text=row.content["text"] if row else "", ready=ready)
