"""What every test shares: live tests of one site stay on one worker (see `tests.moodle.scheduling`)."""

from tests.moodle.scheduling import pytest_xdist_make_scheduler

__all__ = ["pytest_xdist_make_scheduler"]
