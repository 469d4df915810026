"""A label has no screen of its own: `outline` puts its text on the next one."""

from __future__ import annotations

from coursegen.activities.label import LabelActivity
from coursegen.outputs.scorm.desk import Desk, make_pages
from coursegen.outputs.scorm.pages import Page


@make_pages.register
def _(activity: LabelActivity, desk: Desk) -> tuple[Page, ...]:
    return ()
