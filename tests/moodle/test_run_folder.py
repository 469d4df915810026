"""What the harness does on the machine itself: find trees, and leave nothing behind. No Moodle is needed for this."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .run_folder import RunFolder, servers_in, sweep_orphans
from .scheduling import site_of
from .trees import find_trees


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("tests/moodle/test_harness.py::test_x[4.5]", "4.5"),
        ("tests/moodle/test_publish.py::test_x[5.0-new-course]", "5.0"),
        ("tests/moodle/test_publish.py::test_x[a-4.5#2]", "4.5#2"),
        ("tests/moodle/test_run_folder.py::test_x", None),
        ("tests/slides/test_deck.py::test_x[4.3]", None),
    ],
)
def test_the_site_of_a_test_is_known_by_its_name(name: str, known: str | None) -> None:
    assert site_of(name) == known


def _tree(place: Path, release: str) -> Path:
    (place / "admin" / "cli").mkdir(parents=True)
    (place / "admin" / "cli" / "install_database.php").write_text("<?php")
    (place / "version.php").write_text(f"<?php\n$version  = 1;\n$release  = '{release} (Build: 20250101)'; // Name\n")
    return place


def test_trees_are_found_one_by_one_and_by_the_folder_oldest_first(tmp_path: Path) -> None:
    alone = _tree(tmp_path / "here", "4.10.1")
    _tree(tmp_path / "many" / "a", "5.0.6+")
    _tree(tmp_path / "many" / "b", "4.2.3")
    (tmp_path / "many" / "no-moodle").mkdir()
    _tree(tmp_path / "home" / "moodle" / "c", "4.5")
    found = find_trees(f"{alone}:{tmp_path / 'many'}:{tmp_path / 'absent'}", tmp_path / "home")
    assert [tree.release for tree in found] == ["4.2", "4.5", "4.10", "5.0"]


def test_a_tree_named_twice_counts_once(tmp_path: Path) -> None:
    tree = _tree(tmp_path / "home" / "moodle" / "4.5", "4.5")
    assert len(find_trees(f"{tree}:{tree.parent}", tmp_path / "home")) == 1


def test_a_run_removes_its_folder_and_ends_its_servers(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    program = shutil.copy(str(shutil.which("sleep")), tmp_path / "php")  # known by its name, like the real one
    server = subprocess.Popen([program, "600"], cwd=run.folder("site"))
    assert list(servers_in(run.path)) == [server.pid]
    run.close()
    assert server.wait(timeout=10) < 0
    assert not run.path.exists()


def test_a_killed_run_is_cleaned_by_the_next_and_a_living_one_is_left_alone(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from tests.moodle.run_folder import RunFolder\n"
        "print(RunFolder(pathlib.Path(sys.argv[2])).path, flush=True); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[2]), str(tmp_path)]
    dead = Path(subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip())
    assert dead.is_dir()
    living = RunFolder(tmp_path)
    assert not dead.exists()
    sweep_orphans(tmp_path)
    assert living.path.is_dir()
    living.close()
