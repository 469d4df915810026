"""Writing and restoring packages beside Moodle itself, in the same run on the same machine.

    python -m benchmarks.check_moodle [RELEASE]

One course of 200 activities, 20 of them quizzes of 10 questions, is written by us, restored, and backed up by
Moodle's `admin/cli/backup.php`; then both packages are restored in turns. Wall clock, median of three; ours is
measured in a process of its own, and inside one that has loaded the library. Other work on the machine shows in all.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.check_archives import course
from moodle_backups import write_backup
from tests.moodle.run_folder import RunFolder
from tests.moodle.site import Site
from tests.moodle.trees import find_trees

SIZE = 200
RUNS = 3
_PROCESS = (
    "import sys; from benchmarks.check_archives import course; from moodle_backups import write_backup;"
    " write_backup(course(int(sys.argv[1])), sys.argv[2])"
)


def main() -> None:
    """Measure and print."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "4.5"
    tree = next((tree for tree in find_trees() if tree.release.startswith(wanted)), None)
    if tree is None:
        sys.exit(f"Aucun Moodle {wanted} ici ($MOODLE_TREES, ~/moodle).")
    run = RunFolder()
    site = Site(tree, run.path / "mesure")
    try:
        site.start()
        with tempfile.TemporaryDirectory() as folder:
            _measure(site, Path(folder), run.path / "mesure" / "tree")
    finally:
        site.stop()
        run.close()


def _measure(site: Site, folder: Path, tree: Path) -> None:
    ours, out = folder / "ours.mbz", folder / "moodle"
    out.mkdir()
    backup = course(SIZE)
    inside = _median(lambda: write_backup(backup, ours))
    process = _median(lambda: _run([sys.executable, "-c", _PROCESS, str(SIZE), str(ours)]))
    number = site.strict_restore(ours).course_id
    cli = ["php", "-d", "max_input_vars=5000", str(tree / "admin/cli/backup.php")]
    moodle = _median(lambda: _run([*cli, f"--courseid={number}", f"--destination={out}"]))
    theirs = next(out.glob("*.mbz"))
    print(f"Moodle {site.build}, {SIZE} activités, 20 quiz de 10 questions")
    print(f"  écrire : {inside:.2f} s, {process:.2f} s avec le processus ; admin/cli/backup.php : {moodle:.2f} s")
    print(f"  rapport : 1/{moodle / inside:.0f}, 1/{moodle / process:.0f} avec le processus")
    pairs = [(_clock(lambda: _restore(site, ours)), _clock(lambda: _restore(site, theirs))) for _ in range(RUNS)]
    mine, native = (statistics.median(values) for values in zip(*pairs, strict=True))
    print(f"  restaurer : {mine:.2f} s le nôtre, {native:.2f} s celui de Moodle, rapport {mine / native:.2f}")


def _restore(site: Site, package: Path) -> None:
    result = site.strict_restore(package)
    assert result.clean, str(result)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _clock(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _median(action: Callable[[], object]) -> float:
    return statistics.median(_clock(action) for _ in range(RUNS))


if __name__ == "__main__":
    main()
