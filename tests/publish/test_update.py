"""Publishing again on a pretended site: what is sent, what is not, and every place where it can be interrupted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import responses

from coursegen.errors import UsageError
from coursegen.publish.changes import Act, Choices, Missing, Plan
from coursegen.publish.deploy import NewCourse, deploy
from coursegen.publish.errors import NotVerified, SiteRefused
from coursegen.publish.files import write_whole
from coursegen.publish.inventory import Inventory
from coursegen.publish.journal import Begun, Journal
from coursegen.publish.looking import look
from coursegen.publish.plan import plan_for
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.rollback import chosen_snapshot, roll_back
from coursegen.publish.transfer import Transfer
from coursegen.publish.update import update
from moodle_backups import Backup
from moodle_backups.activities.page import Page

from .packages import course_backup, prepared
from .pretend import Killed, PretendSite
from .replay import ADDRESS, TOKEN

KEY = "essai-1"
READ, REREAD = f"{KEY}/s1/lire", f"{KEY}/s1/relire"
CATEGORY = Category.named("SOCIEUX")


@pytest.fixture
def pretend() -> Iterator[PretendSite]:
    """A site with the present plugin, in memory."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield PretendSite(mock)


class Trainer:
    """Somebody who publishes: one folder of journals, packages where they want."""

    def __init__(self, site: PretendSite, folder: Path) -> None:
        self.site = site
        self.folder = folder
        self.journal = Journal(ADDRESS, KEY, folder / "état")
        self._numbers = itertools.count()

    def publish(self, course: Prepared, choices: Choices | None = None) -> Plan:
        """What the command does, without its words; the plan that was carried out."""
        transfer = Transfer(Coursedeploy(self.site.client()))
        seen = look(transfer, CATEGORY, KEY, self.journal, course.sources)
        plan = plan_for(course.sources, seen.inventory, choices)
        package = course.write(self.folder / f"{next(self._numbers)}.mbz")
        if plan.is_new:
            deploy(self.site.client(), NewCourse(package, CATEGORY, sources=course.sources, info=seen.info))
        elif plan.writes:
            update(transfer, package, course.sources, plan, seen.info, self.journal)
        return plan

    def inventory(self) -> Inventory:
        return Coursedeploy(self.site.client()).inventory(self.site.course(KEY).id)


@pytest.fixture
def trainer(pretend: PretendSite, tmp_path: Path) -> Trainer:
    return Trainer(pretend, tmp_path)


def course(extra: str = "") -> Prepared:
    return prepared(course_backup(KEY, extra=extra), "1.0" if not extra else "1.1")


def with_page(key: str) -> Backup:
    """The course with one page more, first in its section."""
    backup = course_backup(KEY)
    first, second = backup.sections
    page = Page(key=key, name="Ajoutée", content="<p>Neuve</p>")
    return replace(backup, sections=(first, replace(second, activities=(page, *second.activities))))


def test_the_site_is_given_the_sources_of_a_new_course(trainer: Trainer) -> None:
    trainer.publish(course())
    live = {activity.key: activity.source for activity in trainer.inventory().activities}
    assert live == {source.key: source.digest for source in course().sources.activities}


def test_publishing_the_same_again_sends_nothing(trainer: Trainer) -> None:
    trainer.publish(course())
    before, state = len(trainer.site.writes()), trainer.inventory().state
    plan = trainer.publish(course())
    assert not plan.writes
    assert len(trainer.site.writes()) == before
    assert trainer.inventory().state == state
    assert trainer.site.asked[-3:-1] == ["get_info", "get_inventory"], "two questions, no more"


def test_one_page_changed_is_one_activity_asked_for(trainer: Trainer) -> None:
    trainer.publish(course())
    plan = trainer.publish(course("changé"))
    order = trainer.site.orders[-1]
    assert plan.only == (READ,)
    assert order["target"] == "reconcile"
    assert order["options[only]"] == f'["{READ}"]'
    assert order["options[expectstate]"] == plan.state
    assert order["options[missing]"] == "hide" and order["options[snapshot]"] == "1"
    assert not trainer.publish(course("changé")).writes


def test_an_activity_more_writes_that_one_only(trainer: Trainer) -> None:
    trainer.publish(course())
    more = prepared(with_page(f"{KEY}/s1/neuve"))
    plan = trainer.publish(more)
    assert [change.key for change in plan.changes if change.is_written] == [f"{KEY}/s1/neuve"]
    assert not trainer.publish(more).writes


