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
from moodle_backups.completion import CourseCompletion
from moodle_backups.files import File
from moodle_backups.gradebook import Gradebook
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.bank import QuestionBank


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
    (topics, weeks). ``language``: forced on learners when not empty. ``image`` is shown in course lists.
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
    show_grades: bool = True
    show_activity_dates: bool = True
    show_completion_conditions: bool = True
    sections: tuple[Section, ...] = ()
    gradebook: Gradebook = field(default_factory=Gradebook)
    completion: CourseCompletion | None = None
    banks: tuple[QuestionBank, ...] = ()
    kept: Kept = NOTHING_KEPT
