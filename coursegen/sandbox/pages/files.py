"""Files of a package, as the browser asks for them: shown where they are harmless, else saved."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from coursegen.content.weight import weight_words
from coursegen.i18n import gettext as _
from coursegen.sandbox.course import Course
from coursegen.sandbox.http import Answer
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.pages.frame import missing
from moodle_backups.files import File

_SHOWN: Final = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "audio/", "video/")
_SHOWN_WHOLE: Final = "application/pdf"


def file_page(bench: Bench, rest: str) -> Answer:
    """`CMID/OWNER/NAME`; the owner is `-`, a question's key, or `section` (then the number is the section's)."""
    number, owner, name = [unquote(part) for part in (*rest.split("/", 2), "", "")[:3]]
    found = next((file for file in _files(bench, number, owner) if file.name == name), None)
    if found is None:
        return missing(_("Ce fichier n’est pas dans le paquet."))
    with found.open() as stream:
        content = stream.read()
    return sent(content, found.name, found.mimetype or "")


def sent(content: bytes, name: str, kind: str = "") -> Answer:
    """A file with a type that no browser takes for a page of ours."""
    kind = kind or mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    }
    if kind == _SHOWN_WHOLE:
        del headers["Content-Security-Policy"]  # the browser's own reader of PDF wants no sandbox
    elif not kind.startswith(_SHOWN):
        headers["Content-Disposition"] = "attachment"
    return Answer(content, kind=kind, headers=headers)


def _files(bench: Bench, number: str, owner: str) -> Iterator[File]:
    if not number.isdecimal():
        return
    if owner == "section":
        yield from _section_files(bench, int(number))
        return
    course = bench.courses.of_module(int(number))
    piece = course.module(int(number)) if course else None
    if piece is None:
        return
    contents = bench.shelf.take(piece.package)
    if owner != "-":
        _quiz, question = contents.questions.get(owner, ("", None))
        yield from question.files if question else ()
        return
    yield from _own(contents.activities[piece.key])


def _own(activity: Any) -> Iterator[File]:
    yield from activity.files
    for name in ("content", "attachments", "companions", "summary_files"):
        value = getattr(activity, name, ())
        if isinstance(value, tuple):
            yield from value
    main = getattr(activity, "main", None)
    if isinstance(main, File):
        yield main


def _section_files(bench: Bench, section_id: int) -> Iterator[File]:
    for course in bench.courses.all():
        for section in course.sections:
            if section.id == section_id and not section.delegated:
                yield from sections_value(bench, course, section_id).files


def sections_value(bench: Bench, course: Course, section_id: int) -> Any:
    """The section of a package that a section was last written from."""
    section = next(section for section in course.sections if section.id == section_id)
    return bench.shelf.take(section.package).backup.sections[section.number]


def size_of(file: File) -> str:
    """The weight of a file, for people."""
    with file.open() as stream:
        size = sum(len(block) for block in iter(lambda: stream.read(1 << 20), b""))
    return weight_words(size)
