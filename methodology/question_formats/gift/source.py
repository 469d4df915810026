"""One GIFT question, as the readers of its answers ask it for values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.question_formats.gift.blocks import Block, meant
from methodology.question_formats.losses import Loss
from methodology.question_formats.markup.from_html import markdown_of_auto, markdown_of_html
from methodology.question_formats.markup.plain import escaped
from methodology.question_formats.moodle_xml.enclosed import without_absent
from methodology.question_parts import TextFormat
from methodology.reading.faults import fault

GIFT_RULE = "LIR-25"
FORMATS = {
    "html": TextFormat.HTML,
    "markdown": TextFormat.MARKDOWN,
    "plain": TextFormat.PLAIN,
    "moodle": TextFormat.AUTO,
}
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_WEIGHT = re.compile(r"%(-*\d{1,2}\.?\d*)%")
_BAD_WEIGHT = re.compile(r"%[^%\n]{0,20}%")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the answers: what it begins with (`=`, `~` or nothing), its text, where it stands in the block."""

    sign: str
    text: str
    offset: int


class Source:
    """A block, its place, what is wrong in it and what it loses."""

    def __init__(self, block: Block, file: str) -> None:
        self.block = block
        self.faults: list[Finding] = []
        self.format = TextFormat.AUTO
        self._file = file
        self._lost: list[tuple[str, str, str, int]] = []

    def where(self, offset: int = 0) -> Where:
        """The place of that offset."""
        return Where(self._file, self.block.line_of(offset))

    def whole(self, answers: int) -> Where:
        """The place of the question, with those of its answers and of the comment that says what it is for."""
        said, first = (self.block.comment_line, 1), (self.block.line_of(max(answers, 0)), 1)
        places = dict.fromkeys(("id", "objective", "bloom"), said)
        places |= dict.fromkeys(("choices", "pairs", "accepted", "number", "graded", "items"), first)
        return Where(self._file, self.block.line, 1, MappingProxyType(places))

    def fault(self, offset: int, message: str, remedy: str) -> None:
        """Something makes no sense."""
        self.faults.append(fault(GIFT_RULE, self.where(offset), message, remedy))

    def losses(self, question: str) -> Iterator[Loss]:
        """What stayed behind."""
        return (Loss(question, what, why, remedy, self.where(offset)) for what, why, remedy, offset in self._lost)

    def text(self, written: str, offset: int = 0, form: TextFormat | None = None) -> str:
        """The Markdown of a text, read in the format it says, or else in that of the question."""
        said = _FORMAT.match(written.strip())
        form = FORMATS[said[1]] if said else form or self.format
        body = meant(written.strip()[said.end() :] if said else written).strip()

        def left_out(what: str) -> None:
            self._lost.append((what, _("le Markdown n'a pas de quoi l'écrire"), "", offset))

        body = without_absent(body, {}, form is not TextFormat.MARKDOWN, partial(self._file_left, offset))
        if form is TextFormat.HTML:
            return markdown_of_html(body, left_out)
        if form is TextFormat.AUTO:
            return markdown_of_auto(body, left_out)
        return escaped(body) if form is TextFormat.PLAIN else body

    def _file_left(self, offset: int, path: str) -> None:
        """A GIFT names files of the site it comes from, and encloses none."""
        remedy = _("Mettez-le dans « medias/ » et montrez-le là où le texte dit ce qui manque.")
        self._lost.append((path.lstrip("/"), _("un GIFT ne contient pas de fichier"), remedy, offset))

    def format_of(self, written: str) -> TextFormat:
        """The format a text says it is in; Moodle's automatic one when it says none."""
        said = _FORMAT.match(written.strip())
        return FORMATS[said[1]] if said else TextFormat.AUTO

    def weight(self, piece: Piece, usual: float) -> tuple[float, str]:
        """The percent an answer begins with, and the rest of it."""
        text = piece.text.strip()
        found = _WEIGHT.match(text)
        if found:
            return -float(found[1].lstrip("-")) if found[1].startswith("-") else float(found[1]), text[found.end() :]
        if odd := _BAD_WEIGHT.match(text):
            message = _("« {text} » n'est pas une part de la note.").format(text=meant(odd[0]))
            self.fault(piece.offset, message, _("Écrivez par exemple %50% ou %-33.33333%."))
        return usual, text


def pieces(text: str, signs: str, offset: int) -> list[Piece]:
    """The answers, cut before each of these signs; what stands before the first, when it says something, too."""
    cuts = [match.start() for match in re.finditer(f"[{signs}]", text)]
    before = text[: cuts[0] if cuts else None]
    found = [Piece("", before, offset + len(before) - len(before.lstrip()))]
    for start, end in pairwise([*cuts, len(text)]):
        found.append(Piece(text[start], text[start + 1 : end], offset + start))
    return [piece for piece in found if piece.sign or piece.text.strip()]


def with_feedback(text: str) -> tuple[str, str]:
    """An answer, and the feedback after `#`."""
    answer, _sign, feedback = text.partition("#")
    return answer, feedback
