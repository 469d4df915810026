"""What every test shares: one Chromium a run, and the rule that live tests of one site stay on one worker."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.made_once import RunFolder, run_folder
from tests.moodle.browser import chromium, running_browser
from tests.moodle.scheduling import pytest_xdist_make_scheduler

__all__ = ["pytest_xdist_make_scheduler"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "thorough: what an ordinary run does once or in part (COURSEGEN_FULL_MATRIX=1)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of a site say for themselves on which one they run."""
    if os.environ.get("COURSEGEN_FULL_MATRIX"):
        return
    for item in items:
        if item.get_closest_marker("thorough") and item.get_closest_marker("live") is None:
            item.add_marker(pytest.mark.skip(reason="thorough: COURSEGEN_FULL_MATRIX=1 runs it"))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """What is made once for all tests of a run, on whichever worker they are."""
    return run_folder(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def _own_cache(once: RunFolder) -> Iterator[None]:
    """Pictures that tests work out stay out of the person's cache, and one run sees nothing of the one before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEGEN_CACHE", str(once.folder("images")))
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
