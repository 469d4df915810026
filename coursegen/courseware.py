"""The neutral course: what every output reads. No pedagogy words to interpret, no output format.

`compose` makes a `Courseware` from a `methodology.Course`; every output takes one and gives bytes.

Text is `Html`: a sanitised fragment (no <html>/<body>, headings from <h3> down, Bootstrap class names, no inline
style, no script). Two URI schemes stand for things only an output can place:

- `media:NAME` - a file of `Courseware.media`;
- `activity:KEY` - another activity of this courseware.

Keys are stable, made from the ids in the folder (`CODE/S0.2/positionnement`), and never from titles.
Times are minutes; dates are timezone-aware UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coursegen.courseware_questions import NO_TEXT, Choice, Html, Pair, Question, QuestionKind
from coursegen.slides_model import Deck

__all__ = [
    "Access",
    "AccessKind",
    "Activity",
    "Choice",
    "CompletionRule",
    "Courseware",
    "GlossaryEntry",
    "Grade",
    "GradeCategory",
    "Html",
    "MediaFile",
    "ObjectiveLine",
    "Pair",
    "Question",
    "QuestionKind",
    "Section",
]


class CompletionRule(StrEnum):
    """What makes an activity complete."""

    NONE = "none"  # a label: nothing to do
    VIEW = "view"
    SUBMIT = "submit"  # hand in, answer, post
    GRADE = "grade"  # get any mark
    PASS = "pass"  # reach the pass mark


class AccessKind(StrEnum):
    """What an access restriction waits for."""

    COMPLETED = "completed"
    MIN_PERCENT = "min_percent"


@dataclass(frozen=True, slots=True)
class Access:
    """One condition: the activity `key` is complete, or its mark is at least `percent`."""

    kind: AccessKind
    key: str
    percent: float = 0.0


@dataclass(frozen=True, slots=True)
class Grade:
    """How an activity counts: `maximum` points, `pass_percent` to pass, in which gradebook category.

    `category` is the key of a `GradeCategory`; `weight` its part (percent) of the course total, 0 for practice.
    """

    maximum: float = 20.0
    pass_percent: float = 0.0
    category: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class GradeCategory:
    """A gradebook category: one assessment of the evaluation plan; `weight` in percent of the course total."""

    key: str
    title: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What every activity has. `title` says what the learner does; `intro` is shown above it; `due` is the last day."""

    key: str
    title: str
    intro: Html = NO_TEXT
    minutes: int = 0
    objectives: tuple[str, ...] = ()
    completion: CompletionRule = CompletionRule.VIEW
    access: tuple[Access, ...] = ()
    grade: Grade | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective as a learner reads it."""

    key: str
    text: str
    bloom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One module, or the welcome section (number 0). `hue` is the index in the charter's module scale, 0-based."""

    key: str
    number: int
    title: str
    summary: Html
    minutes: int = 0
    objectives: tuple[ObjectiveLine, ...] = ()
    hue: int = 0
    online: bool = True
    access: tuple[Access, ...] = ()
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that texts refer to as `media:NAME`. `data` is what is shipped.

    `webp`: the same picture, lighter, for an output that can offer both; empty for none.
    """

    name: str
    data: bytes = field(repr=False)
    mime: str
    alt: str = ""
    webp: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word of a glossary, what it means, the same in the other languages of the group, other words for it."""

    term: str
    definition: Html
    translations: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Courseware:
    """A whole course, ready for any output."""

    key: str
    title: str
    short_title: str
    language: str
    version: str
    date: datetime
    start: datetime | None = None
    end: datetime | None = None
    summary: Html
    charter: str
    clause: str
    funding: str
    sponsor: str
    authors: tuple[str, ...]
    licence: str
    minutes: int
    pass_percent: float
    sections: tuple[Section, ...]
    questions: tuple[Question, ...] = ()
    grade_categories: tuple[GradeCategory, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    media: tuple[MediaFile, ...] = ()
    decks: tuple[Deck, ...] = ()
    category: str = ""

    def activities(self) -> Iterator[Activity]:
        """Every activity, in the order of the course."""
        for section in self.sections:
            yield from section.activities

    def question(self, key: str) -> Question:
        """The question of that key. Raises KeyError."""
        return next((q for q in self.questions if q.key == key), None) or _missing(key)


def _missing(key: str) -> Question:
    raise KeyError(key)
