"""How many lines a text takes and how tall it stands, from font metrics. Points everywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from coursegen.charter.metrics import text_width
from coursegen.outputs.slides.paragraphs import Mark, Para
from coursegen.outputs.slides.styles import Frame, LevelStyle
from coursegen.slides_model import Line, Run

_CAREFUL = 0.985  # viewers round widths each in their own way
_TALL = 1.015
_UNBREAKABLE = 1.2  # how much longer an address gets when it is broken after its slashes
_BREAKS = re.compile(r"([ \t\n]+)")
HANGING = 28.0  # of a bullet that the template doesn't provide for


def line_count(line: Line, style: LevelStyle, width: float) -> int:
    """Lines the text takes in `width`, broken between words; a word wider than the line is broken inside."""
    return sum(_one_line_count(part, style, width) for part in _told_lines(line))


def _told_lines(line: Line) -> Iterable[Line]:
    """The lines that the text itself begins."""
    parts: list[list[Run]] = [[]]
    for run in line:
        first, *others = run.text.split("\n")
        parts[-1].append(replace(run, text=first))
        parts += [[replace(run, text=text)] for text in others]
    return map(tuple, parts)


def _one_line_count(line: Line, style: LevelStyle, width: float) -> int:
    room = max(width * _CAREFUL, style.size)
    space = text_width(" ", style.size, bold=style.bold, font=style.font)
    lines, used = 1, 0.0
    for word in _words(line, style):
        if used and used + space + word <= room:
            used += space + word
            continue
        if used:
            lines += 1
        if word > room:  # broken inside, at places that each viewer chooses
            lines += math.ceil(word * _UNBREAKABLE / room) - 1
        used = min(word, room)
    return lines


def _words(line: Line, style: LevelStyle) -> Iterable[float]:
    """The width of each word, whatever runs it is made of."""
    current, started = 0.0, False
    for run in line:
        for piece in _BREAKS.split(run.text.upper() if style.caps else run.text):
            if not piece:
                continue
            if piece.isspace() and "\u00a0" not in piece and "\u202f" not in piece:
                if started:
                    yield current
                current, started = 0.0, False
            else:
                current += text_width(piece, style.size, bold=run.bold or style.bold, font=style.font)
                started = True
    if started:
        yield current


def text_margin(para: Para, style: LevelStyle) -> float:
    """Where the text of a paragraph starts: none for running text, the level's margin, or room for a number."""
    if para.mark is Mark.NONE:
        return 0.0
    if para.mark is Mark.BULLET:
        return style.margin if style.bullet else HANGING * (para.level + 1)
    return max(0.0, style.margin + style.indent) + hanging(para, style)


def hanging(para: Para, style: LevelStyle) -> float:
    """How far a mark stands before its text: as the style says, more where the number is long."""
    own = -style.indent if style.bullet else HANGING
    if para.mark is Mark.BULLET:
        return own
    widest = "M." if para.mark is Mark.LETTER else "0." if para.widest < 10 else "00."
    return max(own, text_width(widest, style.size, bold=True, font=style.font) + style.size * 0.4)


def line_height(style: LevelStyle) -> float:
    """The pitch of the lines."""
    return style.line_points or style.size * style.font.line * style.line * _TALL


def paragraph_height(para: Para, frame: Frame, style: LevelStyle) -> float:
    """The height of a paragraph with the spaces round it."""
    lines = line_count(para.line, style, frame.width - text_margin(para, style))
    return lines * line_height(style) + style.before + style.after


def height(paras: Iterable[Para], frame: Frame, styles: tuple[LevelStyle, ...]) -> float:
    """The height of a whole text."""
    return sum(paragraph_height(para, frame, styles[min(para.level, len(styles) - 1)]) for para in paras)
