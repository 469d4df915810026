"""A wiki; its brief is the description, shown on the course page too because the wiki itself hides it."""

from __future__ import annotations

from coursegen.activities.wiki import WikiActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.wiki import Wiki, WikiMode


@convert.register
def _(activity: WikiActivity, courseware: Courseware, texts: Texts) -> Wiki:
    mode = WikiMode.INDIVIDUAL if activity.individual else WikiMode.COLLABORATIVE
    return Wiki(first_page=activity.first_page, mode=mode, **common(activity, texts))
