"""Moodle course backups (.mbz) as typed values: build one, check it, write it."""

from moodle_backups.backup import Backup, Section
from moodle_backups.errors import BackupError, Problem
from moodle_backups.files import File

__all__ = ["Backup", "BackupError", "File", "Problem", "Section"]
