"""What a mission's documents are made from: the action, its dates, its brand, the course when there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast
from unicodedata import normalize

from coursegen.charter import Charter
from coursegen.content.typography import polish
from coursegen.documents_model import Audience, Block, Cell, Document, Fill, Paragraph, cell, words
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.polishing import polished
from coursegen.slides_model import Line
from methodology.course import Course
from methodology.mission.catalogues import Deliverable
from methodology.mission.deadlines import MissionDates
from methodology.mission.expected import expected
from methodology.mission.follow_up import follow_up
from methodology.mission.issue import last_version, last_written
from methodology.mission.model import LogEntry, Mission, MissionActivity, Tracked
from methodology.mission.names import language_of, person_name

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_FIRST_VERSION = "0.1"


@dataclass(frozen=True, slots=True)
class Expected:
    """A deliverable that an activity owes. `expert` is empty for one of the whole team."""

    activity: MissionActivity
    deliverable: Deliverable
    expert: str
    entry: Tracked | None

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """What became of it."""
        return self.entry.log if self.entry else ()


@dataclass(frozen=True)
class MissionSubject:
    """`course` comes without its access list: names of learners have no way into a document.

    `activities` and `wanted` (ids of the catalogue, or keys of other papers) narrow what is made; empty: everything.
    `joint`: the experts hand in one personal report together.
    """

    mission: Mission
    charter: Charter
    course: Course | None = None
    activities: tuple[str, ...] = ()
    wanted: frozenset[str] = frozenset()
    joint: bool = False

    @property
    def language(self) -> str:
        """The language of the documents."""
        return language_of(self.mission)

    @cached_property
    def dates(self) -> MissionDates:
        """The catalogue and the deadlines."""
        return MissionDates(self.mission)

    def chosen(self) -> tuple[MissionActivity, ...]:
        """The activities to write about."""
        return tuple(one for one in self.mission.activities if not self.activities or one.id in self.activities)

    def wants(self, key: str) -> bool:
        """Whether that document is asked for."""
        return not self.wanted or key in self.wanted

    def expected(self, *roles: str) -> Iterator[Expected]:
        """The deliverables asked for that play one of these roles."""
        for activity in self.chosen():
            for one in self.dates.catalogue.deliverables:
                if one.role in roles and self.wants(one.id):
                    yield from self._each(activity, one)

    def _each(self, activity: MissionActivity, one: Deliverable) -> Iterator[Expected]:
        found = expected(self.mission, activity, replace(one, individual=one.individual and not self.joint))
        for expert, entry in found.items():
            yield Expected(activity, one, expert, entry)

    def say(self, text: str) -> str:
        """The text with the typography of the documents' language."""
        return polish(text.strip(), self.language)

    def line(self, text: str) -> Line:
        """The text as a line."""
        return words(self.say(text))

    def cell(self, text: str = "", fill: Fill = Fill.NONE, *, bold: bool = False, right: bool = False) -> Cell:
        """The text as a table's cell."""
        return cell(self.say(text), fill, bold=bold, right=right)

    def paragraphs(self, text: str) -> Iterator[Paragraph]:
        """Each line of the text as a paragraph."""
        for line in text.splitlines():
            if line.strip():
                yield Paragraph(self.line(line))

    def person(self, expert: str) -> str:
        """How that expert is called: the name when it is known, else what they are in the team."""
        return person_name(self.mission, expert)

    def people(self, experts: tuple[str, ...]) -> str:
        """Those experts, one after the other."""
        return ", ".join(self.person(one) for one in experts)

    def team(self, activity: MissionActivity) -> tuple[str, ...]:
        """The ids of those who work in the activity."""
        return activity.experts or tuple(one.id for one in self.mission.experts)

    def document(
        self,
        key: str,
        kind: str,
        blocks: Iterator[Block],
        audience: Audience,
        activity: MissionActivity | None = None,
        log: tuple[LogEntry, ...] = (),
        day: date | None = None,
        **more: object,
    ) -> Document:
        """A document with the identity, version, date and clause of the mission. `key`: the end of the file's name.

        `day`: the date of one that neither its log nor the action dates.
        On a cover its kind stands above the activity; a document without one has its kind for title, its date above it
        and at the foot of each page.
        """
        version, day = self._issue(activity, log, day)
        kind = polish(kind, self.language)
        whose = " – ".join(filter(None, (self.mission.code, activity.id if activity else "")))
        dated = f"{whose} – {long_date(day, self.language)}"
        named: dict[str, object] = {"kind": self.say(dated), "title": kind}
        if more.get("cover", True):
            named = {
                "kind": kind,
                "title": self.say(activity.title if activity else self.mission.title),
                "subtitle": self.say(self.mission.title) if activity else "",
            }
        team = self.team(activity) if activity else tuple(one.id for one in self.mission.experts)
        known: dict[str, object] = {
            "name": file_stem(self.mission.code, activity.id if activity else "", key),
            "language": self.language,
            "version": version,
            "date": day,
            "authors": tuple(self.say(self.person(one)) for one in team),
            "sponsor": self.say(self.mission.partner.acronym or self.mission.partner.name),
            "clause": self.charter.clause,
            "funding": self._funding,
            "audience": audience,
            "blocks": tuple(polished(block, self.language) for block in blocks),
        }
        return Document(**(known | named | more))  # type: ignore[arg-type]

    @property
    def _funding(self) -> str:
        return self.charter.funding_statement(self.course.identity.funding) if self.course else self.charter.funding

    def _issue(self, activity: MissionActivity | None, log: tuple[LogEntry, ...], day: date | None) -> tuple[str, date]:
        """What the log says, else the action, else the activity itself.

        Never the clock; nor the course, which is dated by itself, often years later.
        """
        version = last_version(log) or self.mission.version or _FIRST_VERSION
        return version, last_written(log) or self.mission.date or day or self._first_day(activity)

    def _first_day(self, activity: MissionActivity | None) -> date:
        """The start of the activity; the first day that matters in the whole action."""
        span = self.dates.span()
        return activity.start if activity else span[0] if span else date(2000, 1, 1)

    @property
    def told_until(self) -> date | None:
        """The day of the last entry of any log; None when nothing was noted yet."""
        rows = follow_up(self.dates)
        return max((entry.date for row in rows for entry in row.log), default=None)


