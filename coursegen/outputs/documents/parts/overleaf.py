"""Answers that a click unfolds on the screen: on paper they wait at the end, so that one tries first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from coursegen.documents_model import Block, Box, Callout, Look, Paragraph, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.parts.pen import Pen


@dataclass(frozen=True, slots=True)
class _Answer:
    place: str
    blocks: tuple[Block, ...]


@dataclass
class Overleaf:
    """Takes the answers out of texts and gives them back, numbered. `place`: the sequence whose texts are read."""

    pen: Pen
    place: str = ""
    kept: list[_Answer] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.kept)

    def without(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks; where an answer stood, in a box too, its number."""
        for block in blocks:
            if isinstance(block, Callout) and block.box is Box.ANSWER:
                self.kept.append(_Answer(self.place, block.blocks))
                where = _("Réponse {number} : à la fin du livret.").format(number=len(self.kept))
                yield Paragraph(self.pen.line(where, italic=True), Look.SMALL)
            elif isinstance(block, Callout):
                yield replace(block, blocks=tuple(self.without(block.blocks)))
            else:
                yield block

    def gathered(self) -> Iterator[Block]:
        """Every answer after its number, under the sequence that asks."""
        before = ""
        for number, answer in enumerate(self.kept, 1):
            if answer.place != before:
                yield from self.pen.paragraphs(answer.place, look=Look.LABEL)
                before = answer.place
            yield from self._numbered(number, answer.blocks)

    def _numbered(self, number: int, blocks: tuple[Block, ...]) -> Iterator[Block]:
        first, *more = blocks
        label = self.pen.line(_("Réponse {number}").format(number=number), bold=True)
        if isinstance(first, Paragraph):
            yield replace(first, line=(*label, *words(" – "), *first.line))
        else:
            yield Paragraph(label, keep_with_next=True)
            yield first
        yield from more
