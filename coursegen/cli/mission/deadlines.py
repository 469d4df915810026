"""coursegen mission deadlines: what is due, when, by which rule, how many days are left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext

if TYPE_CHECKING:
    from methodology.mission.deadlines import Deadline, MissionDates
    from methodology.mission.model import Mission

_OVERDUE, _DONE, _NEXT = "✗", "✓", "•"


@click.command("deadlines")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option(
    "--le",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Compter les jours à partir de cette date (2022-12-01), au lieu d'aujourd'hui.",
)
@click.option("--calendrier", "with_calendar", is_flag=True, help="Montrer aussi les jours non travaillés.")
@click.option(
    "--ics",
    "agenda",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Écrire aussi l'agenda (.ics) : les activités et les échéances, avec deux rappels.",
)
@json_option
@click.pass_obj
def command(console: Console, folder: Path, day: datetime | None, with_calendar: bool, agenda: Path | None) -> None:
    """Les échéances de la mission de DOSSIER : date, règle, jours restants ; ce qui est en retard est marqué ✗."""
    from coursegen.mission import load_mission
    from methodology.mission.deadlines import MissionDates

    dates = MissionDates(load_mission(folder))
    today = day.date() if day else date.today()
    for line in _lines(dates, today):
        console.say(line)
    for line in _calendar_lines(dates) if with_calendar else ():
        console.say(line)
    if agenda:
        _write_agenda(dates.mission, folder, agenda)
        console.say(_("✓ {file} : l'agenda de la mission.").format(file=agenda))
    console.result(_document(dates, today))


def _write_agenda(mission: Mission, folder: Path, agenda: Path) -> None:
    """As `coursegen build --only ics` makes it, also where the action stands alone. Raises StorageError."""
    from coursegen.mission import around
    from coursegen.outputs.exchange.ics import calendar_file
    from coursegen.outputs.exchange.ics_events import mission_events
    from methodology.folder import read_folder

    course = read_folder(folder).course
    stamp = course.identity.date if course else mission.date or min(one.start for one in mission.activities)
    name = _("Mission {code}").format(code=mission.code)
    data = calendar_file(name, mission_events(course or around(mission), mission), stamp)
    try:
        agenda.write_bytes(data)
    except OSError as error:
        words = _("« {file} » ne peut pas être écrit : {reason}.")
        remedy = _("Vérifiez la place libre et les droits, ou choisissez un autre fichier.")
        raise StorageError(words.format(file=agenda, reason=reason_of(error)), remedy) from error


def _lines(dates: MissionDates, today: date) -> Iterator[str]:
    from coursegen.mission import calendar_words, long_day
    from methodology.mission.insights import insights

    mission = dates.mission
    yield f"{mission.code} — {mission.title}"
    yield _("Au {day}. Catalogue : {catalogue}. Jours ouvrables : {calendar}.").format(
        day=long_day(today), catalogue=dates.catalogue.title, calendar=calendar_words(dates)
    )
    for activity in mission.activities:
        yield ""
        yield _("{id}  du {start} au {end} : {title}").format(
            id=activity.id, start=long_day(activity.start), end=long_day(activity.end), title=activity.title
        )
        if activity.dates_note:
            yield f"    {activity.dates_note}"
        yield from _table([deadline for deadline in dates.deadlines if deadline.activity is activity], today)
    found = insights(dates)
    yield from ("", _("À savoir")) if found else ()
    for insight in found:
        yield f"  • {insight.message}"
        yield f"      → {insight.remedy}"


def _table(deadlines: list[Deadline], today: date) -> Iterator[str]:
    """Two lines a deadline, in columns as wide as what they hold: what is due when, then by whom and by which rule."""
    from coursegen.mission import short_day
    from methodology.mission.deadlines import rule_words

    rows = [(short_day(d.due), d.step.title, _left(d, today)) for d in deadlines]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(2)]
    for deadline, (day, title, left) in zip(deadlines, rows, strict=True):
        yield f"  {_mark(deadline, today)} {day:<{widths[0]}}  {title:<{widths[1]}}  {left}"
        indent = " " * (widths[0] + 6)
        what = f"{', '.join(deadline.names)} — " if deadline.names else ""
        yield f"{indent}{what}{deadline.step.party.label}, {rule_words(deadline.step)}"
        for note in _notes(deadline):
            yield f"{indent}{note}"


def _mark(deadline: Deadline, today: date) -> str:
    if deadline.done is not None:
        return _DONE
    return _OVERDUE if deadline.is_overdue(today) else _NEXT


def _left(deadline: Deadline, today: date) -> str:
    from coursegen.mission import short_day

    left = deadline.days_left(today)
    if deadline.done is not None:
        late = deadline.done > deadline.due
        words = _("fait en retard le {day}") if late else _("fait le {day}")
        return words.format(day=short_day(deadline.done))
    if left < 0:
        return ngettext("en retard de {n} jour", "en retard de {n} jours", -left).format(n=-left)
    if left == 0:
        return _("aujourd'hui")
    return ngettext("reste {n} jour", "restent {n} jours", left).format(n=left)


def _notes(deadline: Deadline) -> Iterator[str]:
    """What the date alone doesn't say: who agreed to it, what one calendar gives, that nobody works then."""
    from coursegen.mission import short_day

    if deadline.agreed:
        yield _("Date convenue : {reason}").format(reason=deadline.agreed.reason or _("sans motif"))
    elif deadline.step.reason:
        yield _("Délai convenu : {reason}").format(reason=deadline.step.reason)
    if deadline.falls_on_day_off and deadline.last_working:
        day = short_day(deadline.last_working)
        yield _("Ce jour n'est pas travaillé : à envoyer le {day} au plus tard.").format(day=day)
    for party, day_alone in (deadline.by_party or {}).items():
        yield _("Selon le seul calendrier « {party} » : {day}").format(party=party.label, day=short_day(day_alone))


