"""Publishing again to a real site what people have moved, hidden, deleted or renamed there."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.publish.changes import Act, Choices, Plan
from coursegen.publish.rollback import chosen_snapshot, foreseen
from moodle_backups import Backup, Section
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.gradebook import Grade

from .desk import Desk, changed, course, with_activities
from .site import Site

pytestmark = pytest.mark.once
"""On one release by default; what `test_sandbox_contract` asks too with the full matrix only."""

_LIB = "require_once($CFG->dirroot . '/course/lib.php');"


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path, f"gens-{secrets.token_hex(4)}")


def _order(desk: Desk) -> list[str]:
    return [one.key.rpartition("/")[2] for one in sorted(desk.inventory().sections, key=lambda one: one.number)]


def _in_order(*endings: str) -> Callable[[Backup], Backup]:
    """The sections of the course by the ends of their keys; one that it lacks is new."""

    def change(backup: Backup) -> Backup:
        known = {section.key.rpartition("/")[2]: section for section in backup.sections}
        new = (known.get(one) or Section(key=f"{backup.idnumber}/{one}", name=one) for one in endings)
        return replace(backup, sections=tuple(new))

    return change


def _codes(plan: Plan) -> set[str]:
    return {told.code for told in plan.announcements}


def _act(plan: Plan, ending: str) -> Act:
    return next(change.act for change in plan.changes if change.key.endswith(f"/{ending}"))


@pytest.mark.thorough
def test_sections_stand_in_the_order_of_the_folder_unless_a_person_has_moved_them(desk: Desk) -> None:
    desk.publish(course(desk.key))
    turned = course(desk.key, _in_order("accueil", "M2", "M3", "M1"), "1.1")
    desk.publish(turned)
    assert _order(desk) == ["accueil", "M2", "M3", "M1"]
    assert not desk.publish(turned).writes
    desk.site.php(_LIB + "move_section_to(get_course($args[0]), 3, 1); echo 'ok';", str(desk.inventory().course_id))
    theirs = ["accueil", "M1", "M2", "M3"]
    assert _order(desk) == theirs

    def renamed(backup: Backup) -> Backup:
        return replace(_in_order("accueil", "M2", "M3", "M1")(backup), fullname="Titre neuf")

    plan = desk.publish(course(desk.key, renamed, "1.2"))
    assert "sectionorder" in _codes(plan) and _order(desk) == theirs
    again = course(desk.key, _in_order("accueil", "M3", "M4", "M2", "M1"), "1.3")
    plan = desk.publish(again)
    assert "sectionconflict" in _codes(plan)
    assert _order(desk) == ["accueil", "M1", "M2", "M3", "M4"], "what is new comes behind the one before it"
    desk.publish(again, Choices(overwrite=frozenset({"course"})))
    assert _order(desk) == ["accueil", "M3", "M4", "M2", "M1"]
    assert not desk.publish(again).writes
    desk.roll_back()
    assert _order(desk) == ["accueil", "M1", "M2", "M3", "M4"]


@pytest.mark.thorough
def test_the_title_of_the_course_follows_the_folder_unless_a_person_has_changed_it(desk: Desk) -> None:
    desk.publish(course(desk.key))
    titled = course(desk.key, lambda backup: replace(backup, fullname="Titre neuf"), "1.1")
    desk.publish(titled)
    assert desk.inventory().title == "Titre neuf"
    assert [(a.key, a.parts) for a in desk.jobs[-1].actions if a.action == "updated"] == [("course", ("name",))]
    assert not desk.publish(titled).writes
    desk.roll_back()
    assert desk.inventory().title == f"Cours {desk.key}"
    desk.site.php(
        _LIB + "update_course((object)['id' => $args[0], 'fullname' => 'Du formateur']); echo 'ok';",
        str(desk.inventory().course_id),
    )
    assert [c.act for c in desk.publish(course(desk.key)).changes if c.key == "course"] == [Act.EDITED]
    assert [c.act for c in desk.publish(titled).changes if c.key == "course"] == [Act.CONFLICT]
    assert desk.inventory().title == "Du formateur"
    desk.publish(titled, Choices(overwrite=frozenset({"course"})))
    assert desk.inventory().title == "Titre neuf"


@pytest.mark.thorough
def test_what_a_person_hides_moves_or_deletes_stays_so_and_its_text_follows_the_folder(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(
        _LIB + "set_coursemodule_visible((int)$args[0], 0);"
        "$cm = get_coursemodule_from_id('', (int)$args[1]);"
        "moveto_module($cm, $DB->get_record('course_sections', ['course' => $cm->course, 'section' => 0]));"
        "course_delete_module((int)$args[2]); echo 'ok';",
        *(str(desk.cmid(ending)) for ending in ("relire", "lien", "livre")),
    )
    plan = desk.publish(course(desk.key))
    assert not plan.writes
    assert [_act(plan, one) for one in ("relire", "lien", "livre")] == [Act.EDITED, Act.EDITED, Act.GONE]

    def corrected(backup: Backup) -> Backup:
        for ending, values in (
            ("relire", {"content": "<p>Corrigé</p>"}),
            ("lien", {"url": "https://example.org/neuf"}),
            ("livre", {"name": "Livre neuf"}),
        ):
            backup = changed(ending, **values)(backup)
        return backup

    after = course(desk.key, corrected, "1.1")
    plan = desk.publish(after)
    assert [_act(plan, one) for one in ("relire", "lien", "livre")] == [Act.UPDATE, Act.UPDATE, Act.CONFLICT]
    live = {one.key.rpartition("/")[2]: one for one in desk.inventory().activities}
    assert desk.page("relire") == "<p>Corrigé</p>" and not live["relire"].visible
    assert "livre" not in live
    home = desk.inventory().sections[0].id
    assert live["lien"].section == home
    told = {(action.key.rpartition("/")[2], action.code) for action in desk.jobs[-1].actions}
    assert ("relire", "hiddenonsite") in told
    more = course(desk.key, lambda b: changed("relire", name="Relire mieux")(corrected(b)), "1.2")
    desk.publish(more)
    assert not next(one for one in desk.inventory().activities if one.key.endswith("/relire")).visible
    desk.publish(more, Choices(overwrite=frozenset({"tout"})))
    live = {one.key.rpartition("/")[2]: one for one in desk.inventory().activities}
    assert live["relire"].visible and live["livre"].title == "Livre neuf"
    assert not desk.inventory().deleted


def test_what_a_rollback_has_hidden_is_shown_by_the_next_publication(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(_LIB + "course_delete_module((int)$args[0]); echo 'ok';", str(desk.cmid("relire")))
    back = Choices(overwrite=frozenset({f"{desk.key}/relire"}))
    desk.publish(course(desk.key), back)
    desk.roll_back()
    assert not next(one for one in desk.inventory().activities if one.key.endswith("/relire")).visible
    plan = desk.publish(course(desk.key))
    assert _act(plan, "relire") is Act.UPDATE
    assert "first" not in _codes(plan)
    assert next(one for one in desk.inventory().activities if one.key.endswith("/relire")).visible


def test_a_weight_of_ours_in_an_activity_that_a_person_edited_is_nobodys_edit(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(
        "$cm = get_coursemodule_from_id('', (int)$args[0]);"
        "$DB->set_field('quiz', 'intro', 'Du formateur', ['id' => $cm->instance]); echo 'ok';",
        str(desk.cmid("test")),
    )

    def heavier(backup: Backup) -> Backup:
        grade = Grade(maximum=10.0, category=f"{desk.key}/n", weight=3.0)
        return changed("test", grade=grade, intro="<p>Du dossier</p>")(backup)

    after = course(desk.key, heavier, "1.1")
    plan = desk.publish(after)
    assert _act(plan, "test") is Act.CONFLICT
    live = next(one for one in desk.inventory().activities if one.key.endswith("/test"))
    assert live.weight == 3.0, "the gradebook is ours"
    assert "grade" not in live.edited_parts and live.edited_parts


def test_a_section_changed_by_a_new_page_keeps_what_a_person_put_there(desk: Desk) -> None:
    desk.publish(course(desk.key))

    def more(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
        return (activities[0], Page(key=f"{desk.key}/neuve", name="Neuve", content="<p>3</p>"), *activities[1:])

    desk.site.php(
        _LIB + "$cm = get_coursemodule_from_id('', (int)$args[0]);"
        "moveto_module($cm, $DB->get_record('course_sections', ['course' => $cm->course, 'section' => 0])); echo 'ok';",
        str(desk.cmid("lien")),
    )
    desk.publish(course(desk.key, with_activities(1, more), "1.1"))
    plan = desk.publish(course(desk.key, with_activities(1, more), "1.1"))
    assert _act(plan, "lien") is Act.EDITED, "it goes on being told"


@pytest.mark.parametrize("named", ["CLE", "tout"])
def test_what_a_person_moved_to_another_section_comes_back_to_its_place_when_it_is_asked_for(
    desk: Desk, named: str
) -> None:
    desk.publish(course(desk.key))
    before = _placed(desk)
    desk.site.php(
        _LIB + "$cm = get_coursemodule_from_id('', (int)$args[0]);"
        "moveto_module($cm, $DB->get_record('course_sections', ['course' => $cm->course, 'section' => 0])); echo 'ok';",
        str(desk.cmid("relire")),
    )
    assert not desk.publish(course(desk.key)).writes and _placed(desk) != before
    key = f"{desk.key}/relire" if named == "CLE" else named
    desk.publish(course(desk.key), Choices(overwrite=frozenset({key})))
    assert desk.done() == {"relire": "moved"}
    assert _placed(desk) == before, "in its section, and between the two that it stood between"
    plan = desk.publish(course(desk.key))
    assert not plan.writes and _act(plan, "relire") is Act.UNCHANGED


def _placed(desk: Desk) -> list[tuple[int, int, str]]:
    return sorted((one.section, one.position, one.key) for one in desk.inventory().activities)


@pytest.mark.thorough
def test_what_going_back_does_to_a_section_of_since_is_foretold(desk: Desk) -> None:
    desk.publish(course(desk.key))

    def more(backup: Backup) -> Backup:
        [moved] = [one for one in backup.sections[1].activities if one.key.endswith("/relire")]
        new = Page(key=f"{desk.key}/neuve", name="Neuve", content="<p>3</p>")
        shorter = with_activities(1, lambda them: tuple(one for one in them if one is not moved))(backup)
        section = Section(key=f"{desk.key}/M3", name="Trois", activities=(new, moved))
        return replace(shorter, sections=(*shorter.sections, section))

    desk.publish(course(desk.key, more, "1.1"))
    inventory = desk.inventory()
    seen = foreseen(desk.transfer, inventory, chosen_snapshot(inventory, 0), frozenset())
    hidden = {f"{desk.key}/M3", f"{desk.key}/neuve"}
    for actions in (seen or (), desk.roll_back().job.actions):
        assert {one.key for one in actions if one.action == "hidden"} == hidden
        assert not any(one.action == "kept" for one in actions)
