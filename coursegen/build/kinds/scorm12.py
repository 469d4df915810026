"""scorm12: one SCORM 1.2 package with the online modules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "scorm12"


def title() -> str:
    """What it is, in the person's language."""
    return _("Paquet SCORM 1.2")


def produce(request: Request) -> Iterator[Path]:
    """One package for the whole course."""
    from coursegen.outputs.scorm import write_scorm12

    path = request.folder / f"{request.key}-scorm12.zip"
    path.write_bytes(write_scorm12(request.courseware, request.charter))
    yield path
