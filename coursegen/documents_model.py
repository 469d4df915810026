"""A document as values: what the documents output writes. Made by one composer a document.

Inline text is a tuple of `Run`s, as on slides; blocks are what a word processor holds natively, so that the person who
opens the file edits real headings, lists, tables and fields. Lengths are shares of the text's width.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coursegen.slides_model import Line, Run


class Audience(StrEnum):
    """Who may hold the document; one gate in the hand-in reads it."""

    LEARNER = "learner"
    TRAINER = "trainer"
    PARTNER = "partner"  # the beneficiary institution, and whoever it shares with
    FUNDER = "funder"  # SOCIEUX+ alone: never to the partner
    TEAM = "team"  # names of people, answer keys: stays with those who give the course


class Look(StrEnum):
    """How a paragraph looks; the charter gives each a style that can be edited once for the whole file."""

    BODY = "body"
    LEAD = "lead"  # the two or three lines that open a chapter
    SMALL = "small"
    QUOTE = "quote"
    CODE = "code"  # typed as it stands, line by line
    LABEL = "label"  # a short word above what it names
    CENTRED = "centred"  # the three of a certificate: what it says, of whom, of what
    NAME = "name"
    AWARD = "award"


class Box(StrEnum):
    """The boxes of the course folder's Markdown, in the same colours as on pages."""

    OBJECTIVE = "objectif"
    DEFINITION = "definition"
    EXAMPLE = "exemple"
    WARNING = "attention"
    TAKEAWAY = "a_retenir"
    TIP = "astuce"
    ACTIVITY = "activite"
    ANSWER = "reponse"  # what one looks up after having tried: folded on the screen (`<details>`)


class Fill(StrEnum):
    """The ground of a table cell, by role; never the only sign."""

    NONE = "none"
    HEAD = "head"
    SOFT = "soft"  # totals, labels
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `keep_with_next`: not left alone at the foot of a page."""

    line: Line
    look: Look = Look.BODY
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, level 1 to 4. `new_page`: begins one. `hue`: the module's, None for the charter's accent.

    `key`: what a run with the link `#key` leads to. `counted`: it takes a number where the document numbers its titles.
    """

    text: str
    level: int = 1
    new_page: bool = False
    hue: int | None = None
    key: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list; `level` 0 is the outermost. `box`: a square to tick stands before it."""

    line: Line
    level: int = 0


@dataclass(frozen=True, slots=True)
class ItemList:
    """Bullets, numbers when `ordered` (each list starts at 1), squares to tick when `checks`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    checks: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: one paragraph a line. `right`: numbers are set to the right.

    `span`: columns it takes; `rows`: rows it takes, the ones below leave it out.
    """

    lines: tuple[Line, ...] = ()
    fill: Fill = Fill.NONE
    bold: bool = False
    span: int = 1
    right: bool = False
    centre: bool = False
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A native table. The header row is repeated on each page and no row breaks in the middle.

    One that can't be read upright gets landscape pages of its own, with the title above it.

    `widths`: shares of the text's width, equal when empty. `caption` is numbered by the word processor. `labelled`: the
    first column names its row. `row_height`: centimetres at least, for what is filled in by hand.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    labelled: bool = False
    row_height: float = 0.0
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values, side by side: the head of a sheet."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG, JPEG or GIF bytes). `alt` empty: decorative. `width`: share of the text's width, at most.

    `drawing`: the same as SVG, for programs that show it; `data` is then its likeness, empty where nobody made one.
    """

    data: bytes
    alt: str
    caption: str = ""
    width: float = 1.0
    drawing: bytes = b""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box with a title and text; never a table: a screen reader reads on."""

    box: Box
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """Empty lines to write on."""

    count: int = 3


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a person must still write, marked so that nobody overlooks it and `conform` finds it."""

    prompt: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """What follows stands on pages of their own, `landscape` or upright."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, down to that level of heading."""

    depth: int = 2


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs: name or function above the place for date and signature."""

    people: tuple[str, ...]


Block = (
    Paragraph
    | Heading
    | ItemList
    | Table
    | Facts
    | Figure
    | Callout
    | AnswerLines
    | Placeholder
    | PageBreak
    | Orientation
    | Contents
    | Signatures
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document. `name` is the stem of its file, ASCII; `kind` what it is, in words ("Guide du formateur").

    `cover`: a page of its own with title, version, date, charter and logos; else a head of three lines. `internal`: the
    words on every page when it may not leave ("CONFIDENTIEL - interne SOCIEUX+"). `numbered`: titles are numbered, 1
    then 1.1. `notes_margin`: a wide outer margin to write in. `framed`: one page with a frame, to be hung up; its title
    stands in the middle, and nothing at its head.
    """

    name: str
    kind: str
    title: str
    language: str
    version: str
    date: date
    authors: tuple[str, ...]
    audience: Audience
    blocks: tuple[Block, ...]
    subtitle: str = ""
    sponsor: str = ""
    clause: str = ""
    funding: str = ""
    licence: str = ""
    cover: bool = True
    internal: str = ""
    landscape: bool = False
    numbered: bool = False
    notes_margin: bool = False
    framed: bool = False


def words(text: str, *, bold: bool = False, italic: bool = False, link: str = "") -> Line:
    """A line of one run; empty for no text."""
    return (Run(text, bold, italic, link),) if text else ()


def paragraph(text: str, look: Look = Look.BODY) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph(words(text), look)


def bullets(*texts: str, ordered: bool = False, checks: bool = False) -> ItemList:
    """A flat list of one-run lines."""
    return ItemList(tuple(ListItem(words(text)) for text in texts), ordered, checks)


def cell(text: str = "", fill: Fill = Fill.NONE, *, bold: bool = False, right: bool = False) -> Cell:
    """A cell of plain text; each line of it is a paragraph."""
    return Cell(tuple(words(line) for line in text.split("\n")), fill, bold, right=right)


def heads(*texts: str) -> tuple[Cell, ...]:
    """The cells of a header row."""
    return tuple(cell(text, Fill.HEAD, bold=True) for text in texts)
