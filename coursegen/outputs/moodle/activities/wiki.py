"""A wiki; its brief is the description, shown on the course page too because the wiki itself hides it."""

from __future__ import annotations

import re

from coursegen.activities.wiki import WikiActivity
from coursegen.courseware import Courseware, Html
from coursegen.outputs.moodle.activities.base import common, convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.wiki import Wiki, WikiMode
from moodle_backups.seeds import WikiPageSeed

# No web service of Moodle's puts a file into a wiki: the words that stand for a picture stand there themselves.
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')


@convert.register
def _(activity: WikiActivity, courseware: Courseware, texts: Texts) -> Wiki:
    mode = WikiMode.INDIVIDUAL if activity.individual else WikiMode.COLLABORATIVE
    pages = tuple(WikiPageSeed(title=page.title, content=_said(page.body)) for page in activity.pages)
    return Wiki(first_page=activity.first_page, mode=mode, pages=pages, **common(activity, texts))


def _said(html: Html) -> str:
    return _PICTURE.sub(lambda found: f"<em>{found[1]}</em>" if found[1] else "", html)
