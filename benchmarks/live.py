"""What needs a real Moodle: publishing, and Moodle's own backup of the same course."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Measure, command, timed
from tests.moodle.run_folder import RunFolder
from tests.moodle.site import Site
from tests.moodle.trees import find_trees

PROGRAM = [sys.executable, "-m", "coursegen"]


def live_measures(example: Path, package: Path) -> Iterator[Measure]:
    """Measures on Moodle 4.5 when it is here, else on any; nothing when there is no Moodle."""
    trees = sorted(find_trees(), key=lambda tree: not tree.release.startswith("4.5"))
    if not trees:
        print("Aucun Moodle ici ($MOODLE_TREES, ~/moodle) : les mesures en ligne sont sautées.", file=sys.stderr)
        return
    run = RunFolder()
    site = Site(trees[0], run.path / "mesure")
    try:
        site.start()
        yield from _publish(site, example)
        yield _moodle_backup(site, package, run.path / "mesure" / "tree")
    finally:
        site.stop()
        run.close()


def _publish(site: Site, example: Path) -> Iterator[Measure]:
    account = site.publisher()
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(COURSEGEN_CONFIG_DIR=settings, COURSEGEN_TOKEN_MESURE=account.token)
        command([*PROGRAM, "site", "add", "mesure", "--url", site.url, "--category", account.category_idnumber])()
        publish = command([*PROGRAM, "publish", str(example), "--site", "mesure", "--yes", "--json"])
        yield timed("publish, cours nouveau", publish, f"une fois ; Moodle {site.release}", runs=1, warm=False)
        yield timed("publish, déjà publié", publish, "le même paquet")


def _moodle_backup(site: Site, package: Path, tree: Path) -> Measure:
    restored = site.strict_restore(package)
    with tempfile.TemporaryDirectory() as out:
        backup = ["php", "-d", "max_input_vars=5000", str(tree / "admin/cli/backup.php")]
        arguments = [f"--courseid={restored.course_id}", f"--destination={out}"]
        return timed("Moodle admin/cli/backup.php", command([*backup, *arguments]), "le même cours, restauré", runs=3)
