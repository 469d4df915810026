"""`action.yaml` read whole: its record, and what its values can't be together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from methodology.findings import Finding, Severity, Where
from methodology.i18n import gettext as _
from methodology.mission import ACTION_FILE
from methodology.mission.catalogues import catalogue_of, deliverable_catalogues
from methodology.mission.model import Mission, MissionActivity
from methodology.mission.tasks import usual_tasks
from methodology.mission.working_days import known_countries, known_country
from methodology.reading.faults import ReadingFault, fault, suggestion
from methodology.reading.leaves import shortened
from methodology.reading.records import RecordReader, place_of_item
from methodology.reading.references import WELL_FORMED
from methodology.reading.source import read_source
from methodology.reading.yaml_nodes import Scalar, read_nodes
from methodology.values import Identified

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""The years of an action: earlier or later, a date is a slip of the hand, and no calendar is sure."""


def read_action(root: Path) -> tuple[Mission | None, tuple[Finding, ...]]:
    """The action of that folder, which needs hold nothing else; None with the reason when it can't be read whole."""
    try:
        node = read_nodes(read_source(root, root / ACTION_FILE, ACTION_FILE))
    except ReadingFault as stop:
        return None, (stop.finding,)
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        message = _("« {name} » est vide.").format(name=ACTION_FILE)
        remedy = _("Remplissez-le, ou retirez-le : un cours peut s'en passer.")
        return None, (fault("LIR-18", Where(ACTION_FILE), message, remedy),)
    reader = RecordReader(ACTION_FILE, {})
    mission = reader.record(Mission, node)
    found = tuple(reader.faults) or tuple(mission_faults(mission))
    unread = any(finding.severity is Severity.ERROR for finding in found)
    return (None if unread else mission), found


def mission_faults(mission: Mission) -> Iterator[Finding]:
    """Names that lead nowhere, ids given twice, dates that can't be together."""
    yield from _catalogue(mission)
    yield from _countries(mission)
    yield from _ids(mission.experts)
    yield from _ids(mission.activities)
    yield from _known_steps(mission)
    for activity in mission.activities:
        yield from _activity_dates(activity)
        yield from _activity_names(mission, activity)


def _catalogue(mission: Mission) -> Iterator[Finding]:
    if mission.catalogue not in deliverable_catalogues():
        message = _("Le catalogue de livrables « {name} » n'existe pas.").format(name=shortened(mission.catalogue))
        remedy = suggestion(mission.catalogue, deliverable_catalogues())
        yield fault("LIR-13", mission.where.at("catalogue"), message, remedy)


def _countries(mission: Mission) -> Iterator[Finding]:
    named = [(mission.partner.country, mission.partner.where.at("country"))]
    for calendar in mission.calendars:
        named += [(c, place_of_item(calendar.where, "countries", at)) for at, c in enumerate(calendar.countries)]
    for code, where in named:
        if not known_country(code):
            message = _("Le calendrier des jours fériés de « {code} » est inconnu.").format(code=shortened(code))
            near = suggestion(code.upper(), known_countries())
            remedy = _("Écrivez le code à deux lettres du pays, comme TG ou GA. {near}").format(near=near)
            yield fault("LIR-13", where, message, remedy)


def _ids(records: Sequence[Identified]) -> Iterator[Finding]:
    seen: set[str] = set()
    for record in records:
        key, where = record.id, record.where.at("id")
        if not WELL_FORMED.fullmatch(key):
            message = _("« {id} » ne peut pas servir d'identifiant.").format(id=shortened(key))
            remedy = _("Employez des lettres sans accent, des chiffres, le point et le tiret, sans espace.")
            yield fault("LIR-20", where, message, remedy, key)
        if key.casefold() in seen:
            message = _("L'identifiant « {id} » est donné deux fois.").format(id=key)
            yield fault("LIR-15", where, message, _("Donnez-en un autre à l'un des deux."), key)
        seen.add(key.casefold())


