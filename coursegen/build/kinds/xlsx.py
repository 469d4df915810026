"""xlsx: the course folder, all but its long texts, as a workbook to fill in and to import again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.errors import CoursegenError
from coursegen.i18n import gettext as _
from methodology.course import Course

KIND = "xlsx"
AS_WRITTEN = True
TAKEN_BACK = OFFICE = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Classeur du cours")


def produce(request: Request) -> Iterator[Path]:
    """One workbook; nothing without the course as its author wrote it: a courseware alone cannot be filled in again."""
    from coursegen.workbook import write_workbook

    if request.course is None:
        return
    path = request.folder / f"{request.key}-classeur.xlsx"
    path.write_bytes(write_workbook(request.course, request.charter))
    yield path


def holds_nothing_new(path: Path, course: Course) -> bool:
    """Whether the workbook says what the course says, and nothing beside that its import would leave aside."""
    from coursegen.workbook import read_workbook

    try:
        reading = read_workbook(path, course)
    except (CoursegenError, OSError):
        return False
    return reading.course == course and not reading.notices
