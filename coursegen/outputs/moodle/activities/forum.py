"""A forum."""

from __future__ import annotations

from coursegen.activities.forum import Discussion, ForumActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert, submits
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.forum import Forum, ForumType
from moodle_backups.seeds import OpeningPost

_TYPES = {
    Discussion.GENERAL: ForumType.GENERAL,
    Discussion.SINGLE: ForumType.SINGLE,
    Discussion.QUESTIONS: ForumType.QUESTION_AND_ANSWER,
}


@convert.register
def _(activity: ForumActivity, courseware: Courseware, texts: Texts) -> Forum:
    return Forum(
        type=_TYPES[activity.mode],
        complete_after_posts=1 if submits(activity) else 0,
        discussions=tuple(
            OpeningPost(subject=post.title, message=texts.html(post.body), files=texts.files(post.body))
            for post in activity.posts
        ),
        **common(activity, texts),
    )
