"""A publisher that is stopped anywhere, a site that fails in every way: run again, all is there, once, nothing is lost.

No test waits: pauses run the site's cron instead, and a site that never answers meets a caller with little patience.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import coursegen.publish
from coursegen.errors import CoursegenError
from coursegen.publish.errors import SiteRefused
from coursegen.publish.prepare import Prepared
from coursegen.publish.rest import Patience
from coursegen.sandbox.faults import Fault, Faults
from coursegen.sandbox.learner import Learner
from coursegen.sandbox.site import Sandbox

from .conftest import Trainer
from .test_publishing import KEY, NEW, READ, REREAD, course, prepared, with_page

PUBLISH = str(Path(coursegen.publish.__file__).parent)
POINTS = 50
PASSING = [fault for fault in Fault if fault not in (Fault.QUOTA, Fault.SMALL_POST, Fault.EXPIRED)]
SILENT = (Fault.SILENT_BEFORE, Fault.SILENT_AFTER)
CALLS_OF_AN_UPDATE = 6
CALLS_OF_A_NEW_COURSE = 7


class Killed(BaseException):
    """The process dies here."""


class Deaths:
    """Counts the lines that the publisher runs, and dies at one of them (0: at none)."""

    def __init__(self, at: int = 0) -> None:
        self.lines = 0
        self._at = at

    def __enter__(self) -> Deaths:
        self._before = sys.gettrace()
        sys.settrace(self._called)
        return self

    def __exit__(self, *_failure: object) -> None:
        sys.settrace(self._before)

    def _called(self, frame: FrameType, _event: str, _value: Any) -> Callable[..., Any] | None:
        return self._line if frame.f_code.co_filename.startswith(PUBLISH) else None

    def _line(self, _frame: FrameType, event: str, _value: Any) -> Callable[..., Any]:
        if event == "line":
            self.lines += 1
            if self.lines == self._at:
                sys.settrace(None)
                raise Killed
        return self._line


def rows(sandbox: Sandbox) -> list[tuple[Any, ...]]:
    """What learners have made."""
    return sandbox.store.rows("SELECT id, activity, sort, content FROM record ORDER BY id")


def work_of_a_learner(trainer: Trainer) -> None:
    [found] = trainer.sandbox.bench.courses.all()
    learner = Learner(trainer.sandbox.bench, found)
    for key in (READ, REREAD):
        piece = found.activity(key)
        assert piece is not None
        learner.add(piece, "answer", {"text": key, "grade": 50})


def demand_converged(trainer: Trainer, wanted: Prepared) -> None:
    """All of it is there, once, as the folder has it, and publishing again has nothing to do."""
    assert len([*trainer.sandbox.bench.courses.all()]) == 1
    inventory = trainer.inventory(KEY)
    live = [a for a in inventory.activities if a.visible]
    assert {a.key: a.source for a in live} == {a.key: a.digest for a in wanted.sources.activities}
    assert len(live) == len(wanted.sources.activities)
    assert [s.key for s in inventory.sections] == [s.key for s in wanted.sources.sections]
    assert not any(a.edited or a.pending for a in inventory.activities)
    assert not trainer.publish(wanted).writes
    assert trainer.journal(KEY).read() is None


def lines_of(trainer: Trainer, wanted: Prepared) -> int:
    with Deaths() as counted:
        trainer.publish(wanted)
    return counted.lines


def test_a_new_course_stopped_at_random_points_is_made_once(tmp_path: Path) -> None:
    with Sandbox(tmp_path / "0") as first:
        lines = lines_of(Trainer(first, tmp_path), course())
    chance = random.Random(7)
    for point in sorted(chance.sample(range(1, lines + 1), POINTS // 2)):
        with Sandbox(tmp_path / str(point)) as sandbox:
            trainer = Trainer(sandbox, tmp_path / f"trainer{point}")
            trainer.folder.mkdir()
            with pytest.raises(Killed), Deaths(point):
                trainer.publish(course())
            trainer.publish(course())
            demand_converged(trainer, course())


def test_an_update_stopped_at_random_points_converges_and_learners_keep_all(trainer: Trainer) -> None:
    trainer.publish(course())
    work_of_a_learner(trainer)
    kept = rows(trainer.sandbox)
    versions = (course("changé"), prepared(with_page()), course())
    lines = [lines_of(trainer, version) for version in versions]
    chance = random.Random(11)
    for _turn in range(POINTS // 2 // len(versions) + 1):
        for version, most in zip(versions, lines, strict=True):
            with pytest.raises(Killed), Deaths(chance.randrange(1, most)):
                trainer.publish(version)
            trainer.publish(version)
            demand_converged(trainer, version)
            assert rows(trainer.sandbox) == kept


def tried_until_done(trainer: Trainer, wanted: Prepared, tries: int = 3) -> int:
    """Run the same command until it ends well; how many runs it took."""
    for run in range(1, tries + 1):
        try:
            trainer.publish(wanted)
        except CoursegenError as error:
            assert error.message, "every failure is told in words"
        else:
            return run
    raise AssertionError(f"still failing after {tries} runs")


@pytest.mark.parametrize("fault", PASSING)
def test_every_fault_at_every_call_of_a_new_course_is_got_over(tmp_path: Path, fault: Fault) -> None:
    calls = (3, CALLS_OF_A_NEW_COURSE - 1) if fault in SILENT else range(1, CALLS_OF_A_NEW_COURSE + 1)
    for call in calls:
        with Sandbox(tmp_path / f"{call}", faults=Faults({call: fault})) as sandbox:
            trainer = Trainer(sandbox, tmp_path / f"trainer{call}", impatient(fault))
            trainer.folder.mkdir()
            tried_until_done(trainer, course())
            assert sandbox.faults.count >= call, "the fault was met"
            sandbox.faults.calls = {}
            demand_converged(trainer, course())


@pytest.mark.parametrize("fault", PASSING)
def test_every_fault_at_every_call_of_an_update_is_got_over(trainer: Trainer, faults: Faults, fault: Fault) -> None:
    trainer.publish(course())
    trainer.patience = impatient(fault)
    work_of_a_learner(trainer)
    kept = rows(trainer.sandbox)
    versions = (prepared(with_page()), course())
    calls = (2, CALLS_OF_AN_UPDATE - 1) if fault in SILENT else range(1, CALLS_OF_AN_UPDATE + 1)
    for turn, call in enumerate(calls):
        wanted = versions[turn % 2]
        faults.calls = {faults.count + call: fault}
        tried_until_done(trainer, wanted)
        assert faults.count >= max(faults.calls), "the fault was met"
        faults.calls = {}
        demand_converged(trainer, wanted)
        assert rows(trainer.sandbox) == kept


def impatient(fault: Fault) -> Patience:
    return Patience(connect=5, read=0.1, work=0.1) if fault in SILENT else Patience(connect=5, read=5, work=5)


@pytest.mark.parametrize(
    ("fault", "words"), [(Fault.EXPIRED, "jeton"), (Fault.QUOTA, "taille"), (Fault.MAINTENANCE, "maintenance")]
)
def test_a_fault_that_stays_is_told_and_nothing_is_half_done(
    trainer: Trainer, faults: Faults, fault: Fault, words: str
) -> None:
    trainer.publish(course())
    before = trainer.inventory(KEY).state
    names = ("upload",) if fault is Fault.QUOTA else ("local_coursedeploy_get_info", "upload")
    faults.always = dict.fromkeys(names, fault)
    with pytest.raises(CoursegenError, match=words):
        trainer.publish(course("changé"))
    faults.always = {}
    assert trainer.inventory(KEY).state == before
    trainer.publish(course("changé"))
    demand_converged(trainer, course("changé"))


def test_a_site_that_takes_small_requests_gets_small_parts(trainer: Trainer, faults: Faults) -> None:
    """post_max_size is smaller than the package: PHP drops every field of a bigger request."""
    size = course().write(trainer.folder / "taille.mbz").size
    faults.most_post = size // 2 + 2000
    trainer.part = size // 2
    trainer.publish(course())
    assert faults.heard.count("upload") > 1
    faults.most_post = 0
    demand_converged(trainer, course())


def test_a_slow_cron_is_waited_for(trainer: Trainer, faults: Faults) -> None:
    def asked_of_the_job(text: str) -> int:
        faults.heard.clear()
        trainer.publish(course(text))
        return faults.heard.count("local_coursedeploy_get_job")

    faults.slow_cron = True
    trainer.publish(course())
    slow = asked_of_the_job("changé")
    faults.slow_cron = False
    demand_converged(trainer, course("changé"))
    assert slow > asked_of_the_job("encore changé")


def test_noise_around_the_answers_is_told(trainer: Trainer, faults: Faults) -> None:
    faults.always = {"local_coursedeploy_get_info": Fault.NOISE}
    client = trainer.client()
    trainer.publish(course())
    client.ask("local_coursedeploy_get_info", {"categoryid": 2})
    assert any("Notice" in noise for noise in client.noises)


def test_a_new_page_is_never_doubled_by_a_lost_answer(trainer: Trainer, faults: Faults) -> None:
    trainer.publish(course())
    faults.always = {"local_coursedeploy_restore": Fault.CUT_AFTER}
    with pytest.raises(CoursegenError):
        trainer.publish(prepared(with_page()))
    faults.always = {}
    trainer.publish(prepared(with_page()))
    assert [a.key for a in trainer.inventory(KEY).activities].count(NEW) == 1
    demand_converged(trainer, prepared(with_page()))


def test_work_that_broke_off_on_the_server_is_taken_up_by_the_same_command(trainer: Trainer, faults: Faults) -> None:
    trainer.publish(course())
    faults.always = {"local_coursedeploy_restore": Fault.BROKEN_WORK}
    with pytest.raises(SiteRefused) as refused:
        trainer.publish(prepared(with_page()))
    faults.always = {}
    assert "s’est interrompu sur le serveur" in refused.value.message
    assert refused.value.remedy == "Relancez la même commande."
    trainer.publish(prepared(with_page()))
    assert not trainer.publish(prepared(with_page())).writes
