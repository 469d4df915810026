"""How high a frame's text is, from the advance widths of its letters: lines are broken as programs break them."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.charter.metrics import metrics_of, text_width
from coursegen.conform.piece import Frame, Run

_DEFAULT = 18.0


def needed_height(frame: Frame) -> float:
    """Points from the top of the first line to the foot of the last, with the file's own reduction of text."""
    return sum(_height(runs, frame) for runs in frame.paragraphs)


def longest_line(frame: Frame) -> float:
    """Points of the longest line, none being broken."""
    return max((width for runs in frame.paragraphs for width in _line_widths(runs, frame.scale)), default=0.0)


def _line_widths(runs: tuple[Run, ...], scale: float) -> Iterator[float]:
    at = 0.0
    for run in runs:
        for line, piece in enumerate(run.text.split("\n")):
            if line:
                yield at
                at = 0.0
            at += text_width(piece, (run.size or _DEFAULT) * scale, bold=run.bold, font=metrics_of(run.font or "Arial"))
    yield at


def widest_line(frame: Frame) -> float:
    """Points of the longest line, broken where the frame breaks it."""
    return max((width for runs in frame.paragraphs for width in _broken(runs, frame)), default=0.0)


def _height(runs: tuple[Run, ...], frame: Frame) -> float:
    tallest = max(((run.size or _DEFAULT) * metrics_of(run.font or "Arial").line for run in runs), default=0.0)
    return len([*_broken(runs, frame)]) * tallest * frame.scale * frame.spacing


def _broken(runs: tuple[Run, ...], frame: Frame) -> Iterator[float]:
    """The width of each line that a paragraph makes in its frame."""
    room = frame.width
    at = 0.0
    for run in runs:
        for line, piece in enumerate(run.text.split("\n")):
            if line:
                yield at
                at = 0.0
            for word in _words(piece):
                width = text_width(
                    word, (run.size or _DEFAULT) * frame.scale, bold=run.bold, font=metrics_of(run.font or "Arial")
                )
                bare = width if not word.endswith(" ") else width * (len(word) - 1) / max(1, len(word))
                if at and at + bare > room:
                    yield at
                    at = 0.0
                at += width
    yield at


def _words(text: str) -> list[str]:
    """Words with the space after them; a no-break space doesn't part them."""
    *spaced, last = text.split(" ")
    return [*(f"{word} " for word in spaced), last]
