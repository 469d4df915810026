"""Work to hand in, graded with a grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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
    found = next((r for r in frame.course.evaluation.rubrics if r.id == source.rubric), None)
    rubric = _polished(found, frame.renderer.plain) if found else None
    text, files = Submission.TEXT in source.submission, Submission.FILE in source.submission
    return AssignActivity(
        intro=frame.body(source),
        text=text,
        files=source.max_files if files else 0,
        rubric=rubric,
        completion=CompletionRule.SUBMIT if text or files else CompletionRule.GRADE,
        **frame.common(),
    )


def _polished(rubric: Rubric, plain: Callable[[str], str]) -> Rubric:
    """The grid with the typography of the course's language."""
    criteria = (
        replace(c, title=plain(c.title), levels=tuple(replace(v, descriptor=plain(v.descriptor)) for v in c.levels))
        for c in rubric.criteria
    )
    return replace(rubric, title=plain(rubric.title), criteria=tuple(criteria))
