"""Course -> Courseware: pedagogy becomes structure.

welcome section      the four questions, the course guide with the clause, a forum
one section a module its sequences in order; online steps become their activity, a room sequence a page that
                     prepares for it; assessments made in the room are handed in at the end of the section
gradebook            one category an assessment, weighted as the evaluation plan says; practice weighs nothing
access               a sequence opens when the sequences it requires are done
decks                one a room module that has slide texts
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from coursegen.charter import Charter, load_charter
from coursegen.compose.decks import compose_decks
from coursegen.compose.grades import GradePlan
from coursegen.compose.pages import Pages
from coursegen.compose.questions import compose_questions
from coursegen.compose.sections import SectionComposer
from coursegen.compose.welcome import welcome_section
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.courseware import Courseware, GlossaryEntry
from methodology.course import Course


def compose(course: Course, charter: Charter | None = None) -> Courseware:
    """The neutral courseware of `course`. Raises InputError when a text shows a file the folder does not have.

    `charter`: the course's own, where it keeps one; by default the one that the course names.
    The course is expected to be free of errors (`methodology.rules.check`).
    """
    identity = course.identity
    charter = charter or load_charter(identity.charter, identity.language)
    media = MediaPool(course)
    renderer = Renderer(course, media, charter.module_hues)
    pages = Pages(course, renderer, charter.clause, charter.funding_statement(identity.funding))
    grades = GradePlan(course)
    composer = SectionComposer(course, renderer, pages, grades)
    sections = (welcome_section(course, renderer, pages), *composer.sections())
    return Courseware(
        key=identity.code,
        title=renderer.plain(identity.title),
        short_title=renderer.plain(identity.short_title or identity.title),
        language=identity.language,
        version=identity.version,
        date=datetime.combine(identity.date, time.min, UTC),
        start=_start(course),
        end=_end(course),
        summary=pages.course_summary(),
        charter=identity.charter,
        clause=charter.clause,
        funding=charter.funding_statement(identity.funding),
        sponsor=identity.sponsor,
        authors=identity.authors,
        licence=identity.licence,
        minutes=sum(module.minutes for module in course.sequencing.modules),
        pass_percent=course.evaluation.pass_percent or 0.0,
        sections=sections,
        questions=compose_questions(course, renderer),
        grade_categories=grades.categories(),
        glossary=_glossary(course, renderer),
        decks=compose_decks(course, media),
        media=media.files,
        category=identity.category,
    )


def _glossary(course: Course, renderer: Renderer) -> tuple[GlossaryEntry, ...]:
    return tuple(
        GlossaryEntry(renderer.plain(one.term), renderer.inline(one.definition), one.translations)
        for one in course.identity.glossary
    )


def _start(course: Course) -> datetime | None:
    """The day the first session opens; None when no session has a date."""
    days = [session.start for session in course.delivery.sessions if session.start]
    return datetime.combine(min(days), time.min, UTC) if days else None


def _end(course: Course) -> datetime | None:
    """The last minute of the last session; None when no session has a date."""
    days = [session.end or session.start for session in course.delivery.sessions]
    known = [day for day in days if day]
    return datetime.combine(max(known), time(23, 59), UTC) if known else None
