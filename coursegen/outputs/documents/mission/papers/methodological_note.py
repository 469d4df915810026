"""The methodological note (P1; « note de méthodologie » of 2018): how the activity will be done.

Its sections: terms of reference 22-27/TGO §4.2.1, reference domain 1.5. A note with a page limit is the short one of
2018: the tools that are examined, the steps, the method.
"""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Contents, Heading, Placeholder, bullets
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject
from methodology.delivery import Risk
from methodology.mission.model import MissionActivity

KEY = ""
ROLES = ("P1",)


def title() -> str:
    """What it is, in the person's language."""
    return _("Note méthodologique")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity."""
    for one in subject.expected(*ROLES):
        brief = one.deliverable.most_pages is not None
        blocks = _brief(subject, one) if brief else _full(subject, one)
        yield parts.issue(subject, one, blocks, Audience.PARTNER, cover=not brief)


def _full(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    activity = one.activity
    yield Contents(1)
    yield Heading(_("En bref"))
    yield from parts.head(subject, activity, one)
    yield Heading(_("1. Compréhension de la demande"))
    yield from parts.asked(subject, activity.understanding, _("comment l'équipe comprend la demande du partenaire"))
    yield Heading(_("2. Objectifs et résultats de l'activité"))
    yield from _aims(subject, activity)
    yield Heading(_("3. Approche"))
    yield from parts.asked(subject, activity.approach, _("approche de travail avec le partenaire"))
    yield Heading(_("4. Méthodes et outils"))
    yield from _tools(subject, activity)
    yield Heading(_("5. Rôles et organisation"))
    yield from _roles(subject, activity)
    yield Heading(_("6. Questions transversales"))
    yield from parts.themes(subject)
    yield Heading(_("7. Analyse des risques"))
    yield from parts.risks(subject, _risks(subject, activity))
    yield Heading(_("8. Calendrier et livrables"))
    yield parts.calendar_table(subject, activity)
    yield Heading(_("9. Besoins logistiques"))
    yield from parts.listed(subject, _needs(subject, activity), _("salle, matériel, connexion, copies"))
    yield Heading(_("À propos de SOCIEUX+"), 2)
    yield from parts.programme(subject)
    yield from parts.versions(subject, one.log)


def _brief(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    activity = one.activity
    yield from parts.head(subject, activity, one)
    if activity.understanding.strip():
        yield from subject.paragraphs(activity.understanding)
    yield Heading(_("1. Outils examinés"))
    yield from parts.listed(subject, activity.examined, _("outils ou dispositifs que l'activité examine"))
    yield Heading(_("2. Étapes, outils et méthode"))
    yield from parts.asked(subject, activity.approach, _("méthode de travail"))
    yield from _tools(subject, activity)
    yield Heading(_("3. Qui fait quoi"))
    yield from _roles(subject, activity)
    if _risks(subject, activity):
        yield Heading(_("4. Risques"))
        yield from parts.risks(subject, _risks(subject, activity))


def _aims(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    yield from parts.listed(subject, activity.objectives, _("objectifs de l'activité"))
    if activity.products:
        yield Heading(_("Ce qu'elle produit"), 2)
        yield bullets(*(subject.say(f"{product.id} – {product.title}") for product in activity.products))
    if subject.mission.results:
        yield Heading(_("À quel résultat de l'action elle contribue"), 2)
        yield bullets(*map(subject.say, subject.mission.results))


def _tools(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    if not activity.tools:
        yield Placeholder(_("tableau des étapes, avec l'outil et le produit de chacune"))
        return
    rows = tuple(
        (
            subject.cell(one.stage, bold=True),
            parts.or_write(subject, one.tool, _("outil")),
            parts.or_write(subject, one.product, _("produit")),
        )
        for one in activity.tools
    )
    yield parts.table(subject, (_("Étape"), _("Outil ou méthode"), _("Produit")), rows, (4, 5, 4))


def _roles(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    duties = {duty.expert: duty.tasks for duty in activity.responsibilities}
    rows = tuple(
        (
            subject.cell(subject.person(expert), bold=True),
            subject.cell("\n".join(duties[expert]))
            if duties.get(expert)
            else parts.or_write(subject, "", _("responsabilités")),
        )
        for expert in subject.team(activity)
    )
    if rows:
        yield parts.table(subject, (_("Qui"), _("Répond de")), rows, (3, 8))
    else:
        yield Placeholder(_("équipe et responsabilités de chacun"))


def _risks(subject: MissionSubject, activity: MissionActivity) -> tuple[Risk, ...]:
    """Those of the activity, else those of the course."""
    return activity.risks or (subject.course.delivery.risks if subject.course else ())


def _needs(subject: MissionSubject, activity: MissionActivity) -> tuple[str, ...]:
    """Those of the activity, else those of the course."""
    return activity.logistics or (subject.course.delivery.logistics if subject.course else ())
