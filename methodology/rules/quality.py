"""SUI, QUA, DON: figures that are followed, actions that are carried out, data that are deleted one day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.evaluation import Improvement, Indicator
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import first_known, folded
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_ITEM_ANALYSIS = re.compile(r"discrimination|indice de facilite|cronbach")
_CAUTIOUS = re.compile(r"indicati|prudence|reserve|petit groupe|caution|small group|cautela|pequeno grupo|grupo pequen")
_DISABILITY_CONTACT = re.compile(
    r"amenagement|handicap|accessib|inclusion|disab|adaptac|deficien|discapac|acessib|inclus"
)
_DAYS_IN_MONTH = 30.5


@rule("SUI-01", Severity.ERROR, Source.NORM, N_("Indicateur incomplet"))
def whole_indicators(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A formula, a source, a target, a frequency, a person: else nobody will work it out (ISO/TS 30437)."""
    for indicator in course.evaluation.indicators:
        wanted = ("formula", "source", "target", "frequency", "responsible")
        missing = [french_name(Indicator, name) for name in wanted if not getattr(indicator, name).strip()]
        if missing:
            message = _("Indicateur {id} : il manque {missing}.").format(id=indicator.id, missing=", ".join(missing))
            yield Remark(indicator.where, message, _("Complétez-le, ou retirez-le."), indicator.id)


@rule("SUI-02", Severity.INFO, Source.CONVENTION, N_("Analyse d'items sur un petit groupe"))
def enough_people(course: Course, limits: Limits) -> Iterator[Remark]:
    """Under thirty persons, discrimination and facility are only indicative: the indicator says so."""
    most = course.needs.participants.headcount.max
    for indicator in course.evaluation.indicators if 1 < most < limits.group_for_items else ():
        told = folded(f"{indicator.title} {indicator.formula} {indicator.target} {indicator.source}")
        if _ITEM_ANALYSIS.search(told) and not _CAUTIOUS.search(told):
            message = _("Indicateur {id} : avec {most} personnes, ces indices sont indicatifs.").format(
                id=indicator.id, most=most
            )
            remedy = _("Écrivez « indicatif » dans la cible, ou cumulez plusieurs sessions.")
            yield Remark(indicator.where, message, remedy, indicator.id)


@rule("QUA-01", Severity.WARNING, Source.NORM, N_("Action d'amélioration sans responsable, échéance ou preuve"))
def whole_actions(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is to be improved has an action, somebody, a date, and what will show that it is done (PDCA)."""
    for number, action in enumerate(course.evaluation.improvements, 1):
        wanted = {
            "action": action.action.strip(),
            "responsible": action.responsible.strip(),
            "due": action.due,
            "evidence": action.evidence.strip(),
        }
        missing = [french_name(Improvement, name) for name, value in wanted.items() if not value]
        if missing:
            message = _("Amélioration {number} : il manque {missing}.")
            said = message.format(number=number, missing=", ".join(missing))
            yield Remark(action.where, said, _("Complétez-la : sans cela, elle restera un souhait."), str(number))


@rule("QUA-02", Severity.WARNING, Source.NORM, N_("Cours ou texte de référence à relire"))
def read_again(course: Course, limits: Limits) -> Iterator[Remark]:
    """The version is older than a year at the first session, or a text it rests on is out of date by then."""
    first = min((session.start for session in course.delivery.sessions if session.start), default=None)
    if first and (first - course.identity.date).days > limits.review_months * _DAYS_IN_MONTH:
        message = _("La version est du {date}, plus de {months} mois avant la première session ({first}).").format(
            date=course.identity.date.isoformat(), months=limits.review_months, first=first.isoformat()
        )
        yield Remark(course.identity.where.at("date"), message, _("Relisez le cours, puis changez version et date."))
    for unit in course.objectives.contents:
        if unit.stable_until and unit.stable_until < (first or course.identity.date):
            message = _("Contenu {id} : sa référence n'est valable que jusqu'au {date}.").format(
                id=unit.id, date=unit.stable_until.isoformat()
            )
            yield Remark(unit.where.at("stable_until"), message, _("Vérifiez le texte en vigueur."), unit.id)


@rule("QUA-03", Severity.WARNING, Source.NORM, N_("Aucune voie de réclamation"), by_profile=True)
def complaints(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Whom one tells what went wrong, and when one is answered."""
    if not course.delivery.complaints.strip():
        message = _("Rien ne dit à qui adresser une réclamation.")
        remedy = _("Ajoutez « reclamations: » : à qui écrire, et sous quel délai on répond.")
        yield Remark(course.delivery.where, message, remedy)


@rule("QUA-04", Severity.WARNING, Source.NORM, N_("Aucune personne chargée des aménagements"), by_profile=True)
def accessibility_contact(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Somebody of the team is known for arrangements and disability."""
    if not any(_DISABILITY_CONTACT.search(folded(trainer.role)) for trainer in course.delivery.trainers):
        message = _("Dans l'équipe, aucune personne n'est chargée des aménagements.")
        remedy = _("Nommez une personne-ressource dans « formateurs: », et dites-le dans son rôle.")
        yield Remark(course.delivery.where.at("trainers"), message, remedy)


@rule("QUA-05", Severity.WARNING, Source.NORM, N_("Information du public incomplète"), by_profile=True)
def public_information(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What somebody reads before enrolling: aim, time, conditions, method of assessment, whom to ask, accessibility."""
    identity, delivery = course.identity, course.delivery
    wanted = (
        (_("le résumé"), identity.summary.strip()),
        (_("la durée"), identity.minutes),
        (_("le contact"), identity.contact),
        (_("les prérequis"), course.needs.participants.prerequisites),
        (_("le fonctionnement"), delivery.how_it_works.strip()),
        (_("l'accessibilité"), delivery.accessibility),
        (_("la règle de réussite"), course.evaluation.success_rule.strip()),
    )
    missing = [name for name, value in wanted if not value]
    if missing:
        message = _("Pour s'inscrire en connaissance de cause, il manque {missing}.").format(missing=", ".join(missing))
        yield Remark(identity.where, message, _("Complétez ces champs : ils font la page de présentation."))


@rule("DON-02", Severity.WARNING, Source.NORM, N_("Durée de conservation des données absente"))
def retention(course: Course, _limits: Limits) -> Iterator[Remark]:
    """People who get an account know how long their work and marks are kept; a list of people makes it a must."""
    platform = course.delivery.platform
    if (platform.url.strip() or course.access) and not platform.retention.strip():
        message = _("Rien ne dit combien de temps les travaux et les notes sont gardés.")
        if course.access:
            message = _("« acces.csv » nomme des personnes ; rien ne dit combien de temps leurs données sont gardées.")
        where = first_known(platform.where, course.delivery.where)
        remedy = _("Ajoutez « conservation: » : combien de temps, puis suppression.")
        yield Remark(where, message, remedy, severity=Severity.ERROR if course.access else None)
