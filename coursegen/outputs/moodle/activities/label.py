"""A text on the course page."""

from __future__ import annotations

from coursegen.activities.label import LabelActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.label import Label


@convert.register
def _(activity: LabelActivity, courseware: Courseware, texts: Texts) -> Label:
    return Label(**common(activity, texts, activity.body) | {"intro": texts.html(activity.body)})
