"""Tests of publishing, with real answers of Moodle replayed (recorded/, made by record.py)."""
