"""Activities that a folder has no type for, as pages: what they held, laid out to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from coursegen.i18n import gettext as _
from coursegen.importers.backup.texts import words
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import Choice
from moodle_backups.activities.lesson import Lesson
from moodle_backups.activities.lesson_pages import MultiChoicePage, TrueFalsePage
from moodle_backups.files import File
from moodle_backups.seeds import OpeningPost, Seeded, WikiPageSeed

Read = Callable[[str, tuple[File, ...]], str]
"""Gives the Markdown of a text with its files."""
_SAYING: Final = frozenset(
    "content text title name label description instructions review_instructions conclusion definition response match"
    " welcome summary url".split()
)
_NOT_SAID: Final = frozenset("kept files tags competencies events key intro name tool templates".split())


def held(activity: Activity, read: Read) -> Iterator[str]:
    """What the activity held beside its description, in pieces of Markdown."""
    match activity:
        case Choice():
            yield _("Les réponses proposées :")
            yield "\n".join(f"- {words(option.text)}" for option in activity.options)
        case Lesson():
            for page in activity.pages:
                yield from _lesson_page(page, activity, read)
        case _:
            yield from _listed(activity, read)
    yield from _seeds(activity, read)


def _lesson_page(page: Any, lesson: Lesson, read: Read) -> Iterator[str]:
    """A page of a lesson: its title, its text, what may be answered."""
    if page.title and page.content:
        yield f"## {words(page.title)}"
        yield read(page.content, lesson.files)
    yield "\n".join(f"- {line}" for line in _answers(page) if line)


def _answers(page: Any) -> Iterator[str]:
    """What the page offers; which answer is right, and words to be typed, are no page's to show."""
    for button in getattr(page, "buttons", ()):
        yield words(button.label)
    if isinstance(page, MultiChoicePage | TrueFalsePage):
        yield from (words(answer.text) for answer in page.answers)


def _listed(activity: Activity, read: Read) -> Iterator[str]:
    """The words of any other type: long texts as they are, short ones as a list."""
    short: list[str] = []
    for html in _htmls(activity, outer=True):
        if "<" in html:
            yield read(html, activity.files)
        elif words(html) not in short:
            short.append(words(html))
    yield "\n".join(f"- {line}" for line in short)


def _htmls(value: Any, outer: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _htmls(item)
    elif is_dataclass(value) and not isinstance(value, type | File):
        for spec in fields(value):
            inner = getattr(value, spec.name)
            left_out = spec.name in _NOT_SAID - (set() if outer else {"name"})
            if not left_out and (spec.name in _SAYING or isinstance(inner, tuple) or is_dataclass(inner)):
                yield from _htmls(inner)


def _seeds(activity: Activity, read: Read) -> Iterator[str]:
    """What an author wrote in it: entries, pages, posts."""
    if not isinstance(activity, Seeded):
        return
    for seed in activity.seeds():
        match seed:
            case WikiPageSeed():
                yield f"## {words(seed.title)}"
                yield read(seed.content, seed.files)
            case OpeningPost():
                yield f"## {words(seed.subject)}"
                yield read(seed.message, seed.files)
            case _:
                yield from (read(text, seed.files) for text in seed.texts())
