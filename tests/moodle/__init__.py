"""Tests against real Moodle sites, installed from trees found on this machine (see docs/tests-moodle.md)."""
