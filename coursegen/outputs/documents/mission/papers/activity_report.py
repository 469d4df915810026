"""The activity report (AcR; « rapport collectif » of 2018): what was done, with whom, what was found, what follows.

Everything in it may go to the partner: it is composed without a look at the experts' own reports.
Source: terms of reference 22-27/TGO §4.2.2, reference domain 1.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coursegen.documents_model import Audience, Block, Cell, Contents, Fill, Heading, Placeholder, bullets
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.papers.agenda import carried_out, planned
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject
from methodology.mission.model import MissionActivity, MissionTask
from methodology.mission.report import Attendance, Priority, Recommendation
from methodology.mission.values import Progress

KEY = ""
ROLES = ("AcR",)
_PRESSING = (*Priority, None)
_PROGRESS = {Progress.DONE: Fill.LOW, Progress.PARTLY: Fill.MIDDLE, Progress.POSTPONED: Fill.HIGH}


def title() -> str:
    """What it is, in the person's language."""
    return _("Rapport d'activité collectif")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity."""
    for one in subject.expected(*ROLES):
        yield parts.issue(subject, one, _blocks(subject, one), Audience.PARTNER)


def _blocks(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    activity, report = one.activity, one.activity.report
    yield Contents(1)
    yield Heading(_("En bref"))
    yield from parts.head(subject, activity, one)
    yield Heading(_("1. Contexte"))
    yield from parts.asked(subject, report.context, _("contexte de l'activité, ce qui a changé depuis la demande"))
    yield from parts.programme(subject)
    yield Heading(_("2. Objectifs"))
    yield from parts.listed(subject, activity.objectives, _("objectifs de l'activité"))
    yield Heading(_("3. Déroulement"))
    yield from parts.asked(subject, report.course_of_events, _("comment l'activité s'est déroulée"))
    yield from _tasks(subject, activity)
    yield Heading(_("4. Participation"))
    yield from _participation(subject, report.participation)
    yield Heading(_("5. Produits"))
    products = (*(f"{made.id} – {made.title}" for made in activity.products), *report.outputs)
    yield from parts.listed(subject, products, _("ce que l'activité a produit"))
    yield Heading(_("6. Constats"))
    yield from parts.listed(subject, report.observations, _("constats, avec ce qui les appuie"), ordered=True)
    yield Heading(_("7. Recommandations"))
    yield from _recommendations(subject, report.recommendations)
    yield Heading(_("8. Suites"))
    yield from parts.listed(subject, report.next_steps, _("ce qui est prévu, par qui, pour quand"))
    yield from _annexes(subject, activity)
    yield from parts.versions(subject, one.log)


def _tasks(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    """Each task of the terms of reference, and what became of it."""
    yield Heading(_("Tâches des termes de référence"), 2)
    if not activity.tasks:
        yield Placeholder(_("tâches des termes de référence, chacune faite, partielle ou reportée"))
        return
    rows = tuple(
        (
            subject.cell(task.title),
            subject.cell(task.party.label),
            _progress(subject, task),
            _note(subject, task),
        )
        for task in activity.tasks
    )
    yield parts.table(subject, (_("Tâche"), _("Qui"), _("État"), _("Remarque")), rows, (7, 3, 3, 4.4))


def _progress(subject: MissionSubject, task: MissionTask) -> Cell:
    if task.progress is Progress.TO_DO:
        return Cell((parts.to_write(_("état")),))
    return subject.cell(progress_words(task.progress), _PROGRESS[task.progress], bold=True)


def progress_words(progress: Progress) -> str:
    """What became of a task, as people say it."""
    return {
        Progress.TO_DO: _("à faire"),
        Progress.DONE: _("fait"),
        Progress.PARTLY: _("partiel"),
        Progress.POSTPONED: _("reporté"),
    }[progress]


def _note(subject: MissionSubject, task: MissionTask) -> Cell:
    """Why a task isn't done has to be said."""
    unsaid = task.progress in (Progress.PARTLY, Progress.POSTPONED) and not task.note.strip()
    return Cell((parts.to_write(_("pourquoi")),)) if unsaid else subject.cell(task.note)


def _participation(subject: MissionSubject, found: tuple[Attendance, ...]) -> Iterator[Block]:
    """Women, men and organisations, session by session, with sums; a sum is of what was counted."""
    if not found:
        yield Placeholder(_("effectifs de chaque séance : femmes, hommes, organismes"))
        return
    names = (_("Séance"), _("Date"), _("Femmes"), _("Hommes"), _("Total"), _("Organismes"))
    rows = tuple(_headcount(subject, one) for one in found)
    women, men = (sum(getattr(one, sex) or 0 for one in found) for sex in ("women", "men"))
    organisations = sorted({name for one in found for name in one.organisations})
    whole = (
        subject.cell(_("Présences"), Fill.SOFT, bold=True),
        subject.cell("", Fill.SOFT),
        *(subject.cell(str(number), Fill.SOFT, bold=True, right=True) for number in (women, men, women + men)),
        subject.cell(_organisations(len(organisations)), Fill.SOFT, bold=True),
    )
    yield parts.table(subject, names, (*rows, whole), (5, 2.4, 1.8, 1.8, 1.6, 5))
    if women + men:
        share = _("Part des femmes dans les présences : {share} %.").format(share=round(100 * women / (women + men)))
        yield from subject.paragraphs(share)


def _organisations(count: int) -> str:
    return ngettext("{n} organisme", "{n} organismes", count).format(n=count)


def _headcount(subject: MissionSubject, one: Attendance) -> tuple[Cell, ...]:
    known = [number for number in (one.women, one.men) if number is not None]
    counts = (one.women, one.men, sum(known) if len(known) == 2 else None)
    return (
        subject.cell(one.session),
        subject.cell(parts.short(subject, one.date)),
        *(
            Cell((parts.to_write(_("effectif")),)) if count is None else subject.cell(str(count), right=True)
            for count in counts
        ),
        subject.cell(", ".join(one.organisations)),
    )


def _recommendations(subject: MissionSubject, found: tuple[Recommendation, ...]) -> Iterator[Block]:
    """The most pressing first."""
    if not found:
        yield Placeholder(_("recommandations, avec priorité, responsable et échéance"))
        return
    names = (_("N°"), _("Recommandation"), _("Priorité"), _("Responsable"), _("Échéance"))
    rows = tuple(
        (
            subject.cell(str(number), right=True),
            subject.cell(one.text),
            parts.or_write(subject, one.priority.label if one.priority else "", _("priorité")),
            parts.or_write(subject, one.responsible, _("responsable")),
            parts.or_write(subject, _when(subject, one.due, one.horizon), _("échéance")),
        )
        for number, one in enumerate(sorted(found, key=lambda one: _PRESSING.index(one.priority)), 1)
    )
    yield parts.table(subject, names, rows, (1, 8, 2.2, 4, 3))


def _when(subject: MissionSubject, due: date | None, horizon: str) -> str:
    return parts.short(subject, due) or horizon


def _annexes(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    yield Heading(_("Annexes"))
    yield Heading(_("A. Agenda réalisé"), 2)
    items = planned(subject, activity)
    if items:
        yield carried_out(subject, items)
    else:
        yield Placeholder(_("agenda tel qu'il a été réalisé"))
    yield Heading(_("B. Pièces jointes"), 2)
    yield bullets(
        _("Listes de présence signées"),
        _("Présentations et documents distribués"),
        checks=True,
    )
