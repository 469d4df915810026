"""Documents as files: drawings get a likeness, tables of contents their page numbers, where LibreOffice is at hand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from coursegen.build.likenesses import likenesses
from coursegen.build.pagination import pages_of
from coursegen.charter import Charter
from coursegen.documents_model import Block, Callout, Contents, Document, Figure
from coursegen.outputs.documents import write_document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(documents: Sequence[Document], charter: Charter) -> Iterator[tuple[Document, bytes]]:
    """Each document with the bytes of its .docx, in the order given."""
    documents = with_likenesses(documents)
    drafts = [write_document(document, charter) for document in documents]
    listed = [n for n, document in enumerate(documents) if any(isinstance(one, Contents) for one in document.blocks)]
    pages = dict(zip(listed, pages_of([drafts[n] for n in listed]), strict=True))
    for number, document in enumerate(documents):
        known = pages.get(number)
        yield document, write_document(document, charter, known) if known else drafts[number]


def with_likenesses(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, their drawings beside a picture for programs that show no SVG, as far as one can be made."""
    bare = {one.drawing for document in documents for one in figures(document.blocks) if one.drawing and not one.data}
    made = likenesses(sorted(bare)) if bare else {}
    if not made:
        return tuple(documents)
    return tuple(replace(one, blocks=tuple(_filled(block, made) for block in one.blocks)) for one in documents)


def figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Every picture, those in boxes too."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Callout):
            yield from figures(block.blocks)


def undrawn(path: Path) -> tuple[str, ...]:
    """What the pictures show that a .docx of ours has in words only."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    marked = (mark.getparent() for mark in root.iterfind(f".//{_W}pPr/{_W}pStyle[@{_W}val='CgAbsent']"))
    lines = (form.getparent() for form in marked if form is not None)
    return tuple("".join(text.text or "" for text in line.iter(f"{_W}t")) for line in lines if line is not None)


def _filled(block: Block, made: Mapping[bytes, bytes]) -> Block:
    if isinstance(block, Figure) and block.drawing and not block.data:
        return replace(block, data=made.get(block.drawing, b""))
    if isinstance(block, Callout):
        return replace(block, blocks=tuple(_filled(inner, made) for inner in block.blocks))
    return block
