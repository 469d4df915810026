"""The closed lists of `action.yaml`: who acts, which days are worked, how far a deliverable has come."""

from __future__ import annotations

from enum import StrEnum

from methodology.i18n import N_
from methodology.i18n import gettext as _


class Party(StrEnum):
    """Who acts in a mission."""

    PARTNER = "partenaire"
    EXPERTS = "experts"
    FUNDER = "socieux"

    @property
    def label(self) -> str:
        """The party as people call it."""
        return _(_PARTIES[self])


class ExpertRole(StrEnum):
    """What an expert answers for: the principal one, for every deliverable of the activity."""

    PRINCIPAL = "principal"
    MEMBER = "expert"


class Week(StrEnum):
    """Which days of the week are worked: Reg. 1182/71 leaves Saturdays out, labour law may count them."""

    TO_FRIDAY = "lun-ven"
    TO_SATURDAY = "lun-sam"

    @property
    def days(self) -> int:
        """How many days from Monday on."""
        return 5 if self is Week.TO_FRIDAY else 6


class State(StrEnum):
    """How far a deliverable has come, in the order of the circuit (terms of reference 4.1 and 5.2)."""

    DRAFT = "brouillon"
    VALIDATED = "valide_partenaire"
    SUBMITTED = "soumis"
    COMMENTED = "commente"
    REVISED = "revise"
    APPROVED = "approuve"
    REJECTED = "rejete"

    @property
    def label(self) -> str:
        """The state as people call it."""
        return _(_STATES[self])


class Stage(StrEnum):
    """The part of an activity a task belongs to."""

    PREPARATION = "preparation"
    FIELD = "mise_en_oeuvre"
    CLOSING = "cloture"

    @property
    def label(self) -> str:
        """The part as people call it."""
        return _(_STAGES[self])


class Progress(StrEnum):
    """What became of a task of the terms of reference."""

    TO_DO = "a_faire"
    DONE = "fait"
    PARTLY = "partiel"
    POSTPONED = "reporte"


class Timing(StrEnum):
    """Whether a deliverable is handed in before the activity or after it."""

    BEFORE = "avant"
    AFTER = "apres"


_PARTIES = {
    Party.PARTNER: N_("Institution partenaire"),
    Party.EXPERTS: N_("Équipe d'experts"),
    Party.FUNDER: N_("Équipe SOCIEUX+"),
}
_STATES = {
    State.DRAFT: N_("brouillon"),
    State.VALIDATED: N_("validé par le partenaire"),
    State.SUBMITTED: N_("soumis"),
    State.COMMENTED: N_("commenté"),
    State.REVISED: N_("révisé"),
    State.APPROVED: N_("approuvé"),
    State.REJECTED: N_("rejeté"),
}
_STAGES = {
    Stage.PREPARATION: N_("Préparation"),
    Stage.FIELD: N_("Mise en œuvre"),
    Stage.CLOSING: N_("Clôture"),
}
