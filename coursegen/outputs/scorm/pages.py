"""The screens of a package, as values, before any of them is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coursegen.courseware import Html, Question

_NO_TEXT = Html("")


class PageKind(StrEnum):
    """What a screen is for; the player knows these words."""

    COVER = "cover"
    OPENING = "opening"  # of a module: what it is for, its objectives
    READING = "reading"
    TEST = "test"
    TASK = "task"  # to be done elsewhere, on the platform
    ROOM = "room"  # to be done elsewhere, in the room
    GLOSSARY = "glossary"  # the words of the course; nothing to be done
    RESULTS = "results"


class Corrections(StrEnum):
    """When the right answers and the comments of a test are shown; the player knows these words."""

    ALWAYS = "always"
    EARNED = "earned"  # once passed, or after the last attempt
    NEVER = "never"  # only how many are right, by objective


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question in a test, and its mark there. `pool`: the short answers that a matching at random draws from."""

    question: Question
    mark: float
    pool: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """The rules of a test.

    `attempts` 0: as many as wanted. `pass_percent` 0: nothing to reach. `submit`: the page is done once the test is
    handed in, else once it is seen. `immediate`: each question is checked by itself, and tried again as many times as
    it has hints. `weight`: its part of the course's score; 0 when it doesn't count.
    """

    purpose: str
    questions: tuple[PlacedQuestion, ...]
    attempts: int = 0
    pass_percent: float = 0.0
    submit: bool = True
    immediate: bool = False
    corrections: Corrections = Corrections.ALWAYS
    weight: float = 0.0

    @property
    def count(self) -> int:
        """How many questions: a text between them is none."""
        return sum(placed.question.kind.counted for placed in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One screen. `key` is stable; `activity` the key of the activity it comes from; `book` the title above chapters.

    `title` is its name in the table of contents; a cover and an opening show the course's and the module's own instead.
    `minutes` are the page's, or the whole book's on its first chapter. `sequence`: the name and the time, in words, of
    the sequence that begins here.
    """

    key: str
    title: str
    kind: PageKind
    html: Html = _NO_TEXT
    activity: str = ""
    minutes: int = 0
    book: str = ""
    sequence: str = ""
    test: Test | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The screens of one section. `number` as shown, empty for none."""

    key: str
    number: str
    title: str
    hue: int
    pages: tuple[Page, ...]
