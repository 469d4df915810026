"""LIV: the deliverables of the mission: none forgotten, no step of the circuit skipped, every task accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from methodology.course import Course, Themes
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.mission.catalogues import Catalogue
from methodology.mission.deadlines import MissionDates, first_reached
from methodology.mission.expected import expected
from methodology.mission.model import LogEntry, MissionActivity, Product
from methodology.mission.values import Progress, State, Timing
from methodology.rules.mission_dates import dates_of
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_BEFORE = {
    State.VALIDATED: (),
    State.SUBMITTED: (),
    State.COMMENTED: (State.SUBMITTED,),
    State.REVISED: (State.COMMENTED,),
    State.APPROVED: (State.SUBMITTED, State.REVISED),
    State.REJECTED: (State.SUBMITTED, State.REVISED),
    State.DRAFT: (),
}
"""The states of which one must have come first."""


@rule("LIV-01", Severity.ERROR, Source.TERMS, N_("Liste des livrables incomplète"))
def complete_list(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A deliverable dropped without a reason, an activity that makes nothing, an action without activity."""
    dates = dates_of(course)
    if dates is None:
        return
    mission = dates.mission
    if not mission.activities:
        message = _("La mission n'a aucune activité : rien n'est à remettre.")
        yield Remark(mission.where, message, _("Ajoutez « activites: » avec leurs dates."))
    for change in mission.deliverables:
        if change.dropped and not change.reason.strip():
            message = _("Le livrable {id} est retiré sans motif.").format(id=change.id)
            remedy = _("Écrivez dans « motif » qui l'a accepté, et quand.")
            yield Remark(change.where.at("dropped"), message, remedy, change.id)
    for activity in mission.activities:
        if not activity.products and dates.catalogue.own_products:
            message = _("Activité {id} : aucun produit propre, en plus des rapports.").format(id=activity.id)
            remedy = _("Ajoutez à « produits » ce que demandent les termes de référence (partie de la méthode…).")
            yield Remark(activity.where, message, remedy, activity.id)


