"""Under pytest-xdist: all tests on one site go to one worker, so that each site is started once.

So do those of a file whose fixture begins the work of all of them side by side.

That is what the mark `xdist_group` and `--dist loadgroup` are for, but xdist 3.8 passes the group on through an
attribute that pytest 9.2 no longer reads. Here the site is read from the test's name instead (`test_x[4.5]`).
"""

from __future__ import annotations

import re
from typing import Any

import pytest

_TOGETHER = ("tests/scorm/test_played.py",)
_SITE = re.compile(r"tests/moodle/.*\[(?:.*-)?(\d+\.\d+(?:#\d+)?)(?:-.*)?\]")


def site_of(node_id: str) -> str | None:
    """The site that a test of that name runs on, or None."""
    found = _SITE.search(node_id)
    return found[1] if found else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The scheduler of `--dist loadgroup`, which knows sites; None for any other way of spreading."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]

    class BySite(LoadGroupScheduling):  # type: ignore[misc]
        """Each site and each file of `_TOGETHER` is one unit of work, every other test is its own."""

        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return site_of(nodeid) or (file if file in _TOGETHER else str(super()._split_scope(nodeid)))

    return BySite(config, log)
