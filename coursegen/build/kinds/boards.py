"""boards: workbooks that compute, to mark with and to follow a course or a mission with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "boards"
OFFICE = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Tableaux qui calculent")


def produce(request: Request) -> Iterator[Path]:
    """One file for each board that has something to compute."""
    from coursegen.outputs.spreadsheets import Subject, boards, write_board

    if request.course is None:
        return
    subject = Subject(request.course, request.courseware, request.charter)
    for board in boards():
        if pages := tuple(board.pages(subject)):
            path = request.folder / f"{request.key}-{board.KEY}.xlsx"
            path.write_bytes(write_board(subject, pages))
            yield path
