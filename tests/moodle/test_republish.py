"""Publishing again to a real site: nothing changed, something changed, edited there, taken back; how long it takes."""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.cli.app import run
from coursegen.publish.changes import Act, Choices
from coursegen.publish.errors import SiteRefused
from coursegen.publish.plan import plan_for
from coursegen.publish.prepare import prepare
from moodle_backups import Backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Chapter
from moodle_backups.activities.choice import ChoiceOption
from moodle_backups.activities.page import Page
from moodle_backups.gradebook import Grade

from .desk import Desk, changed, course, weighed, with_activities
from .site import Site

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

EXAMPLES = Path(__file__).parents[2] / "examples"
OWN_SECONDS = 0.3


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path, f"essai-{secrets.token_hex(4)}")


def test_publishing_the_same_again_writes_nothing_on_the_site(desk: Desk) -> None:
    desk.publish(course(desk.key))
    before = desk.inventory()
    plan = desk.publish(course(desk.key))
    assert not plan.writes, [change for change in plan.changes if change.is_written]
    assert not desk.jobs
    assert desk.inventory() == before
    assert not [one.key for one in (*before.activities, *before.sections) if one.edited]


@pytest.mark.parametrize(
    ("ending", "values"),
    [
        ("lire", {"content": '<p>Autre</p><img src="file:a.png" alt="">'}),
        ("mot", {"intro": "<p>Bonsoir</p>"}),
        ("livre", {"chapters": (Chapter(title="I", content="<p>autre</p>", key="i"),)}),
        ("lien", {"url": "https://example.org/autre"}),
        ("devoir", {"due": 1798761600}),
        ("test", {"time_limit": 600}),
        ("choix", {"options": (ChoiceOption(text="Oui"), ChoiceOption(text="Non"), ChoiceOption(text="?"))}),
    ],
)
def test_one_activity_changed_is_one_activity_written(desk: Desk, ending: str, values: dict[str, Any]) -> None:
    desk.publish(course(desk.key))
    after = course(desk.key, changed(ending, **values), "1.1")
    plan = desk.publish(after)
    assert plan.only == (f"{desk.key}/{ending}",)
    assert desk.done() == {ending: "updated"}
    again = desk.publish(after)
    assert not again.writes, [change for change in again.changes if change.is_written]


