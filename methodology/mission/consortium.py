"""Who runs SOCIEUX+: it changes with each phase, and so does what a document says of it (reference domain 1.4)."""

from __future__ import annotations

from dataclasses import dataclass

from methodology.catalogue_data import catalogue_data
from methodology.i18n import gettext as _
from methodology.mission.model import Mission


@dataclass(frozen=True, slots=True)
class Consortium:
    """The partners of one phase, the lead first; `funders` pay for it."""

    phase: str
    lead: str
    members: tuple[str, ...]
    funders: tuple[str, ...]

    def words(self) -> str:
        """Two sentences that present the programme."""
        said = _(
            "SOCIEUX+ est une facilité de coopération technique de l'Union européenne pour l'emploi, le travail et la "
            "protection sociale. Elle est cofinancée par {funders}, et mise en œuvre par {lead} "
            "(chef de file), {members}."
        )
        return said.format(funders=_listed(self.funders), lead=self.lead, members=_listed(self.members))


def phases() -> tuple[str, ...]:
    """The phases that are known, the oldest first."""
    return tuple(sorted(catalogue_data("consortium")))


def consortium_of(mission: Mission, usual: str = "") -> Consortium | None:
    """That of the phase the action names, else of its catalogue (`usual`); None for a phase that nobody knows."""
    data = catalogue_data("consortium").get(mission.phase or usual)
    if data is None:
        return None
    lead, *others = data["membres"]
    phase = mission.phase or usual
    return Consortium(phase, _name(lead), tuple(map(_name, others)), tuple(data["cofinance"]))


def _name(member: dict[str, str]) -> str:
    return f"{member['nom']} ({member['sigle']})" if "sigle" in member else member["nom"]


def _listed(names: tuple[str, ...]) -> str:
    return _("{first} et {last}").format(first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
