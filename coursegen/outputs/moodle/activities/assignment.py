"""An assignment with its grid."""

from __future__ import annotations

from coursegen.activities.assignment import AssignActivity
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.activities.base import common, convert, submits
from coursegen.outputs.moodle.texts import Texts
from methodology.evaluation import Rubric as Source
from moodle_backups.activities.assign import Assign, FileUpload, OnlineText
from moodle_backups.grading import Criterion, Level, Rubric


@convert.register
def _(activity: AssignActivity, courseware: Courseware, texts: Texts) -> Assign:
    return Assign(
        online_text=OnlineText() if activity.text else None,
        upload=FileUpload(max_files=activity.files) if activity.files else None,
        rubric=_rubric(activity.rubric) if activity.rubric else None,
        complete_on_submit=submits(activity),
        **common(activity, texts),
    )


def _rubric(source: Source) -> Rubric:
    criteria = tuple(
        Criterion(c.title, tuple(Level(v.points, v.descriptor) for v in sorted(c.levels, key=lambda v: v.points)))
        for c in source.criteria
    )
    return Rubric(name=source.title, criteria=criteria)
