"""The mission of a folder for the commands and outputs: read whole or refused, its days and countries in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from coursegen.errors import InputError
from coursegen.i18n import date_locale, ngettext
from coursegen.i18n import gettext as _
from methodology.course import Course, Identity
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.findings import Finding, Severity
from methodology.i18n import current_language
from methodology.mission import ACTION_FILE
from methodology.mission.deadlines import MissionDates
from methodology.mission.model import Mission
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.sequencing import Sequencing

_FAMILIES = ("CAL", "LIV")
_COURSE = "cours.yaml"


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


def stands_alone(folder: Path) -> bool:
    """Whether the folder has an action, and nothing of a course."""
    return (folder / ACTION_FILE).is_file() and not any(folder.glob("[1-5]-*.yaml")) and not (folder / _COURSE).exists()


def alone_findings(folder: Path) -> tuple[str, tuple[Finding, ...]]:
    """The title of an action that stands alone, and what reading and rules say of it, by line."""
    from methodology.reading.mission import read_action

    mission, found = read_action(folder)
    return ("", found) if mission is None else (mission.title, (*found, *_findings(mission, None)))


def mission_errors(mission: Mission, course: Course | None) -> tuple[Finding, ...]:
    """What the rules of the calendar and of the deliverables call an error in `action.yaml`, by line.

    `course`: the one beside it, whose profiles and `ignorer` count too; None where the action stands alone.
    """
    return tuple(one for one in _findings(mission, course) if one.severity is Severity.ERROR)


def _findings(mission: Mission, course: Course | None) -> tuple[Finding, ...]:
    from methodology.rules import check

    whole = replace(course, mission=mission) if course else around(mission)
    return tuple(one for one in check(whole, families=_FAMILIES) if one.where.file == ACTION_FILE)


def refuse_errors(mission: Mission, course: Course | None) -> None:
    """Nothing wrong is handed in. Raises InputError with each error, its place and its remedy."""
    errors = mission_errors(mission, course)
    if errors:
        words = ngettext(
            "« {name} » a {count} erreur : rien n'a été écrit.",
            "« {name} » a {count} erreurs : rien n'a été écrit.",
            len(errors),
        )
        remedy = _("Corrigez ce qui est dit ci-dessus ; « coursegen check » le vérifie.")
        raise InputError(words.format(name=ACTION_FILE, count=len(errors)), remedy, errors)


def around(mission: Mission) -> Course:
    """An empty course, so that the rules can look at an action that has none."""
    identity = Identity(code=mission.code, title=mission.title, version=mission.version, date=mission.date or date.max)
    return Course(
        identity=identity,
        needs=NeedsAnalysis(),
        objectives=Objectives(),
        sequencing=Sequencing(),
        delivery=Delivery(),
        evaluation=Evaluation(),
        mission=mission,
    )


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
    return date_locale(current_language())
