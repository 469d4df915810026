"""The activity types, one module each. A new module here is found without being named anywhere."""

from __future__ import annotations

from moodle_backups.activities.base import Activity
from moodle_backups.registry import Registry

ACTIVITY_TYPES: Registry[Activity] = Registry(__name__, __path__, Activity, "modname")
"""Every activity type by Moodle's name for it (``page``, ``quiz``)."""
