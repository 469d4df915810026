"""The states of an action of the improvement register: those proposed, and those after which nothing is left to do."""

from __future__ import annotations

from methodology.i18n import N_
from methodology.i18n import gettext as _

_STATES = (
    N_("Planifié"),
    N_("En cours"),
    N_("Fait, effet à vérifier"),
    N_("Fait, effet vérifié"),
    N_("Abandonné"),
)
FINISHED = (
    *("fait", "termin", "achev", "clos", "clôtur", "abandon"),
    *("done", "complet", "finish"),
    *("feit", "conclu", "encerr"),
    *("hech", "acabad", "cerrad"),
)
"""How a state begins once the work is done or given up, in lower case, in the four languages: people write freely."""


def states() -> tuple[str, ...]:
    """The states a register proposes, in the person's language, in the order of the work."""
    return tuple(map(_, _STATES))
