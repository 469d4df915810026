"""ics: the sessions of the course, and the deadlines of its mission, for anybody's calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "ics"
AS_WRITTEN = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Agendas")


def produce(request: Request) -> Iterator[Path]:
    """A file for those who follow the course, one for the team of the mission; none where nothing has a date."""
    from coursegen.outputs.exchange.ics import calendar_file
    from coursegen.outputs.exchange.ics_events import mission_events, session_events

    course = request.course
    if course is None:
        return
    identity = course.identity
    sessions = session_events(course)
    if sessions:
        path = request.folder / f"{request.key}-sessions.ics"
        path.write_bytes(calendar_file(identity.short_title or identity.title, sessions, identity.date))
        yield path
    if course.mission and course.mission.activities:
        path = request.folder / f"{request.key}-mission.ics"
        name = _("Mission {code}").format(code=course.mission.code)
        path.write_bytes(calendar_file(name, mission_events(course, course.mission), identity.date))
        yield path


def note(request: Request, made: Sequence[Path]) -> str:
    """Why there was nothing to make."""
    return "" if made else _("Pas d'agenda : aucune session n'a de date dans « 4-mise-en-oeuvre.yaml ».")
