"""Objectives as they are shown: numbered, each with its verb in bold."""

from __future__ import annotations

from dataclasses import replace

from coursegen.slides_model import Block, BulletList, Line


def stressed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The lists numbered; the first word of each objective in bold, where the author stressed nothing."""
    return tuple(_objectives(block) if isinstance(block, BulletList) else block for block in blocks)


def _objectives(block: BulletList) -> BulletList:
    items = tuple(item if item.level else replace(item, line=_verb_first(item.line)) for item in block.items)
    return replace(block, items=items, ordered=True)


def _verb_first(line: Line) -> Line:
    if not line or any(run.bold for run in line):
        return line
    first = line[0]
    start = 2 if first.text[:3].casefold() == "se " else 1  # a reflexive verb is two words
    words = first.text.split(" ", start)
    verb = " ".join(words[:start])
    return (replace(first, text=verb, bold=True), replace(first, text=first.text[len(verb) :]), *line[1:])
