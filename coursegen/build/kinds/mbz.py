"""mbz: the Moodle course backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "mbz"


def title() -> str:
    """What it is, in the person's language."""
    return _("Sauvegarde de cours Moodle")


def produce(request: Request) -> Iterator[Path]:
    """One package for the whole course."""
    from coursegen.build.scorm import courseware_for_moodle
    from coursegen.outputs.moodle import write_mbz

    path = request.folder / f"{request.key}.mbz"
    write_mbz(courseware_for_moodle(request), request.charter, path, request.moodle)
    yield path
