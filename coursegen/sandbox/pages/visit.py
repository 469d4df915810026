"""One look of the learner at one activity: everything a page of an activity needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from coursegen.sandbox.course import Course, Piece
from coursegen.sandbox.http import Answer, Asked
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.learner import Learner, Record
from coursegen.sandbox.pages.frame import rendered, to
from coursegen.sandbox.pages.html import file_address, safe_html
from coursegen.sandbox.shelf import Contents


@dataclass(frozen=True)
class Visit:
    """`activity` is a value of `moodle_backups`, of the type that the page is for."""

    bench: Bench
    asked: Asked
    course: Course
    piece: Piece
    learner: Learner
    contents: Contents
    activity: Any

    @property
    def place(self) -> str:
        """The address of the activity."""
        return f"/mod/{self.piece.kind}/view.php?id={self.piece.id}"

    @property
    def is_post(self) -> bool:
        """Whether something was sent."""
        return self.asked.method == "POST"

    def html(self, text: str) -> Markup:
        """A text of the activity."""
        return safe_html(text, self.course, file_address(self.piece.id))

    def words(self, row: Record) -> Markup:
        """What somebody wrote: a publisher in HTML, a learner in plain lines."""
        return self.html(row.content["html"]) if row.content.get("html") else escape(row.content.get("text", ""))

    def page(self, template: str, **values: Any) -> Answer:
        """A page of the activity."""
        return rendered(template, **self.frame(), **values)

    def frame(self) -> dict[str, Any]:
        """What every page of an activity has."""
        return {
            "visit": self,
            "course": self.course,
            "piece": self.piece,
            "title": self.piece.title,
            "intro": self.html(self.activity.intro),
            "done": self.learner.is_complete(self.piece),
            "manual": self.activity.completion.manual,
        }

    def back(self, more: str = "") -> Answer:
        """To the activity's own page."""
        return to(self.place + more)

    def judged(self) -> None:
        """Something was done: perhaps it is complete now."""
        self.learner.judge(self.piece)
