"""What every type of activity needs in order to be composed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch
from typing import Any

from coursegen.content.render import Renderer
from coursegen.courseware import Access, Activity, Grade, Html
from methodology.activities.base import OnlineActivity
from methodology.course import Course


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The place of an activity in the course: identity, time, objectives, restrictions, weight.

    `code` is the course's, the first part of every key. `instruction` is what the step asks of learners; `due`
    the last day for it. `renderer` makes HTML of the folder's texts.
    """

    key: str
    title: str
    course: Course
    renderer: Renderer
    minutes: int = 0
    objectives: tuple[str, ...] = ()
    access: tuple[Access, ...] = ()
    grade: Grade | None = None
    code: str = ""
    instruction: str = ""
    due: datetime | None = None

    def common(self) -> dict[str, Any]:
        """The fields that every courseware activity takes from its frame."""
        return {
            "key": self.key,
            "title": self.renderer.plain(self.title),
            "minutes": self.minutes,
            "objectives": self.objectives,
            "access": self.access,
            "grade": self.grade,
            "due": self.due,
        }

    def body(self, source: OnlineActivity) -> Html:
        """The activity's text as HTML; without one, the step's instruction."""
        return self.renderer.html(source.body) if source.body else self.renderer.fragment(self.instruction)

    def first_words(self, source: OnlineActivity) -> tuple[FirstWords, ...]:
        """What stands in the activity from the start: one for each `#` heading of its text."""
        parts = self.renderer.chapters(source.body) if source.body else ()
        return tuple(FirstWords(title, body) for title, body in parts if title)

    def brief(self, source: OnlineActivity) -> Html:
        """The activity's text without its first words; without one, the step's instruction."""
        said = self.renderer.opening(source.body) if source.body else Html("")
        return said or self.renderer.fragment(self.instruction)


@dataclass(frozen=True, slots=True)
class FirstWords:
    """An opening post or a page of a wiki, there before any learner writes. No package of Moodle's carries it."""

    title: str
    body: Html


@singledispatch
def compose_from(source: OnlineActivity, frame: Frame) -> Activity:
    """Each type registers its own function."""
    raise TypeError(f"no composer for {type(source).__name__} ({frame.key})")
