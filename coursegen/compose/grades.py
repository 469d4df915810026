"""The gradebook from the evaluation plan: one category an assessment, its weight the plan's."""

from __future__ import annotations

from coursegen.content.typography import polish
from coursegen.courseware import Grade, GradeCategory
from coursegen.i18n import gettext as _
from methodology.activities.assignment import Assignment
from methodology.activities.base import OnlineActivity
from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.values import Purpose

DEFAULT_MAXIMUM = 20.0


class GradePlan:
    """Which activity counts for which assessment. A diagnostic test never counts: it says where one starts."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._code = course.identity.code
        self._by_step = {step: a for a in course.evaluation.assessments for step in a.steps}
        self._carriers = {a.id: self._count_carriers(a) for a in course.evaluation.assessments}

    def categories(self) -> tuple[GradeCategory, ...]:
        """The weighted categories in the order of the plan, then practice, which weighs nothing."""
        weighted = tuple(
            GradeCategory(self._category(a), self._named(a), a.weight_percent)
            for a in self._course.evaluation.assessments
            if self._carriers[a.id]
        )
        return (*weighted, GradeCategory(self._practice, _("Exercices (ne comptent pas dans la note)"), 0.0))

    def _named(self, assessment: Assessment) -> str:
        """Its number and title, written as the activities' own titles are."""
        return f"{assessment.id}. {polish(assessment.title.strip(), self._course.identity.language)}"

    def of_step(self, reference: str, source: OnlineActivity) -> Grade | None:
        """The grade of a step's activity (`S0.2/positionnement`); None when it has none."""
        if not source.graded:
            return None
        assessment = self._by_step.get(reference)
        return self._grade(source, assessment if assessment and _counts(source) else None)

    def of_assessment(self, assessment: Assessment) -> Grade | None:
        """The grade of an assessment's own activity."""
        source = assessment.activity
        return self._grade(source, assessment) if source and source.graded else None

    @property
    def _practice(self) -> str:
        return f"{self._code}/note/exercices"

    def _category(self, assessment: Assessment) -> str:
        return f"{self._code}/note/{assessment.id}"

    def _grade(self, source: OnlineActivity, assessment: Assessment | None) -> Grade:
        threshold = getattr(source, "pass_percent", 0.0) or (assessment.pass_percent or 0.0 if assessment else 0.0)
        return Grade(
            maximum=source.maximum if isinstance(source, Quiz | Assignment) else DEFAULT_MAXIMUM,
            pass_percent=threshold,
            category=self._category(assessment) if assessment else self._practice,
            weight=assessment.weight_percent / max(1, self._carriers[assessment.id]) if assessment else 0.0,
        )

    def _count_carriers(self, assessment: Assessment) -> int:
        own = int(bool(assessment.activity and assessment.activity.graded))
        steps = {f"{q.id}/{s.id}": s.activity for q, s in self._course.sequencing.steps()}
        activities = (steps.get(reference) for reference in assessment.steps)
        return own + sum(bool(a and a.graded and _counts(a)) for a in activities)


def _counts(source: OnlineActivity) -> bool:
    return not (isinstance(source, Quiz) and source.purpose is Purpose.DIAGNOSTIC)
