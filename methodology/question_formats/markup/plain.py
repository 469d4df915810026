"""Markdown to plain text, plain text to Markdown."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from methodology.question_parts import TextFormat

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_INLINE = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~])   # a backslash before punctuation
      | _+
      | \*(?=\S) | (?<=\S)\*
      | `
      | ~(?=~)
      | \[(?=[^\[\]]*\][(:])
      | <(?=[A-Za-z/!?])
      | &(?=\#?\w+;)
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(r"^(?:[#>|]|[-+*](?=\s|$)|=+\s*$|-{2,}\s*$|_{3,}\s*$|:::|:(?=\s)|~{3})")
_HTML_SIGN = re.compile(r"<[A-Za-z/!]|&#?\w+;")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


@cache
def parser() -> MarkdownIt:
    """The dialect of `docs/dialecte.md`, boxes apart: CommonMark, tables, strikethrough."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def plain_text(markdown: str) -> str:
    """What is read aloud, a line for each line and block; pictures give their description."""
    if not _may_be_marked(markdown):
        return markdown.strip()
    lines: list[str] = []
    for token in parser().parse(markdown):
        if token.type == "inline":
            lines.append("".join(_spoken(child) for child in token.children or ()))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines).strip()


def says_it(form: TextFormat, markdown: str) -> bool:
    """Whether a format without marks can say all that this Markdown says."""
    if form not in (TextFormat.PLAIN, TextFormat.AUTO):
        return False
    plain = plain_text(markdown)
    return escaped(plain) == markdown.strip() and not (form is TextFormat.AUTO and _HTML_SIGN.search(plain))


def _spoken(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type in ("text", "code_inline", "text_special", "image"):
        return token.content
    return ""


def _may_be_marked(text: str) -> bool:
    return any(mark in text for mark in "\\*_`~[<&#>|\n") or bool(_LINE_START.match(text) or _NUMBERED.match(text))


def escaped_inline(text: str) -> str:
    """A run of text, written so that Markdown shows it as it is; line starts apart."""
    return _INLINE.sub(_escaped_sign, text)


def _escaped_sign(match: re.Match[str]) -> str:
    """A sign with its backslash; underscores stay where they mark nothing: inside a word, or as a gap to fill."""
    signs, text = match[0], match.string
    if signs[0] != "_":
        return "\\" + signs
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if (before.isalnum() and after.isalnum()) or (len(signs) > 2 and (not before or before.isspace())):
        return signs
    if (not before or before.isspace()) and (not after or after.isspace()):
        return signs
    return "\\_" * len(signs)


def escaped_line_start(line: str) -> str:
    """A line whose first letters mean nothing to Markdown."""
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line)


def escaped(text: str) -> str:
    """Plain text as Markdown: line ends and blank lines stay, nothing is marked up."""
    lines = [escaped_line_start(escaped_inline(line.strip())) for line in text.strip().split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\\\n".join(paragraph) for paragraph in paragraphs if paragraph)
