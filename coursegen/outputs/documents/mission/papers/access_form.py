"""The platform access list as an empty form for the partner, with the day it is due: one week before the start.

Source: terms of reference 22-27/TGO §4.1. It holds no name: those given are in `acces.csv`, which only the internal
kind `users` reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from coursegen.documents_model import Audience, Block, Box, Callout, Heading, Paragraph
from coursegen.i18n import gettext as _
from coursegen.mission import long_day
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import MissionSubject
from methodology.mission.model import MissionActivity

KEY = "acces"
ROLES: tuple[str, ...] = ()
_ROWS = 15
_STEP = "acces"
_WEEK = timedelta(days=7)


def title() -> str:
    """What it is, in the person's language."""
    return _("Liste des accès à la plateforme")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity, where the action has a platform or its catalogue asks for the list."""
    asked = bool(subject.mission.platform) or subject.dates.catalogue.step(_STEP) is not None
    for activity in subject.chosen() if asked else ():
        document = subject.document(
            KEY,
            subject.say(title()),
            _blocks(subject, activity),
            Audience.PARTNER,
            activity,
            day=due(subject, activity),
            cover=False,
            landscape=True,
        )
        yield Issued(document, KEY, activity.id)


def due(subject: MissionSubject, activity: MissionActivity) -> date:
    """The day the list is due: by the catalogue, else a week before the start."""
    step = subject.dates.deadline(activity, _STEP)
    return step.due if step else activity.start - _WEEK


def _blocks(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    yield from parts.head(subject, activity)
    day = _("À remettre à SOCIEUX+ le {day} au plus tard.").format(day=long_day(due(subject, activity)))
    where = _("Plateforme : {url}").format(url=subject.mission.platform) if subject.mission.platform else ""
    told = tuple(subject.paragraphs(f"{day}\n{where}"))
    yield Callout(Box.ACTIVITY, _("Une semaine avant le début"), told)
    yield Heading(_("Personnes qui ont besoin d'un accès"))
    names = (_("N°"), _("Nom"), _("Prénom"), _("Courriel professionnel"), _("Organisme"), _("Pays"), _("Rôle"))
    rows = tuple(
        (subject.cell(str(number), right=True), *(subject.cell() for _name in names[1:]))
        for number in range(1, _ROWS + 1)
    )
    yield parts.table(subject, names, rows, (1, 3.5, 3.5, 5, 4, 2.4, 3), row_height=0.75)
    yield Paragraph(subject.line(_("Rôle : participant, formateur ou concepteur.")))
    yield Heading(_("Données personnelles"), 2)
    for said in _privacy(subject):
        yield from subject.paragraphs(said)


def _privacy(subject: MissionSubject) -> Iterator[str]:
    yield _("Ces données servent à créer les comptes de la plateforme, et à rien d'autre. N'en donnez pas davantage.")
    kept = subject.course.delivery.platform.retention if subject.course else ""
    yield (
        _("Durée de conservation : {kept}").format(kept=kept)
        if kept
        else _(
            "Elles sont effacées de cette liste quand les comptes sont créés. Chacune et chacun peut les consulter, "
            "les corriger ou les faire retirer."
        )
    )
