"""Writing and restoring packages beside Moodle itself, in the same run on the same machine.

    python -m benchmarks.check_moodle [RELEASE]

One course of 200 activities, 20 of them quizzes of 10 questions, is written by us, restored, and backed up by
Moodle's `admin/cli/backup.php`; then both packages are restored in turns, now one first, now the other. Median of
three, by the wall clock and in processor time of the processes (not of Moodle's database, which works beside them):
the second says more on a machine that does other things. Ours is measured in a process of its own, and inside one that
has loaded the library.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.check_archives import course
from benchmarks.live import Bench, asked_tree, bench
from moodle_backups import write_backup
from tests.moodle.site import Site

SIZE = 200
RUNS = 3
_PROCESS = (
    "import sys; from benchmarks.check_archives import course; from moodle_backups import write_backup;"
    " write_backup(course(int(sys.argv[1])), sys.argv[2])"
)


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of the processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s, {self.processor:.2f} s de processeur"

    @staticmethod
    def median(values: Sequence[Spent]) -> Spent:
        """The median of each."""
        return Spent(statistics.median(one.wall for one in values), statistics.median(one.processor for one in values))


def main() -> None:
    """Measure and print."""
    with bench(asked_tree()) as at, tempfile.TemporaryDirectory() as folder:
        _measure(at, Path(folder))


def _measure(at: Bench, folder: Path) -> None:
    site = at.site
    ours, out = folder / "ours.mbz", folder / "moodle"
    out.mkdir()
    backup = course(SIZE)
    inside = _median(lambda: write_backup(backup, ours))
    process = _median(lambda: _run([sys.executable, "-c", _PROCESS, str(SIZE), str(ours)]))
    number = site.strict_restore(ours).course_id
    moodle = _median(lambda: _run(at.backup_command(number, out)))
    theirs = next(out.glob("*.mbz"))
    print(f"Moodle {site.build}, {SIZE} activités, 20 quiz de 10 questions")
    print(f"  écrire, bibliothèque chargée : {inside}, 1/{moodle.wall / inside.wall:.0f} de Moodle")
    print(f"  écrire, processus entier     : {process}, 1/{moodle.wall / process.wall:.0f} de Moodle")
    print(f"  admin/cli/backup.php         : {moodle}")
    spent: dict[Path, list[Spent]] = {ours: [], theirs: []}
    for turn in range(RUNS):
        for package in (ours, theirs) if turn % 2 else (theirs, ours):
            spent[package].append(_spent(partial(_restore, site, package)))
    mine, native = (Spent.median(spent[package]) for package in (ours, theirs))
    print(f"  restaurer le nôtre           : {mine}, {mine.processor / native.processor:.2f} de celui de Moodle")
    print(f"  restaurer celui de Moodle    : {native}")


def _restore(site: Site, package: Path) -> None:
    result = site.strict_restore(package)
    assert result.clean, str(result)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _spent(action: Callable[[], object]) -> Spent:
    wall, processor = time.perf_counter(), _processor()
    action()
    return Spent(time.perf_counter() - wall, _processor() - processor)


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _median(action: Callable[[], object]) -> Spent:
    return Spent.median([_spent(action) for _ in range(RUNS)])


if __name__ == "__main__":
    main()
