"""Courseware -> the screens of the package, in order: which sections, which screens, which tests count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from coursegen.activities.label import LabelActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.courseware import Activity, Courseware, Html, ObjectiveLine, Section
from coursegen.outputs.scorm.desk import Desk, make_pages, render, trusted
from coursegen.outputs.scorm.interface import duration
from coursegen.outputs.scorm.interface import gettext as _
from coursegen.outputs.scorm.makers import load_makers
from coursegen.outputs.scorm.pages import Page, PageKind, Part
from coursegen.outputs.scorm.texts import plain_text
from methodology.values import Purpose

_SEQUENCE = re.compile(r"<h[1-6]\b[^>]*>(?P<name>.*?)</h[1-6]>\s*<p\b[^>]*>(?P<line>.*?)</p>", re.DOTALL)
_OWN_NUMBER = re.compile(r"(?P<number>\d+)\s*[.:)]\s+(?P<title>\S.*)", re.DOTALL)


def outline(courseware: Courseware) -> tuple[Part, ...]:
    """The parts: a welcome (cover and section 0), one for each online section, the results."""
    load_makers()
    sections = [s for s in courseware.sections if s.online or s.number == 0]
    desk = Desk(courseware, counted_tests(sections))
    parts = [_part(section, desk) for section in sections if section.number]
    return (_welcome(sections, desk), *parts, _ending(courseware))


def counted_tests(sections: list[Section]) -> dict[str, float]:
    """The tests that make the score, with their weights.

    The summative ones; when there is none, the formative ones; a diagnostic test never. Their weights are those of the
    gradebook (`Grade.weight`) as far as there are any, else all alike.
    """
    tests = [a for s in sections for a in s.activities if isinstance(a, QuizActivity)]
    for purpose in (Purpose.SUMMATIVE, Purpose.FORMATIVE):
        chosen = [t for t in tests if t.purpose is purpose]
        if chosen:
            weights = {t.key: t.grade.weight if t.grade else 0.0 for t in chosen}
            return weights if any(weights.values()) else {t.key: 1.0 for t in chosen}
    return {}


def _welcome(sections: list[Section], desk: Desk) -> Part:
    section = next((s for s in sections if s.number == 0), None)
    key = section.key if section else f"{desk.courseware.key}/accueil"
    pages = _pages(section.activities, desk) if section else ()
    summary = section.summary if section else Html("")
    cover = Page(
        key=f"{desk.courseware.key}/couverture",
        title=_("Présentation du cours"),
        kind=PageKind.COVER,
        html=Html(f"{desk.courseware.summary}{summary}"),
    )
    title = section.title if section else _("Accueil")
    return Part(key=key, number="", title=title, hue=section.hue if section else 0, pages=(cover, *pages))


def _part(section: Section, desk: Desk) -> Part:
    text = render("opening.html", summary=trusted(section.summary), objectives=_unsaid(section))
    opening = Page(
        key=section.key,
        title=_("Présentation du module"),
        kind=PageKind.OPENING,
        html=text,
        minutes=0 if _says_time(section) else section.minutes,
    )
    pages = (opening, *_pages(section.activities, desk))
    number, title = numbered(section)
    return Part(key=section.key, number=number, title=title, hue=section.hue, pages=pages)


def _unsaid(section: Section) -> list[ObjectiveLine]:
    """The objectives, unless the summary says them already."""
    said = plain_text(section.summary).casefold()
    return [line for line in section.objectives if line.text.casefold().rstrip(".") not in said]


def _says_time(section: Section) -> bool:
    return " ".join(duration(section.minutes).split()) in plain_text(section.summary)


def online_minutes(courseware: Courseware) -> int:
    """The time that the sections of the package take; the whole course's when they don't say."""
    return sum(s.minutes for s in courseware.sections if s.online or s.number == 0) or courseware.minutes


def numbered(section: Section) -> tuple[str, str]:
    """The module's number and title apart: a title that begins with a number ("2. Formuler …") keeps its own."""
    own = _OWN_NUMBER.match(section.title)
    return (own["number"], own["title"]) if own else (str(section.number), section.title)


def _ending(courseware: Courseware) -> Part:
    """The results, after the glossary of a course that has one."""
    results = Page(key="bilan", title=_("Bilan"), kind=PageKind.RESULTS)
    glossary = Page(key="glossaire", title=_("Glossaire"), kind=PageKind.GLOSSARY)
    pages = (glossary, results) if courseware.glossary else (results,)
    return Part(key="bilan", number="", title=_("Pour finir"), hue=0, pages=pages)


def _pages(activities: tuple[Activity, ...], desk: Desk) -> tuple[Page, ...]:
    return tuple(_with_labels(activities, desk))


def _with_labels(activities: tuple[Activity, ...], desk: Desk) -> Iterator[Page]:
    """The screens; a label stands at the head of the next one, and alone when nothing follows it.

    The heading of a sequence only leaves its name and time there, and nothing when the sequence has no screen.
    """
    held = sequence = ""
    last: LabelActivity | None = None
    for activity in activities:
        if isinstance(activity, LabelActivity):
            if line := sequence_line(activity):
                sequence = line
            else:
                held, last = f"{held}{activity.intro}{activity.body}", activity
            continue
        for page in make_pages(activity, desk):
            yield replace(page, html=Html(f"{held}{page.html}"), sequence=sequence)
            held = sequence = ""
    if held and last:
        yield Page(key=last.key, activity=last.key, title=last.title, kind=PageKind.READING, html=Html(held))


def sequence_line(label: LabelActivity) -> str:
    """`Voir l'ensemble de la démarche · 1 h 15` of a label that is nothing but its title and a line below; else empty.

    That is what compose puts above the activities of a sequence: modality and time, the time last.
    """
    match = _SEQUENCE.fullmatch(label.body.strip())
    if not match or label.intro or plain_text(Html(match["name"])) != " ".join(label.title.split()):
        return ""
    time = plain_text(Html(match["line"])).rpartition(" · ")[2].replace(" ", "\u00a0")
    return f"{label.title} · {time}" if time else label.title
