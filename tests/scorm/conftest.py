"""The sample package, once for all tests, and the checks that judge it when they are there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from coursegen.outputs.scorm import write_scorm12
from tests.scorm.sample import courseware

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT.parent / "shared" / "tools"


@pytest.fixture(scope="session")
def package() -> bytes:
    return write_scorm12(courseware())


@pytest.fixture(scope="session")
def package_file(package: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scorm") / "demo.zip"
    path.write_bytes(package)
    return path


@pytest.fixture(scope="session")
def folder(package_file: Path) -> Path:
    with ZipFile(package_file) as archive:
        archive.extractall(package_file.parent / "demo")
    return package_file.parent / "demo"


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node")
    if not found:
        pytest.skip("node is not installed: the player's logic is NOT tested")
    return found


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder of the npm packages that the judges need."""
    place = Path(os.environ.get("NPM_CONF", ROOT / ".npm"))
    missing = [n for n in ("scorm-again", "playwright-core", "axe-core") if not (place / "node_modules" / n).is_dir()]
    if missing:
        pytest.skip(f"npm packages missing in {place}: {', '.join(missing)}: the package is NOT played")
    return place


@pytest.fixture(scope="session")
def tools() -> Path:
    if not TOOLS.is_dir():
        pytest.skip(f"{TOOLS} is not there: the package is NOT judged")
    return TOOLS


@pytest.fixture(scope="session")
def moodle() -> Path:
    """A Moodle tree, for its data model."""
    tree = Path(os.environ.get("MOODLE_DIR", Path.home() / "moodle" / "4.5"))
    if not (tree / "mod" / "scorm").is_dir():
        pytest.skip(f"no Moodle tree in {tree} (MOODLE_DIR): NOT played on Moodle's data model")
    return tree
