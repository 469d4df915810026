"""The words of a slide as plain lines: what both decks of a comparison write."""

from __future__ import annotations

from coursegen.slides_model import BulletList, Paragraph, Slide


def lines_of(slide: Slide) -> list[str]:
    """One string a paragraph or item; tables, pictures and charts have none."""
    lines: list[str] = []
    for block in slide.blocks:
        if isinstance(block, BulletList):
            lines += ["".join(run.text for run in item.line) for item in block.items]
        elif isinstance(block, Paragraph):
            lines.append("".join(run.text for run in block.line))
    return lines
