"""scorm-mcp-server (npm, 2.2.1), the peer that issue SCORM names: a self-contained page becomes a SCORM 1.2 package.

It wraps: the lessons and their questions are one HTML page, which nothing divides, plays or marks. Two measures, each
ours beside its own in turn so that a busy machine weighs on both: in process (the module already loaded; the first
call and the median of the next), and the whole process from start to end (`node`, ours `coursegen build`).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import command, timed

RUNS = 5
VARIABLE = "SCORM_MCP"
NAME = "scorm-mcp-server"
# Its schemas take part of its weight, as ours do; `fs` only writes what it answers.
_SCRIPT = """
import {writeFileSync, readFileSync} from 'node:fs';
const start = process.hrtime.bigint(), html = readFileSync(HTML, 'utf8');
const {buildPackage} = await import(MODULE);
const loaded = process.hrtime.bigint(), seconds = [], cpu = [];
let made;
for (let n = 0; n < RUNS; n++) {
  const before = process.hrtime.bigint(), used = process.cpuUsage();
  made = await buildPackage({html, title: 'Banc', language: 'fr', scormVersion: '1.2'});
  seconds.push(Number(process.hrtime.bigint() - before) / 1e9);
  const spent = process.cpuUsage(used);
  cpu.push((spent.user + spent.system) / 1e6);
}
writeFileSync(OUT, made.zip);
console.log(JSON.stringify({seconds, cpu, loading: Number(loaded - start) / 1e9}));
"""
_OUR_FIRST_CALL = """
import sys, time
from pathlib import Path
from coursegen.compose import compose
from coursegen.outputs.scorm import write_scorm12
from methodology.folder import read_folder
before = time.perf_counter()
write_scorm12(compose(read_folder(Path(sys.argv[1])).course))
print(time.perf_counter() - before)
"""


@dataclass(frozen=True)
class Peer:
    """Seconds: `first` call and median of the `next` ones in process, `processor` seconds of these, `whole` process."""

    first: float
    next: float
    processor: float
    whole: float
    size: int


def folder() -> Path | None:
    """Where the peer lies unpacked with its modules, by $SCORM_MCP; none without it or without node."""
    place = Path(os.environ.get(VARIABLE, ""))
    return place if shutil.which("node") and (place / "dist" / "converter.js").is_file() else None


def measure(place: Path, page: bytes, scratch: Path) -> Peer:
    """Package that page of HTML; `scratch` is a folder to work in."""
    html, out = scratch / "pair.html", scratch / "pair.zip"
    html.write_bytes(page)
    said = json.loads(subprocess.run(_node(place, html, out, RUNS + 1), check=True, capture_output=True).stdout)
    whole = timed(NAME, command(_node(place, html, out, 1)), runs=RUNS).seconds
    first, *later = said["seconds"]
    middle = statistics.median
    return Peer(first, middle(later), middle(said["cpu"][1:]), whole, out.stat().st_size)


def our_process(course: Path, scratch: Path) -> float:
    """The median seconds of `coursegen build` for SCORM 1.2 alone, from the start of the process to its end."""
    out = scratch / "sorties"
    program = (sys.executable, "-m", "coursegen", "build", str(course), "-o", str(out))

    def build() -> None:
        shutil.rmtree(out, ignore_errors=True)  # else nothing would be left to do
        command((*program, "--only", "scorm12", "--brouillon"))()

    return timed("coursegen build", build, runs=RUNS).seconds


def our_first_call(course: Path) -> float:
    """The median seconds of our first call in fresh processes, once our modules are loaded."""
    program = (sys.executable, "-c", _OUR_FIRST_CALL, str(course))
    runs = (subprocess.run(program, check=True, capture_output=True, text=True).stdout for _ in range(RUNS))
    return statistics.median(map(float, runs))


def one_page(pages: dict[str, bytes]) -> bytes:
    """The bare pages as one document: each a section with its heading, which the peer makes its milestones of."""
    bodies = (data.decode().partition("<h1>")[2] for name, data in pages.items() if name != "index.html")
    sections = "".join(f"<section><h1>{body}</section>" for body in bodies)
    return f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Banc</title><body>{sections}</body>'.encode()


def _node(place: Path, html: Path, out: Path, runs: int) -> tuple[str, ...]:
    values = {"HTML": html, "MODULE": (place / "dist" / "converter.js").as_uri(), "OUT": out}
    script = _SCRIPT.replace("RUNS", str(runs))
    for name, value in values.items():
        script = script.replace(name, json.dumps(str(value)))
    return ("node", "--input-type=module", "-e", script)
