"""Objectives as they are shown: each with its verb in bold; numbered, where there are several."""

from __future__ import annotations

from dataclasses import replace

from coursegen.slides_model import Block, BulletList, Line, Paragraph


def stressed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The lists numbered; the first word of each objective in bold, where the author stressed nothing.

    An objective alone is a sentence: a list of one item has nothing to count.
    """
    return tuple(_objectives(block) if isinstance(block, BulletList) else block for block in blocks)


def _objectives(block: BulletList) -> Block:
    items = tuple(item if item.level else replace(item, line=_verb_first(item.line)) for item in block.items)
    if len(items) == 1:
        return Paragraph(items[0].line)
    return replace(block, items=items, ordered=True)


def _verb_first(line: Line) -> Line:
    if not line or any(run.bold for run in line):
        return line
    first = line[0]
    start = 2 if first.text[:3].casefold() == "se " else 1  # a reflexive verb is two words
    words = first.text.split(" ", start)
    verb = " ".join(words[:start])
    return (replace(first, text=verb, bold=True), replace(first, text=first.text[len(verb) :]), *line[1:])
