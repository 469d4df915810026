"""What the catalogues of a mission call things, in the language of that mission."""

from __future__ import annotations

from collections.abc import Mapping

from methodology.catalogue_data import catalogue_data
from methodology.i18n import gettext as _
from methodology.mission.model import Mission

_SPOKEN = ("fr", "en", "pt", "es")


def language_of(mission: Mission) -> str:
    """The first language of the action that documents can be written in; French without one."""
    wanted = (name.replace("_", "-").partition("-")[0].strip().lower() for name in mission.languages)
    return next((name for name in wanted if name in _SPOKEN), _SPOKEN[0])


def called(french: str, language: str) -> str:
    """The words of a catalogue in that language; the French ones where nobody has translated them."""
    names: Mapping[str, Mapping[str, str]] = catalogue_data("mission_names")
    return names.get(french, {}).get(language, french)


def person_name(mission: Mission, expert: str) -> str:
    """How the expert of that id is called: the name when it is known, else what they are in the team."""
    for number, one in enumerate(mission.experts, 1):
        if one.id == expert:
            return one.name or _("Expert(e) {n} ({id})").format(n=number, id=one.id)
    return expert
