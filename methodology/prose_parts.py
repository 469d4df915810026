"""What a Markdown text is made of for those who read it: blocks of plain text, links, tables, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_BOX_OPENING = re.compile(r"\{(?P<name>[^}]*)\}(?P<title>.*)")
_NAMED_FILE = re.compile(
    r"""\s*(?:<(?P<spaced>[^>]*)>|(?P<path>\S+))(?:\s+(?:"(?P<straight>.*)"|«\s*(?P<french>.*?)\s*»|“(?P<curly>.*)”))?\s*"""
)
_BOX_OPTION = re.compile(r":(?P<name>[\w-]+):(?P<value>.*)")

MEDIA_BOXES = ("video", "audio")
FILE_OPTIONS = ("transcription", "sous-titres", "affiche")
"""Options of a media box that name a file."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of plain text. `kind` is heading, paragraph, item or cell; `level` the heading's.

    `box` is the name of the innermost box it stands in.
    """

    kind: str
    text: str
    line: int
    level: int = 0
    box: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or a picture when `image`: its target, its text, its title (a picture's caption)."""

    target: str
    text: str
    line: int
    image: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: how many columns, body rows, and header cells that hold a text."""

    line: int
    columns: int
    rows: int
    headed: int


@dataclass(frozen=True, slots=True)
class Box:
    """A box `:::{name} title`, with its options `:name: value`; `closed` when its end is written."""

    name: str
    title: str
    line: int
    options: tuple[tuple[str, str], ...] = ()
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Prose:
    """A text read. Lines count from 1 in the Markdown."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    boxes: tuple[Box, ...] = ()

    def headings(self) -> Iterator[Block]:
        """The headings, in order."""
        return (block for block in self.blocks if block.kind == "heading")


@dataclass(slots=True)
class Gathered:
    """What a reader has found so far, in order."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def take_box(self, box: Box) -> None:
        """One more box, and the files it names."""
        self.boxes.append(box)
        self.links.extend(files_of_box(box))

    def prose(self) -> Prose:
        """All of it."""
        return Prose(tuple(self.blocks), tuple(self.links), tuple(self.tables), tuple(self.boxes))


def box_opening(info: str) -> tuple[str, str]:
    """The name and the title of a box, from what stands behind its colons."""
    opening = _BOX_OPENING.match(info.strip())
    return (opening["name"].strip(), opening["title"].strip()) if opening else ("", info.strip())


def named_file(title: str) -> tuple[str, str]:
    """The file and the title in the head of a media box: `medias/film.mp4 "La visite"`; ("", title) without a file."""
    found = _NAMED_FILE.fullmatch(title)
    if found is None:
        return "", title.strip()
    return found["spaced"] or found["path"] or "", found["straight"] or found["french"] or found["curly"] or ""


def files_of_box(box: Box) -> Iterator[Link]:
    """The files that a media box names, as links: the film or sound, its captions, its poster, its transcript.

    A transcript in `contenus/` is a text of the course, no file to link to.
    """
    if box.name not in MEDIA_BOXES:
        return
    path, title = named_file(box.title)
    if path:
        yield Link(path, title, box.line)
    for place, (name, value) in enumerate(box.options, 1):
        if name in FILE_OPTIONS and value and not value.startswith("contenus/"):
            is_poster = name == "affiche"
            yield Link(value, "" if is_poster else name, box.line + place, image=is_poster)


def split_options(lines: Sequence[str]) -> tuple[Sequence[str], tuple[tuple[str, str], ...]]:
    """The lines of the body of a box, and the options written first, one a line."""
    options: list[tuple[str, str]] = []
    for line in lines:
        option = _BOX_OPTION.fullmatch(line.strip())
        if option is None:
            break
        options.append((option["name"], option["value"].strip()))
    return lines[len(options) :], tuple(options)


def line_of(target: str, first: int, lines: Sequence[str]) -> int:
    """The line where the target of a link is written, looked for from the first line of its block on."""
    for number in range(first, min(first + 40, len(lines) + 1)):
        if target in lines[number - 1]:
            return number
    return first
