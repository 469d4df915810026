"""Activities of a courseware to activities of a backup: one module a type, found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from coursegen.courseware import Activity, Courseware
from coursegen.outputs.moodle.activities.base import convert
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.base import Activity as BackupActivity


def to_activity(activity: Activity, courseware: Courseware, texts: Texts) -> BackupActivity:
    """The backup's activity for `activity`. Raises TypeError when no module here knows its type."""
    _load_types()
    return convert(activity, courseware, texts)


@cache
def _load_types() -> None:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
