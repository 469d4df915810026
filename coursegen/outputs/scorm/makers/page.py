"""A page to read is one screen."""

from __future__ import annotations

from coursegen.activities.page import PageActivity
from coursegen.courseware import Html
from coursegen.outputs.scorm.desk import Desk, make_pages
from coursegen.outputs.scorm.pages import Page, PageKind


@make_pages.register
def _(activity: PageActivity, desk: Desk) -> tuple[Page, ...]:
    text = Html(f"{activity.intro}{activity.body}")
    page = Page(
        key=activity.key,
        activity=activity.key,
        title=activity.title,
        kind=PageKind.READING,
        html=text,
        minutes=activity.minutes,
    )
    return (page,)
