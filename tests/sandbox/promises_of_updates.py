"""What a site promises of a course that is published again: one change touches one thing, people's work stays."""

from __future__ import annotations

import json
from dataclasses import replace

from moodle_backups.activities.page import Page

from ..moodle.reconciled import first, question, with_activity, with_section
from .ground import Ground, did, refused, renamed


def the_same_again_writes_nothing(ground: Ground) -> None:
    course = ground.made()
    state = ground.inventory(course)["state"]
    job = ground.update(course, first(ground.key))
    assert (job.writes, job.snapshot, did(job)) == (0, 0, {})
    assert ground.inventory(course)["state"] == job.state == state


def one_change_touches_one_activity(ground: Ground) -> None:
    course = ground.made()
    before = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    job = ground.update(course, with_activity(first(ground.key), "relire", content="<p>Corrigé</p>"))
    assert did(job) == {"relire": "updated"}
    assert job.snapshot and [one["id"] for one in ground.inventory(course)["snapshots"]] == [job.snapshot]
    after = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    assert {key: row["cmid"] for key, row in after.items()} == {key: row["cmid"] for key, row in before.items()}
    changed = [key for key, row in after.items() if row["fingerprint"] != before[key]["fingerprint"]]
    assert changed == [f"{ground.key}/relire"]
    assert after[changed[0]]["base"] == after[changed[0]]["fingerprint"]


def only_what_is_named_is_looked_at(ground: Ground) -> None:
    course = ground.made()
    both = renamed(first(ground.key), "lire", "Lire mieux")
    both = renamed(both, "relire", "Relire mieux")
    assert did(ground.update(course, both, only=[f"{ground.key}/lire"])).keys() == {"lire"}
    assert ground.activity(course, "relire")["name"] == "Relire"
    assert did(ground.update(course, both)).keys() == {"relire"}


def a_course_that_moved_is_not_written(ground: Ground) -> None:
    course = ground.made()
    state = ground.inventory(course)["state"]
    ground.edit(ground.activity(course, "lire")["cmid"])
    assert ground.inventory(course)["state"] != state
    wanted = renamed(first(ground.key), "relire", "Autre")
    refused("statemoved", lambda: ground.update(course, wanted, expectstate=state))
    assert ground.activity(course, "relire")["name"] == "Relire"


def a_teachers_change_is_left_until_named(ground: Ground) -> None:
    course = ground.made()
    ground.edit(ground.activity(course, "lire")["cmid"])
    edited = ground.activity(course, "lire")
    assert edited["fingerprint"] != edited["base"]
    assert json.loads(edited["parts"]) != json.loads(edited["baseparts"])
    assert did(ground.update(course, first(ground.key)))["lire"] == "leftalone"
    wanted = with_activity(first(ground.key), "lire", content="<p>Autre</p>")
    assert did(ground.update(course, wanted))["lire"] == "conflict"
    assert ground.activity(course, "lire")["fingerprint"] == edited["fingerprint"]
    assert did(ground.update(course, wanted, overwrite=[f"{ground.key}/lire"]))["lire"] == "updated"
    ours = ground.activity(course, "lire")
    assert ours["fingerprint"] == ours["base"] != edited["fingerprint"]


def what_left_the_folder_is_hidden_once(ground: Ground) -> None:
    course = ground.made()
    whole = with_activity(first(ground.key), "lire", content="<p>Sans lien</p>")
    ground.update(course, whole)
    kept = whole.sections[1].activities[:1]
    less = with_section(whole, "s1", activities=kept)
    assert ground.update(course, less, missing="keep", only=[f"{ground.key}/livre"]).writes == 0
    assert ground.activity(course, "livre")["visible"]
    assert did(ground.update(course, less)) == {"livre": "hidden", "relire": "hidden"}
    assert not ground.activity(course, "livre")["visible"]
    assert ground.update(course, less).writes == 0


def what_moves_goes_to_its_place(ground: Ground) -> None:
    course = ground.made()
    cmid = ground.activity(course, "livre")["cmid"]
    whole = first(ground.key)
    home, one, two = whole.sections
    read, again, book = one.activities
    moved = replace(
        whole, sections=(home, replace(one, activities=(again, read)), replace(two, activities=(book, *two.activities)))
    )
    assert ground.update(course, moved).writes
    rows = {row["idnumber"].rpartition("/")[2]: row for row in ground.inventory(course)["activities"]}
    assert (rows["livre"]["section"], rows["livre"]["position"], rows["livre"]["cmid"]) == (2, 0, cmid)
    assert (rows["relire"]["position"], rows["lire"]["position"], rows["quiz"]["position"]) == (0, 1, 1)
    assert ground.update(course, moved).writes == 0


def a_new_activity_comes_where_it_belongs(ground: Ground) -> None:
    course = ground.made()
    whole = first(ground.key)
    new = Page(key=f"{ground.key}/neuf", name="Neuf", content="<p>Neuf</p>")
    read, *rest = whole.sections[1].activities
    more = with_section(whole, "s1", activities=(read, new, *rest))
    done = did(ground.update(course, more))
    assert done.pop("neuf") == "added"
    assert set(done.values()) <= {"moved"}, "what stands behind it may count as moved"
    rows = ground.inventory(course)["activities"]
    places = {row["idnumber"].rpartition("/")[2]: row["position"] for row in rows if row["section"] == 1}
    assert places == {"lire": 0, "neuf": 1, "relire": 2, "livre": 3}


def a_changed_question_is_a_new_version(ground: Ground) -> None:
    course = ground.made()
    asked = (question(ground.key, 1, " (corrigé)"), question(ground.key, 2))
    ground.update(course, with_activity(first(ground.key), "quiz", questions=asked))
    rows = {row["idnumber"].rpartition("/")[2]: row["version"] for row in ground.inventory(course)["questions"]}
    assert rows == {"q1": 2, "q2": 1}
