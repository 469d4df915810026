"""A forum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from moodle_backups.activities.base import Activity
from moodle_backups.xml import Scalar, Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope

_CONTENTS: Final = (
    "discussions",
    "subscriptions",
    "digests",
    "readposts",
    "trackedprefs",
    "poststags",
    "grades",
)


class ForumType(StrEnum):
    """How discussions start."""

    GENERAL = "general"
    SINGLE = "single"
    QUESTION_AND_ANSWER = "qanda"
    ONE_DISCUSSION_EACH = "eachuser"
    BLOG = "blog"
    NEWS = "news"


class Subscription(IntEnum):
    """Who gets posts by mail (``FORUM_*SUBSCRIBE``)."""

    OPTIONAL = 0
    FORCED = 1
    AUTOMATIC = 2
    DISABLED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum(Activity):
    """A SINGLE forum opens with one discussion whose first post is ``intro``: it must not be empty.

    ``complete_after_*``: numbers of discussions, replies, or posts of either kind; 0: no rule.
    """

    modname: ClassVar[str] = "forum"

    type: ForumType = ForumType.GENERAL
    subscription: Subscription = Subscription.OPTIONAL
    due: int | None = None
    cutoff: int | None = None
    max_attachments: int = 9
    max_bytes: int = 0
    word_count: bool = False
    complete_after_discussions: int = 0
    complete_after_replies: int = 0
    complete_after_posts: int = 0

    def to_xml(self, scope: ActivityScope) -> Xml:
        values: dict[str, Scalar] = {
            "duedate": self.due or 0,
            "cutoffdate": self.cutoff or 0,
            "assessed": 0,
            "assesstimestart": 0,
            "assesstimefinish": 0,
            "scale": 0,
            "maxbytes": self.max_bytes,
            "maxattachments": self.max_attachments,
            "forcesubscribe": self.subscription,
            "trackingtype": 1,
            "rsstype": 0,
            "rssarticles": 0,
            "timemodified": scope.timestamp,
            "warnafter": 0,
            "blockafter": 0,
            "blockperiod": 0,
            "completiondiscussions": self.complete_after_discussions,
            "completionreplies": self.complete_after_replies,
            "completionposts": self.complete_after_posts,
            "displaywordcount": self.word_count,
            "lockdiscussionafter": 0,
            "grade_forum": 0,
        }
        head: dict[str, Scalar] = {"type": self.type, **self.head(scope)}
        contents = map(element, _CONTENTS)
        return record("forum", head | values, *contents, id=scope.place.instance)

    def own_completion_rule(self) -> bool:
        rules = (self.complete_after_discussions, self.complete_after_replies, self.complete_after_posts)
        return any(rules)

    def problems(self) -> Iterator[str]:
        if self.type is ForumType.SINGLE and not self.intro.strip():
            yield "is a single discussion and needs an intro: its first post"
