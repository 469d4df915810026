"""A test. Practice (formative) is checked question by question; the others are handed in as a whole.

A diagnostic test never shows its right answers: the final test may be its parallel form. `minutes_limit` is advised,
not enforced: a limit that nobody can lengthen keeps people out (WCAG 2.2.1), and a package cannot grant extra time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from coursegen.activities.quiz import QuizActivity
from coursegen.courseware import CompletionRule, Courseware, Html
from coursegen.outputs.scorm.desk import Desk, make_pages, render, trusted
from coursegen.outputs.scorm.makers.task import elsewhere
from coursegen.outputs.scorm.pages import Corrections, Page, PageKind, PlacedQuestion, Test
from coursegen.outputs.scorm.question_data import playable
from methodology.values import Purpose

_SEEN_IS_ENOUGH = (CompletionRule.NONE, CompletionRule.VIEW)
# The rules of the test on the platform, which compose puts into the intro: here the package says its own.
_PLATFORM_FACTS = re.compile(r'<ul\b[^>]*\bclass="cg-faits"[^>]*>.*?</ul>', re.DOTALL)


@make_pages.register
def _test(activity: QuizActivity, desk: Desk) -> tuple[Page, ...]:
    rules = _rules(activity, desk)
    intro = Html(_PLATFORM_FACTS.sub("", activity.intro))
    if not rules.count:  # only questions that a page can't ask
        return elsewhere(replace(activity, intro=intro), desk)
    html = render(
        "test.html",
        intro=trusted(intro),
        rules=rules,
        minutes_limit=activity.minutes_limit,
        elsewhere=len(activity.slots) - len(rules.questions),
    )
    page = Page(
        key=activity.key,
        activity=activity.key,
        title=activity.title,
        kind=PageKind.TEST,
        html=html,
        minutes=activity.minutes or activity.minutes_limit,
        test=rules,
    )
    return (page,)


def _rules(activity: QuizActivity, desk: Desk) -> Test:
    return Test(
        purpose=_WORDS[activity.purpose],
        questions=tuple(_placed(activity, desk.courseware)),
        attempts=activity.attempts,
        pass_percent=_pass_percent(activity, desk),
        submit=activity.completion not in _SEEN_IS_ENOUGH,
        immediate=activity.purpose is Purpose.FORMATIVE,
        corrections=_CORRECTIONS[activity.purpose],
        weight=desk.weights.get(activity.key, 0.0),
    )


def _placed(activity: QuizActivity, courseware: Courseware) -> Iterator[PlacedQuestion]:
    """The questions that a page can ask; the others are answered on the platform."""
    for slot in activity.slots:
        question = courseware.question(slot.question)
        if playable(question):
            yield PlacedQuestion(question, slot.mark, tuple(map(courseware.question, question.pool)))


def _pass_percent(activity: QuizActivity, desk: Desk) -> float:
    if activity.purpose is Purpose.DIAGNOSTIC:
        return 0.0
    own = activity.grade.pass_percent if activity.grade else 0.0
    return own or (desk.courseware.pass_percent if activity.purpose is Purpose.SUMMATIVE else 0.0)


_CORRECTIONS = {
    Purpose.DIAGNOSTIC: Corrections.NEVER,
    Purpose.FORMATIVE: Corrections.ALWAYS,
    Purpose.SUMMATIVE: Corrections.EARNED,
}
_WORDS = {Purpose.DIAGNOSTIC: "diagnostic", Purpose.FORMATIVE: "formative", Purpose.SUMMATIVE: "summative"}
