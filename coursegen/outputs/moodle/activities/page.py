"""A page."""

from __future__ import annotations

from coursegen.activities.page import PageActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.page import Page


@convert.register
def _(activity: PageActivity, courseware: Courseware, texts: Texts) -> Page:
    return Page(content=texts.html(activity.body), **common(activity, texts, activity.body))
