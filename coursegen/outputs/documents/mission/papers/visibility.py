"""The visibility kit: a short summary, photos with caption and consent, what to do before and after the activity.

Source: terms of reference 22-27/TGO §8. The summary's 150 words are a convention of ours: « de brefs résumés ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursegen.documents_model import (
    Audience,
    Block,
    Cell,
    Fill,
    Heading,
    ItemList,
    ListItem,
    Look,
    Paragraph,
)
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import MissionSubject
from methodology.mission.model import MissionActivity
from methodology.mission.report import CommunicationTalk, Photo, Talk

KEY = "visibilite"
ROLES: tuple[str, ...] = ()
MOST_WORDS = 150
_WORD = re.compile(r"\w+(?:[.\-]\w+)*")
_EMPTY_PHOTOS = 5


def title() -> str:
    """What it is, in the person's language."""
    return _("Kit de visibilité")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity."""
    for activity in subject.chosen():
        day = max((activity.end, *(talk.date for talk in activity.visibility.talks if talk.date)))
        document = subject.document(
            KEY, subject.say(title()), _blocks(subject, activity), Audience.FUNDER, activity, day=day, cover=False
        )
        yield Issued(document, KEY, activity.id, remarks=tuple(_remarks(activity)))


def word_count(text: str) -> int:
    """How many words: « l'équipe » counts for two, « ceux-ci » for one."""
    return len(_WORD.findall(text))


def lacks_consent(photo: Photo) -> bool:
    """Whether somebody may be recognised who hasn't agreed in writing."""
    return photo.people and not photo.consent


def _remarks(activity: MissionActivity) -> Iterator[str]:
    count = word_count(activity.visibility.summary)
    if count > MOST_WORDS:
        yield _("le résumé a {count} mots, pour {most} au plus").format(count=count, most=MOST_WORDS)
    for photo in activity.visibility.photos:
        if lacks_consent(photo):
            yield _("la photo « {file} » n'a pas d'accord écrit").format(file=photo.file)


def _blocks(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    kit = activity.visibility
    yield from parts.head(subject, activity)
    yield Heading(_("Résumé"))
    yield from parts.asked(subject, kit.summary, _("résumé de l'activité, {most} mots au plus").format(most=MOST_WORDS))
    if kit.summary.strip():
        yield Paragraph(subject.line(_counted(kit.summary)), Look.SMALL)
    yield Heading(_("Photos"))
    yield from subject.paragraphs(_("Sans accord écrit de chaque personne reconnaissable, une photo ne part pas."))
    yield _photos(subject, kit.photos)
    yield Heading(_("Entretiens avec la personne chargée de la communication"))
    yield _talks(subject, {talk.moment: talk for talk in kit.talks})
    yield Heading(_("À ne pas oublier"), new_page=True)  # a list to tick is kept whole, beside what it is about
    yield ItemList(tuple(ListItem(subject.line(text)) for text in _reminders()), checks=True)
    yield Heading(_("Présentation de SOCIEUX+ à reprendre"), 2)
    yield from parts.programme(subject)


def _counted(summary: str) -> str:
    count = word_count(summary)
    return ngettext("{count} mot sur {most}.", "{count} mots sur {most}.", count).format(count=count, most=MOST_WORDS)


def _photos(subject: MissionSubject, photos: tuple[Photo, ...]) -> Block:
    names = (_("Fichier"), _("Légende"), _("Prise le, par"), _("Accord écrit"))
    empty = tuple(tuple(subject.cell() for _name in names) for _row in range(0 if photos else _EMPTY_PHOTOS))
    rows = tuple(
        (
            subject.cell(photo.file),
            parts.or_write(subject, photo.caption, _("légende")),
            subject.cell(", ".join(filter(None, (parts.short(subject, photo.taken), photo.author)))),
            _consent(subject, photo),
        )
        for photo in photos
    )
    return parts.table(subject, names, (*rows, *empty), (4, 7, 4, 3), row_height=0.8)


def _consent(subject: MissionSubject, photo: Photo) -> Cell:
    if lacks_consent(photo):
        return subject.cell(_("NON : ne pas diffuser"), Fill.HIGH, bold=True)
    if not photo.people:
        return subject.cell(_("sans objet"))
    day = parts.short(subject, photo.consent_date)
    return subject.cell(_("oui, le {day}").format(day=day) if day else _("oui"), Fill.LOW)


def _talks(subject: MissionSubject, talks: dict[Talk, CommunicationTalk]) -> Block:
    names = (_("Quand"), _("Date"), _("Ce qui a été convenu"))
    labels = {Talk.BEFORE: _("Avant l'activité"), Talk.AFTER: _("Après l'activité")}
    rows = tuple(
        (
            subject.cell(label, Fill.SOFT, bold=True),
            subject.cell(parts.short(subject, talks[moment].date) if moment in talks else ""),
            subject.cell(talks[moment].note if moment in talks else ""),
        )
        for moment, label in labels.items()
    )
    return parts.table(subject, names, rows, (3, 3, 8), labelled=True, row_height=0.9)


def _reminders() -> tuple[str, ...]:
    return (
        _("Modèle de présentation et logo de SOCIEUX+ employés pour chaque présentation"),
        _("Emblème de l'Union européenne avec sa mention, tous deux lisibles"),
        _("Clause de non-responsabilité dans tout ce qui est remis ou projeté"),
        _("Accord écrit demandé avant la photo, et gardé avec elle"),
        _("Personnes montrées avec respect, femmes et hommes, sans cliché"),
        _("Résumé et photos envoyés à SOCIEUX+"),
        _("Rien de négatif sur SOCIEUX+ ou le partenaire, en public ou sur les réseaux"),
    )
