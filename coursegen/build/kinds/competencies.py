"""competencies: the competency framework, for a Moodle administrator to import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "competencies"
AS_WRITTEN = True
STOPPED_BY = ("MOO-05",)


def title() -> str:
    """What it is, in the person's language."""
    return _("Référentiel de compétences")


def produce(request: Request) -> Iterator[Path]:
    """One file for a course that has competencies; nothing otherwise."""
    from coursegen.outputs.exchange.csv_competencies import competencies_csv

    if request.course is None or not request.course.needs.competencies:
        return
    path = request.folder / f"{request.key}-competences.csv"
    path.write_bytes(competencies_csv(request.course))
    yield path


def note(_request: Request, made: Sequence[Path]) -> str:
    """Why there is nothing, if so."""
    return "" if made else _("Pas de référentiel : le cours n'a pas de « competences: » dans 1-besoins.yaml.")
