"""What the publishing tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import responses

from coursegen.publish.package import Package

from .packages import course_package
from .replay import KEY, ReplaySite


@pytest.fixture
def moodle() -> Iterator[ReplaySite]:
    """A site of recorded answers; no request leaves this machine."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield ReplaySite(mock)


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """The package whose publication was recorded."""
    return Package.read(course_package(tmp_path / "cours.mbz", KEY))
