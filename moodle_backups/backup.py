"""A course backup as a value: what goes into the package, and nothing about how.

Everything is named by KEYS, strings the caller chooses and keeps stable (at most 100 characters). Moodle
gets them as idnumbers, so that a later publication finds again what an earlier one made.

Texts are HTML. In any of them ``href="activity:KEY"`` links to another activity (``activity:KEY#CHAPTER`` to a
chapter of a book), ``href="course:home"`` and ``"course:grades"`` to the course, and ``src="file:NAME"`` (any
attribute) shows a file of the ``files`` given with the text's owner: the course, section, activity or question.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from moodle_backups.activities.base import Activity
from moodle_backups.availability import Condition
from moodle_backups.badges import Badge
from moodle_backups.blocks import Block
from moodle_backups.calendar import CalendarEvent
from moodle_backups.competencies import CompetencyLink
from moodle_backups.completion import CompletionDefault, CourseCompletion
from moodle_backups.custom_fields import CustomField
from moodle_backups.enrolment import MANUAL, Enrolment
from moodle_backups.files import File
from moodle_backups.filters import NO_FILTERS, Filters
from moodle_backups.gradebook import Gradebook
from moodle_backups.group_mode import GroupMode
from moodle_backups.groups import Group, Grouping
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.bank import QuestionBank
from moodle_backups.scales import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the course page with its activities in display order.

    ``name`` empty: Moodle names it ("Topic 3"). The first section of a backup is the course's section 0, shown
    on top. Moodle has no idnumber for sections: ``key`` serves messages and tools only.
    """

    key: str
    name: str = ""
    summary: str = ""
    visible: bool = True
    availability: Condition | None = None
    files: tuple[File, ...] = ()
    activities: tuple[Activity, ...] = ()
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One course.

    ``timestamp`` (Unix seconds) is the only clock: it dates everything in the package. ``start_date`` and
    ``end_date`` are Unix seconds too; without a start date the timestamp counts. ``format``: the course format
    (topics, weeks, social, singleactivity; others where the site has them), ``format_options`` its further options by
    their names in Moodle; ``activity_type``: what a singleactivity course shows. ``hidden_sections_named``: learners
    see that a hidden section is there. ``language``, ``theme``: forced on learners when not empty, where the site has
    them. ``image`` is shown in course lists. ``announcements``: how many the course page shows; it wants a news forum.
    ``highlighted``: number of the section marked as the present one.

    A restore that changes the start date moves all dates of the course with it: those of activities, completion,
    availability, events, badges and enrolment, not those in texts, nor dates by which a badge asks for something.

    The category of the course, roles given in it, comments and everything of its users stay out of a package.
    ``banks``: question banks of the course itself, as Moodle has them up to 4.5 (`BankLevel`).
    ``idnumber`` reaches Moodle through the restoring script only: a restore drops it for a foreign site.
    """

    idnumber: str
    fullname: str
    shortname: str
    timestamp: int
    summary: str = ""
    files: tuple[File, ...] = ()
    format: str = "topics"
    start_date: int | None = None
    end_date: int | None = None
    language: str = ""
    image: File | None = None
    visible: bool = True
    one_section_per_page: bool = False
    hidden_sections_named: bool = False
    activity_type: str = ""
    format_options: tuple[tuple[str, str], ...] = ()
    highlighted: int = 0
    announcements: int = 0
    max_upload: int = 0
    theme: str = ""
    group_mode: GroupMode = GroupMode.NONE
    force_group_mode: bool = False
    default_grouping: str | None = None
    track_completion: bool = True
    show_reports: bool = False
    show_grades: bool = True
    show_activity_dates: bool = True
    show_completion_conditions: bool = True
    sections: tuple[Section, ...] = ()
    gradebook: Gradebook = field(default_factory=Gradebook)
    completion: CourseCompletion | None = None
    completion_defaults: tuple[CompletionDefault, ...] = ()
    scales: tuple[Scale, ...] = ()
    groups: tuple[Group, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    tags: tuple[str, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    text_filters: Filters = NO_FILTERS
    blocks: tuple[Block, ...] = ()
    events: tuple[CalendarEvent, ...] = ()
    enrolments: tuple[Enrolment, ...] = (MANUAL,)
    competencies: tuple[CompetencyLink, ...] = ()
    competency_ratings_to_plans: bool | None = None
    badges: tuple[Badge, ...] = ()
    banks: tuple[QuestionBank, ...] = ()
    kept: Kept = NOTHING_KEPT
