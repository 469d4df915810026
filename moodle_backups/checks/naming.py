"""Names, keys and files: their lengths, and what must differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.errors import Problem
from moodle_backups.files import File, stored_path
from moodle_backups.xml import escape

# Columns of Moodle's database; a restore on PostgreSQL breaks off at a longer text.
LONGEST_NAME: Final = 255
LONGEST_SHORTNAME: Final = 100


def where_is(activity: Activity) -> str:
    """How messages name an activity."""
    return f'{activity.modname} "{activity.key}"'


def length_problems(what: str, text: str, longest: int) -> Iterator[str]:
    """A text that must be there and fit in."""
    if not escape(text).strip():
        yield f"has no {what}"
    elif len(text) > longest:
        yield f"has a {what} of {len(text)} characters; Moodle takes {longest}"


def duplicates(what: str, keys: Iterable[str]) -> Iterator[Problem]:
    """Keys that several have."""
    for key, times in Counter(keys).items():
        if times > 1:
            yield Problem(f'{what} "{key}"', f"{times} of them have this key")


def file_problems(files: Iterable[File]) -> Iterator[str]:
    """Files of one owner that Moodle would keep in one place; `moodle_backups.checks.values` looks at each name."""
    paths = Counter(stored_path(file.name) for file in files)
    for (folder, name), times in paths.items():
        if times > 1:
            yield f'{times} files are called "{folder}{name}"'
