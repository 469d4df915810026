"""The closed lists of the method in the words of people, and dates and sums of a course."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel import Locale
from babel.dates import format_skeleton

from coursegen.i18n import gettext as _
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.delivery import Session
from methodology.i18n import current_language
from methodology.lexicon import lexicon
from methodology.objectives import Objective
from methodology.sequencing import Module, Sequence
from methodology.values import Bloom, Grouping, Modality, Moment, Purpose


def modality_words(modality: Modality) -> str:
    """Where and when people learn."""
    return {
        Modality.ONSITE: _("en salle"),
        Modality.SYNCHRONOUS: _("en classe virtuelle"),
        Modality.ASYNCHRONOUS: _("en ligne, à votre rythme"),
        Modality.HYBRID: _("en salle et en ligne"),
    }[modality]


def grouping_words(grouping: Grouping | None) -> str:
    """How people work; empty when nothing is said."""
    return {
        None: "",
        Grouping.ALONE: _("individuel"),
        Grouping.PAIR: _("en binôme"),
        Grouping.SMALL_GROUP: _("en sous-groupe"),
        Grouping.PLENARY: _("tous ensemble"),
    }[grouping]


def purpose_words(purposes: Iterable[Purpose]) -> str:
    """What an assessment is for."""
    known = {
        Purpose.DIAGNOSTIC: _("diagnostique"),
        Purpose.FORMATIVE: _("formative"),
        Purpose.SUMMATIVE: _("sommative"),
    }
    return ", ".join(known[purpose] for purpose in purposes)


def moment_words(moments: Iterable[Moment]) -> str:
    """When something is evaluated."""
    known = {
        Moment.BEFORE: _("avant la formation"),
        Moment.DURING: _("pendant la formation"),
        Moment.END: _("à la fin de la formation"),
        Moment.LATER: _("quelques mois après la formation"),
    }
    return ", ".join(known[moment] for moment in moments)


def level_name(level: Bloom | None) -> str:
    """`3 · Appliquer`; empty for no level."""
    return f"{int(level)} · {lexicon(current_language()).level_names[level]}" if level else ""


def kirkpatrick(level: int) -> str:
    """What the levels of evaluation are about, from 1 to 4."""
    return (_("Réaction"), _("Apprentissage"), _("Transfert au poste"), _("Effet sur le service"))[level - 1]


def language_words(languages: Iterable[str], spoken: str) -> str:
    """Languages as the author names them; a code in the words of the language spoken (`fr`: français)."""
    names = Locale.parse(spoken.replace("-", "_")).languages
    return " ; ".join(str(names.get(one.strip().lower(), one)) for one in languages)


def session_days(session: Session, language: str) -> str:
    """`13 avril 2027`, `15 – 26 mars 2027`, `29 mars – 9 avril 2027`; empty without a date."""
    if session.start is None:
        return ""
    if session.end is None or session.end == session.start:
        return long_date(session.start, language)
    return f"{_opening(session.start, session.end, language)} – {long_date(session.end, language)}"


def _opening(start: date, end: date, language: str) -> str:
    """The first day, without the month and the year that the last one says."""
    if start.year != end.year:
        return long_date(start, language)
    if start.month == end.month and not language.startswith("en"):
        return str(start.day)
    return str(format_skeleton("MMMMd", start, locale=language.replace("-", "_")))


def shares(sequences: Iterable[Sequence]) -> str:
    """`26 h en salle, 12 h en ligne`: the time of each modality, in order; one alone has no time."""
    times: dict[Modality, int] = {}
    for sequence in sequences:
        times[sequence.modality] = times.get(sequence.modality, 0) + sequence.minutes
    if len(times) == 1:
        return modality_words(next(iter(times)))
    return ", ".join(f"{duration(minutes)} {modality_words(m)}" for m, minutes in times.items() if minutes)


def objectives_of(course: Course, keys: Iterable[str]) -> tuple[Objective, ...]:
    """Those of the objectives that exist."""
    return tuple(found for key in keys if (found := course.objective(key)))


def completed_in(course: Course, module: Module) -> tuple[Objective, ...]:
    """The objectives whose last sequence is in that module: what one can do when it ends."""
    last = {key: m.id for m in course.sequencing.modules for key in m.objectives}
    return objectives_of(course, (key for key in module.objectives if last[key] == module.id))


def full_statement(objective: Objective) -> str:
    """The statement with its condition, as one sentence."""
    return ", ".join(part for part in (objective.statement.rstrip(" ."), objective.condition.rstrip(" .")) if part)


def short_title(subject: Subject) -> dict[str, str]:
    """The title of a sheet with a head of few lines: the short one, the whole one under it."""
    course = subject.courseware
    short = course.short_title
    return {"title": short, "subtitle": course.title} if short and short != course.title else {}
