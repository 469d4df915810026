"""A file: it is in the package, with its weight beside the link."""

from __future__ import annotations

from coursegen.activities.resource import ResourceActivity
from coursegen.courseware import MediaFile
from coursegen.outputs.scorm.desk import Desk, make_pages, render, trusted
from coursegen.outputs.scorm.interface import file_weight
from coursegen.outputs.scorm.pages import Page, PageKind


@make_pages.register
def _(activity: ResourceActivity, desk: Desk) -> tuple[Page, ...]:
    name = activity.media
    file: MediaFile | None = next((m for m in desk.courseware.media if m.name == name), None)
    weight = file_weight(len(file.data)) if file else ""
    html = render("resource.html", intro=trusted(activity.intro), title=activity.title, media=name, weight=weight)
    page = Page(
        key=activity.key,
        activity=activity.key,
        title=activity.title,
        kind=PageKind.READING,
        html=html,
        minutes=activity.minutes,
    )
    return (page,)
