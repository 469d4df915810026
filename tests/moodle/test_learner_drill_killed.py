"""The web server is killed while a course is brought up to date under the hands of learners; again until it is done."""

from __future__ import annotations

import secrets
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.errors import CoursegenError
from coursegen.publish.transfer import Stage
from moodle_backups import Backup

from .database_rows import damage, losses
from .drill import Drill, timed
from .drill_course import second
from .site import Site

# Shares of the time that the site works on an order: from the snapshot over the course in the wings to the last write.
MOMENTS = (0.05, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_AT_LEAST = 4
_SOONER = 0.6  # a share of the time, after a publication that was over before its moment


def publish_and_kill(drill: Drill, backup: Backup, seconds: float) -> bool:
    """Publish, and kill the server that time after the order went out; whether a job was broken by it."""
    over = threading.Event()

    def cut() -> None:
        if not over.wait(seconds):
            drill.site.cut_power()

    cutter = threading.Thread(target=cut)

    def watch(stage: Stage, _done: int, _total: int) -> None:
        if stage is Stage.MAKING and not cutter.ident:
            cutter.start()

    patient = drill.transfer
    drill.transfer = replace(patient, watch=watch)
    try:
        drill.publish(backup, label="1.1")
    except CoursegenError:
        return True
    finally:
        over.set()
        if cutter.ident:
            cutter.join()
        drill.transfer = patient
    return False


@pytest.mark.thorough
def test_learners_keep_everything_when_the_server_is_killed_in_the_middle(site: Site, tmp_path: Path) -> None:
    drill = Drill(site, tmp_path, f"drill-{secrets.token_hex(4)}")
    drill.publish(drill.first)
    drill.use()
    before, courses = drill.database.rows(), courses_of(site)
    revised = second(drill.first)
    drill.publish(revised, label="1.1")
    seconds = timed(lambda: drill.publish(drill.first))  # too long where the machine had other work just then
    broken = whole = 0
    for moment in MOMENTS:
        killed = publish_and_kill(drill, drill.first if whole % 2 else revised, moment * seconds)
        lost = damage(before, drill.database.rows())
        assert not lost, f"killed after {moment:.0%}:\n" + "\n".join(lost[:40])
        broken, whole = broken + killed, whole + (not killed)
        if not killed:
            seconds *= _SOONER
    assert broken >= _AT_LEAST, "killed too late to be of use"
    drill.publish(revised, label="1.1")
    again = drill.plan(drill.prepared(revised, "1.1").sources)
    assert not again.writes, [one for one in again.changes if one.is_written]
    lost = losses(before, drill.database.rows())
    assert not lost, "\n".join(lost[:40])
    keys = [one.key for one in drill.inventory.activities]
    assert len(keys) == len(set(keys)), "an activity came twice"
    assert courses_of(site) == courses, "a course in the wings is left"


def courses_of(site: Site) -> list[dict[str, object]]:
    """All courses of the site."""
    return site.query("SELECT id, shortname FROM {course} ORDER BY id")
