"""A book: one screen a chapter. The intro opens the first one; the time is that of the whole book, shown there."""

from __future__ import annotations

from coursegen.activities.book import BookActivity
from coursegen.courseware import Html
from coursegen.outputs.scorm.desk import Desk, make_pages
from coursegen.outputs.scorm.pages import Page, PageKind


@make_pages.register
def _(activity: BookActivity, desk: Desk) -> tuple[Page, ...]:
    return tuple(_chapter(activity, index) for index in range(len(activity.chapters)))


def _chapter(activity: BookActivity, index: int) -> Page:
    chapter = activity.chapters[index]
    return Page(
        key=f"{activity.key}/{chapter.key}",
        activity=activity.key,
        title=chapter.title or activity.title,
        kind=PageKind.READING,
        html=chapter.body if index else Html(f"{activity.intro}{chapter.body}"),
        minutes=0 if index else activity.minutes,
        book=activity.title if len(activity.chapters) > 1 else "",
    )
