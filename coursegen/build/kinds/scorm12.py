"""scorm12: SCORM 1.2 packages with the online modules, one in all or one a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.build.scorm import packages
from coursegen.i18n import gettext as _

KIND = "scorm12"


def title() -> str:
    """What it is, in the person's language."""
    return _("Paquet SCORM 1.2")


def produce(request: Request) -> Iterator[Path]:
    """The packages, cut as the folder or the person says."""
    from coursegen.outputs.scorm import write_scorm12

    yield from packages(request, write_scorm12, KIND)
