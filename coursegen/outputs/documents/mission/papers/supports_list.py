"""The list that goes with the presentations and other supports used (SUP): the files themselves come from the build."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Heading, bullets
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject

KEY = ""
ROLES = ("SUP",)
_ROWS = 8


def title() -> str:
    """What it is, in the person's language."""
    return _("Bordereau des supports utilisés")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity."""
    for one in subject.expected(*ROLES):
        key = f"{one.deliverable.id} {_('bordereau des supports')}"
        blocks, kind = _blocks(subject, one), subject.say(title())
        yield parts.issue(subject, one, blocks, Audience.PARTNER, key=key, kind=kind, cover=False)


def _blocks(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    yield from parts.head(subject, one.activity, one)
    yield Heading(_("Supports remis"))
    yield from subject.paragraphs(
        _("Une ligne par fichier : toutes les présentations montrées, tous les documents distribués.")
    )
    names = (_("Fichier"), _("Séance"), _("Date"), _("Modèle SOCIEUX+ employé"), _("Clause présente"))
    sessions = [(item.title, parts.short(subject, item.date)) for item in one.activity.agenda]
    shown = (*sessions, *(("", "") for _row in range(_ROWS - len(sessions))))
    rows = tuple(
        (subject.cell(), subject.cell(session), subject.cell(day), subject.cell("☐"), subject.cell("☐"))
        for session, day in shown
    )
    yield parts.table(subject, names, rows, (4, 6.6, 2.2, 2.4, 2.2), row_height=0.7)
    yield from _waivers(subject)


def _waivers(subject: MissionSubject) -> Iterator[Block]:
    """The written leave to use other templates."""
    waivers = subject.mission.template_waivers
    yield Heading(_("Dérogations au modèle"), 2)
    if not waivers:
        yield from subject.paragraphs(_("Aucune : seuls les modèles de SOCIEUX+ peuvent être employés."))
        return
    yield bullets(
        *(
            subject.say(
                _("Courriel du {day}, de {sender} : {subject}").format(
                    day=parts.short(subject, waiver.date), sender=waiver.sender, subject=waiver.subject or "–"
                )
            )
            for waiver in waivers
        )
    )
