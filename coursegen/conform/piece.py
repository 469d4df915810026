"""A deck, document or sheet as the rules see it: the same values whatever the program that wrote the file.

Sizes of text are in points, lengths in points too, colours `#RRGGBB`; None or "" is what the file doesn't say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Family(StrEnum):
    """What the file is."""

    SLIDES = "diapositives"
    TEXT = "texte"
    SHEET = "tableur"


class Dialect(StrEnum):
    """How the file is written, as the terms of reference part them."""

    OPEN_DOCUMENT = "odf"
    OLD_OFFICE = "97-2003"
    OFFICE_XML = "ooxml"


class Part(StrEnum):
    """Where on a page a passage stands."""

    TITLE = "titre"
    BODY = "corps"
    TABLE = "tableau"
    FOOT = "pied"  # headers and footers, number and date
    NOTES = "commentaires"
    MASTER = "masque"


class Unseen(StrEnum):
    """Why nobody sees what the file holds."""

    MASKED = "masked"  # hidden text
    STRUCK = "struck"
    OFF_PAGE = "off page"
    COVERED = "covered"
    HIDDEN_SHAPE = "hidden shape"
    HIDDEN_LINE = "hidden line"  # row or column of a sheet
    FLATTENED = "flattened"  # letters or lines so squeezed that they make a dash
    FADED = "faded"  # letters that one sees through
    UNUSED = "unused"  # header, footer or note that no page shows
    PLACEHOLDER = "placeholder"  # what a control shows until somebody fills it in


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the file. `number`: slide, sheet or paragraph from 1, 0 for the whole file. `words` for a person."""

    number: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that looks alike. `ground`: what lies behind, "" when it can't be told from the file."""

    text: str
    font: str = ""
    size: float | None = None
    bold: bool = False
    colour: str = ""
    ground: str = ""
    language: str = ""
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph or a cell. `level` is that of a heading, 0 for other text."""

    place: Place
    runs: tuple[Run, ...]
    part: Part = Part.BODY
    level: int = 0
    unseen: Unseen | None = None

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, chart or drawing. `data` is empty for what is no picture file. `drawn`: an emblem made of shapes.

    `turned`: shown rotated, or head down.
    """

    place: Place
    name: str
    alt: str = ""
    decorative: bool = False
    data: bytes = b""
    width: float = 0.0
    height: float = 0.0
    cropped: bool = False
    drawn: bool = False
    turned: bool = False
    master: bool = False
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A zone of text of fixed size. `width` and `height` are what is left inside its margins.

    `longest`: how long a line that isn't broken may be, 0 when that can't be told. `shown`: the width that lies on the
    slide, 0 when all does; `beyond`: how far a table of that size goes on below or beside the slide.
    """

    place: Place
    name: str
    width: float
    height: float
    paragraphs: tuple[tuple[Run, ...], ...]
    scale: float = 1.0
    spacing: float = 1.0
    longest: float = 0.0
    shown: float = 0.0
    beyond: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A slide or a sheet. `empty`: names of its placeholders that nobody filled."""

    place: Place
    title: str = ""
    layout: str = ""
    hidden: bool = False
    empty: tuple[str, ...] = ()
    titled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of its makers."""

    title: str = ""
    author: str = ""
    changed_by: str = ""
    company: str = ""
    manager: str = ""
    custom: tuple[str, ...] = ()
    thumbnail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What the file took from its template: names of its layouts, its theme and faces, the slide's size."""

    layouts: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    fonts: frozenset[str] = frozenset()
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The whole file. `comments` of readers, `notes` on cells of a sheet; `links`: what it loads, and where."""

    path: Path
    family: Family
    dialect: Dialect
    bytes: int
    passages: tuple[Passage, ...] = ()
    pictures: tuple[Picture, ...] = ()
    frames: tuple[Frame, ...] = ()
    pages: tuple[Page, ...] = ()
    properties: Properties = field(default_factory=Properties)
    template: Template = field(default_factory=Template)
    language: str = ""
    comments: tuple[Place, ...] = ()
    notes: tuple[Place, ...] = ()
    changes: tuple[Place, ...] = ()
    links: tuple[tuple[Place, str], ...] = ()
    errors: tuple[tuple[Place, str], ...] = ()

    @property
    def text(self) -> str:
        """Every word of it, hidden or not, a space between paragraphs."""
        return " ".join(passage.text for passage in self.passages)
