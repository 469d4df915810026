"""A test: its settings follow from its purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coursegen.activities.quiz import QuizActivity
from coursegen.courseware import Courseware, Question
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.activities.base import common, convert, submits
from coursegen.outputs.moodle.questions.banks import quiz_bank
from coursegen.outputs.moodle.texts import Texts
from methodology.values import Purpose
from moodle_backups.activities.quiz import Behaviour, FeedbackBand, Moment, Quiz, Review, Slot

QUESTIONS_PER_PAGE = 5
# The last line of the instruction, before the rules of the test.
_LAST_LINE = re.compile(r'<p>(?=(?:(?!<p\b).)*</p></div><ul class="cg-faits">)', re.DOTALL)


@convert.register
def quiz(activity: QuizActivity, courseware: Courseware, texts: Texts) -> Quiz:
    """A quiz with its own bank. Unlimited tries and full feedback for practice; marks only for what is summative."""
    asked = [courseware.question(slot.question) for slot in activity.slots]
    bank = quiz_bank(asked, courseware, texts)
    return Quiz(
        questions=bank.questions,
        categories=bank.categories,
        behaviour=_behaviour(activity.purpose, asked),
        slots=tuple(Slot(slot.question, slot.mark) for slot in activity.slots),
        attempts=activity.attempts,
        time_limit=activity.minutes_limit * 60 or None,
        review=_review(activity.purpose),
        questions_per_page=QUESTIONS_PER_PAGE,
        feedback=_bands(activity),
        complete_after_attempts=1 if submits(activity) else 0,
        **common(activity, texts) | {"intro": _spaced(texts.html(activity.intro))},
    )


def _spaced(intro: str) -> str:
    """Moodle takes the space under the last line of a text away (theme/boost/scss/moodle/modules.scss)."""
    return _LAST_LINE.sub('<p class="mb-3">', intro)


def _behaviour(purpose: Purpose, asked: Sequence[Question]) -> Behaviour:
    """Practice with hints is tried again after each of them; the rest is handed in as a whole."""
    helped = purpose is Purpose.FORMATIVE and any(question.hints for question in asked)
    return Behaviour.INTERACTIVE if helped else Behaviour.DEFERRED


def _review(purpose: Purpose) -> Review:
    """What a learner sees again.

    Practice: everything. Summative: the marks, and the corrections once it is closed. Diagnostic: the marks only, since
    the final test asks about the same things.
    """
    after, closed, never = Moment.AFTER_ATTEMPT, Moment.CLOSED, Moment.NEVER
    if purpose is Purpose.FORMATIVE:
        return Review()
    if purpose is Purpose.DIAGNOSTIC:
        return Review(
            correctness=never,
            marks=after,
            specific_feedback=never,
            general_feedback=never,
            right_answer=never,
            overall_feedback=after,
        )
    return Review(
        attempt=Moment.ALWAYS,
        correctness=after,
        marks=after,
        specific_feedback=closed,
        general_feedback=closed,
        right_answer=closed,
        overall_feedback=after,
    )


def _bands(activity: QuizActivity) -> tuple[FeedbackBand, ...]:
    """A word for those who reached the threshold, and one for those who did not yet."""
    threshold = activity.grade.pass_percent if activity.grade else 0.0
    if activity.purpose is Purpose.DIAGNOSTIC:
        words = _("Merci : ce résultat vous situe et ne compte pas dans la note. Le cours part de là.")
        return (FeedbackBand(0, f"<p>{words}</p>"),)
    if not threshold:
        words = _("Relisez les explications sous chaque question, puis recommencez autant que vous voulez.")
        return (FeedbackBand(0, f"<p>{words}</p>"),)
    reached = _("Seuil atteint : bravo. Continuez avec l'étape suivante.")
    missed = _("Seuil non atteint pour l'instant : relisez le contenu indiqué, puis recommencez.")
    return FeedbackBand(threshold, f"<p>{reached}</p>"), FeedbackBand(0, f"<p>{missed}</p>")
