"""Prints the table of measures: each line in seconds and as a ratio to `python -c pass` and to its peer."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.check_peer import ONE, PEER, peer_measures
from benchmarks.live import PROGRAM, live_measures
from benchmarks.timing import Measure, command, timed
from coursegen.build import kind_names

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "cipres-fdf"


PEERS = (
    (ONE, PEER),
    ("build pptx", "python-pptx nu, mêmes diapositives"),
    ("build mbz", "Moodle admin/cli/backup.php"),
    ("publish, cours nouveau", "Moodle admin/cli/backup.php"),
)


def main() -> None:
    """Run every measure; each line is printed as it comes, the ratios to peers last."""
    print(f"{'mesure':38} {'secondes':>9} {'× plancher':>11}   ce que c'est", flush=True)
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for measure in _measures(Path(scratch)):
            seconds[measure.name] = measure.seconds
            floor = seconds["python -c pass"]
            print(
                f"{measure.name:38} {measure.seconds:9.2f} {measure.seconds / floor:10.1f}×   {measure.note}",
                flush=True,
            )
    for ours, peer in PEERS:
        if ours in seconds and peer in seconds:
            print(f"{ours} / {peer} = {seconds[ours] / seconds[peer]:.2f}")


def _measures(scratch: Path) -> Iterator[Measure]:
    yield from _local(scratch)
    yield from peer_measures()
    yield from live_measures(EXAMPLE, next(scratch.glob("*.mbz")))


def _local(scratch: Path) -> Iterator[Measure]:
    yield timed("python -c pass", command([sys.executable, "-c", "pass"]), "plancher")
    yield timed("check", command([*PROGRAM, "check", str(EXAMPLE)]), "toutes les règles")
    for kind in kind_names():
        yield timed(f"build {kind}", partial(_fresh_build, scratch, kind), "lecture, contrôle et sortie")
    yield timed("build, rien n'a changé", command(_build(scratch, kind_names()[-1])), "relit les empreintes")
    bare = [sys.executable, "-m", "benchmarks.bare_deck", str(EXAMPLE), str(scratch)]
    yield timed("python-pptx nu, mêmes diapositives", command(bare), "pair de « build pptx »")
    command(_build(scratch, "mbz"))()


def _build(out: Path, kind: str) -> list[str]:
    return [*PROGRAM, "build", str(EXAMPLE), "-o", str(out), "--only", kind]


def _fresh_build(scratch: Path, kind: str) -> None:
    out = scratch / "neuf"
    shutil.rmtree(out, ignore_errors=True)
    command(_build(out, kind))()


main()