def test_a_page_that_left_the_folder_is_hidden_once(trainer: Trainer) -> None:
    more = prepared(with_page(f"{KEY}/s1/neuve"))
    trainer.publish(more)
    plan = trainer.publish(course())
    assert [change.act for change in plan.changes if change.key.endswith("neuve")] == [Act.HIDE]
    assert not trainer.site.course(KEY).activities[f"{KEY}/s1/neuve"].visible
    assert not trainer.publish(course()).writes


def test_what_a_person_changed_on_the_site_stays_until_it_is_named(trainer: Trainer) -> None:
    trainer.publish(course())
    trainer.site.edit(KEY, READ)
    assert [change.act for change in trainer.publish(course()).changes if change.key == READ] == [Act.EDITED]
    conflict = trainer.publish(course("changé"))
    assert [change.act for change in conflict.changes if change.key == READ] == [Act.CONFLICT]
    assert "retouché" in trainer.site.course(KEY).activities[READ].text
    trainer.publish(course("changé"), Choices(overwrite=frozenset({READ})))
    assert "retouché" not in trainer.site.course(KEY).activities[READ].text
    assert not trainer.publish(course("changé")).writes


def test_everything_can_be_written_over_at_once(trainer: Trainer) -> None:
    trainer.publish(course())
    trainer.site.edit(KEY, READ)
    trainer.site.edit(KEY, REREAD)
    plan = trainer.publish(course(), Choices(overwrite=frozenset({"tout"})))
    assert plan.choices.overwrite == {READ, REREAD}
    assert not any(activity.edited for activity in trainer.inventory().activities)


def test_the_site_moved_between_plan_and_order_stops_everything(trainer: Trainer, pretend: PretendSite) -> None:
    trainer.publish(course())
    transfer = Transfer(Coursedeploy(pretend.client()))
    new = course("changé")
    seen = look(transfer, CATEGORY, KEY, trainer.journal, new.sources)
    plan = plan_for(new.sources, seen.inventory)
    pretend.edit(KEY, REREAD)
    with pytest.raises(SiteRefused, match="a changé sur le site"):
        update(transfer, new.write(trainer.folder / "x.mbz"), new.sources, plan, seen.info, trainer.journal)
    assert pretend.course(KEY).activities[READ].source != new.sources.activities[1].digest
    trainer.publish(new)
    assert not trainer.publish(new).changes[3].is_written


