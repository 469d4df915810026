"""What a site promises to those who work in a course there: what they move, hide, delete or rename stays so."""

from __future__ import annotations

from dataclasses import replace

from moodle_backups import Backup, Section

from ..moodle.reconciled import first, with_activity
from .ground import Ground, did


def sections_stand_as_in_the_folder_unless_a_person_moved_them(ground: Ground) -> None:
    course = ground.made()
    assert _places(ground, course) == {"accueil": 0, "s1": 1, "s2": 2}
    turned = _in_order(first(ground.key), "accueil", "s2", "s1")
    ground.update(course, turned, only=["s1"])
    assert _order(ground, course) == ["accueil", "s2", "s1"]
    assert _places(ground, course) == {"accueil": 0, "s2": 1, "s1": 2}
    assert ground.update(course, turned, only=["s1"]).writes == 0
    ground.turn(course)
    ground.update(course, with_activity(turned, "lire", content="<p>Corrigé</p>"))
    assert _order(ground, course) == ["accueil", "s1", "s2"], "the folder has not moved anything"
    more = _in_order(turned, "accueil", "neuve", "s2", "s1")
    ground.update(course, more, only=["neuve"])
    assert _order(ground, course) == ["accueil", "neuve", "s1", "s2"]
    last = _in_order(more, "accueil", "s2", "neuve", "s1")
    kept = ground.update(course, last, only=["s2"])
    assert ("course", "kept", "movedonsite") in [(one.sort, one.action, one.code) for one in kept.actions]
    assert _order(ground, course) == ["accueil", "neuve", "s1", "s2"]
    ground.update(course, last, only=["s2"], overwrite=["course"])
    assert _order(ground, course) == ["accueil", "s2", "neuve", "s1"]


def the_title_is_the_folders_unless_a_person_changed_it(ground: Ground) -> None:
    course = ground.made()
    ground.update(course, replace(first(ground.key), fullname="Titre neuf"))
    assert ground.inventory(course)["fullname"] == "Titre neuf"
    ground.retitle(course)
    theirs = ground.inventory(course)["fullname"]
    [told] = [one for one in ground.inventory(course)["others"] if one["kind"] == "course"]
    assert told["fingerprint"] != told["base"]
    other = replace(first(ground.key), fullname="Autre titre")
    job = ground.update(course, other)
    assert [one.action for one in job.actions if one.sort == "course"] == ["conflict"]
    assert ground.inventory(course)["fullname"] == theirs != "Titre neuf"
    ground.update(course, other, overwrite=["course"])
    assert ground.inventory(course)["fullname"] == "Autre titre"


def what_a_person_hid_is_corrected_and_stays_hidden(ground: Ground) -> None:
    course = ground.made()
    ground.hide(ground.activity(course, "relire")["cmid"])
    hidden = ground.activity(course, "relire")
    assert hidden["onlyvisibility"] and hidden["fingerprint"] != hidden["base"]
    assert did(ground.update(course, first(ground.key)))["relire"] == "leftalone"
    for text in ("<p>Corrigé</p>", "<p>Encore</p>"):
        wanted = with_activity(first(ground.key), "relire", content=text)
        job = ground.update(course, wanted)
        assert {one.code for one in job.actions if one.action == "kept"} == {"hiddenonsite"}
        there = ground.activity(course, "relire")
        assert there["source"] != hidden["source"] and not there["visible"] and there["onlyvisibility"]
    ground.update(course, wanted, overwrite=[f"{ground.key}/relire"])
    assert ground.activity(course, "relire")["visible"]


def what_a_person_deleted_is_told_until_it_is_back(ground: Ground) -> None:
    course = ground.made()
    page = ground.activity(course, "relire")
    ground.delete(page["cmid"])
    gone = [{"idnumber": f"{ground.key}/relire", "source": page["source"]}]
    assert ground.inventory(course)["deleted"] == gone
    assert ground.update(course, first(ground.key), only=[f"{ground.key}/lire"]).writes == 0
    assert ground.inventory(course)["deleted"] == gone
    assert did(ground.update(course, first(ground.key), only=[f"{ground.key}/relire"]))["relire"] == "added"
    assert ground.inventory(course)["deleted"] == []


def _in_order(backup: Backup, *keys: str) -> Backup:
    known = {section.key: section for section in backup.sections}
    return replace(backup, sections=tuple(known.get(key) or Section(key=key, name=key) for key in keys))


def _order(ground: Ground, course: int) -> list[str]:
    return [one["key"] for one in sorted(ground.inventory(course)["sections"], key=lambda one: one["number"])]


def _places(ground: Ground, course: int) -> dict[str, int]:
    return {one["key"]: one["place"] for one in ground.inventory(course)["sections"]}
