"""The parts of a quiz: slots, sections, review settings and their vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, IntEnum, StrEnum

from moodle_backups.kept import NOTHING_KEPT, Kept


class Moment(Flag):
    """When a learner sees something of an attempt (bits of ``mod_quiz`` display options)."""

    NEVER = 0
    CLOSED = 0x00010
    LATER = 0x00100
    IMMEDIATELY = 0x01000
    DURING = 0x10000
    AFTER_ATTEMPT = IMMEDIATELY | LATER | CLOSED
    ALWAYS = DURING | AFTER_ATTEMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What of an attempt is shown at which moments.

    ``Review.exam()`` shows marks only; the default shows everything after the attempt, feedback at all times.
    """

    attempt: Moment = Moment.ALWAYS
    correctness: Moment = Moment.ALWAYS
    max_marks: Moment = Moment.ALWAYS
    marks: Moment = Moment.ALWAYS
    specific_feedback: Moment = Moment.ALWAYS
    general_feedback: Moment = Moment.ALWAYS
    right_answer: Moment = Moment.AFTER_ATTEMPT
    overall_feedback: Moment = Moment.AFTER_ATTEMPT

    @classmethod
    def exam(cls) -> Review:
        """Marks after the attempt; answers, corrections and feedback never while the quiz is open."""
        closed = Moment.CLOSED
        return cls(
            attempt=Moment.DURING | closed,
            correctness=closed,
            marks=Moment.AFTER_ATTEMPT,
            specific_feedback=closed,
            general_feedback=closed,
            right_answer=closed,
        )


class Behaviour(StrEnum):
    """How questions behave during the attempt."""

    DEFERRED = "deferredfeedback"
    DEFERRED_CBM = "deferredcbm"
    IMMEDIATE = "immediatefeedback"
    IMMEDIATE_CBM = "immediatecbm"
    INTERACTIVE = "interactive"
    ADAPTIVE = "adaptive"
    ADAPTIVE_NO_PENALTY = "adaptivenopenalty"


class AttemptGrade(IntEnum):
    """Which attempts make the grade (``QUIZ_GRADE*``)."""

    HIGHEST = 1
    AVERAGE = 2
    FIRST = 3
    LAST = 4


class Overdue(StrEnum):
    """What happens when time is up."""

    AUTO_SUBMIT = "autosubmit"
    GRACE = "graceperiod"
    ABANDON = "autoabandon"


class UserPicture(IntEnum):
    """Whether the learner's picture is shown during an attempt (``QUIZ_SHOWIMAGE_*``)."""

    NONE = 0
    SMALL = 1
    LARGE = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the quiz with the question ``question``: a key of its own bank, else of any bank of the backup.

    ``mark`` None: the question's own. ``version`` of the question, None: always the latest that is ready.
    ``page``: set by hand (None: it follows from the quiz's questions per page). ``display_number``: shown instead of
    the number. ``grade_item``: key of one of the quiz's.
    """

    question: str
    mark: float | None = None
    require_previous: bool = False
    version: int | None = None
    page: int | None = None
    display_number: str = ""
    grade_item: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class RandomSlot:
    """A place filled at random from the bank category with the key ``category``; empty: the quiz's default one.

    A category that only questions name has that name for its key.

    The category must hold enough questions that no `Slot` of the quiz shows already. ``subcategories``: those in
    it count too. ``tags``: only questions with all of them are drawn, from Moodle 4.3 on: tags are found by name
    there, and by a number that no other site has before.
    """

    category: str
    mark: float = 1.0
    subcategories: bool = False
    tags: tuple[str, ...] = ()
    require_previous: bool = False
    page: int | None = None
    display_number: str = ""
    grade_item: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class QuizSection:
    """A heading before slot number ``first_slot`` (1 for the first), its questions shuffled or not."""

    first_slot: int
    heading: str = ""
    shuffle: bool = False
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class FeedbackBand:
    """``text`` (HTML) for learners who reach ``from_percent`` (0-100) of the grade, up to the next band."""

    from_percent: float
    text: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class QuizGradeItem:
    """A grade of its own for some slots (Moodle 4.4 on; older ones drop it), shown beside that of the quiz."""

    key: str
    name: str
    kept: Kept = NOTHING_KEPT
