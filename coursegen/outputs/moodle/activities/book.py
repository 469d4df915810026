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
        Chapter(title=c.title or activity.title, content=_under_a_title(texts.html(c.body)), key=c.key)
        for c in activity.chapters
    )
    return Book(
        chapters=chapters, numbering=Numbering.NONE, **common(activity, texts, *(c.body for c in activity.chapters))
    )


def _under_a_title(html: str) -> str:
    """Headings that look less than the chapter's own title, which Moodle shows as an h3 (mod/book/view.php)."""
    return html.replace("<h4>", '<h4 class="h5">').replace("<h3>", '<h3 class="h4">')
