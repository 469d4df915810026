"""docx: the documents of the course, one file each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "docx"
BRANDED = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Documents")


def produce(request: Request) -> Iterator[Path]:
    """One file for each document that the course has something to say in."""
    from coursegen.content.media import MediaPool
    from coursegen.content.render import Renderer
    from coursegen.outputs.documents import Subject, sheets, write_document

    course = request.course
    if course is None:
        return
    renderer = Renderer(course, MediaPool(course))
    subject = Subject(course, request.courseware, request.charter, renderer.fragment)
    for sheet in sheets():
        for document in sheet.compose(subject):
            path = request.folder / f"{document.name}.docx"
            path.write_bytes(write_document(document, request.charter))
            yield path
