"""coursegen mission deliverables: what is to be handed in, to whom, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext

if TYPE_CHECKING:
    from methodology.mission.follow_up import FollowUp


@click.command("deliverables")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option(
    "--le",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Juger les retards à cette date (2022-12-01), au lieu d'aujourd'hui.",
)
@json_option
@click.pass_obj
def command(console: Console, folder: Path, day: datetime | None) -> None:
    """Le suivi des livrables de la mission de DOSSIER : destinataires, échéance, état, dernière version."""
    from coursegen.mission import load_mission
    from methodology.mission.deadlines import MissionDates
    from methodology.mission.follow_up import follow_up

    today = day.date() if day else date.today()
    rows = follow_up(MissionDates(load_mission(folder)))
    for activity, own in groupby(rows, key=lambda row: row.activity.id):
        console.say(activity)
        for line in _lines(tuple(own), today):
            console.say(line)
    console.result({"deliverables": [_as_data(row, today) for row in rows]})


def _lines(rows: tuple[FollowUp, ...], today: date) -> Iterator[str]:
    names = [f"{row.id} {row.expert}".rstrip() for row in rows]
    widths = max(map(len, names)), max(len(row.title) for row in rows)
    for name, row in zip(names, rows, strict=True):
        mark = "✗" if row.is_overdue(today) else "✓" if row.state and row.state.value == "approuve" else "•"
        yield f"  {mark} {name:<{widths[0]}}  {row.title:<{widths[1]}}  {_state(row)}"
        yield f"    {'':<{widths[0]}}  {' ; '.join(_notes(row))}"


def _state(row: FollowUp) -> str:
    from coursegen.mission import short_day

    if row.last is None:
        return _("pas commencé")
    version = _(" (version {version})").format(version=row.version) if row.version else ""
    return _("{state} le {day}{version}").format(
        state=row.last.state.label, day=short_day(row.last.date), version=version
    )


def _notes(row: FollowUp) -> Iterator[str]:
    from coursegen.mission import short_day

    if row.due:
        yield _("à remettre le {day}").format(day=short_day(row.due))
    if row.planned:
        yield _("prévu le {day}").format(day=short_day(row.planned))
    names = ", ".join(party.label for party in row.recipients)
    yield _("CONFIDENTIEL, pour {names} seulement").format(names=names) if row.confidential else names
    if row.most_pages:
        yield ngettext("{n} page au plus", "{n} pages au plus", row.most_pages).format(n=row.most_pages)


def _as_data(row: FollowUp, today: date) -> dict[str, object]:
    return {
        "activity": row.activity.id,
        "id": row.id,
        "expert": row.expert or None,
        "title": row.title,
        "due": row.due.isoformat() if row.due else None,
        "planned": row.planned.isoformat() if row.planned else None,
        "state": row.state.value if row.state else None,
        "overdue": row.is_overdue(today),
        "recipients": [party.value for party in row.recipients],
        "confidential": row.confidential,
        "most_pages": row.most_pages,
        "log": [
            {"date": entry.date.isoformat(), "state": entry.state.value, "version": entry.version, "by": entry.by}
            for entry in row.log
        ],
    }
