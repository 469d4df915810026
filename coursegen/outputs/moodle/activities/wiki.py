"""A wiki; its brief is the description, shown on the course page too because the wiki itself hides it."""

from __future__ import annotations

from coursegen.activities.wiki import WikiActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.wiki import Wiki, WikiMode
from moodle_backups.seeds import WikiPageSeed


@convert.register
def _(activity: WikiActivity, courseware: Courseware, texts: Texts) -> Wiki:
    mode = WikiMode.INDIVIDUAL if activity.individual else WikiMode.COLLABORATIVE
    pages = tuple(WikiPageSeed(title=page.title, content=texts.html(page.body)) for page in activity.pages)
    return Wiki(first_page=activity.first_page, mode=mode, pages=pages, **common(activity, texts))
