"""A quiz: its settings, its places and, if wanted, a question bank of its own.

Attempts, grades and exceptions for single learners are user data: they belong to people and are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.quiz_parts import (
    AttemptGrade,
    Behaviour,
    FeedbackBand,
    Moment,
    Overdue,
    QuizGradeItem,
    QuizSection,
    RandomSlot,
    Review,
    Slot,
    UserPicture,
)
from moodle_backups.activities.quiz_records import (
    bands_xml,
    grade_item_xml,
    read_bands,
    read_grade_items,
    read_overrides,
    read_sections,
    section_xml,
)
from moodle_backups.activities.quiz_slots import SlotWriter, numbered, read_slots, without_pages
from moodle_backups.columns import (
    HEAD,
    Column,
    Columns,
    clock,
    computed,
    flag,
    moment,
    number,
    one_of,
)
from moodle_backups.columns import text as plain
from moodle_backups.gradebook import Grade
from moodle_backups.question_bank import write_bank
from moodle_backups.questions.bank import BankLevel, BankOwner, QuestionBank, QuestionCategory, question_problems
from moodle_backups.questions.base import Question
from moodle_backups.xml import Xml, element, listing, points, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

__all__ = [
    "AttemptGrade",
    "Behaviour",
    "FeedbackBand",
    "Moment",
    "Overdue",
    "Quiz",
    "QuizGradeItem",
    "QuizSection",
    "RandomSlot",
    "Review",
    "Slot",
    "UserPicture",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(Activity, BankOwner):
    """A quiz over ``questions`` of its own bank, lying in its ``categories``, or over those of any bank of the backup.

    ``slots``: the places in order (empty: every question of its own once, in order).
    ``attempts`` 0: unlimited. ``time_limit`` and ``grace_period`` in seconds; ``delays``: seconds forced between
    the first two attempts, and between later ones. ``questions_per_page`` 0: all on one page.
    ``shuffle_questions``: all of the quiz (``sections``, when given, decide for themselves).
    ``feedback``: bands in any order. ``question_decimals`` -1: as the whole quiz. ``subnet``: addresses from which it
    may be taken (``192.168.,10.0.0.0/8``). ``browser_security``: ``-`` or ``securewindow``.
    ``precreate_attempts``: before the quiz opens (None: as the site does), from Moodle 5.0 on.
    """

    modname: ClassVar[str] = "quiz"
    gradable: ClassVar[bool] = True

    questions: tuple[Question, ...]
    categories: tuple[QuestionCategory, ...] = ()
    slots: tuple[Slot | RandomSlot, ...] = ()
    sections: tuple[QuizSection, ...] = ()
    grade_items: tuple[QuizGradeItem, ...] = ()
    grade: Grade | None = field(default_factory=lambda: Grade(maximum=10.0))
    opens: int | None = None
    closes: int | None = None
    time_limit: int | None = None
    overdue: Overdue = Overdue.AUTO_SUBMIT
    grace_period: int | None = None
    attempts: int = 0
    attempt_grade: AttemptGrade = AttemptGrade.HIGHEST
    build_on_last: bool = False
    delays: tuple[int, int] = (0, 0)
    behaviour: Behaviour = Behaviour.DEFERRED
    can_redo_questions: bool = False
    review: Review = field(default_factory=Review)
    questions_per_page: int = 1
    sequential: bool = False
    shuffle_questions: bool = False
    shuffle_answers: bool = True
    decimals: int = 2
    question_decimals: int = -1
    feedback: tuple[FeedbackBand, ...] = ()
    password: str = ""
    subnet: str = ""
    browser_security: str = "-"
    user_picture: UserPicture = UserPicture.NONE
    show_blocks: bool = False
    allow_offline_attempts: bool = False
    precreate_attempts: bool | None = None
    complete_after_attempts: int = 0
    complete_when_attempts_exhausted: bool = False

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        own = owner.values((*HEAD, *COLUMNS), node, nested=_nested(node), people=("grades", "attempts"))
        own["review"] = Review(**{name[7:]: own.pop(name) for name in list(own) if name.startswith("review.")})
        own["delays"] = (own.pop("first_delay", 0), own.pop("later_delay", 0))
        items, item_keys = read_grade_items(node, owner)
        sections = read_sections(node, owner)
        slots = read_slots(node, owner, item_keys)
        grade: Grade | None = common["grade"]
        bank = owner.shared.banks.take(owner.context) or QuestionBank()
        quiz = cls(
            **{
                **common,
                **own,
                "questions": bank.questions,
                "categories": bank.categories,
                "slots": without_pages(slots, sections, own.get("questions_per_page", 1)),
                "sections": sections,
                "grade_items": items,
                "feedback": read_bands(node, owner, grade.maximum if grade else 0),
                "files": owner.shown,
            }
        )
        parts = {"bank": bank.kept, "overrides": read_overrides(node, owner)}
        quiz = replace(quiz, kept=replace(quiz.kept, parts=parts))
        return owner.checked(quiz, COLUMNS, node)

    def to_xml(self, scope: ActivityScope) -> Xml:
        scope.question_categories += write_bank(scope.draft, scope.draft.places.banks.activities[self.key])
        grade_items = {item.key: scope.id_of(item) for item in self.grade_items}
        writer = SlotWriter(scope, grade_items)
        slots = self.placed()
        pages = numbered(slots, self.sections, self.questions_per_page)
        marks = points(sum(map(writer.mark_of, slots)))
        writer.check(slots)
        values = self.fields(COLUMNS, scope) | {"sumgrades": marks}
        if self.precreate_attempts is None:
            del values["precreateattempts"]
        return record(
            "quiz",
            self.kept.over(values),
            *self.kept.elements,
            listing("quiz_grade_items", [grade_item_xml(i, grade_items, n) for n, i in enumerate(self.grade_items, 1)]),
            listing("question_instances", [writer.slot(s, *p) for s, p in zip(slots, pages, strict=True)]),
            listing("sections", [section_xml(scope, section) for section in self._sections()]),
            listing("feedbacks", bands_xml(scope, self.feedback, self.grade.maximum if self.grade else 0)),
            listing("overrides", self.kept.part("overrides").elements),
            element("grades"),
            element("attempts"),
            id=scope.place.instance,
        )

    def bank(self) -> QuestionBank:
        return QuestionBank(
            questions=self.questions,
            categories=self.categories,
            level=BankLevel.ACTIVITY,
            default_name=self.name,
            kept=self.kept.part("bank"),
        )

    def own_completion_rule(self) -> bool:
        return bool(self.complete_after_attempts) or self.complete_when_attempts_exhausted

    def placed(self) -> tuple[Slot | RandomSlot, ...]:
        """The slots in order; every question once when none were given."""
        if self.slots or self.kept.ids:
            return self.slots
        return tuple(Slot(question.key) for question in self.questions)

    @property
    def own_marks(self) -> str:
        """The marks of all slots, as far as the quiz itself says."""
        own = {question.key: question.mark for question in self.questions}
        marks = [
            own.get(slot.question, 0) if slot.mark is None and isinstance(slot, Slot) else slot.mark or 0
            for slot in self.placed()
        ]
        return points(sum(marks))

    @property
    def maximum(self) -> str:
        """The grade of the quiz as its record has it."""
        return points(self.grade.maximum if self.grade else 0)

    @property
    def first_delay(self) -> int:
        """Seconds between the first two attempts."""
        return self.delays[0]

    @property
    def later_delay(self) -> int:
        """Seconds between later attempts."""
        return self.delays[1]

    def problems(self) -> Iterator[str]:
        yield from self._unfinished()
        yield from question_problems(self.bank())
        yield from self._slot_problems()
        yield from self._setting_problems()

    def _unfinished(self) -> Iterator[str]:
        """What nobody wants."""
        elsewhere = {s.question for s in self.placed() if isinstance(s, Slot)} - {q.key for q in self.questions}
        if not self.placed():
            yield "has no question"
        elif self.grade is not None and not float(self.own_marks) and not elsewhere:
            yield "gives no marks: no question of it is worth any"
        if self.grade is None:
            yield "needs a grade: Moodle knows no quiz without one"

    def _slot_problems(self) -> Iterator[str]:
        shown = Counter(slot.question for slot in self.slots if isinstance(slot, Slot))
        for key, times in shown.items():
            if times > 1:
                yield f'shows question "{key}" {times} times'
        if any((slot.mark or 0) < 0 for slot in self.slots):
            yield "has a slot with negative marks"
        keys = [item.key for item in self.grade_items]
        if len(set(keys)) < len(keys) or not all(item.name.strip() for item in self.grade_items):
            yield "has two grades with the same key, or one without a name"

    def _setting_problems(self) -> Iterator[str]:
        firsts = [section.first_slot for section in self.sections]
        if firsts and (firsts[0] != 1 or firsts != sorted(set(firsts)) or firsts[-1] > max(1, len(self.placed()))):
            yield "needs sections in order, the first at slot 1, none after the last slot"
        bands = [band.from_percent for band in self.feedback]
        if len(set(bands)) < len(bands) or any(not 0 <= band <= 100 for band in bands):
            yield "has feedback bands twice or outside 0 to 100 percent"
        if any(len(section.heading) > 1333 for section in self.sections):
            yield "has a section heading of more than 1333 characters"
        if self.overdue is Overdue.GRACE and not self.grace_period:
            yield "grants a grace period without saying how long"
        if self.opens and self.closes and self.opens >= self.closes:
            yield "closes before it opens"
        if self.complete_when_attempts_exhausted and not (self.completion.pass_grade and self.attempts):
            yield "can be complete by exhausted attempts only with limited attempts and a pass grade to miss"
        if self.attempts and self.complete_after_attempts > self.attempts:
            yield "asks for more attempts than it allows"

    def _sections(self) -> tuple[QuizSection, ...]:
        return self.sections or (QuizSection(1, shuffle=self.shuffle_questions),)


def _nested(node: Node) -> Iterable[str]:
    """What is read elsewhere, and elements of access rules that say nothing."""
    yield from ("quiz_grade_items", "question_instances", "sections", "feedbacks", "overrides")
    yield from (child.tag for child in node.children if child.tag.startswith("subplugin_") and not child.children)


def _review(name: str, attribute: str, always: Moment = Moment.NEVER, never: Moment = Moment.NEVER) -> Column:
    return Column(
        name,
        f"review.{attribute}",
        write=lambda value: ((value | always) & ~never).value,
        read=lambda value: Moment(int(value)),
        null=Moment.NEVER,
    )


COLUMNS: Final[Columns] = (
    moment("timeopen", "opens"),
    moment("timeclose", "closes"),
    moment("timelimit", "time_limit"),
    one_of("overduehandling", "overdue", Overdue),
    moment("graceperiod", "grace_period"),
    one_of("preferredbehaviour", "behaviour", Behaviour),
    flag("canredoquestions", "can_redo_questions"),
    number("attempts_number", "attempts"),
    flag("attemptonlast", "build_on_last"),
    one_of("grademethod", "attempt_grade", AttemptGrade),
    number("decimalpoints", "decimals", most=5),
    number("questiondecimalpoints", "question_decimals", least=-1, most=7),
    # The attempt is always seen during itself, the feedback on the whole never before its end.
    _review("reviewattempt", "attempt", always=Moment.DURING),
    _review("reviewcorrectness", "correctness"),
    _review("reviewmaxmarks", "max_marks"),
    _review("reviewmarks", "marks"),
    _review("reviewspecificfeedback", "specific_feedback"),
    _review("reviewgeneralfeedback", "general_feedback"),
    _review("reviewrightanswer", "right_answer"),
    _review("reviewoverallfeedback", "overall_feedback", never=Moment.DURING),
    number("questionsperpage", "questions_per_page"),
    Column(
        "navmethod",
        "sequential",
        write=lambda value: "sequential" if value else "free",
        read=lambda value: value == "sequential",
        null=False,
    ),
    flag("shuffleanswers", "shuffle_answers"),
    computed("sumgrades", "own_marks"),
    computed("grade", "maximum"),
    clock("timecreated"),
    clock("timemodified"),
    plain("password", longest=255),
    plain("subnet", longest=255),
    plain("browsersecurity", "browser_security", longest=32),
    number("delay1", "first_delay"),
    number("delay2", "later_delay"),
    one_of("showuserpicture", "user_picture", UserPicture),
    flag("showblocks", "show_blocks"),
    flag("completionattemptsexhausted", "complete_when_attempts_exhausted"),
    number("completionminattempts", "complete_after_attempts"),
    flag("allowofflineattempts", "allow_offline_attempts"),
    Column("precreateattempts", "precreate_attempts", read=lambda value: value != "0"),
)
