"""From a package back to typed values; `moodle_backups.read` is the door."""
