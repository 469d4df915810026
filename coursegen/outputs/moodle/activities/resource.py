"""A file."""

from __future__ import annotations

from coursegen.activities.resource import ResourceActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.resource import Resource


@convert.register
def _(activity: ResourceActivity, courseware: Courseware, texts: Texts) -> Resource:
    return Resource(main=texts.file(activity.media), **common(activity, texts))
