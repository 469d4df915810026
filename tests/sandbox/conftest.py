"""What the sandbox's tests share: a sandbox of their own, and a trainer who publishes to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursegen.publish.changes import Choices, Plan
from coursegen.publish.deploy import NewCourse, deploy
from coursegen.publish.inventory import Inventory
from coursegen.publish.journal import Journal
from coursegen.publish.looking import look
from coursegen.publish.plan import plan_for
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.rest import MoodleClient, Patience
from coursegen.publish.secret import Token
from coursegen.publish.transfer import Clock, Transfer
from coursegen.publish.update import update
from coursegen.sandbox.faults import Faults
from coursegen.sandbox.site import Sandbox
from coursegen.sandbox.site_info import CATEGORY_NAME

CATEGORY = Category.named(CATEGORY_NAME)


class Trainer:
    """Somebody who publishes to a sandbox, without the words of the command."""

    def __init__(self, sandbox: Sandbox, folder: Path, patience: Patience | None = None) -> None:
        self.sandbox = sandbox
        self.patience = patience or Patience(connect=5, read=5, work=5)
        self.folder = folder
        self.part = 4 * 1024 * 1024
        self._numbers = itertools.count()
        self._time = itertools.count()

    def client(self) -> MoodleClient:
        token = Token(self.sandbox.token)
        return MoodleClient(self.sandbox.address, token, patience=self.patience, pause=self._pause)

    def _pause(self, _seconds: float) -> None:
        """Nobody waits: the site's cron comes meanwhile."""
        self.sandbox.services.run_cron()

    def transfer(self) -> Transfer:
        clock = Clock(now=lambda: float(next(self._time)), pause=self._pause)
        return Transfer(Coursedeploy(self.client()), clock=clock, part=self.part)

    def journal(self, key: str) -> Journal:
        return Journal(self.sandbox.address, key, self.folder / "état")

    def publish(self, course: Prepared, choices: Choices | None = None) -> Plan:
        """Plan and do; the plan that was done."""
        transfer = self.transfer()
        key = course.sources.key
        seen = look(transfer, CATEGORY, key, self.journal(key), course.sources)
        plan = plan_for(course.sources, seen.inventory, choices)
        package = course.write(self.folder / f"{next(self._numbers)}.mbz")
        if plan.is_new:
            new = NewCourse(package, CATEGORY, sources=course.sources, part=self.part)
            deploy(self.client(), new, clock=transfer.clock)
        elif plan.writes:
            update(transfer, package, course.sources, plan, seen.info, self.journal(key))
        return plan

    def inventory(self, key: str) -> Inventory:
        found = self.sandbox.bench.courses.named("idnumber", key)
        assert found is not None
        return Coursedeploy(self.client()).inventory(found.id)


@pytest.fixture
def faults() -> Faults:
    """The faults of the sandbox of this test."""
    return Faults()


@pytest.fixture
def sandbox(tmp_path: Path, faults: Faults) -> Iterator[Sandbox]:
    """A sandbox on an empty folder."""
    with Sandbox(tmp_path / "bac", faults=faults) as running:
        yield running


@pytest.fixture
def trainer(sandbox: Sandbox, tmp_path: Path) -> Trainer:
    return Trainer(sandbox, tmp_path)
