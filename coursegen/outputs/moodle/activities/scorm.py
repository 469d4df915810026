"""A SCORM package: it opens in the page itself, is entered again where one stopped, and never lowers a grade.

Facts of mod_scorm (Moodle 4.1 to 5.0) that the settings answer to:

- a package whose SCOs give no score would be marked 0 when it is finished by the highest score; counted by finished
  SCOs it is 1 of 1;
- the status rule compares with `passed` alone, `completed` alone, or takes both: `failed` never completes;
- a window of its own is refused by phones; the table of contents beside one single SCO only takes its width.
"""

from __future__ import annotations

from coursegen.activities.scorm import ScormActivity
from coursegen.courseware import CompletionRule, Courseware
from coursegen.outputs.moodle.activities.base import common, convert, moment
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.scorm import (
    AttemptStatus,
    Navigation,
    NewAttempt,
    Scorm,
    ScormAttemptGrade,
    ScormGrading,
    ScormStatus,
    SkipView,
    Toc,
)
from moodle_backups.completion import Completion
from moodle_backups.files import File


@convert.register
def _(activity: ScormActivity, courseware: Courseware, texts: Texts) -> Scorm:
    alone = activity.entries == 1
    own = {"completion": Completion(expected=moment(activity.due))}
    return Scorm(
        package=File(activity.package, activity.data),
        grading=_grading(activity),
        attempt_grade=ScormAttemptGrade.HIGHEST,
        max_attempts=activity.attempts,
        new_attempt=NewAttempt.NO,
        lock_last_attempt=False,
        mastery_overrides=True,
        attempt_status=AttemptStatus.EVERYWHERE,
        course_structure=not alone,
        popup=False,
        skip_view=SkipView.FIRST_ACCESS,
        toc=Toc.DISABLED if alone else Toc.SIDE,
        navigation=Navigation.NONE if alone else Navigation.UNDER_CONTENT,
        auto_commit=False,  # the player saves by itself, and only what changed
        complete_on=_status(activity),
        complete_all_scos=not alone and _status(activity) is not None,
        **common(activity, texts) | own,
    )


def _grading(activity: ScormActivity) -> ScormGrading:
    if not activity.scored:
        return ScormGrading.COMPLETED_SCOS
    return ScormGrading.HIGHEST if activity.scored == 1 else ScormGrading.AVERAGE


def _status(activity: ScormActivity) -> ScormStatus | None:
    """The statuses that complete it; None when it is not asked of anybody."""
    if activity.completion is CompletionRule.NONE:
        return None
    if activity.completion is CompletionRule.PASS and activity.entries == 1:
        return ScormStatus.PASSED
    return ScormStatus.PASSED_OR_COMPLETED
