"""The list of courses, and the page of a course with its sections and activities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from coursegen.activity_names import activity_name
from coursegen.i18n import gettext as _
from coursegen.sandbox.conditions import Verdict, verdict
from coursegen.sandbox.course import Course, Piece
from coursegen.sandbox.http import Answer
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.learner import Learner, activity_of, is_tracked
from coursegen.sandbox.pages.files import sections_value
from coursegen.sandbox.pages.frame import rendered
from coursegen.sandbox.pages.html import file_address, safe_html
from coursegen.sandbox.pages.pictures import picture

_UNLISTED = ("qbank",)  # Moodle shows banks to teachers alone


@dataclass(frozen=True)
class Entry:
    """An activity on the course page. `inner`: what a subsection holds."""

    piece: Piece
    kind: str
    picture: str
    text: Markup
    tracked: bool
    manual: bool
    done: bool
    verdict: Verdict
    percent: float | None
    inner: tuple[Entry, ...] = ()

    @property
    def is_text(self) -> bool:
        """A label: its text stands on the page itself."""
        return self.piece.kind == "label"


@dataclass(frozen=True)
class Block:
    """A section on the course page."""

    piece: Piece
    title: str
    summary: Markup
    verdict: Verdict
    entries: tuple[Entry, ...]


def home_page(bench: Bench) -> Answer:
    """Every course."""
    return rendered("home.html", title=_("Bac à sable"), courses=[*bench.courses.all()])


def course_page(bench: Bench, course: Course) -> Answer:
    """One course."""
    learner = Learner(bench, course)
    blocks = [_block(learner, number, section) for number, section in enumerate(course.ordinary_sections())]
    shown = [block for block in blocks if block.piece.visible and block.verdict.shown]
    entries = [entry for block in shown for entry in _flat(block.entries) if entry.tracked]
    done = sum(entry.done for entry in entries)
    return rendered("course.html", title=course.fullname, course=course, blocks=shown, done=done, tracked=len(entries))


def _flat(entries: tuple[Entry, ...]) -> list[Entry]:
    return [one for entry in entries for one in (entry, *entry.inner)]


def _block(learner: Learner, number: int, section: Piece) -> Block:
    value = sections_value(learner.bench, learner.course, section.id)
    judged = verdict(learner, value.availability, None)
    title = section.title or (_("Généralités") if number == 0 else _("Section {number}").format(number=number))
    summary = safe_html(section.edits.get("text", value.summary), learner.course, partial(_file_of_section, section.id))
    entries = _entries(learner, section) if judged.open else ()
    return Block(section, title, summary, judged, entries)


def _file_of_section(section: int, name: str) -> str:
    return f"/file/{section}/section/{quote(name)}"


def _entries(learner: Learner, section: Piece) -> tuple[Entry, ...]:
    found = []
    before: Piece | None = None
    for piece in learner.course.of_section(section.id):
        entry = _entry(learner, piece, before)
        listed = piece.kind not in _UNLISTED and not activity_of(learner.bench, piece).stealth
        if piece.visible and entry.verdict.shown and listed:
            found.append(entry)
        before = piece if entry.tracked else before
    return tuple(found)


def _entry(learner: Learner, piece: Piece, before: Piece | None) -> Entry:
    activity = activity_of(learner.bench, piece)
    text = activity.intro if piece.kind == "label" or activity.show_intro else ""
    inner: tuple[Entry, ...] = ()
    own = learner.course.section(piece.key) if piece.kind == "subsection" else None
    if own is not None:
        inner = _entries(learner, own)
        text = getattr(activity, "summary", "")
    return Entry(
        piece=piece,
        kind=activity_name(piece.kind),
        picture=picture(piece.kind),
        text=safe_html(text, learner.course, file_address(piece.id)),
        tracked=is_tracked(activity),
        manual=activity.completion.manual,
        done=learner.is_complete(piece),
        verdict=verdict(learner, activity.availability, before),
        percent=learner.percent(piece),
        inner=inner,
    )


def is_open(learner: Learner, piece: Piece) -> bool:
    """Whether the learner may open an activity: it's shown, and what restricts it and its section holds."""
    course = learner.course
    section = next(section for section in course.sections if section.id == piece.section)
    mates = course.of_section(piece.section)
    above = [mate for mate in mates[: mates.index(piece)] if is_tracked(activity_of(learner.bench, mate))]
    own = verdict(learner, activity_of(learner.bench, piece).availability, above[-1] if above else None)
    if section.delegated:
        owner = course.activity(section.key)
        return piece.visible and own.open and (owner is None or is_open(learner, owner))
    value = sections_value(learner.bench, course, section.id)
    return piece.visible and section.visible and own.open and verdict(learner, value.availability, None).open
