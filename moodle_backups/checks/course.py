"""The course: its names, dates, format, and what lies around its activities."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup
from moodle_backups.badges import badge_problems
from moodle_backups.blocks import block_problems
from moodle_backups.calendar import event_problems
from moodle_backups.checks.naming import LONGEST_SHORTNAME, file_problems, length_problems
from moodle_backups.columns import LONGEST_KEY
from moodle_backups.competencies import competency_problems
from moodle_backups.custom_fields import custom_field_problems
from moodle_backups.enrolment import enrolment_problems
from moodle_backups.errors import Problem
from moodle_backups.groups import group_problems
from moodle_backups.scales import scale_problems
from moodle_backups.tags import tag_problems
from moodle_backups.versions import LONGEST_FULLNAME, Target

FORMATS: Final = ("topics", "weeks", "social", "singleactivity")


def course_problems(backup: Backup, target: Target) -> Iterator[Problem]:
    """The course itself."""
    was_read = backup.kept.ids is not None
    texts = chain(
        length_problems("full name", backup.fullname, target.shortest(LONGEST_FULLNAME)),
        length_problems("short name", backup.shortname, LONGEST_SHORTNAME),
        # A course of Moodle may have no idnumber; one that is made needs one, to be found again.
        length_problems("idnumber", backup.idnumber, LONGEST_KEY) if backup.idnumber or not was_read else (),
        file_problems([*backup.files, *([backup.image] if backup.image else [])]),
        tag_problems(backup.tags),
        custom_field_problems(backup.custom_fields),
        backup.text_filters.problems(),
        enrolment_problems(backup.enrolments),
        block_problems(backup.blocks),
        event_problems(backup.events, [group.key for group in backup.groups]),
        competency_problems(backup.competencies, None),
        _format_problems(backup),
        _grouping_problems(backup),
    )
    yield from (Problem("course", text) for text in texts)


def around_problems(backup: Backup) -> Iterator[Problem]:
    """Groups, scales, badges."""
    yield from group_problems(backup.groups, backup.groupings)
    yield from scale_problems(backup.scales)
    keys = [activity.key for section in backup.sections for activity in section.activities]
    yield from badge_problems(backup.badges, keys, [link.named for link in backup.competencies])


def activity_around_problems(activity: Activity, backup: Backup) -> Iterator[str]:
    """What an activity has of it."""
    yield from tag_problems(activity.tags)
    yield from activity.text_filters.problems()
    yield from event_problems(activity.events, [group.key for group in backup.groups])
    yield from competency_problems(activity.competencies, backup.competencies)
    if activity.grouping is not None and activity.grouping not in {one.key for one in backup.groupings}:
        yield f'is for grouping "{activity.grouping}", which doesn\'t exist'


def _format_problems(backup: Backup) -> Iterator[str]:
    if not backup.sections:
        yield "has no section"
    if backup.format not in FORMATS:
        yield f'has format "{backup.format}"; every Moodle knows {", ".join(FORMATS)}'
    if backup.format == "singleactivity":
        yield from _single_problems(backup)
    if backup.start_date and backup.end_date and backup.start_date >= backup.end_date:
        yield "ends before it starts"


def _single_problems(backup: Backup) -> Iterator[str]:
    kinds = {activity.modname for section in backup.sections for activity in section.activities}
    if not backup.activity_type:
        yield "has format singleactivity, but no activity_type"
    elif backup.activity_type not in kinds:
        yield f"shows one {backup.activity_type}, but has none"


def _grouping_problems(backup: Backup) -> Iterator[str]:
    if backup.default_grouping is not None and backup.default_grouping not in {g.key for g in backup.groupings}:
        yield f'has default grouping "{backup.default_grouping}", which doesn\'t exist'
