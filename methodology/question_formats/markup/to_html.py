"""Markdown to the HTML that Moodle stores, when no course dresses it: CommonMark, tables, boxes as quotations."""

from __future__ import annotations

from typing import Any

from methodology.question_formats.markup.plain import parser


def html_of_markdown(markdown: str, inline: bool) -> str:
    """The HTML fragment; a single paragraph comes without its <p> when `inline`."""
    if not markdown.strip():
        return ""
    tokens = parser().parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(3, int(token.tag[1]) + 1))}"
    if inline and [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    renderer: Any = parser().renderer
    return str(renderer.render(tokens, parser().options, {})).strip()
