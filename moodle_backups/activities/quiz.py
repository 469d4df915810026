"""A quiz with its own question bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.quiz_parts import (
    AttemptGrade,
    Behaviour,
    FeedbackBand,
    Moment,
    Overdue,
    QuizSection,
    RandomSlot,
    Review,
    Slot,
)
from moodle_backups.gradebook import Grade
from moodle_backups.question_bank import Bank, write_bank
from moodle_backups.questions.base import Question
from moodle_backups.xml import Scalar, Xml, element, listing, points, record, share

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope

__all__ = [
    "AttemptGrade",
    "Behaviour",
    "FeedbackBand",
    "Moment",
    "Overdue",
    "Quiz",
    "QuizSection",
    "RandomSlot",
    "Review",
    "Slot",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(Activity):
    """``questions`` is the bank; ``slots`` the places in order (empty: every question once, in order).

    ``attempts`` 0: unlimited. ``time_limit`` and ``grace_period`` in seconds; ``delays``: seconds forced between
    the first two attempts, and between later ones. ``questions_per_page`` 0: all on one page.
    ``shuffle_questions``: all of the quiz (``sections``, when given, decide for themselves).
    ``feedback``: bands in any order.
    """

    modname: ClassVar[str] = "quiz"
    gradable: ClassVar[bool] = True

    questions: tuple[Question, ...]
    slots: tuple[Slot | RandomSlot, ...] = ()
    sections: tuple[QuizSection, ...] = ()
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
    feedback: tuple[FeedbackBand, ...] = ()
    password: str = ""
    show_blocks: bool = False
    complete_after_attempts: int = 0
    complete_when_attempts_exhausted: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        bank = write_bank(scope, self.questions, self.name)
        return record(
            "quiz",
            self.head(scope) | self._timing() | self._attempts() | self._review() | self._rest(scope),
            element("quiz_grade_items"),
            listing("question_instances", [self._slot(scope, bank, *s) for s in self._numbered_slots()]),
            listing("sections", [_section(scope, section) for section in self._sections()]),
            listing("feedbacks", self._feedbacks(scope)),
            element("overrides"),
            element("grades"),
            element("attempts"),
            id=scope.place.instance,
        )

    def own_completion_rule(self) -> bool:
        return bool(self.complete_after_attempts) or self.complete_when_attempts_exhausted

    def placed(self) -> tuple[Slot | RandomSlot, ...]:
        """The slots in order; every question once when none were given."""
        return self.slots or tuple(Slot(question.key) for question in self.questions)

    def mark_of(self, slot: Slot | RandomSlot) -> float:
        """The marks that a slot gives."""
        if slot.mark is not None:
            return slot.mark
        marks = (q.mark for q in self.questions if isinstance(slot, Slot) and q.key == slot.question)
        return next(marks, 0.0)

    def problems(self) -> Iterator[str]:
        if not self.placed():
            yield "has no question"
        elif self.grade is not None and not sum(map(self.mark_of, self.placed())):
            yield "gives no marks: no question of it is worth any"
        if self.grade is None:
            yield "needs a grade: Moodle knows no quiz without one"
        yield from self._question_problems()
        yield from self._slot_problems()
        yield from self._setting_problems()

    def _question_problems(self) -> Iterator[str]:
        for key, times in Counter(question.key for question in self.questions).items():
            if times > 1:
                yield f'has {times} questions with the key "{key}"'
        for question in self.questions:
            where = f'question "{question.key}"'
            if not question.key or len(question.key) > 100:
                yield f"{where} needs a key of 1 to 100 characters"
            if not question.name.strip() or len(question.name) > 255:
                yield f"{where} needs a name of 1 to 255 characters"
            if len(question.category) > 255:
                yield f"{where} has a category name of more than 255 characters"
            if not question.text.strip():
                yield f"{where} has no text"
            if any(not tag.strip() or len(tag) > 255 for tag in question.tags):
                yield f"{where} needs tags of 1 to 255 characters"
            if question.mark < 0 or not 0 <= question.penalty <= 1:
                yield f"{where} has a negative mark or a penalty outside 0 to 1"
            yield from (f"{where} {problem}" for problem in question.problems())

    def _slot_problems(self) -> Iterator[str]:
        keys = {question.key for question in self.questions}
        shown = Counter(slot.question for slot in self.slots if isinstance(slot, Slot))
        for key, times in shown.items():
            if key not in keys:
                yield f'shows question "{key}", which isn\'t among its questions'
            if times > 1:
                yield f'shows question "{key}" {times} times'
        drawn = Counter(slot.category for slot in self.slots if isinstance(slot, RandomSlot))
        for category, wanted in drawn.items():
            pool = [q for q in self.questions if q.category == category and q.key not in shown and q.length]
            if len(pool) < wanted:
                yield f'draws {wanted} random questions from category "{category}", which has {len(pool)} to draw'

    def _setting_problems(self) -> Iterator[str]:
        firsts = [section.first_slot for section in self.sections]
        if firsts and (firsts[0] != 1 or firsts != sorted(set(firsts)) or firsts[-1] > len(self.placed())):
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

    def _timing(self) -> dict[str, Scalar]:
        return {
            "timeopen": self.opens or 0,
            "timeclose": self.closes or 0,
            "timelimit": self.time_limit or 0,
            "overduehandling": self.overdue,
            "graceperiod": self.grace_period or 0,
        }

    def _attempts(self) -> dict[str, Scalar]:
        return {
            "preferredbehaviour": self.behaviour,
            "canredoquestions": self.can_redo_questions,
            "attempts_number": self.attempts,
            "attemptonlast": self.build_on_last,
            "grademethod": self.attempt_grade,
            "decimalpoints": self.decimals,
            "questiondecimalpoints": -1,
        }

    def _review(self) -> dict[str, Scalar]:
        review = self.review
        return {
            # The attempt is always seen during itself, the feedback on the whole never before its end.
            "reviewattempt": (review.attempt | Moment.DURING).value,
            "reviewcorrectness": review.correctness.value,
            "reviewmaxmarks": review.max_marks.value,
            "reviewmarks": review.marks.value,
            "reviewspecificfeedback": review.specific_feedback.value,
            "reviewgeneralfeedback": review.general_feedback.value,
            "reviewrightanswer": review.right_answer.value,
            "reviewoverallfeedback": (review.overall_feedback & ~Moment.DURING).value,
        }

    def _rest(self, scope: ActivityScope) -> dict[str, Scalar]:
        return {
            "questionsperpage": self.questions_per_page,
            "navmethod": "sequential" if self.sequential else "free",
            "shuffleanswers": self.shuffle_answers,
            "sumgrades": points(sum(map(self.mark_of, self.placed()))),
            "grade": points(self.grade.maximum if self.grade else 0),
            "timecreated": scope.timestamp,
            "timemodified": scope.timestamp,
            "password": self.password,
            "subnet": "",
            "browsersecurity": "-",
            "delay1": self.delays[0],
            "delay2": self.delays[1],
            "showuserpicture": 0,
            "showblocks": self.show_blocks,
            "completionattemptsexhausted": self.complete_when_attempts_exhausted,
            "completionminattempts": self.complete_after_attempts,
            "allowofflineattempts": 0,
        }

    def _numbered_slots(self) -> Iterator[tuple[int, int, Slot | RandomSlot]]:
        """Slot number, page number, slot; a section starts a page."""
        starts = {section.first_slot for section in self.sections}
        page, on_page = 1, 0
        for number, slot in enumerate(self.placed(), 1):
            full = self.questions_per_page and on_page == self.questions_per_page
            if number > 1 and (full or number in starts):
                page, on_page = page + 1, 0
            on_page += 1
            yield number, page, slot

    def _slot(self, scope: ActivityScope, bank: Bank, number: int, page: int, slot: Slot | RandomSlot) -> Xml:
        values: dict[str, Scalar] = {
            "quizid": scope.place.instance,
            "slot": number,
            "page": page,
            "displaynumber": None,
            "requireprevious": isinstance(slot, Slot) and slot.require_previous,
            "maxmark": share(self.mark_of(slot)),
            "quizgradeitemid": None,
        }
        reference = (
            _question_reference(scope, bank.entries.get(slot.question, 0))
            if isinstance(slot, Slot)
            else _set_reference(scope, bank.categories.get(slot.category, 0))
        )
        return record("question_instance", values, reference, id=scope.next_id())

    def _sections(self) -> tuple[QuizSection, ...]:
        return self.sections or (QuizSection(1, shuffle=self.shuffle_questions),)

    def _feedbacks(self, scope: ActivityScope) -> Iterator[Xml]:
        """Bands from the best down; each reaches up to the one above, the best beyond the maximum."""
        maximum = self.grade.maximum if self.grade else 0
        upper = maximum + 1
        for band in sorted(self.feedback, key=lambda band: -band.from_percent):
            feedback_id, lower = scope.next_id(), maximum * band.from_percent / 100
            values: dict[str, Scalar] = {
                "feedbacktext": scope.html(band.text, "feedback", feedback_id),
                "feedbacktextformat": 1,
                "mingrade": points(lower),
                "maxgrade": points(upper),
            }
            yield record("feedback", values, id=feedback_id)
            upper = lower


def _slot_reference(scope: ActivityScope) -> dict[str, Scalar]:
    return {"usingcontextid": scope.context, "component": "mod_quiz", "questionarea": "slot"}


def _question_reference(scope: ActivityScope, entry: int) -> Xml:
    values = _slot_reference(scope) | {"questionbankentryid": entry, "version": None}
    return record("question_reference", values, id=scope.next_id())


def _set_reference(scope: ActivityScope, category: int) -> Xml:
    # This older form of the filter is the one that every release from 4.0 on accepts.
    condition = f'{{"questioncategoryid":"{category}","includingsubcategories":false}}'
    values = _slot_reference(scope) | {"questionscontextid": scope.context, "filtercondition": condition}
    return record("question_set_reference", values, id=scope.next_id())


def _section(scope: ActivityScope, section: QuizSection) -> Xml:
    values: dict[str, Scalar] = {
        "firstslot": section.first_slot,
        "heading": section.heading,
        "shufflequestions": section.shuffle,
    }
    return record("section", values, id=scope.next_id())
