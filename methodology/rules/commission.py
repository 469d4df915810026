"""MAR, CAL, POI: what a sponsor asks for: its charter, its deadlines, courses for weak lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from methodology.catalogue_data import catalogue_data
from methodology.course import Course
from methodology.delivery import Session
from methodology.findings import Severity
from methodology.i18n import N_, ngettext, spoken
from methodology.i18n import gettext as _
from methodology.rules.material import folded
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Modality

_FUNDING = ("finance", "cofinance")
_SUNDAY = 6


@rule("MAR-02", Severity.ERROR, Source.TERMS, N_("Mention de financement inconnue"), by_profile=True)
def funding_statement(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The statement under the emblem is « Financé » or « Cofinancé par l'Union européenne », nothing else."""
    if course.identity.funding not in _FUNDING:
        message = _("« {funding} » ne donne aucune mention de financement.").format(funding=course.identity.funding)
        remedy = _("Écrivez « financement: finance » ou « cofinance ».")
        yield Remark(course.identity.where.at("funding"), message, remedy)


@rule("MAR-05", Severity.ERROR, Source.TERMS, N_("Charte différente de celle du programme"), by_profile=True)
def required_charter(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Only the templates of SOCIEUX+ may be used, unless a written waiver says otherwise: `ignorer` keeps it."""
    if course.identity.charter != "socieux":
        message = _("La charte « {charter} » n'est pas celle de SOCIEUX+, seule admise.").format(
            charter=course.identity.charter
        )
        remedy = _("Écrivez « charte: socieux », ou ignorez avec la date de la dérogation écrite.")
        yield Remark(course.identity.where.at("charter"), message, remedy)


@rule("CAL-03", Severity.ERROR, Source.TERMS, N_("Liste des accès demandée trop tard"))
def access_list_in_time(course: Course, limits: Limits) -> Iterator[Remark]:
    """Calendar days between the list of people who need an account and the start."""
    days = course.delivery.platform.access_list_days
    if days < limits.access_days:
        message = ngettext(
            "La liste des accès est demandée {days} jour avant ; il en faut {least}.",
            "La liste des accès est demandée {days} jours avant ; il en faut {least}.",
            days,
        ).format(days=days, least=limits.access_days)
        where = course.delivery.platform.where
        yield Remark(where.at("access_list_days"), message, _("Changez « delai_liste_acces_jours: »."))


@rule("CAL-06", Severity.WARNING, Source.CONVENTION, N_("Séance un dimanche ou un jour férié"))
def working_days(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A day with the group falls on a Sunday, or on a fixed holiday of a country of the participants."""
    for session in course.delivery.sessions:
        if session.modality not in (Modality.ONSITE, Modality.SYNCHRONOUS):
            continue
        for day in _days(session):
            closed = _("dimanche") if day.weekday() == _SUNDAY else _holiday(course, day)
            if closed:
                message = _("Session {id} : le {day} est férié ({why}).").format(
                    id=session.id, day=day.isoformat(), why=closed
                )
                yield Remark(session.where.at("start"), message, _("Changez de jour, ou dites-le."), session.id)


def _days(session: Session) -> Iterator[date]:
    """The days of a session that lasts less than a week; longer ones leave people free to choose."""
    start, end = session.start, session.end or session.start
    if start and end and (end - start).days < 7:
        yield from (start + timedelta(days=n) for n in range((end - start).days + 1))


def _holiday(course: Course, day: date) -> str:
    """The name of a holiday kept everywhere, or the country whose it is; nothing when no participant's has one."""
    table = catalogue_data("holidays")
    key = f"{day:%m-%d}"
    if key in table["partout"]:
        return spoken(table["partout"][key])
    for country in course.needs.participants.countries:
        if key in table["pays"].get(folded(country), ()):
            return country
    return ""


@rule(
    "POI-08",
    Severity.WARNING,
    Source.CONVENTION,
    N_("Séquence en ligne sans variante hors connexion"),
    by_profile=True,
)
def offline_variants(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What one does when the line is down is written for every sequence online."""
    for sequence in course.sequencing.sequences():
        if sequence.modality is not Modality.ONSITE and not sequence.offline_variant.strip():
            message = _("Séquence {id} : rien ne dit comment la suivre sans connexion.").format(id=sequence.id)
            remedy = _("Ajoutez « variante_hors_connexion: » : papier, téléphone, fichier téléchargé.")
            yield Remark(sequence.where, message, remedy, sequence.id)
