"""A slide deck as values: what the slides output draws. Made by `compose` from a module's lesson plans and slide texts.

Inline text is a tuple of `Run`s; blocks are what python-pptx (or any other writer) can make natively.
`media` names are those of `Courseware.media`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SlideKind(StrEnum):
    """What a slide is for; each kind has its own layout."""

    TITLE = "title"  # first slide of the deck
    PROGRAMME = "programme"  # the module's sequences with times (table or bullets)
    OBJECTIVES = "objectives"
    SECTION = "section"  # opens a sequence: number and hue
    CONTENT = "content"
    ACTIVITY = "activity"  # instruction: what, with whom, how long, what to bring back
    QUESTION = "question"  # the answer is in the notes
    FIGURE = "figure"  # one picture with its caption
    SYNTHESIS = "synthesis"
    CREDITS = "credits"  # authors, licence, sources, clause


class Script(StrEnum):
    """Where letters stand: 10³ is not 103."""

    NORMAL = ""
    SUPER = "superscript"
    SUB = "subscript"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one look. `language`: where it isn't the document's. A line end begins a new line."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str = ""
    script: Script = Script.NORMAL


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet or numbered line; `level` 0 is the outermost."""

    line: Line
    level: int = 0


@dataclass(frozen=True, slots=True)
class BulletList:
    """Bullets, or numbers when `ordered`."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A native table; the first row is the header."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of `Courseware.media`, with its text for those who don't see it."""

    media: str
    alt: str
    caption: str = ""


class ChartKind(StrEnum):
    """How figures are drawn."""

    BARS = "bars"  # lying, for long names
    COLUMNS = "columns"
    LINES = "lines"
    PIE = "pie"  # one series: parts of a whole


@dataclass(frozen=True, slots=True)
class Series:
    """A run of figures under one name, one a category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A native chart. `alt` says what it shows; `unit` ("%", "jours") stands behind each figure.

    `topic` is the head of the column of categories.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    topic: str = ""
    caption: str = ""
    unit: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every figure is a whole number."""
        return all(value is None or value == int(value) for one in self.series for value in one.values)


Block = Paragraph | BulletList | Table | Picture | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One idea. `title` is the message in a sentence. `notes` are the trainer's, one string a paragraph.

    `layout`: the one the author wants, by its name in the template or by ours; empty: chosen from what the slide holds.
    For an activity: `minutes`, `grouping` ("sous-groupes de quatre"), `outcome` (what to bring back), `materials`.
    """

    key: str
    kind: SlideKind
    title: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    minutes: int = 0
    grouping: str = ""
    outcome: str = ""
    materials: str = ""
    subtitle: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class SlideSection:
    """A run of slides under one name (PowerPoint section): one sequence of the module."""

    title: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The slides of one room module. `number` and `hue` as in its course section; `key` is the file's stem.

    `openings` are the keys of the slides that open a sequence, with a place for each sequence of the module, also for
    those that take place online: a sequence has the same number on its slide as in the programme.
    """

    key: str
    title: str
    number: int
    hue: int
    sections: tuple[SlideSection, ...]
    openings: tuple[str, ...] = ()