def test_what_the_job_wrote_and_the_site_lacks_is_told(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer.publish(course())

    def forgetful(*_arguments: object) -> None:
        """A site that reports a write and keeps the old thing."""

    put = PretendSite._put
    monkeypatch.setattr(
        PretendSite,
        "_put",
        lambda self, course, key, *rest: rest[-1].append(
            {"kind": "activity", "key": key, "modname": "page", "cmid": 1, "action": "updated", "parts": []}
        ),
    )
    with pytest.raises(NotVerified, match="Lire"):
        trainer.publish(course("changé"))
    monkeypatch.setattr(PretendSite, "_put", put)
    trainer.publish(course("changé"))
    assert not trainer.publish(course("changé")).writes


def requests_of_an_update(trainer: Trainer) -> int:
    """How many requests an update takes."""
    trainer.publish(course())
    before = len(trainer.site.asked)
    trainer.publish(course("changé"))
    return len(trainer.site.asked) - before


NEW_REQUESTS = 6  # get_info, get_job, upload, restore twice, core_course_get_contents
UPDATE_REQUESTS = 6  # get_info, get_inventory, get_job, upload, restore, get_inventory


def test_a_new_course_takes_few_requests(trainer: Trainer) -> None:
    trainer.publish(course())
    assert len(trainer.site.asked) == NEW_REQUESTS


def test_an_update_takes_few_requests(trainer: Trainer) -> None:
    assert requests_of_an_update(trainer) == UPDATE_REQUESTS


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", range(1, UPDATE_REQUESTS + 1))
def test_killed_at_any_request_the_next_run_converges(trainer: Trainer, number: int, when: str) -> None:
    site = trainer.site
    trainer.publish(course())
    site.die_at = len(site.asked) + number, when
    with pytest.raises(Killed):
        trainer.publish(course("changé"))
    site.die_at = None
    trainer.publish(course("changé"))
    assert not trainer.publish(course("changé")).writes
    made = [action for job in site.jobs.values() for action in job["actions"] if action["action"] == "updated"]
    assert [action["key"] for action in made] == [READ], "written once"
    assert len(site.course(KEY).activities) == 3
    assert trainer.journal.read() is None


@pytest.mark.parametrize("step", ["write", "forget"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_of_the_journal_the_next_run_converges(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    trainer.publish(course())
    real = getattr(Journal, step)

    def dying(self: Journal, *arguments: Begun) -> None:
        if when == "after":
            real(self, *arguments)
        raise Killed

    monkeypatch.setattr(Journal, step, dying)
    with pytest.raises(Killed):
        trainer.publish(course("changé"))
    monkeypatch.setattr(Journal, step, real)
    trainer.publish(course("changé"))
    assert not trainer.publish(course("changé")).writes
    updates = [order["requestid"] for order in trainer.site.orders if order["target"] == "reconcile"]
    assert len(set(updates)) == 1
    assert trainer.journal.read() is None


@pytest.mark.parametrize("number", range(1, NEW_REQUESTS + 1))
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_new_course_killed_at_any_request_is_made_once(trainer: Trainer, number: int, when: str) -> None:
    site = trainer.site
    site.die_at = number, when
    with pytest.raises(Killed):
        trainer.publish(course())
    site.die_at = None
    trainer.publish(course())
    assert len(site.courses) == 1
    assert not trainer.publish(course()).writes


def test_a_journal_that_was_cut_short_or_lost_changes_nothing(trainer: Trainer) -> None:
    trainer.publish(course())
    for content in ("", "{", "[]", '{"format": 1, "work": "publish"}', '{"format": 99}', "null"):
        write_whole(trainer.journal.path, content)
        assert not trainer.publish(course()).writes


def test_the_journal_and_the_requests_hold_no_token(trainer: Trainer) -> None:
    trainer.publish(course())
    trainer.site.die_at = len(trainer.site.asked) + 5, "before"
    with pytest.raises(Killed):
        trainer.publish(course("changé"))
    kept = trainer.journal.path.read_text(encoding="utf-8")
    assert TOKEN not in kept and '"request_id": "update-' in kept
    assert TOKEN not in str(trainer.journal.path)
    assert trainer.journal.path.stat().st_mode & 0o077 == 0


def test_a_rollback_brings_back_what_was_there(trainer: Trainer) -> None:
    trainer.publish(course())
    first = {activity.key: activity.source for activity in trainer.inventory().activities}
    trainer.publish(prepared(with_page(f"{KEY}/s1/neuve")))
    trainer.publish(course("changé"))
    inventory = trainer.inventory()
    transfer = Transfer(Coursedeploy(trainer.site.client()))
    done = roll_back(transfer, inventory, chosen_snapshot(inventory, inventory.snapshots[0].id), trainer.journal)
    assert {a.key: a.source for a in done.inventory.activities if a.visible} == first
    assert [action.key for action in done.stays] == [f"{KEY}/s1/neuve"]
    assert not trainer.publish(course()).writes


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_rollback_killed_at_any_request_is_done_once(trainer: Trainer, number: int, when: str) -> None:
    site = trainer.site
    trainer.publish(course())
    trainer.publish(course("changé"))

    def back() -> None:
        inventory = trainer.inventory()
        chosen = chosen_snapshot(inventory, inventory.snapshots[0].id)
        roll_back(Transfer(Coursedeploy(site.client())), inventory, chosen, trainer.journal)

    site.die_at = len(site.asked) + 1 + number, when
    with pytest.raises(Killed):
        back()
    site.die_at = None
    back()
    assert trainer.inventory().activities[1].source == course().sources.activities[1].digest
    # Taken back once: whoever publishes the newer version again gets it.
    assert [change.key for change in trainer.publish(course("changé")).changes if change.is_written] == [READ]
    assert not trainer.publish(course("changé")).writes


def test_a_snapshot_that_is_not_there_is_named_with_those_that_are(trainer: Trainer) -> None:
    trainer.publish(course())
    with pytest.raises(SiteRefused, match="copie de sûreté"):
        chosen_snapshot(trainer.inventory(), 0)
    trainer.publish(course("changé"))
    known = trainer.inventory().snapshots[0].id
    with pytest.raises(UsageError) as unknown:
        chosen_snapshot(trainer.inventory(), 7)
    assert str(known) in unknown.value.remedy


def test_without_a_snapshot_when_asked_so(trainer: Trainer) -> None:
    trainer.publish(course())
    trainer.publish(course("changé"), Choices(snapshot=False, missing=Missing.KEEP))
    order = trainer.site.orders[-1]
    assert (order["options[snapshot]"], order["options[missing]"]) == ("0", "keep")
    assert not trainer.inventory().snapshots
