"""Text that doesn't fit goes on to another slide, at a sensible place; it is never shrunk under the minimum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursegen.outputs.slides.measure import height, line_count, line_height
from coursegen.outputs.slides.paragraphs import Mark, Para
from coursegen.outputs.slides.styles import Frame, LevelStyle
from coursegen.slides_model import Line, Run

ABSOLUTE_MINIMUM = 18.0
_STEP = 2.0
_SPREAD = 0.72  # of the frame, for short texts
_AT_EASE = 0.62
_MOST_AIR = 18.0
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+")
_BALANCE_STEPS = 8


@dataclass(frozen=True, slots=True)
class TextPage:
    """The text of one slide, and the looks of its levels. `air`: points over each outer paragraph but the first."""

    paras: tuple[Para, ...]
    styles: tuple[LevelStyle, ...]
    air: float = 0.0


def fitted(paras: tuple[Para, ...], frame: Frame, minimum: float, large: float = 0) -> TextPage | None:
    """The whole text at the largest size that fits, down to `minimum`; None when it takes another slide.

    A text of few words, that `large` letters leave at ease, has these.
    """
    if large > frame.levels[0].size:
        styles = _scaled(frame, large)
        if height(paras, frame, styles) <= frame.height * _AT_EASE:
            return TextPage(paras, styles, _air(paras, frame, styles))
    for styles in _sizes(frame, minimum):
        if height(paras, frame, styles) <= frame.height:
            return TextPage(paras, styles, _air(paras, frame, styles))
    return None


def pages(paras: tuple[Para, ...], frame: Frame, minimum: float, large: float = 0) -> tuple[TextPage, ...]:
    """The text on as few slides as it takes; at the largest size for that number; filled evenly."""
    if not paras:
        return ()
    whole = fitted(paras, frame, minimum, large)
    if whole:
        return (whole,)
    choices = [(_split(paras, frame, styles), styles) for styles in _sizes(frame, minimum)]
    fewest = min(len(split) for split, _styles in choices)
    split, styles = next(choice for choice in choices if len(choice[0]) == fewest)
    return tuple(TextPage(_renumbered(page), styles, _air(page, frame, styles)) for page in split)


def title_styles(line: Line, frame: Frame, minimum: float) -> tuple[LevelStyle, float]:
    """The look of a title, reduced down to `minimum` to hold in its frame, and the height it then takes."""
    style = frame.levels[0]
    while True:
        taken = height((Para(line),), frame, (style,))
        if taken <= frame.height or style.size - _STEP < min(minimum, frame.levels[0].size):
            return style, taken
        style = style.sized(style.size - _STEP)


def fits_one_line(text: str, frame: Frame) -> bool:
    """Whether the words of a footer stay on one line."""
    return line_count((Run(text),), frame.levels[0], frame.width) == 1


def fits(text: str, frame: Frame) -> bool:
    """Whether a running head holds in its zone, at the zone's own size."""
    return height((Para((Run(text),)),), frame, frame.levels) <= max(frame.height, line_height(frame.levels[0]))


def _air(paras: tuple[Para, ...], frame: Frame, styles: tuple[LevelStyle, ...]) -> float:
    """A short text spreads over the slide rather than huddle at its top, within reason."""
    gaps = sum(not para.level for para in paras[1:])
    spare = frame.height * _SPREAD - height(paras, frame, styles)
    return round(min(_MOST_AIR, max(0.0, spare / gaps))) if gaps else 0.0


def _sizes(frame: Frame, minimum: float) -> list[tuple[LevelStyle, ...]]:
    """The frame's own levels, then smaller by steps; every level above the absolute minimum."""
    native = max(frame.levels[0].size, ABSOLUTE_MINIMUM)
    floor = max(min(minimum, native), ABSOLUTE_MINIMUM)
    sizes = []
    size = native
    while size >= floor:
        sizes.append(_scaled(frame, size))
        size -= _STEP
    return sizes


def _scaled(frame: Frame, size: float) -> tuple[LevelStyle, ...]:
    """All levels in proportion, the first at that size."""
    ratio = size / frame.levels[0].size
    return tuple(level.sized(max(round(level.size * ratio), ABSOLUTE_MINIMUM)) for level in frame.levels)


