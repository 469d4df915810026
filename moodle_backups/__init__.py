"""Moodle course backups (.mbz) as typed values: build one, check it, write it."""

from moodle_backups.archive import Container
from moodle_backups.backup import Backup, Section
from moodle_backups.check import check_backup
from moodle_backups.errors import BackupError, Problem
from moodle_backups.files import File
from moodle_backups.write import WrittenBackup, write_backup

__all__ = [
    "Backup",
    "BackupError",
    "Container",
    "File",
    "Problem",
    "Section",
    "WrittenBackup",
    "check_backup",
    "write_backup",
]
