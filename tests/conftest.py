"""What every test shares: one Chromium a run, and the rule that live tests of one site stay on one worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.moodle.browser import chromium, running_browser
from tests.moodle.scheduling import pytest_xdist_make_scheduler

__all__ = ["pytest_xdist_make_scheduler"]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pictures that tests work out stay out of the person's cache, and one run sees nothing of the one before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEGEN_CACHE", str(tmp_path_factory.mktemp("images")))
        yield


@pytest.fixture(autouse=True)
def _without_libreoffice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build lays documents out with LibreOffice where it is: only tests that are about this wait for it."""
    if request.node.get_closest_marker("office") is None and "office" not in request.fixturenames:
        monkeypatch.setenv("COURSEGEN_SOFFICE", "")


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One headless Chromium for the whole run, since a process can hold one Playwright only."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine (Debian: chromium): the pages are NOT opened")
    with running_browser() as running:
        yield running
