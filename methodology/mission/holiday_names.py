"""The names of public holidays in the language of the documents.

The library `holidays` names them in some languages a country, and says behind a name that its day is estimated (a lunar
feast that is announced later) or observed on another day. What it knows in English only is translated here: the days
of the States of the CIPRES and of the countries that experts come from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from methodology.i18n import N_
from methodology.i18n import gettext as _

_ESTIMATED = frozenset(("estimated", "estimé", "estimado", "prevista", "previsto", "geschätzt"))
_OBSERVED = frozenset(("observed", "observé", "observado", "beobachtet"))
_BEHIND = re.compile(r"\s*\(([^()]*)\)$")
_ENGLISH = {
    "AFCON Victory Against Ivory Coast": N_("Victoire à la Coupe d'Afrique des nations"),
    "Africa Day": N_("Journée de l'Afrique"),
    "African Liberation Day": N_("Journée de la libération africaine"),
    "All Saints' Day": N_("Toussaint"),
    "Armed Forces Day": N_("Journée des forces armées"),
    "Ascension Day": N_("Ascension"),
    "Assumption Day": N_("Assomption"),
    "Cheikh al Maarouf Day": N_("Journée du Cheikh al-Maarouf"),
    "Christmas Day": N_("Noël"),
    "Constitution Day": N_("Fête de la Constitution"),
    "Corpus Christi": N_("Fête-Dieu"),
    "Day of Portugal, Camões, and the Portuguese Communities": N_("Fête du Portugal"),
    "Day of the Beginning of the Armed Struggle": N_("Début de la lutte armée"),
    "Easter Monday": N_("Lundi de Pâques"),
    "Easter Sunday": N_("Pâques"),
    "Eid al-Adha": N_("Aïd al-Adha (Tabaski)"),
    "Eid al-Fitr": N_("Aïd al-Fitr (Korité)"),
    "Election Partial Day Holiday": N_("Jour d'élection"),
    "Epiphany": N_("Épiphanie"),
    "Father's Day": N_("Fête des pères"),
    "Freedom Day": N_("Fête de la liberté"),
    "Good Friday": N_("Vendredi saint"),
    "Immaculate Conception": N_("Immaculée Conception"),
    "Independence Day": N_("Fête de l'indépendance"),
    "International Labor Day": N_("Fête du travail"),
    "International Women's Day": N_("Journée internationale des femmes"),
    "Islamic New Year": N_("Nouvel an musulman"),
    "Isra' and Mi'raj": N_("Isra et Miraj"),
    "Labor Day": N_("Fête du travail"),
    "Labour Day": N_("Fête du travail"),
    "Maore Day": N_("Journée de Maore"),
    "Martyrs' Day": N_("Journée des martyrs"),
    "Maundy Thursday": N_("Jeudi saint"),
    "Mawlid": N_("Mouloud"),
    "Mother's Day": N_("Fête des mères"),
    "National Day": N_("Fête nationale"),
    "National Heroes' Day": N_("Journée des héros nationaux"),
    "National Holiday": N_("Jour férié national"),
    "National Independence Day": N_("Fête de l'indépendance"),
    "New Year's Day": N_("Jour de l'an"),
    "Pentecost": N_("Pentecôte"),
    "Pentecost Monday": N_("Lundi de Pentecôte"),
    "Pidjiguiti Day": N_("Journée de Pidjiguiti"),
    "President's Day": N_("Fête du Président"),
    "Prophet's Birthday": N_("Mouloud"),
    "Republic Day": N_("Fête de la République"),
    "Restoration of Independence Day": N_("Restauration de l'indépendance"),
    "Women's Day": N_("Journée des femmes"),
    "Worker's Day": N_("Fête du travail"),
    "Youth Day": N_("Fête de la jeunesse"),
}


@dataclass(frozen=True, slots=True)
class HolidayName:
    """What a day is called. `estimated`: its date is worked out, and announced later."""

    text: str
    estimated: bool = False


def holiday_names(country: str, year: int, language: str) -> Mapping[date, HolidayName]:
    """The public holidays of a country (two letters) in that year, named in `language` as far as names are known."""
    known = {} if language == "en" else _ENGLISH
    return {day: _named(name, known) for day, name in _told(country, year, language).items()}


@cache
def _told(country: str, year: int, language: str) -> Mapping[date, str]:
    """As the library says it."""
    from holidays import country_holidays
    from holidays.utils import list_localized_countries

    spoken = list_localized_countries(include_aliases=False).get(country, ())
    by_language = {code.split("_")[0]: code for code in sorted(spoken)}  # of English, "en_US": what `_ENGLISH` knows
    wanted = next((by_language[one] for one in (language, "fr", "en") if one in by_language), None)
    return dict(country_holidays(country, years=year, language=wanted))


def _named(told: str, known: Mapping[str, str]) -> HolidayName:
    """Two feasts on one day stand together, each with what is said behind it."""
    parts = [_part(part, known) for part in told.split("; ")]
    return HolidayName(" ; ".join(dict.fromkeys(one.text for one in parts)), any(one.estimated for one in parts))


def _part(told: str, known: Mapping[str, str]) -> HolidayName:
    behind = _BEHIND.search(told)
    marks = {mark.strip() for mark in behind[1].split(",")} if behind else set()
    name = told
    if behind and marks <= _ESTIMATED | _OBSERVED:
        name = told[: behind.start()]
    else:
        marks = set()
    text = _(known[name]) if name in known else name
    if marks & _OBSERVED:
        text = _("{holiday}, reporté").format(holiday=text)
    return HolidayName(text, bool(marks & _ESTIMATED))