@rule("LIV-04", Severity.ERROR, Source.TERMS, N_("Étape du circuit de validation sautée"))
def circuit(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The log of each deliverable: the partner first, nothing before its time, no date that goes back."""
    dates = dates_of(course)
    for activity in dates.mission.activities if dates else ():
        for entry in activity.deliverables:
            known = dates.catalogue.deliverable(entry.deliverable) if dates else None
            partner = bool(dates and dates.catalogue.partner_first and known and known.timing is Timing.BEFORE)
            yield from _skipped(entry.log, f"{activity.id}, {entry.deliverable}", partner)
        for product in activity.products:
            yield from _skipped(product.log, f"{activity.id}, {product.id}", partner_first=False)


def _skipped(log: tuple[LogEntry, ...], name: str, partner_first: bool) -> Iterator[Remark]:
    seen: set[State] = set()
    latest = date.min
    for entry in log:
        if entry.date < latest:
            message = _("{name} : « {state} » le {day}, avant l'étape notée plus haut ({latest}).").format(
                name=name, state=entry.state.label, day=entry.date, latest=latest
            )
            yield Remark(entry.where.at("date"), message, _("Corrigez la date, ou l'ordre du journal."), name)
        missing = _missing(entry.state, seen, partner_first)
        if missing:
            message = _("{name} : « {state} » le {day}, sans être passé par « {missing} ».").format(
                name=name, state=entry.state.label, day=entry.date, missing=missing.label
            )
            remedy = _("Ajoutez l'étape au journal ; si elle n'a pas eu lieu, faites-la d'abord.")
            yield Remark(entry.where.at("state"), message, remedy, name)
        seen.add(entry.state)
        latest = max(latest, entry.date)


def _missing(state: State, seen: set[State], partner_first: bool) -> State | None:
    """The state that should have come before that one; None when nothing is missing."""
    if state is State.SUBMITTED and partner_first and not seen & {State.VALIDATED, State.SUBMITTED}:
        return State.VALIDATED
    wanted = _BEFORE[state]
    return wanted[0] if wanted and not seen & set(wanted) else None


@rule("LIV-08", Severity.WARNING, Source.TERMS, N_("Tâche des termes de référence sans compte rendu"))
def tasks_told(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Once the activity report is submitted, each task is done, partly done or postponed; the last two say why."""
    dates = dates_of(course)
    for activity in dates.mission.activities if dates else ():
        if dates is None or not _reported(activity, dates.catalogue):
            continue
        for task in activity.tasks:
            if task.progress is Progress.TO_DO:
                message = _("Activité {id} : la tâche « {task} » n'a pas de compte rendu.")
                remedy = _("Donnez à « etat » : fait, partiel ou reporte.")
            elif task.progress is not Progress.DONE and not task.note.strip():
                message = _("Activité {id} : la tâche « {task} » n'est pas faite, sans dire pourquoi.")
                remedy = _("Écrivez le motif dans « note ».")
            else:
                continue
            yield Remark(task.where, message.format(id=activity.id, task=task.title), remedy, task.id)


def _reported(activity: MissionActivity, catalogue: Catalogue) -> bool:
    """Whether the report of the activity was submitted."""
    reports = {one.id for one in catalogue.deliverables if one.role == "AcR"}
    return any(
        first_reached(entry.log, State.SUBMITTED) for entry in activity.deliverables if entry.deliverable in reports
    )


@rule("LIV-09", Severity.WARNING, Source.TERMS, N_("Document consolidé plus ancien qu'une de ses parties"))
def consolidated_last(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A product that gathers others, last changed before one of them was."""
    activities = course.mission.activities if course.mission else ()
    products = {product.id: product for activity in activities for product in activity.products}
    for product in products.values():
        changed = _last_change(product)
        for key in product.parts if changed else ():
            part = _last_change(products[key]) if key in products else None
            if changed and part and part > changed:
                message = _("{id} date du {changed} : sa partie {part} a changé le {day}.").format(
                    id=product.id, changed=changed, part=key, day=part
                )
                yield Remark(product.where.at("log"), message, _("Refondez-le, et notez-le au journal."), product.id)


def _last_change(product: Product) -> date | None:
    return max((e.date for e in product.log if e.state in (State.DRAFT, State.SUBMITTED, State.REVISED)), default=None)


@rule("LIV-11", Severity.WARNING, Source.TERMS, N_("Question transversale que l'action ne traite pas"))
def action_themes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The five themes, each with what the action does about it, or why it doesn't apply."""
    if course.mission is None:
        return
    themes = course.mission.themes
    for spec in fields(Themes):
        if spec.name != "where" and not getattr(themes, spec.name).strip():
            name = french_name(Themes, spec.name)
            message = _("Action : rien n'est dit de la question transversale « {name} ».").format(name=name)
            remedy = _("Écrivez dans « transversal » ce que fait l'action, ou « sans objet : » et pourquoi.")
            where = course.mission.where.at("themes")
            yield Remark(where, message, remedy, name)


@rule("LIV-12", Severity.INFO, Source.COHERENCE, N_("Livrable sans date"))
def dated(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Deliverables and products that nothing dates: no log, no day planned, no date of the action."""
    dates = dates_of(course)
    if dates is None or dates.mission.date is not None:
        return
    for activity in dates.mission.activities:
        undated = ", ".join(dict.fromkeys(_undated(dates, activity)))
        if undated:
            message = _("Activité {id} : rien ne date {names} ; ces documents portent le jour où ils sont à remettre.")
            remedy = _("Donnez à chacun « prevu_le » ou un « journal », ou « date » à l'action.")
            yield Remark(activity.where, message.format(id=activity.id, names=undated), remedy, activity.id)


def _undated(dates: MissionDates, activity: MissionActivity) -> Iterator[str]:
    for deliverable in dates.catalogue.deliverables:
        for entry in expected(dates.mission, activity, deliverable).values():
            if not deliverable.online and not (entry and (entry.log or entry.planned)):
                yield deliverable.id
    yield from (product.id for product in activity.products if not (product.log or product.planned))
