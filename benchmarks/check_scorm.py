"""SCORM packages of thirty lessons: how long, how heavy, beside a bare zip of the same pages and beside two peers.

    SCORM_MCP=/path/to/scorm-mcp-server SCORM_PACKAGER=/path/to/node_modules \\
        python -m benchmarks.check_scorm [LESSONS] [WORDS] [QUESTIONS]

In process, the median of several; beside it the processor seconds, which a busy machine disturbs less. The lessons are
real French text that never repeats itself (`benchmarks.lessons`). The floor is those lessons and questions as bare HTML
pages, zipped: what any package of them must carry. Both peers wrap the floor's pages: no player, no test that is
marked. scorm-mcp-server takes them as one page (`benchmarks.scorm_peer`); @liascript/simple-scorm-packager is timed in
its own process once it is loaded, as ours is.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from benchmarks import scorm_peer
from benchmarks.lessons import write_lessons
from benchmarks.timing import timed
from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.compose import compose
from coursegen.courseware import Activity, Courseware, Question
from coursegen.outputs.scorm import write_scorm12, write_scorm2004
from coursegen.outputs.scorm.archive import zipped
from methodology.course import Course
from methodology.folder import read_folder

RUNS = 5
SECONDS, BYTES = 0.30, 60 * 1024  # what issue SCORM asks of thirty lessons
PACKAGER = "@liascript/simple-scorm-packager"
FIRST_SCREEN = ("index.html", "player.js", "player.css")
WRITERS: dict[str, Callable[[Courseware], bytes]] = {"1.2": write_scorm12, "2004": write_scorm2004}


def main() -> None:
    """Measure and print."""
    lessons, words, questions = (*map(int, sys.argv[1:4]), *(30, 700, 5)[len(sys.argv[1:4]) :])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "cours"
        write_lessons(folder, lessons, words, questions)
        courseware = compose(_course(folder))
        print(f"{lessons} leçons de {words} mots, {lessons * questions} questions ; médiane de {RUNS}")
        ours = _times(folder, courseware)
        bare = _bare_pages(courseware)
        _weights(courseware, bare)
        _named_peer(folder, bare, Path(scratch), ours)
        _peer(bare, Path(scratch), ours)


def _course(folder: Path) -> Course:
    course = read_folder(folder).course
    if course is None:
        sys.exit("le cours du banc ne se lit pas")
    return course


def _times(folder: Path, courseware: Courseware) -> float:
    """Prints the times; returns those of the longest way, from the folder to SCORM 1.2."""
    whole = timed("dossier → 1.2", lambda: write_scorm12(compose(_course(folder))), runs=RUNS).seconds
    used = statistics.median(_processor(folder) for _ in range(RUNS))
    print(f"  dossier → 1.2     {whole:6.3f} s   ({SECONDS:.2f} s demandé) ; processeur {used:.3f} s")
    for name, write in WRITERS.items():
        seconds = timed(name, partial(write, courseware), runs=RUNS).seconds
        print(f"  cours → {name:8}  {seconds:6.3f} s")
    return whole


def _processor(folder: Path) -> float:
    """The processor seconds from the folder to SCORM 1.2."""
    before = time.process_time()
    write_scorm12(compose(_course(folder)))
    return time.process_time() - before


def _weights(courseware: Courseware, bare: dict[str, bytes]) -> None:
    floor = len(zipped(bare, courseware.date))
    print(f"  pages nues, zip   {floor:7,} octets : le plancher")
    for name, write in WRITERS.items():
        data = write(courseware)
        with ZipFile(BytesIO(data)) as archive:
            first = sum(archive.getinfo(part).file_size for part in FIRST_SCREEN)
        more = len(data) - floor
        print(
            f"  {name:16}  {len(data):7,} octets ({BYTES:,} demandés), {len(data) / floor:.2f} × le plancher,", end=" "
        )
        print(f"{more:+,} octets ; premier écran {first:,} octets")


def _bare_pages(courseware: Courseware) -> dict[str, bytes]:
    """Each lesson and its test as one page of HTML that nothing marks."""
    activities = [activity for section in courseware.sections for activity in section.activities]
    known = {question.key: question for question in courseware.questions}
    made = {f"p{n}.html": _bare(activity, known) for n, activity in enumerate(activities)}
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in made)
    return {"index.html": f"<!doctype html><ul>{links}</ul>".encode(), **made}


def _bare(activity: Activity, known: dict[str, Question]) -> bytes:
    text: str = activity.body if isinstance(activity, PageActivity) else activity.intro
    if isinstance(activity, QuizActivity):
        text += "".join(_bare_question(known[slot.question]) for slot in activity.slots)
    return f"<!doctype html><meta charset=utf-8><h1>{escape(activity.title)}</h1>{text}".encode()


def _bare_question(question: Question) -> str:
    answers = "".join(f"<li>{choice.text} ({choice.feedback})</li>" for choice in question.choices)
    pairs = "".join(f"<li>{pair.left} = {pair.right}</li>" for pair in question.pairs)
    return f"{question.text}<ul>{answers}{pairs}</ul>{question.feedback}"


def _named_peer(folder: Path, bare: dict[str, bytes], scratch: Path, ours: float) -> None:
    place = scorm_peer.folder()
    if place is None:
        print(f"{scorm_peer.NAME} absent (${scorm_peer.VARIABLE}) : ce pair est sauté.", file=sys.stderr)
        return
    peer = scorm_peer.measure(place, scorm_peer.one_page(bare), scratch)
    process = scorm_peer.our_process(folder, scratch)
    first = scorm_peer.our_first_call(folder)
    print(f"  {scorm_peer.NAME}, 1.2 : une page, sans test corrigé ; {peer.size:,} octets ; nous / lui :")
    _beside("premier appel", first, peer.first)
    _beside("appels suivants", ours, peer.next)
    _beside("processus", process, peer.whole)
    print(f"    processeur, appels suivants : lui {peer.processor:.3f} s")


def _beside(measure: str, ours: float, theirs: float) -> None:
    print(f"    {measure:15} {ours:6.3f} / {theirs:.3f} s = {ours / theirs:.2f}")


def _peer(bare: dict[str, bytes], scratch: Path, ours: float) -> None:
    modules = os.environ.get("SCORM_PACKAGER", "")
    if not shutil.which("node") or not (Path(modules) / PACKAGER).is_dir():
        print(f"{PACKAGER} absent ($SCORM_PACKAGER) : le pair est sauté.", file=sys.stderr)
        return
    runs = [_packaged(modules, bare, scratch / f"pair{number}") for number in range(RUNS)]
    seconds, weight = statistics.median(run[0] for run in runs), runs[0][1]
    print(f"  pair, 1.2         {seconds:6.3f} s   {weight:,} octets, sans lecteur ni test ; {PACKAGER}")
    print(f"dossier → 1.2 / pair = {ours / seconds:.2f}")


def _packaged(modules: str, pages: dict[str, bytes], folder: Path) -> tuple[float, int]:
    """The peer's own seconds and the weight of its package."""
    source, out = folder / "source", folder / "paquet"
    source.mkdir(parents=True)
    for name, data in pages.items():
        (source / name).write_bytes(data)
    script = f"""const pack = require({str(Path(modules) / PACKAGER)!r}), start = process.hrtime.bigint();
process.on('exit', () => console.log('\\nSECONDS ' + Number(process.hrtime.bigint() - start) / 1e9));
pack({{version: '1.2', title: 'Banc', language: 'fr', source: {str(source)!r},
  package: {{zip: true, outputFolder: {str(out)!r}}}}}, () => {{}});"""
    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)
    return float(done.stdout.rpartition("SECONDS ")[2]), next(out.glob("*.zip")).stat().st_size


if __name__ == "__main__":
    main()
