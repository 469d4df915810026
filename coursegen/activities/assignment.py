"""Work to hand in, graded with a grid."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule
from methodology.activities.assignment import Assignment, Submission
from methodology.evaluation import Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignActivity(Activity):
    """Work to hand in: `text` typed in the browser, `files` at most so many uploaded; neither: shown in the room."""

    text: bool = False
    files: int = 0
    rubric: Rubric | None = None
    completion: CompletionRule = CompletionRule.SUBMIT


@compose_from.register
def _(source: Assignment, frame: Frame) -> AssignActivity:
    rubric = next((r for r in frame.course.evaluation.rubrics if r.id == source.rubric), None)
    text, files = Submission.TEXT in source.submission, Submission.FILE in source.submission
    return AssignActivity(
        intro=frame.body(source),
        text=text,
        files=source.max_files if files else 0,
        rubric=rubric,
        completion=CompletionRule.SUBMIT if text or files else CompletionRule.GRADE,
        **frame.common(),
    )
