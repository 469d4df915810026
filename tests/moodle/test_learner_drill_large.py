"""Courses as big as they come: two hundred activities with learners at work, and a package of 500 MB left to cron."""

from __future__ import annotations

import os
import secrets
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from coursegen.publish.deploy import NewCourse, deploy
from coursegen.publish.transfer import Clock, Stage
from moodle_backups import Backup, File, Section
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.resource import Resource
from moodle_backups.completion import Completion
from moodle_backups.questions.truefalse import TrueFalse

from .database_rows import losses
from .drill import Drill, timed
from .drill_course import on
from .site import Site

_SCRIPTS = Path(__file__).parents[1] / "publish" / "php"
_MEGABYTE = 1 << 20
_BIG = 500
_RECENT_CRON = "set_config('lastcronstart', time(), 'tool_task');"

Record = Callable[[str, object], None]


def big_course(key: str) -> Backup:
    """Twenty sections of nine pages and a quiz."""
    sections = []
    for number in range(20):
        pages: tuple[Activity, ...] = tuple(
            Page(
                key=f"{key}/s{number}/p{page}",
                name=f"Page {number}.{page}",
                content=f"<p>Texte {number}.{page}</p>",
                completion=Completion(view=True),
            )
            for page in range(9)
        )
        questions = tuple(
            TrueFalse(key=f"{key}/s{number}/q{one}", name=f"Q{one}", text=f"<p>{number}.{one} ?</p>", correct=True)
            for one in range(5)
        )
        quiz = Quiz(key=f"{key}/s{number}/quiz{number}", name=f"Quiz {number}", questions=questions)
        sections.append(Section(key=f"{key}/s{number}", name=f"Séquence {number}", activities=(*pages, quiz)))
    return Backup(idnumber=key, fullname=key, shortname=key, timestamp=1_780_000_000, sections=tuple(sections))


@pytest.mark.thorough
def test_two_hundred_activities_and_one_is_written(site: Site, tmp_path: Path, record_property: Record) -> None:
    drill = Drill(site, tmp_path, f"grand-{secrets.token_hex(4)}")
    course = big_course(drill.key)
    seconds = {"first": timed(lambda: drill.publish(course))}
    drill.use("allowed", learners=2)
    before, written = drill.database.rows(), drill.database.written()
    seconds["unchanged"] = timed(lambda: drill.publish(course))
    assert drill.database.written_since(written) == {}
    revised = on(on(course, "p0", content="<p>Corrigé</p>"), "quiz7", intro="<p>Corrigé</p>")
    seconds["two changed"] = timed(lambda: drill.publish(revised, label="1.1"))
    assert set(drill.written()) == {f"{drill.key}/s0/p0", f"{drill.key}/s7/quiz7"}
    assert len(drill.inventory.activities) == 200
    lost = losses(before, drill.database.rows())
    assert not lost, "\n".join(lost[:40])
    for name, value in seconds.items():
        record_property(f"200 activities, {name}, seconds", round(value, 2))


@dataclass
class Cron:
    """The site's cron, started when somebody first waits for it; and what the waiting person is told."""

    site: Site
    told: list[tuple[Stage, int, int]] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def watch(self, stage: Stage, done: int, total: int) -> None:
        """Told by the publication."""
        self.told.append((stage, done, total))

    def pause(self, _seconds: float) -> None:
        """A moment of waiting, while cron works beside."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.site.script(_SCRIPTS / "run_tasks.php"), stdout=subprocess.DEVNULL)
        threading.Event().wait(0.2)

    def finish(self) -> None:
        """Wait for the last run to end."""
        if self.process is not None:
            self.process.wait()

    def progress(self) -> list[int]:
        """The percents that were told of the work on the site."""
        return [done for stage, done, _total in self.told if stage is Stage.MAKING]


@pytest.fixture
def cron(site: Site) -> Iterator[Cron]:
    """The site's cron, over with the test."""
    begun = Cron(site)
    yield begun
    begun.finish()


@pytest.mark.thorough
def test_a_package_of_500_megabytes_goes_in_parts_and_is_left_to_cron(
    site: Site, tmp_path: Path, cron: Cron, record_property: Record
) -> None:
    drill = Drill(site, tmp_path, f"lourd-{secrets.token_hex(4)}")
    film = tmp_path / "film.mp4"
    with film.open("wb") as stream:
        for _ in range(_BIG):
            stream.write(os.urandom(_MEGABYTE))
    key = drill.key
    course = Backup(
        idnumber=key,
        fullname=key,
        shortname=key.upper(),
        timestamp=1_780_000_000,
        sections=(
            Section(
                key=f"{key}/s",
                name="Voir",
                activities=(
                    Resource(key=f"{key}/film", name="Film", main=File("film.mp4", film)),
                    Page(key=f"{key}/lire", name="Lire", content="<p>Un</p>"),
                ),
            ),
        ),
    )
    site.php(_RECENT_CRON)
    prepared = drill.prepared(course)
    package = prepared.write(tmp_path / "lourd.mbz")
    assert package.size > _BIG * _MEGABYTE
    new = NewCourse(package, drill.category, visible=True, sources=prepared.sources)
    clock = Clock(pause=cron.pause)
    record_property("500 MB, first, seconds", round(timed(lambda: deploy(drill.client, new, cron.watch, clock)), 1))
    parts = [done for stage, done, _total in cron.told if stage is Stage.SENDING]
    assert len(parts) > _BIG / 4 and parts == sorted(parts) and parts[-1] == package.size
    assert cron.process is not None, "nothing was left to cron"
    assert max(cron.progress()) > 0, "no progress was told"
    cron.told.clear()
    drill.transfer = replace(drill.transfer, watch=cron.watch, clock=clock)
    site.php(_RECENT_CRON)
    revised = on(course, "lire", content="<p>Deux</p>")
    record_property("500 MB, one page, seconds", round(timed(lambda: drill.publish(revised, label="1.1")), 1))
    assert drill.written() == [f"{key}/lire"]
    assert max(cron.progress()) > 0, "no progress was told"
    stored = site.query(f"SELECT count(DISTINCT contenthash) AS n FROM {{files}} WHERE filesize = {_BIG * _MEGABYTE}")
    assert stored[0]["n"] == 1, "the film lies once in the site's store"
