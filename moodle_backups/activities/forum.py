"""A forum.

Moodle counts discussions, posts, subscriptions, ratings and grades as user data: none of them travels. The opening
posts that an author wants are `Forum.discussions`, seeds for a publisher (`moodle_backups.seeds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.ratings import ASSESSED, SCALE, Rating, rating_problems, rating_scale
from moodle_backups.columns import LARGEST_SHORT, Columns, clock, computed, flag, moment, number, one_of
from moodle_backups.gradebook import Grade
from moodle_backups.seeds import OpeningPost, check_seeds, seed_problems
from moodle_backups.xml import Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

_PEOPLE: Final = (
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


class Tracking(IntEnum):
    """Whether unread posts are marked (``FORUM_TRACKING_*``)."""

    OFF = 0
    OPTIONAL = 1
    FORCED = 2


class ForumFeed(IntEnum):
    """What the forum's RSS feed lists."""

    NONE = 0
    DISCUSSIONS = 1
    POSTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum(Activity):
    """A SINGLE forum opens with one discussion whose first post is ``intro``: it must not be empty.

    ``grade`` is that of ``rating``; ``whole_grade`` that of the forum as a whole (the trainer's, Moodle's grade item
    1). ``complete_after_*``: numbers of discussions, replies, or posts of either kind; 0: no rule. ``lock_after``
    seconds without a post (0: never). Somebody is warned after ``warn_after`` posts in ``block_period`` seconds and
    stopped after ``block_after`` (0: no limit). ``max_bytes`` of an attachment: 0 is the site's limit, -1 no limit
    but that. ``discussions``: opening posts, seeds.
    """

    modname: ClassVar[str] = "forum"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "scale"

    type: ForumType = ForumType.GENERAL
    subscription: Subscription = Subscription.OPTIONAL
    tracking: Tracking = Tracking.OPTIONAL
    due: int | None = None
    cutoff: int | None = None
    max_attachments: int = 9
    max_bytes: int = 0
    word_count: bool = False
    rating: Rating = Rating.NONE
    rate_from: int | None = None
    rate_until: int | None = None
    whole_grade: Grade | None = None
    feed: ForumFeed = ForumFeed.NONE
    feed_articles: int = 0
    lock_after: int = 0
    block_period: int = 0
    block_after: int = 0
    warn_after: int = 0
    complete_after_discussions: int = 0
    complete_after_replies: int = 0
    complete_after_posts: int = 0
    discussions: tuple[OpeningPost, ...] = ()

    def to_xml(self, scope: ActivityScope) -> Xml:
        check_seeds(self, scope)
        values = dict.fromkeys(("type",)) | self.fields(COLUMNS, scope)
        if self.whole_grade is not None and self.whole_grade.scale is not None:
            values["grade_forum"] = -scope.draft.places.scales.get(self.whole_grade.scale, 0)
        return record("forum", values, *map(element, _PEOPLE), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        kind = node.text_of("type")
        # The one discussion of a SINGLE forum is made of its intro again.
        discussions = () if not owner.shared.seeds or kind == ForumType.SINGLE else _opening_posts(node, owner)
        owner.drop_files("post", "attachment")
        found = {"discussions": discussions, "whole_grade": owner.grades.get(1)}
        nested, people = (("discussions",), _PEOPLE[1:]) if discussions else ((), _PEOPLE)
        return cls.read(COLUMNS, node, owner, common, nested=nested, people=people, **found)

    @property
    def rating_scale(self) -> int:
        """The highest rating of a post."""
        return rating_scale(self.rating, self.grade)

    @property
    def whole_points(self) -> int:
        """What the forum as a whole is graded out of."""
        return int(self.whole_grade.maximum) if self.whole_grade else 0

    def grades(self) -> tuple[Grade | None, ...]:
        """That of ratings, and that of the forum as a whole."""
        return (self.grade, self.whole_grade)

    def grade_title(self, number: int) -> str:
        """What the gradebook calls a grade; Moodle words it anew when the settings are saved."""
        return f"{self.title()} (forum)" if number else self.title()

    def seeds(self) -> tuple[OpeningPost, ...]:
        """The discussions to open once the course is restored."""
        return self.discussions

    def own_completion_rule(self) -> bool:
        rules = (self.complete_after_discussions, self.complete_after_replies, self.complete_after_posts)
        return any(rules)

    def problems(self) -> Iterator[str]:
        if self.type is ForumType.SINGLE and not self.intro.strip():
            yield "is a single discussion and needs an intro: its first post"
        if self.type is ForumType.SINGLE and self.discussions:
            yield "is a single discussion: its intro opens it, and no other can be opened"
        yield from rating_problems(self.rating, self.grade)
        yield from seed_problems(self.discussions)


def _opening_posts(node: Node, owner: Owner) -> tuple[OpeningPost, ...]:
    return tuple(_opening_post(discussion, owner) for discussion in node.path("discussions/discussion"))


def _opening_post(discussion: Node, owner: Owner) -> OpeningPost:
    first, *replies = sorted(discussion.path("posts/post"), key=lambda post: (post.text_of("parent") or "0") != "0")
    owner.shared.dropped["posts"] = owner.shared.dropped.get("posts", 0) + len(replies)
    post = int(first.attributes.get("id") or 0)
    apart = owner.inner("an opening post", owner.component)
    return OpeningPost(
        subject=first.text_of("subject") or discussion.text_of("name") or "",
        message=apart.html(first.text_of("message"), "post", post),
        group=owner.group(discussion.text_of("groupid")),
        pinned=discussion.text_of("pinned") == "1",
        files=apart.shown,
        attachments=apart.files_in("attachment", post),
    )


COLUMNS: Final[Columns] = (
    one_of("type", "type", ForumType),
    moment("duedate", "due"),
    moment("cutoffdate", "cutoff"),
    *ASSESSED,
    *SCALE,
    number("maxbytes", "max_bytes", least=-1, most=2**40),
    number("maxattachments", "max_attachments"),
    one_of("forcesubscribe", "subscription", Subscription),
    one_of("trackingtype", "tracking", Tracking),
    one_of("rsstype", "feed", ForumFeed),
    number("rssarticles", "feed_articles", most=LARGEST_SHORT),
    clock("timemodified"),
    number("warnafter", "warn_after"),
    number("blockafter", "block_after"),
    number("blockperiod", "block_period"),
    number("completiondiscussions", "complete_after_discussions"),
    number("completionreplies", "complete_after_replies"),
    number("completionposts", "complete_after_posts"),
    flag("displaywordcount", "word_count"),
    number("lockdiscussionafter", "lock_after"),
    computed("grade_forum", "whole_points"),
)
