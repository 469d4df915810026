"""Blocks from plain text of the course folder or of the program, with the typography of the course's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal

from coursegen.content.typography import colon, percent_sign, polish
from coursegen.documents_model import (
    Block,
    Cell,
    Facts,
    Fill,
    Heading,
    ItemList,
    ListItem,
    Look,
    Paragraph,
    words,
)
from coursegen.outputs.documents.durations import whole_hours
from coursegen.slides_model import Line, Run

DASH = "–"
_BREAKS = re.compile(r"[ \t\r\n\f\v]+")  # never a no-break space


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes in one language; text is plain, never Markdown, and empty text makes nothing."""

    language: str

    def say(self, text: str) -> str:
        """The text on one line, with its typography."""
        return whole_hours(polish(_BREAKS.sub(" ", text).strip(), self.language))

    def percent(self, number: float) -> str:
        """`60 %`, as the language writes it."""
        return f"{self.number(number)}{percent_sign(self.language)}"

    def number(self, number: float, digits: int = 2) -> str:
        """A number as the language writes it, with so many decimals at most."""
        locale = self.language.replace("-", "_")
        return polish(str(format_decimal(round(number, digits), locale=locale)), self.language)

    def line(self, text: str, *, bold: bool = False, italic: bool = False) -> Line:
        """A line of one run."""
        return words(self.say(text), bold=bold, italic=italic)

    def labelled(self, label: str, text: str) -> Line:
        """`Label: text`, the label in bold; nothing without text."""
        said = self.say(text)
        return (Run(f"{self.say(label)}{colon(self.language)} ", bold=True), Run(said)) if said else ()

    def mail(self, address: str) -> Line:
        """An address to write to, as a link."""
        return words(address.strip(), link=f"mailto:{address.strip()}")

    def paragraphs(self, *texts: str, look: Look = Look.BODY) -> Iterator[Paragraph]:
        """A paragraph of each text that says something."""
        for text in texts:
            if line := self.line(text):
                yield Paragraph(line, look)

    def named(self, *pairs: tuple[str, str]) -> Iterator[Paragraph]:
        """A paragraph of each labelled text that says something."""
        for label, text in pairs:
            if line := self.labelled(label, text):
                yield Paragraph(line)

    def bullets(self, texts: Iterable[str], *, ordered: bool = False, checks: bool = False) -> Iterator[ItemList]:
        """A list of the texts that say something; none without any."""
        yield from self.listed((self.line(text) for text in texts), ordered=ordered, checks=checks)

    def listed(self, lines: Iterable[Line], *, ordered: bool = False, checks: bool = False) -> Iterator[ItemList]:
        """A list of lines that have a look already; none without any."""
        items = tuple(ListItem(line) for line in lines if line)
        if items:
            yield ItemList(items, ordered, checks)

    def facts(self, *pairs: tuple[str, str]) -> Iterator[Facts]:
        """The pairs that have a value, side by side; none without any."""
        kept = tuple((self.say(label), self.line(value)) for label, value in pairs if value.strip())
        if kept:
            yield Facts(kept)

    def cell(
        self,
        *texts: str,
        fill: Fill = Fill.NONE,
        bold: bool = False,
        right: bool = False,
        centre: bool = False,
        span: int = 1,
    ) -> Cell:
        """A cell with a paragraph for each text that says something."""
        return self.cell_of((self.line(text) for text in texts), fill, bold, right, centre, span)

    def cell_of(
        self,
        lines: Iterable[Line],
        fill: Fill = Fill.NONE,
        bold: bool = False,
        right: bool = False,
        centre: bool = False,
        span: int = 1,
    ) -> Cell:
        """A cell with a paragraph for each line that says something."""
        return Cell(tuple(line for line in lines if line), fill, bold, span, right, centre)

    def heads(self, *texts: str, centred_from: int = 100) -> tuple[Cell, ...]:
        """The cells of a header row; those from that place on are centred."""
        return tuple(self.cell(t, fill=Fill.HEAD, bold=True, centre=n >= centred_from) for n, t in enumerate(texts))

    def heading(self, text: str, level: int = 1, *, new_page: bool = False, hue: int | None = None) -> Heading:
        """A title."""
        return Heading(self.say(text), level, new_page, hue)

    def section(self, text: str, level: int, blocks: Iterable[Block], *, hue: int | None = None) -> Iterator[Block]:
        """The blocks under their title; nothing at all without any."""
        inner = tuple(blocks)
        if inner:
            yield self.heading(text, level, hue=hue)
            yield from inner
