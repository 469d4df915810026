"""A book."""

from __future__ import annotations

from coursegen.activities.book import BookActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.book import Book, Chapter, Numbering


@convert.register
def _(activity: BookActivity, courseware: Courseware, texts: Texts) -> Book:
    chapters = tuple(
        Chapter(title=c.title or activity.title, content=texts.html(c.body), key=c.key) for c in activity.chapters
    )
    return Book(
        chapters=chapters, numbering=Numbering.NONE, **common(activity, texts, *(c.body for c in activity.chapters))
    )
