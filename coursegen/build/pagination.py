"""On which page each title of a document stands: LibreOffice lays the document out once and tells.

What was told is kept by the document's bytes, so that an unchanged document is never laid out again. Nothing fails for
it: without LibreOffice, or when it takes too long, the word processor of the reader works the pages out.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from coursegen.build.office import convert, office_program
from coursegen.build.pdf_outline import outline_pages
from coursegen.content.picture_cache import keep, recall

_RECIPE = "pages 1"
_SECONDS = 90.0  # for all of them: a table of contents is not worth more

Pages = Mapping[int, int]
_UNKNOWN: Pages = {}


def pages_of(documents: Sequence[bytes]) -> tuple[Pages, ...]:
    """For each .docx, the page of each title by its place among them; empty where it can't be known."""
    program = office_program()
    if not program:
        return (_UNKNOWN,) * len(documents)
    names = [_name(document, program) for document in documents]
    known = {name: pages for name in names if (pages := _recalled(name)) is not None}
    fresh = {name: document for name, document in zip(names, documents, strict=True) if name not in known}
    if fresh:
        known |= _laid_out(fresh)
    return tuple(known.get(name, _UNKNOWN) for name in names)


def _name(document: bytes, program: str) -> str:
    return hashlib.sha256(f"{_RECIPE}\0{program}\0".encode() + document).hexdigest()


def _recalled(name: str) -> Pages | None:
    found = recall(name)
    pages = found[0].get("pages") if found else None
    return dict(enumerate(pages)) if isinstance(pages, list) else None


def _laid_out(documents: Mapping[str, bytes]) -> dict[str, Pages]:
    made: dict[str, Pages] = {}
    with tempfile.TemporaryDirectory(prefix="coursegen-pages-") as folder:
        files = {name: Path(folder) / f"{name}.docx" for name in documents}
        for name, file in files.items():
            file.write_bytes(documents[name])
        done = convert([*files.values()], "pdf", Path(folder), seconds=_SECONDS, again=False)
        for name, file in files.items():
            pages = outline_pages(done[file].read_bytes()) if file in done else ()
            if pages:
                made[name] = dict(enumerate(pages))
                keep(name, {"pages": [*pages]}, b"", b"")
    return made
