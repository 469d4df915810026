"""What needs a real Moodle: a site to measure on; publishing, and Moodle's own backup of the same course."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Measure, command, timed
from tests.moodle.run_folder import RunFolder
from tests.moodle.site import Site
from tests.moodle.trees import Tree, find_trees

PROGRAM = [sys.executable, "-m", "coursegen"]


@dataclass(frozen=True)
class Bench:
    """A site that was made to measure on. `code`: its own copy of Moodle's code."""

    site: Site
    code: Path

    def backup_command(self, course: int, out: Path) -> list[str]:
        """What makes Moodle write its own backup of a course into a folder."""
        return self.site.program("admin/cli/backup.php", f"--courseid={course}", f"--destination={out}")


def asked_tree() -> Tree:
    """The tree of the release that the call names, of Moodle 4.5 without one; the program ends where there is none."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "4.5"
    tree = next((tree for tree in find_trees() if tree.release.startswith(wanted)), None)
    if tree is None:
        sys.exit(f"Aucun Moodle {wanted} ici ($MOODLE_TREES, ~/moodle).")
    return tree


@contextmanager
def bench(tree: Tree) -> Iterator[Bench]:
    """A site of that tree, in a folder of its own; both are gone afterwards."""
    run = RunFolder()
    place = run.path / "mesure"
    site = Site(tree, place)
    try:
        site.start()
        yield Bench(site, place / "tree")
    finally:
        site.stop()
        run.close()


def live_measures(example: Path, package: Path) -> Iterator[Measure]:
    """Measures on Moodle 4.5 when it is here, else on any; nothing when there is no Moodle."""
    trees = sorted(find_trees(), key=lambda tree: not tree.release.startswith("4.5"))
    if not trees:
        print("Aucun Moodle ici ($MOODLE_TREES, ~/moodle) : les mesures en ligne sont sautées.", file=sys.stderr)
        return
    with bench(trees[0]) as at:
        yield from _publish(at.site, example)
        yield _moodle_backup(at, package)


def _publish(site: Site, example: Path) -> Iterator[Measure]:
    account = site.publisher()
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(COURSEGEN_CONFIG_DIR=settings, COURSEGEN_TOKEN_MESURE=account.token)
        command([*PROGRAM, "site", "add", "mesure", "--url", site.url, "--category", account.category_idnumber])()
        publish = command([*PROGRAM, "publish", str(example), "--site", "mesure", "--yes", "--json"])
        yield timed("publish, cours nouveau", publish, f"une fois ; Moodle {site.release}", runs=1, warm=False)
        yield timed("publish, déjà publié", publish, "le même paquet")


def _moodle_backup(at: Bench, package: Path) -> Measure:
    restored = at.site.strict_restore(package)
    with tempfile.TemporaryDirectory() as out:
        backup = command(at.backup_command(restored.course_id, Path(out)))
        return timed("Moodle admin/cli/backup.php", backup, "le même cours, restauré", runs=3)
