"""Real answers of the present plugin: what it says of a course is understood, and gives the plan that it should."""

from __future__ import annotations

import json

import pytest

from coursegen.publish.changes import Act
from coursegen.publish.errors import SiteRefused
from coursegen.publish.inventory import Inventory, inventory_of
from coursegen.publish.jobs import job_of
from coursegen.publish.plan import plan_for
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.report import actions_document, report_lines, titles_of
from coursegen.publish.sources import Sources, sources_of

from .packages import course_backup
from .replay import KEY, ReplaySite, recorded

RELEASES = pytest.mark.parametrize("release", ["4.5", "5.0"])
READ = f"{KEY}/s1/lire"


def inventory(release: str, name: str = "inventory") -> Inventory:
    return inventory_of(json.loads(recorded(name, release).body))


def sources(extra: str = "") -> Sources:
    return sources_of(course_backup(KEY, extra=extra), "1.1" if extra else "1.0")


@RELEASES
def test_a_course_just_made_needs_nothing(release: str) -> None:
    plan = plan_for(sources(), inventory(release))
    assert not plan.writes, [change for change in plan.changes if change.is_written]
    assert plan.published == "1.0" and plan.is_quiet


@RELEASES
def test_a_changed_page_is_the_one_thing_to_write_and_then_nothing_is(release: str) -> None:
    plan = plan_for(sources("changé"), inventory(release))
    assert [(c.key, c.act, c.parts) for c in plan.changes if c.is_written] == [(READ, Act.UPDATE, ("content",))]
    assert not plan_for(sources("changé"), inventory(release, "inventory_updated")).writes


@RELEASES
def test_what_a_job_did_is_told(release: str) -> None:
    job = job_of(json.loads(recorded("updated", release).body))
    assert (job.status, job.writes, bool(job.snapshot)) == ("done", 1, True)
    assert job.state == inventory(release, "inventory_updated").state
    lines = [*report_lines(job.actions, titles_of(sources(), inventory(release)))]
    assert lines == ["Mis à jour (1)", "  ✓ Page « Lire » : texte"]


@RELEASES
def test_a_rollback_that_was_done_is_told(release: str) -> None:
    job = job_of(json.loads(recorded("rolled_back", release).body))
    told = [(action["key"], action["action"]) for action in actions_document(job.actions)]
    assert (job.status, told) == ("done", [(READ, "updated")])


@RELEASES
def test_the_present_plugin_is_known_by_what_it_says_of_itself(moodle: ReplaySite, release: str) -> None:
    moodle.answers("local_coursedeploy_get_info", recorded("present_info", release))
    info = Coursedeploy(moodle.client()).info(Category.named("SOCIEUX"))
    assert info.updates and "rollback" in info.features


@RELEASES
@pytest.mark.parametrize(
    ("name", "function", "words"),
    [("no_course", "get_inventory", "n’est plus, sur le site"), ("state_moved", "restore", "a changé sur le site")],
)
def test_refusals_are_told_in_words(moodle: ReplaySite, release: str, name: str, function: str, words: str) -> None:
    moodle.answers(f"local_coursedeploy_{function}", recorded(name, release))
    with pytest.raises(SiteRefused, match=words) as refused:
        moodle.client().ask(f"local_coursedeploy_{function}", {"courseid": 1})
    assert refused.value.remedy