def _known_steps(mission: Mission) -> Iterator[Finding]:
    """The steps and deliverables that the action speaks of, against its catalogue."""
    if mission.catalogue not in deliverable_catalogues():
        return
    catalogue = catalogue_of(mission)
    steps = [step.id for step in catalogue.steps]
    for adjustment in (*mission.adjustments, *(a for one in mission.activities for a in one.adjustments)):
        where = adjustment.where.at("step")
        yield from _unknown(adjustment.step, steps, where, _("L'étape « {id} » n'est pas au catalogue."))
        if (adjustment.days is None) == (adjustment.date is None):
            message = _("L'échéance « {id} » se donne en jours, ou par une date.").format(id=adjustment.step)
            yield fault("LIR-11", where, message, _("Écrivez « jours: » ou « date: », un seul des deux."))
    for agreed in mission.adjustments:
        if agreed.date is not None:
            message = _("Une date convenue vaut pour une seule activité.")
            yield fault("LIR-11", agreed.where.at("date"), message, _("Mettez-la dans les « echeances » de celle-ci."))
    known = [one.id for one in catalogue.deliverables]
    for activity in mission.activities:
        for entry in activity.deliverables:
            where = entry.where.at("deliverable")
            yield from _unknown(entry.deliverable, known, where, _("Le livrable « {id} » n'est pas au catalogue."))


def _activity_dates(activity: MissionActivity) -> Iterator[Finding]:
    given: list[tuple[date | None, Where]] = [
        (getattr(activity, field), activity.where.at(field)) for field in ("start", "end", "departure", "back")
    ]
    given += [(agreed.date, agreed.where.at("date")) for agreed in activity.adjustments]
    for day, where in given:
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = _("Activité {id} : l'année {year} ne se peut pas.").format(id=activity.id, year=day.year)
            yield fault("LIR-12", where, message, _("Corrigez l'année."), activity.id)
    pairs = (("start", "end", _("finit")), ("departure", "back", _("voit ses experts revenir")))
    for first, last, verb in pairs:
        start, end = getattr(activity, first), getattr(activity, last)
        if start and end and end < start:
            message = _("L'activité « {id} » {verb} le {end}, avant le {start}.").format(
                id=activity.id, verb=verb, end=end.isoformat(), start=start.isoformat()
            )
            yield fault("LIR-12", activity.where.at(last), message, _("Corrigez l'une des deux dates."), activity.id)


def _activity_names(mission: Mission, activity: MissionActivity) -> Iterator[Finding]:
    experts = [expert.id for expert in mission.experts]
    unknown = _("L'expert « {id} » n'est pas dans l'équipe.")
    for at, key in enumerate(activity.experts):
        yield from _unknown(key, experts, place_of_item(activity.where, "experts", at), unknown)
    for line in activity.workload:
        yield from _unknown(line.expert, experts, line.where.at("expert"), unknown)
    for entry in activity.deliverables:
        if entry.expert:
            yield from _unknown(entry.expert, experts, entry.where.at("expert"), unknown)
    for duty in activity.responsibilities:
        yield from _unknown(duty.expert, experts, duty.where.at("expert"), unknown)
    for item in activity.agenda:
        for at, key in enumerate(item.responsible):
            yield from _unknown(key, experts, place_of_item(item.where, "responsible", at), unknown)
    for task in activity.tasks:
        if task.replaces:
            where = task.where.at("replaces")
            yield from _unknown(task.replaces, usual_tasks(), where, _("Il n'y a pas de tâche habituelle « {id} »."))
    yield from _ids(activity.tasks)
    yield from _ids(activity.products)
    products = [product.id for one in mission.activities for product in one.products]
    for product in activity.products:
        for at, part in enumerate(product.parts):
            where = place_of_item(product.where, "parts", at)
            yield from _unknown(part, products, where, _("Le produit « {id} » n'existe pas."))


def _unknown(key: str, known: Sequence[str], where: Where, words: str) -> Iterator[Finding]:
    if key not in known:
        yield fault("LIR-14", where, words.format(id=shortened(key)), suggestion(key, known), key)
