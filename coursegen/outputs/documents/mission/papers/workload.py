"""The workload tables: days of work of each expert in each activity, with the sums made again.

Source: terms of reference 22-27/TGO §6.2. A column that nobody gave stays empty rather than nought.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import format_decimal

from coursegen.documents_model import Audience, Block, Box, Callout, Cell, Fill, Heading, Paragraph
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import MissionSubject
from methodology.mission.model import MissionActivity
from methodology.mission.workload import PARTS, column_total, days_of, wrong_sums

KEY = "charge"
ROLES: tuple[str, ...] = ()
_FRENCH = {"preparation": "preparation", "fieldwork": "terrain", "travel": "voyage", "reports": "rapports"}
_WIDTH, _LONG_WIDTH, _LONG = 3, 6, 25  # shares of the page; the terms name a column « Ateliers de co-construction… »


def title() -> str:
    """What it is, in the person's language."""
    return _("Charge de travail")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for the whole action, where an activity gives days."""
    if any(activity.workload for activity in subject.mission.activities):
        document = subject.document(KEY, subject.say(title()), _blocks(subject), Audience.PARTNER, cover=False)
        yield Issued(document, KEY)


def _blocks(subject: MissionSubject) -> Iterator[Block]:
    yield from parts.head(subject, None)
    for activity in subject.mission.activities:
        if activity.workload:
            yield Heading(subject.say(_("Activité {id}").format(id=activity.id)))
            yield Paragraph(subject.line(activity.title), keep_with_next=True)
            yield _table(subject, activity)
            yield from _wrong(subject, activity)
    yield from _whole(subject)


def _table(subject: MissionSubject, activity: MissionActivity) -> Block:
    labels = subject.dates.catalogue.columns
    parted = [part for part in PARTS if any(getattr(line, part) is not None for line in activity.workload)]
    named = {part: labels[_FRENCH[part]] for part in parted}
    if "fieldwork" in named:
        named["fieldwork"] = activity.fieldwork_label or named["fieldwork"]
    names = (_("Jours de travail"), *named.values(), _("Total"))
    rows = tuple(
        (
            subject.cell(subject.person(line.expert), bold=True),
            *(_days(subject, getattr(line, part)) for part in parted),
            _days(subject, days_of(line), bold=True),
        )
        for line in activity.workload
    )
    sums = (
        subject.cell(_("Total"), Fill.SOFT, bold=True),
        *(_days(subject, column_total(activity, column), Fill.SOFT, bold=True) for column in (*parted, "total")),
    )
    widths = (_LONG_WIDTH if len(name) > _LONG else _WIDTH for name in named.values())
    return parts.table(subject, names, (*rows, sums), (5, *widths, 2), labelled=True)


def _wrong(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    """Where the terms of reference give another sum."""
    for wrong in wrong_sums(activity):
        said = _("Les termes de référence donnent {said} ; la somme fait {found}.").format(
            said=number(wrong.said, subject.language), found=number(wrong.found, subject.language)
        )
        yield Callout(Box.WARNING, _("Total à vérifier"), (Paragraph(subject.line(said)),))


def _whole(subject: MissionSubject) -> Iterator[Block]:
    """The days of each expert over the whole action."""
    activities = [one for one in subject.mission.activities if one.workload]
    if len(activities) < 2:
        return
    yield Heading(_("Action entière"))
    names = (_("Jours de travail"), *(activity.id for activity in activities), _("Total"))
    experts = tuple(dict.fromkeys(line.expert for one in activities for line in one.workload))
    rows = []
    for expert in experts:
        days = [_of(activity, expert) for activity in activities]
        rows.append((subject.cell(subject.person(expert), bold=True), *_numbers(subject, days)))
    totals = [column_total(activity, "total") for activity in activities]
    rows.append((subject.cell(_("Total"), Fill.SOFT, bold=True), *_numbers(subject, totals, Fill.SOFT)))
    yield parts.table(subject, names, tuple(rows), (4, *(2 for _one in activities), 2), labelled=True)


def _of(activity: MissionActivity, expert: str) -> float | None:
    """The days of that expert; 0 for one who isn't in the activity, None where the terms don't say."""
    lines = [days_of(line) for line in activity.workload if line.expert == expert]
    known = [days for days in lines if days is not None]
    return sum(known) if len(known) == len(lines) else None


def _numbers(subject: MissionSubject, days: list[float | None], fill: Fill = Fill.NONE) -> Iterator[Cell]:
    for one in days:
        yield _days(subject, one, fill)
    known = [one for one in days if one is not None]
    yield _days(subject, sum(known) if len(known) == len(days) else None, fill or Fill.NONE, bold=True)


def _days(subject: MissionSubject, days: float | None, fill: Fill = Fill.NONE, *, bold: bool = False) -> Cell:
    return subject.cell("" if days is None else number(days, subject.language), fill, bold=bold, right=True)


def number(days: float, language: str) -> str:
    """`19`, `2,5`."""
    return str(format_decimal(days, "0.##", locale=language.replace("-", "_")))
