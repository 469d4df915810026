"""A GIFT text cut into questions, with the line of everything. Blank lines part questions, as in Moodle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPES = {":": "\ufdd2", "#": "\ufdd3", "=": "\ufdd4", "{": "\ufdd5", "}": "\ufdd6", "~": "\ufdd7", "n": "\ufdd8"}
_ESCAPES["\\"] = "\ufdd9"
_MEANT = str.maketrans({mark: "\n" if letter == "n" else letter for letter, mark in _ESCAPES.items()})
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f])+)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """One question as written: `text` with its escapes turned to marks, its first `line`, the `comments` beside it.

    `comment_line` is that of the comment with its id or tags; the first of the question without any.
    """

    text: str
    line: int
    comments: str
    comment_line: int

    def line_of(self, offset: int) -> int:
        """The line of the file where that offset of the text is."""
        return self.line + self.text.count("\n", 0, offset)

    @property
    def idnumber(self) -> str:
        """What `[id:...]` says."""
        found = _ID.search(self.comments)
        return found[1].replace(r"\]", "]").strip() if found else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """What each `[tag:...]` says."""
        return tuple(tag.replace(r"\]", "]").strip() for tag in _TAG.findall(self.comments))


def blocks(text: str) -> Iterator[Block]:
    """Every block that is more than comments."""
    gathered: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            gathered.append((number, line.strip()))
        else:
            yield from _block(gathered)
            gathered = []
    yield from _block(gathered)


def _block(lines: list[tuple[int, str]]) -> Iterator[Block]:
    comments = "\n".join(line for _number, line in lines if line.startswith("//"))
    kept = [(number, "" if line.startswith("//") else line) for number, line in lines]
    while kept and not kept[0][1]:
        kept.pop(0)
    if kept:
        text = "\n".join(line for _number, line in kept).rstrip()
        said = next((number for number, line in lines if _ID.search(line) or _TAG.search(line)), kept[0][0])
        yield Block(_ESCAPE.sub(lambda match: _ESCAPES[match[1]], text), kept[0][0], comments, said)


def meant(text: str) -> str:
    """The text with every mark back to the character that was escaped."""
    return text.translate(_MEANT)


_RESERVED = re.compile(r"[\\#=~{}:\n]")


def escaped(text: str) -> str:
    """The text as GIFT writes it, on one line."""
    return _RESERVED.sub(lambda match: r"\n" if match[0] == "\n" else "\\" + match[0], text.replace("\r", ""))


def comment(idnumber: str, tags: tuple[str, ...]) -> str:
    """The comment line that carries an id and tags."""
    written = [f"[id:{_bracketed(idnumber)}]"] if idnumber else []
    written += [f"[tag:{_bracketed(tag)}]" for tag in tags]
    return f"// {' '.join(written)}" if written else ""


def _bracketed(text: str) -> str:
    return " ".join(text.split()).replace("]", r"\]")
