"""A folder of files."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.files import size_of
from coursegen.sandbox.pages.html import file_address
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The files with their weights."""
    address = file_address(visit.piece.id)
    files = [(file.name, address(file.name), size_of(file)) for file in visit.activity.content]
    return visit.page("files.html", files=files)
