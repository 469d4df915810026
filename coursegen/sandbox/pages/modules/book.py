"""A book, chapter by chapter."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """One chapter, with all the others to choose from."""
    chapters = [chapter for chapter in visit.activity.chapters if not chapter.hidden]
    names = [chapter.key or str(number) for number, chapter in enumerate(chapters)]
    asked = visit.asked.get("chapter")
    number = names.index(asked) if asked in names else 0
    text = visit.html(chapters[number].content) if chapters else ""
    return visit.page("book.html", chapters=chapters, names=names, number=number, text=text)