def _calendar_lines(dates: MissionDates) -> Iterator[str]:
    from coursegen.mission import country_name, long_day

    span = dates.span()
    if span is None:
        return
    yield ""
    yield _("Jours non travaillés du {start} au {end}, hors repos de la semaine").format(
        start=long_day(span[0]), end=long_day(span[1])
    )
    for off in dates.calendar.days_off(*span):
        place = country_name(off.country) if off.country else _("ajouté à la main")
        estimated = f" {_('(date estimée)')}" if off.estimated else ""
        yield f"  {off.date.isoformat()}  {off.reason}{estimated}  ({place} ; {off.party.label})"
    for worked in dates.calendar.worked_holidays(*span):
        reason = worked.reason or _("férié, mais travaillé")
        yield f"  {worked.date.isoformat()}  {_('TRAVAILLÉ')} : {reason}  ({worked.party.label})"


def _document(dates: MissionDates, today: date) -> dict[str, Any]:
    from methodology.mission.insights import insights

    span = dates.span()
    return {
        "code": dates.mission.code,
        "title": dates.mission.title,
        "catalogue": dates.catalogue.name,
        "date": today.isoformat(),
        "deadlines": [_as_data(deadline, today) for deadline in dates.deadlines],
        "remarks": [{"rule": i.clash.value, "activity": i.activity.id, "message": i.message} for i in insights(dates)],
        "calendars": [
            {"party": one.party.value, "countries": list(one.countries), "week": one.week.value}
            for one in dates.calendar.parties
        ],
        "days_off": [
            {"date": off.date.isoformat(), "reason": off.reason, "party": off.party.value, "country": off.country}
            for off in (dates.calendar.days_off(*span) if span else ())
        ],
    }


def _as_data(deadline: Deadline, today: date) -> dict[str, Any]:
    from methodology.mission.deadlines import rule_words

    return {
        "activity": deadline.activity.id,
        "step": deadline.step.id,
        "title": deadline.step.title,
        "date": deadline.due.isoformat(),
        "rule": rule_words(deadline.step),
        "source": deadline.step.source,
        "party": deadline.step.party.value,
        "deliverables": list(deadline.names),
        "days_left": deadline.days_left(today),
        "overdue": deadline.is_overdue(today),
        "done": deadline.done.isoformat() if deadline.done else None,
        "agreed": deadline.agreed.reason if deadline.agreed else None,
        "last_working_day": deadline.last_working.isoformat() if deadline.last_working else None,
        "by_party": {party.value: day.isoformat() for party, day in (deadline.by_party or {}).items()},
    }
