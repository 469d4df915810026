"""xlsx: the course folder, all but its long texts, as a workbook to fill in and to import again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "xlsx"


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
