"""What is wrong with a backup, found before anything is written; `moodle_backups.checks` has it by topic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup, Section
from moodle_backups.checks.access import Known, condition_problems, cycles
from moodle_backups.checks.completion import activity_completion_problems, course_completion_problems
from moodle_backups.checks.course import activity_around_problems, around_problems, course_problems
from moodle_backups.checks.grades import GradeNames, activity_grade_problems, gradebook_problems
from moodle_backups.checks.naming import (
    LONGEST_NAME,
    duplicates,
    file_problems,
    length_problems,
    where_is,
)
from moodle_backups.checks.values import file_name_problems, wrong_types
from moodle_backups.columns import LARGEST_SHORT, LONGEST_KEY
from moodle_backups.errors import Problem
from moodle_backups.lacking import lacking
from moodle_backups.package import Package, assemble
from moodle_backups.questions.bank import question_problems
from moodle_backups.subsections import laid_out, subsection_problems
from moodle_backups.versions import ACTIVITY_TYPES, LONGEST_ACTIVITY_NAME, PORTABLE, Target


def check_backup(backup: Backup, version: Target = PORTABLE) -> list[Problem]:
    """Every problem of ``backup``; empty when it can be written, and restores without a warning unless it was odd.

    What a package that was read already had is none (`odd`): Moodle had it so, and gets it back so.

    Looks at keys, names, references between activities, links and files in texts, grades, completion, what each
    activity and question type knows about itself, and what the releases of ``version`` can't take. Reads the files,
    writes nothing.
    """
    return list(examine(backup, version).problems)


def odd(backup: Backup) -> tuple[Problem, ...]:
    """What was wrong with a backup that was read when it was read; nothing for one made by hand."""
    origin = backup.kept.origin
    if origin is None:
        return ()
    package = _examined(origin.backup, origin.target, None)
    unfit = set(lacking(origin.backup, origin.target))
    return tuple(problem for problem in package.problems if problem not in unfit)


def examine(backup: Backup, version: Target, subsections: bool | None = None) -> Package:
    """The package of ``backup`` with every problem found, those of its values first.

    ``subsections`` None: written as such if the target has them (`moodle_backups.subsections`).
    """
    package = _examined(backup, version, subsections)
    if not package.problems or backup.kept.origin is None:
        return package
    known = frozenset(odd(backup))
    new = tuple(problem for problem in package.problems if problem not in known)
    return Package(package.entries, new, tuple(problem for problem in package.problems if problem in known))


def _examined(backup: Backup, version: Target, subsections: bool | None) -> Package:
    if mistyped := tuple(wrong_types(backup)):
        return Package((), mistyped)
    in_subsections = tuple(subsection_problems(backup))
    backup = laid_out(backup, version.takes(ACTIVITY_TYPES["subsection"]) if subsections is None else subsections)
    package = assemble(backup, version)
    return Package(package.entries, (*in_subsections, *_value_problems(backup, version), *package.problems))


def _value_problems(backup: Backup, target: Target) -> Iterator[Problem]:
    activities = [activity for section in backup.sections for activity in section.activities]
    known, names = Known.of(backup), GradeNames.of(backup)
    yield from file_name_problems(backup)
    yield from lacking(backup, target)
    yield from course_problems(backup, target)
    yield from duplicates("section", [section.key for section in backup.sections])
    manual = [grade.key for grade in backup.gradebook.manual_grades]
    # One idnumber space in Moodle's gradebook.
    yield from duplicates("activity or manual grade", [*(activity.key for activity in activities), *manual])
    yield from gradebook_problems(names)
    yield from around_problems(backup)
    for bank in backup.banks:
        yield from (Problem("question bank", text) for text in question_problems(bank))
    for section in backup.sections:
        yield from _section_problems(section, known)
    longest = target.shortest(LONGEST_ACTIVITY_NAME)
    for activity in activities:
        texts = chain(_activity_problems(activity, known, names, longest), activity_around_problems(activity, backup))
        yield from (Problem(where_is(activity), text) for text in texts)
    yield from cycles(backup)
    yield from course_completion_problems(backup, known.activities)


def _section_problems(section: Section, known: Known) -> Iterator[Problem]:
    texts = [*file_problems(section.files), *condition_problems(section.availability, known)]
    if len(section.name) > LONGEST_NAME:
        texts.extend(length_problems("name", section.name, LONGEST_NAME))
    yield from (Problem(f'section "{section.key}"', text) for text in texts)


def _activity_problems(activity: Activity, known: Known, names: GradeNames, longest: int) -> Iterator[str]:
    yield from length_problems("key", activity.key, LONGEST_KEY)
    yield from length_problems("name", activity.title(), longest)
    if not 0 <= activity.indent <= LARGEST_SHORT:
        yield f"is indented by {activity.indent}"
    yield from file_problems(activity.files)
    yield from condition_problems(activity.availability, known)
    yield from activity_grade_problems(activity, names)
    yield from activity_completion_problems(activity)
    yield from activity.problems()
