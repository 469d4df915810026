"""forum: A discussion. `mode`: one thread (`fil_unique`), questions and answers (`questions_reponses`), or free."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from methodology.activities.base import OnlineActivity


class ForumMode(StrEnum):
    """How a forum is laid out."""

    GENERAL = "libre"
    SINGLE = "fil_unique"
    QUESTIONS = "questions_reponses"


@dataclass(frozen=True, kw_only=True)
class Forum(OnlineActivity):
    """A discussion. `mode`: one thread (`fil_unique`), questions and answers (`questions_reponses`), or free."""

    asks: ClassVar[bool] = True
    opens_next: ClassVar[bool] = True

    type: Literal["forum"] = "forum"
    mode: ForumMode = ForumMode.GENERAL
