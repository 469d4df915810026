"""Writing and reading packages: how they grow with activities, what media cost beside a plain copy, memory.

    python -m benchmarks.check_archives [MEGABYTES OF MEDIA] [FOLDER]

Best of three in processor seconds for courses, wall clock beside a copy with SHA-1 in the same run for media. Memory is
the highest so far above that of the started program. FOLDER is where the media go (a disk of memory measures the code).
"""

from __future__ import annotations

import hashlib
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from moodle_backups import Backup, Container, File, Section, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.resource import Resource
from moodle_backups.archive_source import open_archive
from moodle_backups.availability import Completed
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade
from moodle_backups.questions.base import Answer
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.tree import iter_records, parse

SIZES = (36, 200, 1_000)
FILMS = 4
MEGABYTE = 1 << 20
PARAGRAPH = "<p>Un paragraphe de la page {n}, le numéro {k}, dit quelque chose d’utile à la personne.</p>"


def main() -> None:
    """Measure and print: media first, while memory is still that of the program."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as scratch:
        _media(Path(scratch), megabytes)
        for size in SIZES:
            _courses(Path(scratch), size)
        _documents(Path(scratch))


def _media(scratch: Path, megabytes: int) -> None:
    films = [scratch / f"film{n}.mp4" for n in range(FILMS)]
    for film in films:
        with film.open("wb") as stream:
            for _ in range(megabytes // FILMS):
                stream.write(os.urandom(MEGABYTE))
    activities = tuple(Resource(key=film.stem, name=film.stem, main=File(film.name, film)) for film in films)
    backup = _backup(activities)
    before = _memory()
    floor = _clock(partial(_copy, films, scratch / "copy"))
    print(f"{megabytes} Mo de films, copie et SHA-1 : {floor:.2f} s")
    for container in Container:
        path = scratch / f"films.{container}"
        for what, action in (
            ("écriture", partial(write_backup, backup, path, container=container)),
            ("lecture et tous les SHA-1", partial(_read, path)),
        ):
            seconds = _clock(action)
            above = (_memory() - before) / 1024
            print(f"  {container}, {what} : {seconds:.2f} s, {seconds / floor:.1f} × la copie, {above:.0f} Mo de plus")


def _copy(films: list[Path], target: Path) -> None:
    for film in films:
        _copied(film, target)


def _copied(source: Path, target: Path) -> None:
    sha1 = hashlib.sha1(usedforsecurity=False)
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(MEGABYTE):
            sha1.update(chunk)
            writing.write(chunk)


def _read(path: Path) -> None:
    with open_archive(path) as source:
        assert source.wrong_contents() == []


def _courses(scratch: Path, size: int) -> None:
    backup = course(size)
    for container in Container:
        path = scratch / f"{size}.{container}"
        write = partial(write_backup, backup, path, container=container)
        seconds = min(_spent(write) for _ in range(3))
        print(f"{size:5} activités, {container} : {seconds:.3f} s, {path.stat().st_size:,} octets")


def _documents(scratch: Path) -> None:
    """questions.xml of a course of 1,000 activities, its one record repeated up to 20 MB."""
    with open_archive(scratch / f"{SIZES[-1]}.zip") as source:
        data = source.read("questions.xml")
    start, end = data.index(b"<question_categories>") + 21, data.rindex(b"</question_categories>")
    data = data[:start] + data[start:end] * (1 + 20 * MEGABYTE // (end - start)) + data[end:]
    whole = _spent(lambda: parse(data, "questions.xml"))
    streamed = _spent(lambda: sum(1 for _ in iter_records(io.BytesIO(data), "question_category")))
    print(
        f"questions.xml de {len(data) / MEGABYTE:.0f} Mo : {whole:.2f} s entier, {streamed:.2f} s par enregistrements"
    )


def course(size: int) -> Backup:
    """Pages that wait for one another, every tenth activity a quiz of ten questions."""
    return _backup(tuple(_quiz(n) if n % 10 == 9 else _page(n) for n in range(size)))


def _backup(activities: tuple[Activity, ...]) -> Backup:
    starts = range(0, len(activities), 10)
    sections = tuple(Section(key=f"s{n}", name=f"Partie {n}", activities=activities[n : n + 10]) for n in starts)
    return Backup(idnumber="M", fullname="Mesure", shortname="M", timestamp=1_780_000_000, sections=sections)


def _page(n: int) -> Page:
    text = "".join(PARAGRAPH.format(n=n, k=k) for k in range(20))
    waits = Completed(f"a{n - 1}") if n else None
    return Page(key=f"a{n}", name=f"Page {n}", content=text, completion=Completion(view=True), availability=waits)


def _quiz(n: int) -> Quiz:
    questions = tuple(
        MultiChoice(
            key=f"a{n}-{k}",
            name=f"Question {k}",
            text=f"<p>Combien font {n} et {k} ?</p>",
            answers=(Answer(str(n + k), 1.0, "<p>Juste.</p>"), Answer(str(n - k - 1)), Answer(str(n * k + n))),
        )
        for k in range(10)
    )
    rules = Completion(grade=True, pass_grade=True)
    return Quiz(
        key=f"a{n}", name=f"Test {n}", grade=Grade(maximum=10, to_pass=6), questions=questions, completion=rules
    )


def _clock(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _spent(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