def test_added_moved_renamed_and_removed(desk: Desk) -> None:
    desk.publish(course(desk.key))

    def change(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
        label, read, _reread, book, link = activities
        more = Page(key=f"{desk.key}/neuve", name="Neuve", content="<p>3</p>")
        return (label, link, replace(read, name="Lire encore"), more, book)

    after = course(desk.key, with_activities(1, change), "1.1")
    plan = desk.publish(after)
    assert {c.key.removeprefix(f"{desk.key}/"): c.act for c in plan.changes if c.is_written} == {
        "lire": Act.RENAME,
        "lien": Act.MOVE,
        "neuve": Act.CREATE,
        "relire": Act.HIDE,
    }
    live = {one.key.removeprefix(f"{desk.key}/"): one for one in desk.inventory().activities}
    assert not live["relire"].visible
    assert live["lire"].title == "Lire encore"
    order = sorted((one for one in live.values() if one.section == live["mot"].section), key=lambda one: one.position)
    assert [one.key.rpartition("/")[2] for one in order if one.visible] == ["mot", "lien", "lire", "neuve", "livre"]
    again = desk.publish(after)
    assert not again.writes, [change for change in again.changes if change.is_written]
    back = desk.publish(course(desk.key))
    assert back.writes and not desk.publish(course(desk.key)).writes
    assert next(one for one in desk.inventory().activities if one.key.endswith("/relire")).visible


def test_a_renamed_section_and_a_heavier_category(desk: Desk) -> None:
    desk.publish(course(desk.key))

    def change(backup: Backup) -> Backup:
        first, second, third = backup.sections
        renamed = (first, replace(second, name="Un bis"), third)
        return replace(backup, sections=renamed, gradebook=weighed(desk.key, 60.0))

    after = course(desk.key, change, "1.1")
    plan = desk.publish(after)
    assert {c.key for c in plan.changes if c.is_written} == {
        f"{desk.key}/M1",
        "gradebook",
    }
    inventory = desk.inventory()
    assert [section.title for section in inventory.sections[1:]] == ["Un bis", "Deux"]
    [category] = desk.site.query(
        "SELECT aggregationcoef AS weight FROM {grade_items}"
        f" WHERE itemtype = 'category' AND courseid = {inventory.course_id}"
    )
    assert float(category["weight"]) == 60.0
    again = desk.publish(after)
    assert not again.writes, [change for change in again.changes if change.is_written]


def test_what_a_teacher_changed_is_kept_until_it_is_named(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.edit("relire", "<p>Du formateur</p>")
    same = desk.publish(course(desk.key))
    assert [c.key for c in same.changes if c.act is Act.EDITED] == [f"{desk.key}/relire"]
    after = course(desk.key, changed("relire", content="<p>Du dossier</p>"), "1.1")
    plan = desk.publish(after)
    assert [(d.code, d.key) for d in plan.decisions] == [("conflict", f"{desk.key}/relire")]
    both = course(
        desk.key, lambda b: changed("lire", name="L")(changed("relire", content="<p>Du dossier</p>")(b)), "1.1"
    )
    desk.publish(both)
    assert desk.page("relire") == "<p>Du formateur</p>"
    desk.publish(both, Choices(overwrite=frozenset({f"{desk.key}/relire"})))
    assert desk.page("relire") == "<p>Du dossier</p>"
    assert not desk.publish(both).writes


def test_a_rollback_gives_back_the_first_version_and_it_can_be_published_again(desk: Desk) -> None:
    desk.publish(course(desk.key))
    first = desk.inventory()
    after = course(desk.key, changed("relire", content="<p>Autre</p>"), "1.1")
    desk.publish(after)
    done = desk.roll_back()
    assert desk.page("relire") == "<p>Deux</p>"
    assert {a.key: a.source for a in done.inventory.activities} == {a.key: a.source for a in first.activities}
    assert not done.stays
    assert not desk.publish(course(desk.key)).writes
    desk.publish(after)
    assert desk.page("relire") == "<p>Autre</p>"


def test_what_learners_hold_on_to_is_foretold_kept_and_told_once(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(
        "$cm = get_coursemodule_from_id('choice', (int)$args[0]);"
        "$options = $DB->get_records_menu('choice_options', ['choiceid' => $cm->instance], '', 'id, text');"
        "$DB->insert_record('choice_answers', ['choiceid' => $cm->instance, 'userid' => get_admin()->id,"
        " 'optionid' => array_search('Non', $options), 'timemodified' => time()]);"
        "require_once($CFG->libdir . '/gradelib.php'); $work = get_coursemodule_from_id('assign', (int)$args[1]);"
        "$DB->insert_record('assign_grades', ['assignment' => $work->instance, 'userid' => get_admin()->id,"
        " 'timecreated' => time(), 'timemodified' => time(), 'grader' => get_admin()->id, 'grade' => 71]);"
        "grade_update('mod/assign', $work->course, 'mod', 'assign', $work->instance, 0,"
        " ['userid' => get_admin()->id, 'rawgrade' => 71]); echo 'ok';",
        str(desk.cmid("choix")),
        str(desk.cmid("devoir")),
    )

    def change(backup: Backup) -> Backup:
        fewer = changed("choix", options=(ChoiceOption(text="Oui"), ChoiceOption(text="Peut-être")))(backup)
        return changed("devoir", grade=Grade(maximum=50.0, category=f"{desk.key}/n", weight=1.0))(fewer)

    after = course(desk.key, change, "1.1")
    plan = desk.publish(after)
    assert {c.key.removeprefix(f"{desk.key}/"): dict(c.kept) for c in plan.changes if c.kept} == {
        "choix": {"optionused": ("Non",)},
        "devoir": {"grademax": ()},
    }
    codes = {action.code for action in desk.jobs[-1].actions if action.code}
    assert {"optionused", "grademax"} <= codes
    [option] = desk.site.query(
        "SELECT o.text FROM {choice_options} o JOIN {choice_answers} a ON a.optionid = o.id"
        f" JOIN {{course_modules}} cm ON cm.instance = o.choiceid WHERE cm.id = {desk.cmid('choix')}"
    )
    assert option["text"] == "Non"
    again = desk.publish(after)
    assert not again.writes, [c for c in again.changes if c.is_written]


@pytest.mark.thorough
def test_a_course_that_lost_its_names_on_the_site_is_known_from_any_computer(desk: Desk) -> None:
    desk.publish(course(desk.key))
    info = desk.transfer.plugin.info(desk.category, desk.key, desk.key)
    assert info.published_courses == ()
    rename = "$DB->update_record('course', ['id' => $args[0], 'idnumber' => $args[1], 'shortname' => $args[2]]);"
    number, other = str(info.idnumber_course), f"archive-{secrets.token_hex(4)}"
    elsewhere = replace(desk, folder=desk.folder / "autre poste")
    for shortname, advice in ((other, "coursegen publish … --new"), (desk.key, "changez d’abord son « Nom abrégé »")):
        desk.site.php(rename, number, other, shortname)
        with pytest.raises(SiteRefused) as refused:
            elsewhere.publish(course(desk.key))
        assert refused.value.code == "codelost"
        assert f"« Cours {desk.key} » ({desk.site.url}/course/view.php?id={number})" in str(refused.value)
        assert advice in refused.value.remedy and f"/course/edit.php?id={number}" in refused.value.remedy
    desk.site.php(rename, number, desk.key, other)
    assert not elsewhere.publish(course(desk.key)).writes


@pytest.mark.thorough
def test_a_trainers_day_at_the_command_line(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = site.publisher()
    monkeypatch.setenv("COURSEGEN_CONFIG_DIR", str(tmp_path / "réglages"))
    monkeypatch.setenv("COURSEGEN_STATE_DIR", str(tmp_path / "état"))
    monkeypatch.setenv("COURSEGEN_TOKEN_ESSAI", account.token)
    folder = shutil.copytree(EXAMPLES / "one-ael", tmp_path / "one-ael")
    # A code of its own: another test may have put the example on this site.
    code = f"JOUR-{secrets.token_hex(4)}".upper()
    described = folder / "cours.yaml"
    described.write_text(described.read_text(encoding="utf-8").replace("ONE-AEL-01", code), encoding="utf-8")

    def says(*words: str) -> str:
        assert run([*words]) == 0, capsys.readouterr().err
        said = capsys.readouterr()
        assert account.token not in said.out + said.err
        return said.out

    says("site", "add", "essai", "--url", site.url, "--category", account.category_idnumber)
    assert "Nouveau cours : 6 sections, 46 activités" in says("plan", str(folder), "--site", "essai")
    assert "Cours créé" in says("publish", str(folder), "--site", "essai")
    assert "rien à changer" in says("publish", str(folder), "--site", "essai")
    lesson = folder / "contenus" / "m1" / "canaux.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n\nUne phrase de plus.\n", encoding="utf-8")
    saved = str(tmp_path / "plan.json")
    assert "Mis à jour (1)" in says("plan", str(folder), "--site", "essai", "-o", saved)
    told = json.loads(says("publish", str(folder), "--site", "essai", "--plan", saved, "--json"))
    assert (told["writes"], [action["action"] for action in told["actions"]]) == (1, ["updated"])
    assert "revenu à son état" in says("rollback", str(folder), "--site", "essai", "--yes")
    assert "Mis à jour (1)" in says("plan", str(folder), "--site", "essai")


@pytest.mark.thorough
def test_an_example_is_published_again_at_once_and_without_a_write(
    site: Site, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    example = prepare(EXAMPLES / "cipres-fdf")
    desk = Desk(site, tmp_path, example.sources.key)
    begun = time.perf_counter()
    desk.publish(example)
    made = time.perf_counter() - begun
    seconds = []
    for _time in range(3):
        begun = time.perf_counter()
        plan = desk.publish(example)
        seconds.append(time.perf_counter() - begun)
        assert not plan.writes, [change for change in plan.changes if change.is_written]
    record_property("first publication, seconds", round(made, 2))
    record_property("unchanged, seconds", [round(one, 3) for one in seconds])
    print(f"first {made:.2f} s, unchanged {min(seconds):.3f} s, {len(example.sources.activities)} activities")  # noqa: T201
    inventory = desk.inventory()
    begun = time.perf_counter()
    plan_for(example.sources, inventory)
    assert time.perf_counter() - begun < OWN_SECONDS
