"""A link to another site: said to need a connection, opened beside the course."""

from __future__ import annotations

from coursegen.activities.url import UrlActivity
from coursegen.outputs.scorm.desk import Desk, make_pages, render, trusted
from coursegen.outputs.scorm.pages import Page, PageKind


@make_pages.register
def _(activity: UrlActivity, desk: Desk) -> tuple[Page, ...]:
    html = render("link.html", intro=trusted(activity.intro), title=activity.title, url=activity.url)
    page = Page(
        key=activity.key,
        activity=activity.key,
        title=activity.title,
        kind=PageKind.READING,
        html=html,
        minutes=activity.minutes,
    )
    return (page,)
