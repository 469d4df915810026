"""What a job did, in words: each action of the plugin by its code, grouped, what a person must see first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from coursegen.activity_names import activity_name
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.inventory import Inventory
from coursegen.publish.jobs import Action, Job
from coursegen.publish.sources import Sources
from coursegen.publish.words import detail_word, kept_word, key_word, other_word, part_word, shown_word

_FIRST: Final = ("failed", "conflict", "leftalone", "kept", "noted")
_DONE: Final = ("deleted", "hidden", "updated", "renamed", "added", "shown", "moved")
_MARKS: Final = {"failed": "✗", "conflict": "!", "leftalone": "=", "kept": "=", "noted": "•"}
_BY_PEOPLE: Final = frozenset({"othertype", "movedonsite", "hiddenonsite", "shownonsite"})
# Why a section of the site isn't taken away, which nobody asks when it is hidden.
_SECTION: Final = frozenset({"sectionkept", "sectionsince"})
_WHOLE: Final = {"badge": "badges", "group": "groups", "competency": "competencies"}

Titles = Mapping[str, str]
"""What people call the things of a course, by key."""


def titles_of(sources: Sources | None, inventory: Inventory) -> dict[str, str]:
    """The titles on the site, and over them those of the folder."""
    known = {section.key: section.title for section in inventory.sections if section.key}
    known |= {activity.key: activity.title for activity in inventory.activities if activity.key}
    if sources is not None:
        known |= {question.key: question.title for question in sources.questions}
        known |= {section.key: section.title for section in sources.sections if section.title}
        known |= {activity.key: activity.title for activity in sources.activities if activity.title}
    return known


def report_lines(actions: Sequence[Action], titles: Titles) -> Iterator[str]:
    """The lines of a report; nothing about what is unchanged."""
    for name in (*_FIRST, *_DONE):
        chosen = [action for action in actions if _group_of(action) == name]
        if chosen:
            yield f"{_heading(name)} ({len(chosen)})"
            yield from (f"  {_MARKS.get(name, '✓')} {action_words(action, titles)}" for action in chosen)


def _group_of(action: Action) -> str:
    """The group of a report: an activity of another type is no edit of anybody's, what people placed no learner's."""
    stays = action.code in _BY_PEOPLE or (action.code in _SECTION and action.action == "kept")
    return "leftalone" if stays else action.action


def action_words(action: Action, titles: Titles) -> str:
    """One action: what it is about, which parts of it, and why."""
    title = titles.get(action.key, "") or key_word(action.sort, action.key)
    is_activity = action.sort == "activity"
    kind = activity_name(action.kind) if is_activity else other_word(action.sort)
    what = f"{kind} « {title} »" if title and title != action.sort else kind
    parts = ", ".join(part_word(part) for part in action.parts)
    if action.sort == "course" and action.parts == ("sections",):
        what, parts = _("Ordre des sections"), ""
    why = kept_word(action.code) if action.code and not (action.code in _SECTION and action.action == "hidden") else ""
    said = " : ".join(text for text in (what, parts) if text)
    detail = "" if action.detail in (title, action.key) else detail_word(action.code, action.detail)
    more = " ; ".join(text for text in (why, detail, shown_word(action.code)) if text)
    return f"{said} ({more})" if more else said


def silent_lines(announced: Iterable[str], actions: Iterable[Action]) -> Iterator[str]:
    """What a plan announced of the course as a whole (kinds) and the site didn't have to write: it had it already."""
    shown = [action for action in actions if action.action != "unchanged"]
    told = {name for action in shown for name in (action.sort, action.key, _WHOLE.get(action.sort, ""))}
    silent = [other_word(kind) for kind in announced if kind not in told]
    if silent:
        yield _("Comparé, rien à y écrire sur le site : {names}").format(names=", ".join(silent))


def count_words(job: Job) -> str:
    """How much was written, in one sentence."""
    if not job.writes:
        return _("Rien n’a été écrit sur le site.")
    touched = len({action.key for action in job.actions if action.sort == "activity" and action.action in _DONE})
    words = ngettext("{n} activité touchée.", "{n} activités touchées.", touched)
    return words.format(n=touched)


def actions_document(actions: Iterable[Action]) -> list[dict[str, Any]]:
    """The actions for scripts, without what is unchanged."""
    return [asdict(action) for action in actions if action.action != "unchanged"]


def _heading(action: str) -> str:
    words = {
        "failed": _("Échec"),
        "conflict": _("Modifié sur le site et dans le dossier : laissé tel quel"),
        "leftalone": _("Laissé tel quel"),
        "kept": _("Gardé en partie, des apprenants y ont travaillé"),
        "noted": _("À savoir"),
        "deleted": _("Supprimé"),
        "hidden": _("Caché"),
        "updated": _("Mis à jour"),
        "renamed": _("Renommé"),
        "added": _("Ajouté"),
        "shown": _("Montré de nouveau"),
        "moved": _("Déplacé"),
    }
    return words[action]
