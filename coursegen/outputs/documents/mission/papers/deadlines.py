"""The deadlines of the action, with the calendar they are counted by printed below: who works when, and when not."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Box, Callout, Heading, Look, Paragraph
from coursegen.i18n import gettext as _
from coursegen.mission import calendar_words, country_name, long_day
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import MissionSubject
from methodology.mission.deadlines import Deadline
from methodology.mission.insights import insights
from methodology.mission.model import MissionActivity

KEY = "echeances"
ROLES: tuple[str, ...] = ()


def title() -> str:
    """What it is, in the person's language."""
    return _("Échéances")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for the whole action."""
    if subject.mission.activities:
        document = subject.document(KEY, subject.say(title()), _blocks(subject), Audience.PARTNER, cover=False)
        yield Issued(document, KEY)


def _blocks(subject: MissionSubject) -> Iterator[Block]:
    yield from parts.head(subject, None)
    for activity in subject.mission.activities:
        yield Heading(subject.say(_("Activité {id}").format(id=activity.id)))
        said = f"{activity.title}, {parts.period(activity.start, activity.end)}."
        yield Paragraph(subject.line(said), keep_with_next=True)
        yield parts.calendar_table(subject, activity)
        yield from _notes(subject, activity)
    found = insights(subject.dates)
    if found:
        yield Heading(_("À savoir"))
    for insight in found:
        whole = Paragraph(subject.line(f"{insight.message} {insight.remedy}"))  # one paragraph: no page parts it
        yield Callout(Box.WARNING, _("Activité {id}").format(id=insight.activity.id), (whole,))
    yield from _calendar(subject)


def _notes(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    """What the date alone doesn't say."""
    if activity.dates_note:
        yield Paragraph(subject.line(activity.dates_note), Look.SMALL)
    for deadline in subject.dates.deadlines:
        if deadline.activity is activity:
            for said in _about(deadline):
                yield Paragraph(subject.line(f"{deadline.step.title} : {said}"), Look.SMALL)


def _about(deadline: Deadline) -> Iterator[str]:
    if deadline.agreed:
        yield _("date convenue, {reason}").format(reason=deadline.agreed.reason or _("sans motif"))
    if deadline.falls_on_day_off and deadline.last_working:
        yield _("ce jour n'est pas travaillé, à envoyer le {day} au plus tard.").format(
            day=long_day(deadline.last_working)
        )
    for party, day in (deadline.by_party or {}).items():
        yield _("le {day} selon le seul calendrier « {party} ».").format(party=party.label, day=long_day(day))


def _calendar(subject: MissionSubject) -> Iterator[Block]:
    """The calendar used, day off by day off."""
    dates, span = subject.dates, subject.dates.span()
    if span is None:
        return
    yield Heading(_("Calendrier employé"))
    yield from subject.paragraphs(_("Jours ouvrables : {calendar}.").format(calendar=calendar_words(dates)))
    rows = [
        (
            subject.cell(long_day(off.date)),
            subject.cell(f"{off.reason} {_('(date estimée)')}" if off.estimated else off.reason),
            subject.cell(country_name(off.country) if off.country else _("ajouté à la main")),
            subject.cell(off.party.label),
        )
        for off in dates.calendar.days_off(*span)
    ]
    for worked in dates.calendar.worked_holidays(*span):
        reason = _("TRAVAILLÉ : {reason}").format(reason=worked.reason or _("férié, mais travaillé"))
        rows.append(
            (
                subject.cell(long_day(worked.date)),
                subject.cell(reason, bold=True),
                subject.cell(_("ajouté à la main")),
                subject.cell(worked.party.label),
            )
        )
    yield Paragraph(
        subject.line(_("Jours non travaillés {period}, hors repos de la semaine.").format(period=parts.period(*span))),
        keep_with_next=True,
    )
    names = (_("Jour"), _("Fête ou motif"), _("Calendrier"), _("Pour"))
    yield parts.table(subject, names, tuple(rows), (4, 6, 4, 4))
