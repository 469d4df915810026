"""Prints the table of measures: each line in seconds and as a ratio to `python -c pass` and to its peer."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.live import PROGRAM, live_measures
from benchmarks.timing import Measure, command, timed
from coursegen.build import kind_names

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "cipres-fdf"


def main() -> None:
    """Run every measure and print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        measures = [*_local(Path(scratch))]
        package = next(Path(scratch).glob("*.mbz"))
        measures += live_measures(EXAMPLE, package)
    _print(measures)


def _local(scratch: Path) -> Iterator[Measure]:
    yield timed("python -c pass", command([sys.executable, "-c", "pass"]), "plancher")
    yield timed("check", command([*PROGRAM, "check", str(EXAMPLE)]), "toutes les règles")
    for kind in kind_names():
        yield timed(f"build {kind}", lambda kind=kind: _fresh_build(scratch, kind), "lecture, contrôle et sortie")  # type: ignore[misc]
    yield timed("build, rien n'a changé", command(_build(scratch, kind_names()[-1])), "relit les empreintes")
    bare = [sys.executable, str(ROOT / "benchmarks" / "bare_deck.py"), str(EXAMPLE), str(scratch)]
    yield timed("python-pptx nu, mêmes diapositives", command(bare), "pair de « build pptx »")
    command(_build(scratch, "mbz"))()


def _build(out: Path, kind: str) -> list[str]:
    return [*PROGRAM, "build", str(EXAMPLE), "-o", str(out), "--only", kind]


def _fresh_build(scratch: Path, kind: str) -> None:
    out = scratch / "neuf"
    shutil.rmtree(out, ignore_errors=True)
    command(_build(out, kind))()


def _print(measures: list[Measure]) -> None:
    floor = measures[0].seconds
    print(f"{'mesure':38} {'secondes':>9} {'× plancher':>11}   ce que c'est")
    for measure in measures:
        print(f"{measure.name:38} {measure.seconds:9.2f} {measure.seconds / floor:10.1f}×   {measure.note}")
    by_name = {measure.name: measure.seconds for measure in measures}
    for ours, peer in (
        ("build pptx", "python-pptx nu, mêmes diapositives"),
        ("build mbz", "Moodle admin/cli/backup.php"),
        ("publish, cours nouveau", "Moodle admin/cli/backup.php"),
    ):
        if ours in by_name and peer in by_name:
            print(f"{ours} / {peer} = {by_name[ours] / by_name[peer]:.2f}")


main()
