"""A link."""

from __future__ import annotations

from coursegen.activities.url import UrlActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.url import Url


@convert.register
def _(activity: UrlActivity, courseware: Courseware, texts: Texts) -> Url:
    return Url(url=activity.url, **common(activity, texts))
