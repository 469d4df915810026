"""A forum."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from moodle_backups.activities.base import Activity


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
