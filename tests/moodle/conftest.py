"""Fixtures of the live tests: `site` (each Moodle found, in turn), `visit` (a browser), and the loud skip.

Every test in this folder that asks for `site` is marked `live`. When a Moodle, PHP or PostgreSQL is missing, these
tests are skipped with the reason, and a line at the end of the run says so; COURSEGEN_REQUIRE_LIVE=1 fails instead.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .browser import WIDE, Visit, Visitor, Windows, chromium
from .cluster import postgres_programs
from .run_folder import RunFolder
from .site import Account, Site
from .trees import Tree, find_trees

_SKIPPED = "LIVE: "
_ONE_RELEASE = "4.5"
_MATRIX = "COURSEGEN_FULL_MATRIX=1 (make test-live)"
_FAILED = pytest.StashKey[bool]()
_WANTED = pytest.StashKey[list[str]]()


def _labelled(trees: list[Tree]) -> dict[str, Tree]:
    """Trees by the name their tests carry: the release, and its number when two trees are of the same release."""
    labels: dict[str, Tree] = {}
    for tree in trees:
        same = sum(label.split("#")[0] == tree.release for label in labels)
        labels[f"{tree.release}#{same + 1}" if same else tree.release] = tree
    return labels


_TREES = _labelled(find_trees())


def _missing() -> str | None:
    """What every live test needs and this machine lacks, or None."""
    lacks = []
    if not _TREES:
        lacks.append("no Moodle tree in $MOODLE_TREES or ~/moodle / aucun Moodle trouvé")
    if shutil.which("php") is None:
        lacks.append("no php (Debian: php-cli)")
    if postgres_programs() is None:
        lacks.append("no PostgreSQL server (Debian: postgresql)")
    return "; ".join(lacks) or None


def _lacking(item: pytest.Item) -> str | None:
    """What this live test lacks on this machine, or None."""
    if "visit" in getattr(item, "fixturenames", ()) and chromium() is None:
        return "; ".join(filter(None, [_missing(), "no Chromium (Debian: chromium)"]))
    return _missing()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "once: live, on one release by default (COURSEGEN_FULL_MATRIX=1: on every)")
    config.addinivalue_line("markers", "live: needs a real Moodle, installed from a tree found on this machine")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "site" in metafunc.fixturenames:
        labels = list(_TREES) or ["no-moodle"]
        metafunc.parametrize("site", [_on_site(label) for label in labels], indirect=True, scope="session")


def _on_site(label: str) -> pytest.ParameterSet:
    """One site as a parameter; under xdist all its tests go to one worker, so that it is started once."""
    return pytest.param(label, marks=[pytest.mark.live, pytest.mark.xdist_group(f"moodle-{label}")], id=label)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    required = bool(os.environ.get("COURSEGEN_REQUIRE_LIVE"))
    for item in items:
        lacks = _lacking(item) if _site_label(item) else None
        if lacks and not required:
            item.add_marker(pytest.mark.skip(reason=f"{_SKIPPED}{lacks}"))
        elif reason := _not_today(item):
            item.add_marker(pytest.mark.skip(reason=_SKIPPED + reason))


def _not_today(item: pytest.Item) -> str | None:
    """Why an ordinary run leaves a live test out: ten minutes are soon over, and each site takes its own."""
    label = _site_label(item)
    if label is None or os.environ.get("COURSEGEN_FULL_MATRIX"):
        return None
    if item.get_closest_marker("thorough"):
        return f"thorough live tests run with {_MATRIX}"
    if item.get_closest_marker("once") and not label.startswith(_ONE_RELEASE):
        return f"most live tests run on {_ONE_RELEASE} only, on every site with {_MATRIX}"
    return None


def pytest_collection_finish(session: pytest.Session) -> None:
    # Known only now, after -k and -m: sites that no remaining test asks for are not started.
    labels = (_site_label(item) for item in session.items if item.get_closest_marker("skip") is None)
    session.config.stash[_WANTED] = list(dict.fromkeys(label for label in labels if label in _TREES))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # Read from the reports, since under xdist it is not this process that collected and skipped.
    said = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr]
    for reason in sorted({text.split(_SKIPPED, 1)[1] for text in said if _SKIPPED in text}):
        text = f"LIVE MOODLE TESTS SKIPPED / TESTS SUR MOODLE NON EXÉCUTÉS: {reason}"
        terminalreporter.write_line(text, red=True, bold=True)


def _site_label(item: pytest.Item) -> str | None:
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    label = parameters.get("site")
    return label if isinstance(label, str) else None


class _Sites:
    """The sites of this run, started side by side at the first demand (under xdist: each at its first demand)."""

    def __init__(self, run: RunFolder, wanted: list[str]) -> None:
        self._run = run
        self._wanted = wanted
        self._started: dict[str, Site] = {}

    def get(self, label: str) -> Site:
        if label not in self._started:
            alone = "PYTEST_XDIST_WORKER" in os.environ
            self._start([label] if alone or label not in self._wanted else self._wanted)
        return self._started[label]

    def stop(self) -> None:
        for site in self._started.values():
            site.stop()

    def _start(self, labels: list[str]) -> None:
        sites = {label: Site(_TREES[label], self._run.path / label) for label in labels}
        self._started |= sites
        with ThreadPoolExecutor(len(sites)) as pool:
            list(pool.map(Site.start, sites.values()))


@pytest.fixture(scope="session")
def _sites(request: pytest.FixtureRequest) -> Iterator[_Sites]:
    if lacks := _missing():
        pytest.fail(f"live tests are required here (COURSEGEN_REQUIRE_LIVE), but: {lacks}")
    run = RunFolder()
    sites = _Sites(run, request.config.stash[_WANTED])
    try:
        yield sites
    finally:
        sites.stop()
        run.close()


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, _sites: _Sites) -> Site:
    """A running Moodle; the test runs once for each Moodle found on this machine."""
    return _sites.get(request.param)


@pytest.fixture(scope="session")
def _windows(chrome: Browser) -> Windows:
    """The windows of the run's Chromium."""
    return Windows(chrome)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture
def visit(request: pytest.FixtureRequest, _windows: Windows, shots: Path) -> Iterator[Visit]:
    """Opens windows: `visit(site, account)` logs in and gives a Visitor; all close with the test.

    When the test failed, a picture of each window goes into the folder of `shots`.
    """
    windows: list[Visitor] = []

    def _visit(site: Site, account: Account | None = None, width: int = WIDE) -> Visitor:
        windows.append(_windows.open(site, account, width))
        return windows[-1]

    yield _visit
    for number, window in enumerate(windows):
        if _FAILED in request.node.stash:
            name = re.sub(r"[^\w.-]+", "_", request.node.name)
            window.page.screenshot(path=shots / f"FAILED-{name}-{number}.png", full_page=True)
        window.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: $COURSEGEN_SHOTS, or a folder of this test run."""
    named = os.environ.get("COURSEGEN_SHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
