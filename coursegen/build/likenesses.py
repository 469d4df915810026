"""Drawings (SVG) as pictures, for programs that show no drawing: made by LibreOffice where it is at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from coursegen.build.office import convert, office_program
from coursegen.content.picture_cache import entry_name, keep, recall
from coursegen.content.svg import drawing_size

_RECIPE = "likeness 1"
_FINE = 2  # pixels of the likeness for each of the drawing: enough for paper
_SECONDS = 90.0


def likenesses(drawings: Sequence[bytes]) -> dict[bytes, bytes]:
    """PNG of each drawing: from the cache, or by LibreOffice, all in one go."""
    names = {drawing: entry_name(drawing, _RECIPE) for drawing in drawings}
    known = {drawing: found[1] for drawing in drawings if (found := recall(names[drawing]))}
    fresh = [drawing for drawing in drawings if drawing not in known]
    if not fresh or not office_program():
        return known
    with tempfile.TemporaryDirectory(prefix="coursegen-dessins-") as folder:
        files = {Path(folder) / f"{names[drawing]}.svg": drawing for drawing in fresh}
        for file, drawing in files.items():
            file.write_bytes(_enlarged(drawing))
        for file, made in convert([*files], "png", Path(folder), seconds=_SECONDS, again=False).items():
            known[files[file]] = made.read_bytes()
            keep(names[files[file]], {}, known[files[file]], b"")
    return known


def _enlarged(drawing: bytes) -> bytes:
    """The drawing at the size of its likeness; it was cleaned when the course was composed."""
    width, height = drawing_size(drawing)
    root = etree.fromstring(drawing)
    if width and height:
        if not root.get("viewBox"):
            root.set("viewBox", f"0 0 {width} {height}")
        root.set("width", str(width * _FINE))
        root.set("height", str(height * _FINE))
    return etree.tostring(root)
