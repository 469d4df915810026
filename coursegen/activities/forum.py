"""A discussion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coursegen.activities.base import FirstWords, Frame, compose_from
from coursegen.courseware import Activity, CompletionRule
from methodology.activities.forum import Forum, ForumMode


class Discussion(StrEnum):
    """How a forum is laid out."""

    GENERAL = "general"
    SINGLE = "single"
    QUESTIONS = "qanda"


_MODES = {
    ForumMode.GENERAL: Discussion.GENERAL,
    ForumMode.SINGLE: Discussion.SINGLE,
    ForumMode.QUESTIONS: Discussion.QUESTIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumActivity(Activity):
    """A discussion; the intro is its instruction, and the opening post of a single thread. `posts` open others."""

    mode: Discussion = Discussion.GENERAL
    posts: tuple[FirstWords, ...] = ()
    completion: CompletionRule = CompletionRule.SUBMIT


@compose_from.register
def _(source: Forum, frame: Frame) -> ForumActivity:
    if source.mode is ForumMode.SINGLE:
        return ForumActivity(mode=_MODES[source.mode], intro=frame.body(source), **frame.common())
    posts = frame.first_words(source)
    return ForumActivity(mode=_MODES[source.mode], posts=posts, intro=frame.brief(source), **frame.common())
