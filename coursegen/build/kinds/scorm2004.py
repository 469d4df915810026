"""scorm2004: SCORM 2004 packages with the online modules, one in all or one a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.build.scorm import packages
from coursegen.i18n import gettext as _

KIND = "scorm2004"


def title() -> str:
    """What it is, in the person's language."""
    return _("Paquet SCORM 2004")


def produce(request: Request) -> Iterator[Path]:
    """The packages, cut as the folder or the person says."""
    from coursegen.outputs.scorm import write_scorm2004

    yield from packages(request, write_scorm2004, KIND)
