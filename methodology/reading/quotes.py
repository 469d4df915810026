"""The quotation marks of a YAML text that are opened and never closed, or closed too early.

libyaml reads on to the next mark, lines below, and blames what it finds there. The author is told where it began.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_FLOW = re.compile(r"\s*(?:-\s+)*(?:[^\s:]+\s*:\s+)?[\[{]")
_OPENING = re.compile(r"""(?:^\s*(?:-\s+)*|:\s+)(?P<mark>["'])""")
_OPENING_IN_FLOW = re.compile(r"""(?:^\s*(?:-\s+)*|:\s+|[\[{,]\s*)(?P<mark>["'])""")
_COMMENT = re.compile(r"\s#")
_FIELD = re.compile(r"""^\s*(?:-\s+|[^\s"'#\[\]{},:]+\s*:(?:\s|$))""")
_AFTER = re.compile(r"\s*(?:$|#|[,\]}:])")


@dataclass(frozen=True, slots=True)
class LostQuote:
    """A mark, at its line and column from 1. `closed_at`: the column where it was closed too early; 0: never."""

    mark: str
    line: int
    column: int
    closed_at: int = 0
    apostrophe: bool = False


def lost_quote(text: str, last_line: int) -> LostQuote | None:
    """The first mark that isn't closed as it should be, at that line or above."""
    found = next(_lost(text.split("\n")), None)
    return found if found and found.line <= last_line else None


def _lost(lines: list[str]) -> Iterator[LostQuote]:
    number, block_indent = 0, -1
    while number < len(lines):
        line = lines[number]
        indent = len(line) - len(line.lstrip(" "))
        if block_indent >= 0 and (indent > block_indent or not line.strip()):
            number += 1
            continue
        block_indent = indent if _BLOCK.search(line) else -1
        if line.lstrip().startswith("#"):
            number += 1
            continue
        number = yield from _of_line(lines, number)


def _of_line(lines: list[str], number: int) -> Generator[LostQuote, None, int]:
    """The lost marks of a line; gives the line to go on with, after a text that goes over several."""
    line, at = lines[number], 0
    openings = _OPENING_IN_FLOW if _FLOW.match(line) else _OPENING
    while (opening := openings.search(line, at)) and not _COMMENT.search(line, at, opening.start("mark")):
        start, mark = opening.start("mark"), opening["mark"]
        end = _closing(line, start + 1, mark)
        if end < 0:
            further = _closed_below(lines, number, mark)
            if further < 0:
                yield LostQuote(mark, number + 1, start + 1)
                return number + 1
            return further + 1
        if not _AFTER.match(line, end + 1):
            inner = mark == "'" and line[end - 1].isalpha() and line[end + 1 : end + 2].isalpha()
            yield LostQuote(mark, number + 1, start + 1, end + 1, inner)
            return number + 1
        at = end + 1
    return number + 1


def _closing(line: str, start: int, mark: str) -> int:
    """Where the text is closed; -1 when not on this line."""
    at = start
    while at < len(line):
        if line.startswith("\\" if mark == '"' else "''", at):
            at += 2
        elif line[at] == mark:
            return at
        else:
            at += 1
    return -1


def _closed_below(lines: list[str], number: int, mark: str) -> int:
    """The line below where a text of several lines is closed; -1 when another field begins before."""
    for below in range(number + 1, len(lines)):
        if _FIELD.match(lines[below]):
            return -1
        if _closing(lines[below], 0, mark) >= 0:
            return below
    return -1