def file_stem(*parts: str) -> str:
    """A file's name without its ending, ASCII, from those parts."""
    return "-".join(filter(None, (_ascii(part) for part in parts)))


def _ascii(text: str) -> str:
    plain = "".join(one for one in normalize("NFKD", text) if not "\u0300" <= one <= "\u036f")
    spaced = "".join(one if one in _PLAIN else " " for one in plain)
    return "-".join(spaced.split())[:60].rstrip("-")


class Paper(Protocol):
    """What each module of `papers/` offers.

    `KEY`: what `--livrable` calls it, empty for those that the catalogue names; `ROLES`: what it is in the catalogue.
    """

    KEY: str
    ROLES: tuple[str, ...]

    def title(self) -> str:
        """What it is, in the person's language."""

    def compose(self, subject: MissionSubject) -> Iterator[Issued]:
        """The documents."""


@cache
def known_papers() -> tuple[Paper, ...]:
    """Every paper, by the name of its module."""
    from coursegen.outputs.documents.mission import papers as package

    names = sorted(module.name for module in iter_modules(package.__path__))
    return tuple(cast(Paper, import_module(f"{package.__name__}.{name}")) for name in names)


def other_keys() -> tuple[str, ...]:
    """The keys of the papers that no catalogue names."""
    return tuple(paper.KEY for paper in known_papers() if paper.KEY)


def titles() -> dict[str, str]:
    """What each of those is."""
    return {paper.KEY: paper.title() for paper in known_papers() if paper.KEY}
