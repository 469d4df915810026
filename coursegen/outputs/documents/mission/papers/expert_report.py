"""The expert's own report (ExMR; « rapport de mission individuel » of 2018), confidential: prompts and nothing else.

SOCIEUX+ supplies the template; what is written here is for SOCIEUX+ alone (terms of reference 22-27/TGO §4.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Contents, Heading, ItemList, ListItem, Placeholder
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject, file_stem

KEY = ""
ROLES = ("ExMR",)


def title() -> str:
    """What it is, in the person's language."""
    return _("Rapport individuel de mission")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each expert of each activity; a single one where they hand in theirs together."""
    for one in subject.expected(*ROLES):
        whose = one.expert or _("conjoint")
        kind = subject.say(one.deliverable.title) if one.expert else joint_title(subject, one)
        yield parts.issue(
            subject,
            one,
            _blocks(subject, one),
            Audience.FUNDER,
            kind=kind,
            internal=parts.CONFIDENTIAL,
            authors=_authors(subject, one),
            **_name(subject, one, whose),
        )


def joint_title(subject: MissionSubject, one: Expected) -> str:
    """The title of a report that the team hands in together."""
    return subject.say(_("{title} (conjoint)").format(title=one.deliverable.title))


def _name(subject: MissionSubject, one: Expected, whose: str) -> dict[str, object]:
    return {"name": file_stem("CONFIDENTIEL", subject.mission.code, one.activity.id, one.deliverable.id, whose)}


def _authors(subject: MissionSubject, one: Expected) -> tuple[str, ...]:
    team = (one.expert,) if one.expert else subject.team(one.activity)
    return tuple(subject.say(subject.person(expert)) for expert in team)


def _blocks(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    yield Contents(1)
    yield Heading(_("En bref"))
    yield from parts.head(subject, one.activity, one)
    yield from subject.paragraphs(_handling())
    for number, (heading, prompts) in enumerate(_sections(), 1):
        yield Heading(f"{number}. {heading}")
        yield ItemList(tuple(ListItem(subject.line(prompt)) for prompt in prompts))
        yield Placeholder(heading.casefold())
    yield Heading(_("Avant d'envoyer"), 2)
    yield ItemList(tuple(ListItem(subject.line(check)) for check in _checks()), checks=True)


def _handling() -> str:
    return _(
        "Ce rapport est destiné à SOCIEUX+ seul. Ne le transmettez ni au partenaire ni à des tiers, et n'en reprenez "
        "aucune phrase dans le rapport collectif. SOCIEUX+ fournit le modèle : reportez-y vos réponses."
    )


def _sections() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The headings and their questions."""
    yield (
        _("Appréciation du contexte"),
        (
            _("Qu'est-ce qui, dans l'institution ou le pays, a aidé ou gêné l'activité ?"),
            _("Qui soutient le changement, qui l'attend, qui le craint ?"),
        ),
    )
    yield (
        _("Coopération"),
        (
            _("Comment s'est passé le travail avec le partenaire, avec l'équipe, avec SOCIEUX+ ?"),
            _("Les bonnes personnes étaient-elles présentes, et disponibles ?"),
        ),
    )
    yield (
        _("Difficultés et contraintes"),
        (
            _("Qu'est-ce qui n'a pas marché comme prévu, et qu'avez-vous fait ?"),
            _("La charge de travail, les délais, la logistique convenaient-ils ?"),
        ),
    )
    yield _("Risques pour la suite"), (_("Qu'est-ce qui pourrait empêcher les résultats de durer ?"),)
    yield (
        _("Conclusions et recommandations internes"),
        (
            _("Que conseillez-vous à SOCIEUX+ pour l'activité suivante, et pour une action semblable ?"),
            _("Que feriez-vous autrement ?"),
        ),
    )


def _checks() -> tuple[str, ...]:
    return (
        _("Réponses reportées dans le modèle fourni par SOCIEUX+"),
        _("Formulaire individuel de retour d'expérience rempli en ligne, par le lien du modèle"),
        _("Envoyé à SOCIEUX+ directement, et à personne d'autre"),
    )
