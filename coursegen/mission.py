"""The mission of a folder for the commands and outputs: read whole or refused, its days and countries in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from methodology.i18n import current_language
from methodology.mission import ACTION_FILE
from methodology.mission.deadlines import MissionDates
from methodology.mission.model import Mission


def load_mission(folder: Path) -> Mission:
    """The action of that folder, which needs hold no course. Raises InputError with every finding of `action.yaml`."""
    from methodology.reading.mission import read_action

    if folder.is_dir() and not (folder / ACTION_FILE).exists():
        message = _("« {folder} » n'a pas de mission : « {name} » n'y est pas.").format(folder=folder, name=ACTION_FILE)
        raise InputError(message, _("Reprenez celui d'un exemple : « coursegen new MA-MISSION --example cipres-fdf »."))
    mission, findings = read_action(folder)
    if mission is None:
        remedy = _("Corrigez les erreurs ci-dessus.")
        raise InputError(_("« {name} » ne se lit pas entier.").format(name=ACTION_FILE), remedy, findings)
    return mission


def long_day(day: date) -> str:
    """« 5 décembre 2022 », « 1er mars 2023 », in the language of the messages."""
    from babel.dates import format_date

    said = str(format_date(day, "long", locale=_locale()))
    return said.replace("1 ", "1er ", 1) if day.day == 1 and current_language() == "fr" else said


def short_day(day: date) -> str:
    """« lun. 5 déc. 2022 », in the language of the messages."""
    from babel.dates import format_date

    return str(format_date(day, "EEE d MMM y", locale=_locale()))


def country_name(code: str) -> str:
    """The country of that two-letter code, in the language of the messages; the code when nobody knows it."""
    from babel import Locale

    return str(Locale.parse(_locale()).territories.get(code, code))


def calendar_words(dates: MissionDates) -> str:
    """The calendars that count, in words."""
    said = []
    for one in dates.calendar.parties:
        week = _("du lundi au vendredi") if one.week.days == 5 else _("du lundi au samedi")
        names = " + ".join(country_name(code) for code in one.countries) or _("sans jour férié")
        said.append(_("{party} ({countries}, {week})").format(party=one.party.label, countries=names, week=week))
    return " ; ".join(said)


def _locale() -> str:
    return current_language().replace("-", "_")
