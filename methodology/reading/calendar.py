"""Dates that exist one by one, but not together."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Finding
from methodology.i18n import gettext as _
from methodology.reading.faults import fault


def calendar_faults(course: Course) -> Iterator[Finding]:
    """Sessions that end before they start."""
    for session in course.delivery.sessions:
        if session.start and session.end and session.end < session.start:
            message = _("La session « {id} » finit le {end}, avant de commencer le {start}.").format(
                id=session.id, end=session.end.isoformat(), start=session.start.isoformat()
            )
            yield fault("LIR-12", session.where.at("end"), message, _("Corrigez « debut » ou « fin »."), session.id)
