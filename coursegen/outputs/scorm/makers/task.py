"""Whatever a package cannot hold (forum, assignment, questionnaire, wiki …): a screen that says where to do it."""

from __future__ import annotations

from html import escape

from babel.dates import format_date

from coursegen.activities.assignment import AssignActivity
from coursegen.activities.base import FirstWords
from coursegen.activities.database import DatabaseActivity, Field, FirstCard, Value
from coursegen.activities.forum import ForumActivity
from coursegen.activities.glossary import GlossaryActivity
from coursegen.activities.survey import FeedbackActivity
from coursegen.activities.wiki import WikiActivity
from coursegen.courseware import Activity, CompletionRule, GlossaryEntry, Html
from coursegen.i18n import date_locale
from coursegen.outputs.scorm.desk import Desk, make_pages, render, trusted
from coursegen.outputs.scorm.interface import gettext as _
from coursegen.outputs.scorm.pages import Page, PageKind

_NOTHING_ASKED = (CompletionRule.NONE, CompletionRule.VIEW)


@make_pages.register(Activity)
def elsewhere(activity: Activity, desk: Desk) -> tuple[Page, ...]:
    """The brief, then the place: the activity of the same title in the course on the platform."""
    return (_page(activity, desk, _("Cette activité se fait dans le cours, sur la plateforme.")),)


@make_pages.register
def _assignment(activity: AssignActivity, desk: Desk) -> tuple[Page, ...]:
    if not activity.text and not activity.files:
        place = _("Ce travail se présente en salle ; il n'y a rien à déposer.")
        return (_page(activity, desk, place, PageKind.ROOM),)
    return (_page(activity, desk, _("Votre travail se dépose dans le cours, sur la plateforme.")),)


@make_pages.register
def _forum(activity: ForumActivity, desk: Desk) -> tuple[Page, ...]:
    """A forum where nobody has to write (questions to the team) leaves nothing to do: it is read about, no more."""
    kind = PageKind.READING if activity.completion in _NOTHING_ASKED else PageKind.TASK
    place = _("Les échanges ont lieu dans le cours, sur la plateforme.")
    return (_page(activity, desk, place, kind, _first_words(activity.posts)),)


@make_pages.register
def _survey(activity: FeedbackActivity, desk: Desk) -> tuple[Page, ...]:
    return (_page(activity, desk, _("Le questionnaire se remplit dans le cours, sur la plateforme.")),)


@make_pages.register
def _wiki(activity: WikiActivity, desk: Desk) -> tuple[Page, ...]:
    place = _("La page commune s'écrit dans le cours, sur la plateforme.")
    return (_page(activity, desk, place, more=_first_words(activity.pages)),)


@make_pages.register
def _glossary(activity: GlossaryActivity, desk: Desk) -> tuple[Page, ...]:
    """Its words, to be read here; where learners add theirs is on the platform."""
    place = _("Le glossaire se consulte aussi dans le cours, sur la plateforme.")
    kind = PageKind.READING
    if activity.open:
        place = _("Vos propres mots s'ajoutent dans le cours, sur la plateforme.")
        kind = kind if activity.completion in _NOTHING_ASKED else PageKind.TASK
    words = "".join(f"<dt>{escape(_named(one))}</dt><dd>{one.definition}</dd>" for one in activity.entries)
    return (_page(activity, desk, place, kind, f"<dl>{words}</dl>" if words else ""),)


@make_pages.register
def _database(activity: DatabaseActivity, desk: Desk) -> tuple[Page, ...]:
    """What a card asks, and the first cards to be read."""
    place = _("Les fiches se remplissent dans le cours, sur la plateforme.")
    kind = PageKind.READING if activity.completion in _NOTHING_ASKED else PageKind.TASK
    asked = "".join(f"<dt>{escape(one.name)}</dt><dd>{escape(_help(one))}</dd>" for one in activity.fields)
    form = f"<h3>{escape(_('Ce que dit une fiche'))}</h3><dl>{asked}</dl>"
    return (_page(activity, desk, place, kind, form + "".join(map(_card, activity.cards))),)


def _help(field: Field) -> str:
    """What is said of a field, and what can be chosen in it."""
    return " ".join(filter(None, (field.description, ", ".join(field.options))))


def _card(card: FirstCard) -> str:
    """A card under its first value."""
    first, *rest = card.values
    lines = "".join(f"<dt>{escape(one.field)}</dt><dd>{_value(one)}</dd>" for one in rest)
    return f"<h3>{_value(first)}</h3><dl>{lines}</dl>"


def _value(value: Value) -> str:
    return value.html or escape(", ".join(value.words))


def _named(entry: GlossaryEntry) -> str:
    """The word, with what else says it."""
    return f"{entry.term} ({', '.join(entry.synonyms)})" if entry.synonyms else entry.term


def _first_words(words: tuple[FirstWords, ...]) -> str:
    """What opens the exchange, one after the other."""
    return "".join(f"<h3>{escape(one.title)}</h3>{one.body}" for one in words)


def _page(activity: Activity, desk: Desk, place: str, kind: PageKind = PageKind.TASK, more: str = "") -> Page:
    html = render(
        "task.html",
        intro=trusted(Html(activity.intro + more)),
        place=place,
        path="" if kind is PageKind.ROOM else _path(activity, desk),
        due=_day(activity, desk),
    )
    return Page(
        key=activity.key,
        activity=activity.key,
        title=activity.title,
        kind=kind,
        html=html,
        minutes=activity.minutes,
    )


def _path(activity: Activity, desk: Desk) -> str:
    """`Module › Activity`, as the course page on the platform names them."""
    sections = desk.courseware.sections
    own = next((s.title for s in sections if any(one.key == activity.key for one in s.activities)), "")
    return " › ".join(filter(None, (own, activity.title)))


def _day(activity: Activity, desk: Desk) -> str:
    """The last day in the language of the course; empty for none."""
    locale = date_locale(desk.courseware.language)
    return format_date(activity.due, "long", locale=locale) if activity.due else ""
