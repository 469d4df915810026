"""Profiles: what a frame of reference adds to the rules, which severities and numbers it changes.

A profile is a data file, `catalogue/profiles/<name>.yaml`:

    nom: what people call it            source: what it rests on
    regles: {QUA-03: why it is asked}   rules that only run with such a profile
    gravites: {PUB-05: erreur}          severities it changes: erreur, avertissement, information
    seuils: {ease: 60}                  numbers it changes, by their names in `parameters.py`
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from methodology.catalogue_data import catalogue_data, catalogue_names
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits, thresholds
from methodology.rules.registry import Remark, Rule, Source, rule

SEVERITIES = {"erreur": Severity.ERROR, "avertissement": Severity.WARNING, "information": Severity.INFO}


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule set. `added` rules run with it; `severities` and `thresholds` replace the usual ones."""

    name: str
    title: str = ""
    source: str = ""
    added: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    thresholds: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def runs(self, of_catalogue: Rule) -> bool:
        """Whether that rule runs with this profile."""
        return not of_catalogue.by_profile or of_catalogue.id in self.added

    def limits(self, usual: Limits) -> Limits:
        """The numbers, with those of the profile."""
        return replace(usual, **self.thresholds) if self.thresholds else usual

    def concerns(self, of_catalogue: Rule, numbers: Collection[str] = ()) -> bool:
        """Whether it adds that rule, changes its severity, or one of its numbers."""
        changed = of_catalogue.id in self.added or of_catalogue.id in self.severities
        return changed or any(number in self.thresholds for number in numbers)


def profile_names() -> tuple[str, ...]:
    """The profiles there are."""
    return tuple(catalogue_names("profiles"))


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name. Raises KeyError when there is none."""
    if name not in profile_names():
        raise KeyError(name)
    data = catalogue_data(f"profiles/{name}")
    return Profile(
        name=name,
        title=data["nom"],
        source=data["source"],
        added=frozenset(data.get("regles", {})),
        severities={id_: SEVERITIES[word] for id_, word in data.get("gravites", {}).items()},
        thresholds=data.get("seuils", {}),
    )


def profiles_of(of_catalogue: Rule) -> tuple[str, ...]:
    """The profiles that add that rule, or change its severity or one of its numbers."""
    numbers = [threshold.name for threshold in thresholds() if of_catalogue.id in threshold.rules]
    return tuple(name for name in profile_names() if load_profile(name).concerns(of_catalogue, numbers))


def combined(names: Collection[str]) -> Profile:
    """Several profiles at once: all their rules, the gravest severities, and the last one's numbers."""
    known = [load_profile(name) for name in names if name in profile_names()]
    severities: dict[str, Severity] = {}
    thresholds: dict[str, Any] = {}
    for profile in known:
        thresholds |= profile.thresholds
        for id_, severity in profile.severities.items():
            severities[id_] = min(severity, severities.get(id_, severity), key=list(Severity).index)
    added = frozenset(id_ for profile in known for id_ in profile.added)
    return Profile("+".join(p.name for p in known), added=added, severities=severities, thresholds=thresholds)


@rule("PRO-01", Severity.ERROR, Source.COHERENCE, N_("Profil inconnu"))
def known_profiles(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The course asks for a rule set that isn't there."""
    for name in course.identity.profiles:
        if name not in profile_names():
            message = _("Le profil « {name} » n'existe pas : aucune de ses règles n'est vérifiée.").format(name=name)
            remedy = _("Choisissez parmi {names}, ou retirez-le.").format(names=", ".join(profile_names()))
            yield Remark(course.identity.where.at("profiles"), message, remedy, name)
