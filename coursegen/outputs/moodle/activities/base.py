"""What every activity of a backup takes from its courseware activity."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch
from typing import Any

from coursegen.courseware import Access, AccessKind, Activity, CompletionRule, Courseware, Html
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.base import Activity as BackupActivity
from moodle_backups.availability import All, Completed, Condition, MinGrade
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade

NAME_LENGTH = 255


@singledispatch
def convert(activity: Activity, courseware: Courseware, texts: Texts) -> BackupActivity:
    """Each type registers its own function."""
    raise TypeError(f"no Moodle activity for {type(activity).__name__} ({activity.key})")


def common(activity: Activity, texts: Texts, *bodies: Html) -> dict[str, Any]:
    """The fields every type shares; `bodies` are its other texts, whose files go with it."""
    return {
        "key": activity.key,
        "name": activity.title[:NAME_LENGTH],
        "intro": texts.html(activity.intro),
        "files": texts.files(activity.intro, *bodies),
        "availability": condition(activity.access),
        "completion": completion(activity.completion, activity.due),
        "grade": grade(activity),
    }


def completion(rule: CompletionRule, due: datetime | None = None) -> Completion:
    """The rules every type knows; SUBMIT is each type's own. `due` stands in the learner's timeline."""
    return Completion(
        view=rule is CompletionRule.VIEW,
        grade=rule in (CompletionRule.GRADE, CompletionRule.PASS),
        pass_grade=rule is CompletionRule.PASS,
        expected=moment(due),
    )


def moment(when: datetime | None) -> int | None:
    """A moment as Moodle keeps it: Unix seconds."""
    return int(when.timestamp()) if when else None


def grade(activity: Activity) -> Grade | None:
    """How it counts in the gradebook."""
    given = activity.grade
    if given is None:
        return None
    return Grade(
        maximum=given.maximum,
        to_pass=given.maximum * given.pass_percent / 100,
        category=given.category or None,
        weight=given.weight or 1.0,
    )


def submits(activity: Activity) -> bool:
    """Whether handing in, answering or posting completes it."""
    return activity.completion is CompletionRule.SUBMIT


def condition(access: tuple[Access, ...]) -> Condition | None:
    """An access restriction as Moodle has it: all of them must hold, and the learner is told."""
    made = tuple(_condition(one) for one in access)
    if len(made) > 1:
        return All(made)
    return made[0] if made else None


def _condition(access: Access) -> Condition:
    if access.kind is AccessKind.MIN_PERCENT:
        return MinGrade(access.key, access.percent)
    return Completed(access.key)