def _split(paras: tuple[Para, ...], frame: Frame, styles: tuple[LevelStyle, ...]) -> list[tuple[Para, ...]]:
    """Greedy pages, then the smallest room that still gives as many: pages of like length."""
    units = [unit for group in _families(paras) for unit in _holding(group, frame, styles)]
    heights = [height(unit, frame, styles) for unit in units]
    filled = _fill(units, heights, frame.height)
    low, high = max(heights), frame.height
    for _ in range(_BALANCE_STEPS):
        middle = (low + high) / 2
        tried = _fill(units, heights, middle)
        if len(tried) == len(filled):
            filled, high = tried, middle
        else:
            low = middle
    return filled


def _fill(units: Sequence[tuple[Para, ...]], heights: Sequence[float], room: float) -> list[tuple[Para, ...]]:
    filled: list[tuple[Para, ...]] = []
    used = room + 1
    for unit, tall in zip(units, heights, strict=True):
        if used + tall > room:
            filled.append(unit)
            used = tall
        else:
            filled[-1] += unit
            used += tall
    return filled


def _families(paras: tuple[Para, ...]) -> list[tuple[Para, ...]]:
    """What stays together: an item with its sub-items; a line that announces a list, a title, with what comes next."""
    families: list[tuple[Para, ...]] = []
    for para in paras:
        previous = families[-1][-1] if families else None
        announced = previous is not None and previous.mark is Mark.NONE and _announces(previous)
        if families and (para.level > families[-1][0].level or announced):
            families[-1] += (para,)
        else:
            families.append((para,))
    return families


def _announces(para: Para) -> bool:
    return para.text.rstrip().endswith(":") or all(run.bold for run in para.line)


def _holding(family: tuple[Para, ...], frame: Frame, styles: tuple[LevelStyle, ...]) -> list[tuple[Para, ...]]:
    """The family whole if a slide holds it, else its paragraphs, else their sentences, else their words."""
    if height(family, frame, styles) <= frame.height:
        return [family]
    if len(family) > 1:
        return [unit for para in family for unit in _holding((para,), frame, styles)]
    return [(piece,) for piece in _pieces(family[0], frame, styles)]


def _pieces(para: Para, frame: Frame, styles: tuple[LevelStyle, ...]) -> list[Para]:
    joint = Run(" ")
    parts = _cut(para.line, _SENTENCE)
    if "\n" in para.text:  # lines that the author made
        joint, parts = Run("\n"), _cut(para.line, re.compile(r"\n"))
    elif len(parts) == 1:
        parts = _cut(para.line, re.compile(r"\s+"))
    if len(parts) == 1:
        return [para]
    pieces: list[Para] = []
    for part in parts:
        longer = replace(pieces[-1], line=(*pieces[-1].line, joint, *part)) if pieces else None
        if longer and height((longer,), frame, styles) <= frame.height:
            pieces[-1] = longer
        else:
            pieces.append(replace(para, line=part, continued=bool(pieces) or para.continued))
    return [fine for piece in pieces for fine in _finer(piece, frame, styles)]


def _finer(piece: Para, frame: Frame, styles: tuple[LevelStyle, ...]) -> list[Para]:
    """A sentence longer than a slide is cut between words."""
    if height((piece,), frame, styles) <= frame.height or len(_cut(piece.line, _SENTENCE)) > 1:
        return [piece]
    return _pieces(piece, frame, styles)


def _cut(line: Line, where: re.Pattern[str]) -> list[Line]:
    """A line cut at the places found in each of its runs; runs keep their looks."""
    parts: list[list[Run]] = [[]]
    for run in line:
        texts = where.split(run.text)
        for n, text in enumerate(texts):
            if n:
                parts.append([])
            if text:
                parts[-1].append(replace(run, text=text))
    return [tuple(part) for part in parts if part]


def _renumbered(page: tuple[Para, ...]) -> tuple[Para, ...]:
    """Each list on a slide starts at the number of its first item there."""
    start = 0
    done = []
    for para in page:
        if para.mark in (Mark.NUMBER, Mark.LETTER) and not para.continued:
            start = start if start and para.number > start else para.number
            done.append(replace(para, start=start))
            continue
        if para.mark is Mark.NONE:
            start = 0
        done.append(para)
    return tuple(done)
