"""The pages and summaries that the program writes from the course's data, by templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from coursegen.content.render import Renderer
from coursegen.content.sanitise import sanitise
from coursegen.content.typography import NBSP, colon, percent_sign
from coursegen.courseware import Html, ObjectiveLine
from coursegen.i18n import date_locale, gettext, ngettext
from methodology.course import Course
from methodology.sequencing import Module, Sequence
from methodology.values import Grouping, Modality


def duration(minutes: int) -> str:
    """Minutes as people say them: `45 min`, `1 h 30`, `38 h`; never broken over two lines."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        words = gettext("{minutes} min").format(minutes=rest)
    elif rest:
        words = gettext("{hours} h {minutes:02d}").format(hours=hours, minutes=rest)
    else:
        words = gettext("{hours} h").format(hours=hours)
    return words.replace(" ", NBSP)


def modality_words(modality: Modality) -> str:
    """A modality as a learner reads it."""
    return {
        Modality.ONSITE: gettext("en salle"),
        Modality.SYNCHRONOUS: gettext("en classe virtuelle"),
        Modality.ASYNCHRONOUS: gettext("en ligne, à votre rythme"),
        Modality.HYBRID: gettext("en salle et en ligne"),
    }[modality]


def grouping_words(grouping: Grouping | None) -> str:
    """A grouping as a learner reads it; empty when none is given."""
    return {
        None: "",
        Grouping.ALONE: gettext("individuel"),
        Grouping.PAIR: gettext("en binôme"),
        Grouping.SMALL_GROUP: gettext("en sous-groupe"),
        Grouping.PLENARY: gettext("tous ensemble"),
    }[grouping]


class Pages:
    """Renders the generated texts of one course."""

    def __init__(self, course: Course, renderer: Renderer, clause: str, funding: str) -> None:
        self._course = course
        self._renderer = renderer
        self._clause = clause
        self._funding = funding

    def course_summary(self) -> Html:
        """What the course list shows."""
        return self._render("course_summary.html")

    def welcome_summary(self) -> Html:
        """The answers to the four questions of the course's first screen."""
        sequences = [*self._course.sequencing.sequences()]
        totals = {
            m: sum(s.minutes for s in sequences if s.modality is m)
            for m in dict.fromkeys(s.modality for s in sequences)
        }
        starts = [s.start for s in self._course.delivery.sessions if s.start]
        ends = [s.end or s.start for s in self._course.delivery.sessions if s.start]
        return self._render(
            "welcome.html",
            total=sum(totals.values()),
            shares=tuple(totals.items()),
            dates=(min(starts), max(end for end in ends if end)) if starts else (),
        )

    def guide(self) -> Html:
        """The course guide: objectives, running, evaluation, help, credits, clause."""
        return self._render("guide.html", clause=self._clause, funding=self._funding)

    def section_summary(self, module: Module) -> Html:
        """A section's summary: its promise, its time, its objectives."""
        return self._render(
            "section.html", module=module, objectives=tuple(self.objective_lines(self.completed_in(module)))
        )

    def completed_in(self, module: Module) -> tuple[str, ...]:
        """The objectives whose last sequence is in that module: what one can do when it ends."""
        last = {key: m.id for m in self._course.sequencing.modules for key in m.objectives}
        return tuple(key for key in module.objectives if last[key] == module.id)

    def sequence_heading(self, sequence: Sequence) -> Html:
        """The line on the course page under which a sequence's activities stand."""
        return self._render("sequence.html", sequence=sequence)

    def room_page(self, sequence: Sequence) -> Html:
        """What participants read before a sequence in the room."""
        objectives = tuple(self.objective_lines(sequence.objectives))
        return self._render("room.html", sequence=sequence, objectives=objectives)

    def objective_lines(self, keys: tuple[str, ...]) -> Iterator[ObjectiveLine]:
        """Those objectives as a learner reads them."""
        for key in keys:
            if objective := self._course.objective(key):
                text = self._renderer.plain(objective.statement)
                yield ObjectiveLine(key, text, int(objective.bloom or 0))

    def _render(self, template: str, **values: object) -> Html:
        language = self._renderer.language
        signs = {"colon": colon(language), "percent": percent_sign(language)}
        known = {"course": self._course, "renderer": self._renderer, **signs, **values}
        return Html(sanitise(_environment().get_template(template).render(known)).strip())


@cache
def _environment() -> Environment:
    """The templates, read and compiled once for all courses: what is a course's own stands in their context."""
    environment = Environment(
        loader=PackageLoader("coursegen.compose"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # i18n's
    own = {"plain": _plain, "day": _day, "markdown": _markdown}
    environment.filters.update(duration=duration, modality=modality_words, grouping=grouping_words, **own)
    return environment


def _renderer(context: Context) -> Renderer:
    renderer: Renderer = context["renderer"]
    return renderer


@pass_context
def _plain(context: Context, text: str) -> str:
    return _renderer(context).plain(text)


@pass_context
def _day(context: Context, day: date) -> str:
    return format_date(day, "long", locale=date_locale(_renderer(context).language))


@pass_context
def _markdown(context: Context, text: str) -> Markup:
    return Markup(_renderer(context).fragment(text))
