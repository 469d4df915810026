"""The Markdown of a course folder: CommonMark, tables, definition lists and `:::{nom}` directives (docs/dialecte.md).

One parser for every use: pages read its HTML, slides its token stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin

from coursegen.content.typography import polish

_INFO = re.compile(r"^\s*\{(?P<name>[\w-]+)\}\s*(?P<title>.*)$")
_OPTION = re.compile(r"^:(?P<key>[\w-]+):\s*(?P<value>.*)$")


@dataclass(frozen=True, slots=True)
class Directive:
    """A `:::{name} title` block: its options (`:key: value` lines at its head) and the Markdown inside."""

    name: str
    title: str
    options: dict[str, str]
    body: str


def parse_directive(info: str, content: str) -> Directive | None:
    """The directive of a colon fence; None when its first line is not `{name}`."""
    head = _INFO.match(info)
    if head is None:
        return None
    lines = content.splitlines()
    options: dict[str, str] = {}
    while lines and (option := _OPTION.match(lines[0])):
        options[option["key"]] = option["value"].strip()
        lines.pop(0)
    return Directive(head["name"], head["title"].strip(), options, "\n".join(lines))


@cache
def parser(language: str) -> MarkdownIt:
    """The Markdown parser; running text is polished for `language`, code is not. Raw HTML is kept for the sanitiser."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.use(colon_fence_plugin).use(deflist_plugin)

    def polish_text(state: StateCore) -> None:
        for block in state.tokens:
            _polish_inline(block.children or (), language)

    markdown.core.ruler.push("polish", polish_text)
    return markdown


def _polish_inline(tokens: Iterable[Token], language: str) -> None:
    """Polish the text of one line as a whole, so that marks at the edge of emphasis get their space too."""
    for token in tokens:
        if token.type == "text":
            token.content = polish(token.content, language)
        elif token.type == "image":
            token.content = polish(token.content, language)
            if title := token.attrs.get("title"):
                token.attrs["title"] = polish(str(title), language)
            _polish_inline(token.children or (), language)
