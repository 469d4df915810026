"""The deliverable catalogues of `catalogue/livrables/`: what terms of reference of one phase ask for, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from methodology.catalogue_data import catalogue_data, catalogue_names
from methodology.findings import Severity
from methodology.mission.model import Adjustment, DeliverableChange, Mission
from methodology.mission.names import called, language_of
from methodology.mission.values import Party, State, Timing


@dataclass(frozen=True, slots=True)
class Step:
    """A step with a date: `count` days (working ones or not) before or after `anchor`.

    `anchor`: `debut`, `fin`, `debut_ou_depart`, `fin_ou_retour`, or the id of an earlier step. `closes`: the state that
    its deliverables must have reached; None for a step without deliverables. `source`: the paragraph of the terms.
    """

    id: str
    title: str
    party: Party
    anchor: str
    before: bool
    count: int
    working: bool
    closes: State | None = None
    timing: Timing | None = None
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What is handed in. `role` is its counterpart of the 2022 catalogue; `most_pages` is None without a limit."""

    id: str
    title: str
    timing: Timing
    owner: str = ""
    role: str = ""
    recipients: tuple[Party, ...] = (Party.FUNDER,)
    individual: bool = False
    confidential: bool = False
    online: bool = False
    template: bool = False
    most_pages: int | None = None
    contents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The deliverables and steps of one phase.

    `formats` admitted at the hand-in; `demands`: how grave it is to break each demand; `columns` of a workload table.
    `partner_first`: the partner validates first; `own_products`: each activity makes more than reports.
    """

    name: str
    title: str
    source: str
    phase: str
    formats: Mapping[str, tuple[str, ...]]
    demands: Mapping[str, Severity]
    columns: Mapping[str, str]
    partner_first: bool
    own_products: bool
    steps: tuple[Step, ...]
    deliverables: tuple[Deliverable, ...]

    def deliverable(self, key: str) -> Deliverable | None:
        """The deliverable of that id."""
        return next((one for one in self.deliverables if one.id == key), None)

    def step(self, key: str) -> Step | None:
        """The step of that id."""
        return next((one for one in self.steps if one.id == key), None)


def deliverable_catalogues() -> tuple[str, ...]:
    """The names of the catalogues at hand."""
    return tuple(catalogue_names("livrables"))


@cache
def load_catalogue(name: str, language: str = "fr") -> Catalogue:
    """The catalogue of that name, its words in that language. Raises KeyError when there is none."""
    if name not in deliverable_catalogues():
        raise KeyError(name)
    data: dict[str, Any] = catalogue_data(f"livrables/{name}")
    return Catalogue(
        name=name,
        title=data["nom"],
        source=data["source"],
        phase=data["phase"],
        formats=MappingProxyType({use: tuple(names) for use, names in data["formats"].items()}),
        demands=MappingProxyType({what: Severity(how) for what, how in data["exigences"].items()}),
        columns=MappingProxyType({key: called(name, language) for key, name in data["colonnes"].items()}),
        partner_first=_is_yes(data, "circuit_partenaire"),
        own_products=_is_yes(data, "produits_propres"),
        steps=tuple(_step(entry, language) for entry in data["etapes"]),
        deliverables=tuple(_deliverable(entry, language) for entry in data["livrables"]),
    )


def catalogue_of(mission: Mission) -> Catalogue:
    """The catalogue of the action in its language, with what it changes. Raises KeyError when it names none we have."""
    base = load_catalogue(mission.catalogue, language_of(mission))
    changed = {change.id: change for change in mission.deliverables}
    kept = [_changed(one, changed.get(one.id)) for one in base.deliverables if not _is_dropped(changed.get(one.id))]
    known = {one.id for one in base.deliverables}
    added = [_added(change) for change in mission.deliverables if change.id not in known and not change.dropped]
    return replace(base, steps=adjusted(base.steps, mission.adjustments), deliverables=(*kept, *added))


def adjusted(steps: tuple[Step, ...], adjustments: tuple[Adjustment, ...]) -> tuple[Step, ...]:
    """The steps, counted in other numbers of days where an adjustment says so."""
    days = {one.step: one for one in adjustments if one.days is not None}
    return tuple(
        replace(step, count=days[step.id].days or 0, reason=days[step.id].reason) if step.id in days else step
        for step in steps
    )


def _step(entry: Mapping[str, Any], language: str) -> Step:
    return Step(
        id=entry["id"],
        title=called(entry["titre"], language),
        party=Party(entry["qui"]),
        anchor=entry["repere"],
        before=entry["sens"] == "avant",
        count=entry["nombre"],
        working=entry["unite"] == "ouvrables",
        closes=State(entry["etat"]) if "etat" in entry else None,
        timing=Timing(entry["livrables"]) if "livrables" in entry else None,
        source=entry.get("source", ""),
    )


def _deliverable(entry: Mapping[str, Any], language: str) -> Deliverable:
    return Deliverable(
        id=entry["id"],
        title=called(entry["titre"], language),
        timing=Timing(entry["moment"]),
        owner=entry["qui"],
        role=entry.get("role", entry["id"]),
        recipients=tuple(Party(name) for name in entry["pour"]),
        individual=_is_yes(entry, "individuel"),
        confidential=_is_yes(entry, "confidentiel"),
        online=_is_yes(entry, "en_ligne"),
        template=_is_yes(entry, "modele"),
        most_pages=entry.get("pages_max"),
        contents=tuple(called(one, language) for one in entry.get("contenu", ())),
    )


def _is_yes(entry: Mapping[str, Any], key: str) -> bool:
    return entry.get(key) in (True, "oui")


def _is_dropped(change: DeliverableChange | None) -> bool:
    return change is not None and change.dropped


def _changed(one: Deliverable, change: DeliverableChange | None) -> Deliverable:
    if change is None:
        return one
    return replace(
        one,
        title=change.title or one.title,
        timing=change.timing or one.timing,
        most_pages=one.most_pages if change.most_pages is None else change.most_pages,
    )


def _added(change: DeliverableChange) -> Deliverable:
    """One that only this action knows: for SOCIEUX+ until its author says more."""
    timing = change.timing or Timing.AFTER
    return Deliverable(change.id, change.title or change.id, timing, role=change.id, most_pages=change.most_pages)
