"""docx: the documents of the course, one file each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from coursegen.build.kinds import Request
from coursegen.content.media import MediaPool, portable_name
from coursegen.courseware import MediaFile
from coursegen.documents_model import Document
from coursegen.i18n import gettext as _
from methodology.i18n import speaking

KIND = "docx"
BRANDED = OFFICE = True
_SHOWN = 3


def title() -> str:
    """What it is, in the person's language."""
    return _("Documents")


def produce(request: Request) -> Iterator[Path]:
    """One file for each document that the course has something to say in."""
    from coursegen.build.documents import written

    for document, data in written(_composed(request), request.charter):
        path = request.folder / f"{document.name}.docx"
        path.write_bytes(data)
        yield path


def unfinished(request: Request) -> Iterator[str]:
    """What people must still write in them: one line a document."""
    from coursegen.outputs.documents.unwritten import prompts

    if request.course is None:
        return
    with speaking(request.course.identity.language):
        found = {document.name: [*prompts(document.blocks)] for document in _composed(request)}
    for name, left in found.items():
        if left:
            shown = ", ".join(f"« {prompt} »" for prompt in left[:_SHOWN])
            yield _("Dans « {name}.docx », il reste à écrire : {what}.").format(name=name, what=shown)


def _composed(request: Request) -> list[Document]:
    from coursegen.content.render import Renderer
    from coursegen.outputs.documents import Subject, sheets

    course = request.course
    if course is None:
        return []
    pool = MediaPool(course)
    media = partial(_media, request, pool)
    subject = Subject(course, request.courseware, request.charter, Renderer(course, pool).fragment, media)
    return [document for sheet in sheets() for document in sheet.compose(subject)]


def note(request: Request, made: Sequence[Path]) -> str:
    """Why a document that is asked for isn't there; which pictures are there in words only."""
    from coursegen.outputs.documents import sheets

    tellers = [found for sheet in sheets() if (found := getattr(sheet, "absent", None))]
    absent = [tell(request.course) for tell in tellers] if request.course else []
    return "\n".join(filter(None, (*absent, _undrawn(made))))


def _undrawn(made: Sequence[Path]) -> str:
    from coursegen.build.documents import undrawn

    names = sorted({name for path in made for name in undrawn(path)})
    if not names:
        return ""
    return _(
        "Dans les documents, des images sont remplacées par leur texte, faute de version PNG : {names}. "
        "Enregistrez-les aussi en PNG, à côté et sous le même nom, ou installez LibreOffice."
    ).format(names=" ".join(names))


def _media(request: Request, pool: MediaPool) -> Iterable[MediaFile]:
    """What lessons show, what other texts of the folder show, and the picture that lies beside a drawing."""
    files = {file.name: file for file in (*request.courseware.media, *pool.files)}
    paths = {one.name for one in request.course.media} if request.course else set()
    for name in sorted(paths):
        twin = str(PurePosixPath(name).with_suffix(".png"))
        if name.endswith(".svg") and twin in paths and portable_name(f"medias/{name}") in files:
            pool.take(f"medias/{twin}")
    return (files | {file.name: file for file in pool.files}).values()
