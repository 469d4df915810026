"""A file."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.files import size_of
from coursegen.sandbox.pages.html import file_address
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The file with its weight."""
    files = (visit.activity.main,)
    address = file_address(visit.piece.id)
    return visit.page("files.html", files=[(file.name, address(file.name), size_of(file)) for file in files])
