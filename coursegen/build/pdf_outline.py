"""The pages that a PDF's outline points at: enough of ISO 32000 to read what LibreOffice writes, and nothing else."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_TARGET = re.compile(rb"/(?:Dest|D)\s*\[\s*(\d+) 0 R")
_MOST = 10_000  # objects followed: a file that goes round in circles ends


def outline_pages(data: bytes) -> tuple[int, ...]:
    """The page, from 1, of each entry of the outline, in reading order; empty when there is none that can be read."""
    objects = dict(_objects(data))
    root = next((body for body in objects.values() if b"/Catalog" in body and b"/Outlines" in body), b"")
    outlines, pages = _reference(root, b"Outlines"), _reference(root, b"Pages")
    number_of = {page: number for number, page in enumerate(_leaves(objects, pages, []), 1)}
    targets = [_TARGET.search(objects[entry]) for entry in _entries(objects, outlines, [])]
    found = [number_of.get(int(target[1]), 0) if target else 0 for target in targets]
    return tuple(found) if all(found) else ()


def page_count(data: bytes) -> int:
    """How many pages the PDF has; 0 when that can't be read."""
    objects = dict(_objects(data))
    root = next((body for body in objects.values() if b"/Catalog" in body), b"")
    pages = _reference(root, b"Pages")
    return len([*_leaves(objects, pages, [])]) if pages else 0


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every object by its number; those that stand together in a compressed stream too."""
    for match in _OBJECT.finditer(data):
        yield int(match[1]), match[2]
        if b"/ObjStm" in match[2]:
            yield from _packed(match[2])


def _packed(body: bytes) -> Iterator[tuple[int, bytes]]:
    stream, first = _STREAM.search(body), re.search(rb"/First (\d+)", body)
    if stream is None or first is None:
        return
    with suppress(zlib.error, ValueError):
        plain = zlib.decompressobj().decompress(stream[1], 50_000_000)
        head = [int(word) for word in plain[: int(first[1])].split()]
        starts = [int(first[1]) + start for start in head[1::2]]
        for number, start, end in zip(head[::2], starts, [*starts[1:], len(plain)], strict=True):
            yield number, plain[start:end]


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb"\s+(\d+) 0 R", body)
    return int(found[1]) if found else 0


def _leaves(objects: dict[int, bytes], at: int, seen: list[int]) -> Iterator[int]:
    """The pages below a node of the page tree, in order."""
    kids = re.search(rb"/Kids\s*\[(.*?)\]", objects.get(at, b""), re.DOTALL)
    seen.append(at)
    if kids is None:
        yield at
        return
    for kid in re.findall(rb"(\d+) 0 R", kids[1]):
        if int(kid) not in seen and len(seen) < _MOST:
            yield from _leaves(objects, int(kid), seen)


def _entries(objects: dict[int, bytes], above: int, seen: list[int]) -> Iterator[int]:
    """The entries below one, each before those below it."""
    at = _reference(objects.get(above, b""), b"First")
    while at in objects and at not in seen and len(seen) < _MOST:
        seen.append(at)
        yield at
        yield from _entries(objects, at, seen)
        at = _reference(objects[at], b"Next")
