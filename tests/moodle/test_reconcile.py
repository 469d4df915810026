"""A live course is published again through the plugin, with the rights of the publishing account."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.publish.errors import SiteRefused
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from moodle_backups import Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.page import Page
from moodle_backups.availability import Completed
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade

from .reconciled import Live, first, question, what, with_activity, with_section, written
from .site import Site

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

SCRIPTS = Path(__file__).parent / "php"


@pytest.fixture
def live(site: Site, tmp_path: Path) -> Live:
    """A course that was published once by the account with the least rights."""
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    category = plugin.info(Category.named(account.category_idnumber)).category_id
    key = f"essai-{secrets.token_hex(4)}"
    return Live(site, plugin, category, tmp_path, key).made(first(key))


def test_the_inventory_of_a_new_course_knows_all_of_it(live: Live) -> None:
    found = live.inventory
    assert [section.key for section in found.sections] == ["accueil", "s1", "s2"]
    assert all(one.owned and one.base == one.fingerprint and one.source for one in found.activities)
    assert not [other.kind for other in found.others if other.edited]
    assert {one.key for one in found.questions} == {f"{live.key}/q1", f"{live.key}/q2"}
    assert not any(one.edited for one in found.questions)


def test_publishing_the_same_again_writes_nothing(live: Live) -> None:
    before, state = live.rows(), live.inventory.state
    job = live.publish(first(live.key))
    assert (job.status, written(job), job.writes, job.snapshot) == ("done", [], 0, 0)
    assert live.rows() == before
    assert live.inventory.state == job.state == state


def test_one_changed_page_is_one_activity_written(live: Live) -> None:
    corrected = with_activity(first(live.key), "relire", content="<p>Corrigé</p>")
    before = {one.key: one.cmid for one in live.inventory.activities}
    courses, binned = live.courses(), _binned(live)
    job = live.publish(corrected)
    assert written(job) == [("activity", "relire", "updated")]
    assert "Corrigé" in live.page("relire")
    assert {one.key: one.cmid for one in live.inventory.activities} == before
    assert live.courses() == courses
    assert _binned(live) == binned, "the staging course goes without a copy in the recycle bin"
    assert live.publish(corrected).writes == 0


def _binned(live: Live) -> int:
    """How many courses the site's recycle bins hold, those of other tests too."""
    return int(live.site.query("SELECT count(*) AS n FROM {tool_recyclebin_category}")[0]["n"])


def test_every_kind_of_change_arrives_and_the_second_run_finds_nothing(live: Live) -> None:
    revised = with_activity(first(live.key), "mot", intro="<p>Bonsoir</p>")
    revised = with_activity(revised, "quiz", questions=(question(live.key, 1, " (corrigé)"), question(live.key, 2)))
    added = Page(key=f"{live.key}/neuf", name="Neuf", content=f'<p><a href="activity:{live.key}/lire">lire</a></p>')
    revised = with_activity(revised, "lire", content=f'<p><a href="activity:{live.key}/neuf">neuf</a></p>')
    home, one, two = revised.sections
    read, again, book = one.activities
    third = Section(key="s3", name="Nouvelle", activities=(added,))
    moved = (home, replace(two, name="Séquence 2 bis", activities=(*two.activities, again)), third)
    revised = replace(revised, sections=(*moved, replace(one, activities=(book, read))))
    job = live.publish(revised)
    assert what(job) == {
        "mot": "updated", "quiz": "updated", "lire": "updated", "neuf": "added", "relire": "moved", "livre": "moved"
    }  # fmt: skip
    assert what(job, "section") == {"s2": "renamed", "s3": "added"}
    assert live.outline() == [
        ("Accueil", ["mot"]), ("Séquence 2 bis", ["quiz", "relire"]), ("Nouvelle", ["neuf"]),
        ("Séquence 1", ["livre", "lire"]),
    ]  # fmt: skip
    assert f"/mod/page/view.php?id={live.activity('neuf').cmid}" in live.page("lire")
    assert f"/mod/page/view.php?id={live.activity('lire').cmid}" in live.page("neuf")
    assert {question.version for question in live.inventory.questions} == {1, 2}
    assert live.publish(revised).writes == 0
    forced = live.publish(revised, sources="")
    assert written(forced) == [], "without digests the comparison itself finds nothing"


def test_what_a_teacher_changed_is_never_lost(live: Live) -> None:
    live.edit_page("lire", "<p>De la main de la formatrice</p>")
    assert live.activity("lire").edited
    assert live.publish(first(live.key)).writes == 0
    revised = with_activity(first(live.key), "lire", content="<p>Version 2</p>")
    revised = with_activity(revised, "relire", content="<p>Version 2</p>")
    job = live.publish(revised)
    assert what(job) == {"lire": "conflict", "relire": "updated"}
    assert "formatrice" in live.page("lire")
    assert what(live.publish(revised)) == {"lire": "conflict"}
    decided = live.publish(revised, overwrite=[f"{live.key}/lire"])
    assert what(decided) == {"lire": "updated"}
    assert "Version 2" in live.page("lire")
    assert not live.activity("lire").edited


def test_only_what_was_asked_for_is_written(live: Live) -> None:
    revised = with_activity(first(live.key), "lire", content="<p>Un</p>")
    revised = with_section(with_activity(revised, "relire", content="<p>Deux</p>"), "s2", name="Autre")
    assert written(live.publish(revised, only=[f"{live.key}/lire"])) == [("activity", "lire", "updated")]
    assert "Deux" not in live.page("relire")
    rest = live.publish(revised)
    assert written(rest) == [("section", "s2", "renamed"), ("activity", "relire", "updated")]


def test_a_dry_run_says_the_same_and_writes_nothing(live: Live) -> None:
    revised = with_section(with_activity(first(live.key), "lire", content="<p>Un</p>"), "s2", name="Autre")
    # A staging course moves the places of the others in the category.
    tables = [name for name in live.rows() if name not in ("context", "course")]
    before, state = live.rows(), live.inventory.state
    dry = live.publish(revised, dryrun=True)
    assert dry.snapshot == 0
    after = live.rows()
    kept = {name: [row for row in after[name] if row["id"] <= max((r["id"] for r in before[name]), default=0)]
            for name in tables}  # fmt: skip
    assert kept == {name: before[name] for name in tables}
    assert live.inventory.state == state
    assert written(live.publish(revised)) == written(dry)


def test_what_the_package_no_longer_has_is_hidden_and_comes_back(live: Live) -> None:
    longer = with_activity(first(live.key), "lire", content="<p>Sans lien</p>")
    live.publish(longer)
    home, one, two = longer.sections
    shorter = replace(longer, sections=(home, replace(one, activities=one.activities[:1]), two))
    assert what(live.publish(shorter)) == {"relire": "hidden", "livre": "hidden"}
    assert not live.activity("relire").visible
    assert live.publish(shorter).writes == 0
    assert what(live.publish(longer)) == {"relire": "updated", "livre": "updated"}
    assert live.activity("relire").visible
    kept = live.publish(shorter, missing="keep")
    assert kept.writes == 0 and live.activity("livre").visible
    assert what(live.publish(shorter, missing="delete")) == {"relire": "deleted", "livre": "deleted"}


def test_a_section_that_the_package_no_longer_has_is_hidden_once_it_is_empty(live: Live) -> None:
    home, one, two = first(live.key).sections
    shorter = replace(first(live.key), sections=(home, replace(one, activities=(*one.activities, *two.activities))))
    assert written(live.publish(shorter)) == [("section", "s2", "hidden"), ("activity", "quiz", "moved")]
    assert [section.visible for section in live.inventory.sections] == [True, True, False]
    assert live.publish(shorter).writes == 0
    assert written(live.publish(first(live.key))) == [("section", "s2", "updated"), ("activity", "quiz", "moved")]
    assert [section.visible for section in live.inventory.sections] == [True, True, True]
    assert live.outline() == [
        ("Accueil", ["mot"]), ("Séquence 1", ["lire", "relire", "livre"]), ("Séquence 2", ["quiz"])
    ]  # fmt: skip


def test_a_section_and_an_activity_of_the_teacher_stay_in_their_place(live: Live) -> None:
    live.site.php(SCRIPTS / "teacher_adds.php", str(live.id))
    assert [title for title, _ in live.outline()] == ["Accueil", "De la formatrice", "Séquence 1", "Séquence 2"]
    revised = with_section(first(live.key), "s2", name="Séquence 2 bis", summary="<p>Nouveau</p>")
    home, one, two = revised.sections
    assert written(live.publish(revised)) == [("section", "s2", "updated")]
    outline = dict(live.outline())
    assert list(outline) == ["Accueil", "De la formatrice", "Séquence 1", "Séquence 2 bis"]
    assert outline["Séquence 1"] == ["lire", "", "relire", "livre"], "the teacher's own page in between"
    turned = replace(one, activities=tuple(reversed(one.activities)))
    live.publish(replace(revised, sections=(home, turned, two)))
    assert dict(live.outline())["Séquence 1"] == ["livre", "relire", "lire", ""]


def test_a_plan_made_for_another_state_is_refused(live: Live) -> None:
    state = live.inventory.state
    live.edit_page("lire", "<p>Entre-temps</p>")
    revised = with_activity(first(live.key), "relire", content="<p>Deux</p>")
    with pytest.raises(SiteRefused) as refusal:
        live.publish(revised, expectstate=state)
    assert refusal.value.code == "statemoved"
    assert "Deux" not in live.page("relire")
    assert live.publish(revised, expectstate=live.inventory.state).status == "done"


def test_a_rollback_brings_the_contents_back(live: Live) -> None:
    live.edit_page("relire", "<p>De la main de la formatrice</p>")
    before = {one.key: (one.cmid, one.fingerprint, one.base, one.source) for one in live.inventory.activities}
    outline = live.outline()
    home, one, two = first(live.key).sections
    added = Page(key=f"{live.key}/neuf", name="Neuf", content="<p>Neuf</p>")
    revised = replace(
        first(live.key), sections=(home, replace(two, name="Autre", activities=(*two.activities, added)), one)
    )
    revised = with_activity(revised, "lire", content="<p>Version 2</p>")
    revised = with_activity(revised, "quiz", questions=(question(live.key, 1, " (corrigé)"), question(live.key, 2)))
    job = live.publish(revised)
    assert job.snapshot and what(job)["neuf"] == "added"
    back = live.rollback()
    assert what(back)["lire"] == "updated" and what(back)["neuf"] == "hidden"
    assert "Version 2" not in live.page("lire") and "formatrice" in live.page("relire")
    after = {one.key: (one.cmid, one.fingerprint, one.base, one.source) for one in live.inventory.activities}
    assert {key: after[key] for key in before} == before
    assert [name for name, _ in live.outline()] == [name for name, _ in outline]
    assert live.publish(first(live.key)).writes == 0
    assert len(live.inventory.snapshots) == 2
    assert what(live.publish(revised))["lire"] == "updated"


def test_a_publication_killed_in_the_middle_is_finished_by_the_next(live: Live) -> None:
    revised = with_activity(first(live.key), "lire", content="<p>Un</p>")
    revised = with_activity(revised, "relire", content="<p>Deux</p>")
    home, one, two = revised.sections
    added = tuple(Page(key=f"{live.key}/neuf{n}", name=f"Neuf {n}", content="<p>Neuf</p>") for n in range(3))
    revised = replace(revised, sections=(home, replace(one, activities=(*one.activities, *added)), two))
    courses, order, killed = live.courses(), live.folder / "order.json", 0
    for writes in range(40, 4000, 230):
        parameters = live.order(revised)
        order.write_text(json.dumps(parameters), encoding="utf-8")
        said = live.site.php(SCRIPTS / "killed_publication.php", str(order), str(writes))
        if not json.loads(said.splitlines()[-1])["killed"]:
            break
        killed += 1
        broken = live.plugin.job(parameters["requestid"])
        assert broken is not None and [error.code for error in broken.errors] == ["interruptedlive"]
        assert live.courses() == courses, "no staging course is left"
        assert not [one.key for one in live.inventory.activities if one.edited], "what we left is no edit of a person"
    assert killed > 3
    job = live.publish(revised)
    assert job.status == "done" and not [one for one in job.actions if one.action in ("failed", "conflict")]
    keys = [one.key.rpartition("/")[2] for one in live.inventory.activities]
    assert sorted(keys) == sorted(["mot", "lire", "relire", "livre", "neuf0", "neuf1", "neuf2", "quiz"])
    assert live.publish(revised).writes == 0


def test_a_restriction_names_the_activities_of_the_live_course(live: Live) -> None:
    revised = with_activity(first(live.key), "livre", completion=Completion(view=True))
    revised = with_activity(revised, "relire", availability=Completed(f"{live.key}/livre"))
    revised = with_activity(revised, "lire", content=f'<p><a href="activity:{live.key}/quiz">le quiz</a></p>')
    assert what(live.publish(revised)) == {"livre": "updated", "relire": "updated", "lire": "updated"}
    assert f"/mod/quiz/view.php?id={live.activity('quiz').cmid}" in live.page("lire")
    assert _named_by(live, "relire") == [live.activity("livre").cmid]
    assert live.publish(revised).writes == 0


def test_rules_of_completion_stay_where_learners_have_completed(live: Live) -> None:
    # Somebody who completed nothing for another test.
    learner = live.site.create_user(f"awa-{live.key}")
    live.site.enrol(learner.username, live.id)
    cmid = live.activity("lire").cmid
    live.site.php(
        "require_once($CFG->libdir . '/completionlib.php');"
        "$cm = get_coursemodule_from_id('', (int) $args[0]);"
        "(new completion_info(get_course($cm->course)))->set_module_viewed($cm, (int) $args[1]);",
        str(cmid),
        str(learner.user_id),
    )
    assert live.site.completed(learner) == {cmid: 1}
    revised = with_activity(first(live.key), "lire", completion=Completion(manual=True), content="<p>Corrigé</p>")
    job = live.publish(revised)
    assert ("lire", "completionused") in {(one.key.rpartition("/")[2], one.code) for one in job.actions}
    assert "Corrigé" in live.page("lire")
    assert live.site.completed(learner) == {cmid: 1}
    assert live.site.query(f"SELECT completion FROM {{course_modules}} WHERE id = {cmid}")[0]["completion"] == 2
    assert live.publish(revised).writes == 0


def test_a_best_mark_stays_where_somebody_has_a_mark(live: Live) -> None:
    learner = live.site.create_user("awa")
    live.site.enrol(learner.username, live.id)
    home, *rest = first(live.key).sections
    task = Assign(key=f"{live.key}/devoir", name="Devoir", grade=Grade(maximum=100))
    with_task = replace(first(live.key), sections=(replace(home, activities=(*home.activities, task)), *rest))
    assert what(live.publish(with_task)) == {"devoir": "added"}
    live.site.php(
        "require_once($CFG->libdir . '/gradelib.php');"
        "$cm = get_coursemodule_from_id('assign', (int) $args[0]);"
        "$item = grade_item::fetch(['itemmodule' => 'assign', 'iteminstance' => $cm->instance]);"
        "$item->update_final_grade((int) $args[1], 71);",
        str(live.activity("devoir").cmid),
        str(learner.user_id),
    )
    halved = with_activity(with_task, "devoir", grade=Grade(maximum=50), intro="<p>Corrigé</p>")
    job = live.publish(halved)
    assert ("devoir", "grademax") in {(one.key.rpartition("/")[2], one.code) for one in job.actions}
    assert live.activity("devoir").grade_maximum == 100
    marks = (
        "SELECT finalgrade FROM {grade_grades} g JOIN {grade_items} i ON i.id = g.itemid WHERE i.itemmodule = 'assign'"
    )
    assert [float(row["finalgrade"]) for row in live.site.query(f"{marks} AND i.courseid = {live.id}")] == [71]


def test_a_hidden_section_hides_what_is_in_it_without_touching_it(live: Live) -> None:
    hidden = with_section(first(live.key), "s1", visible=False)
    assert written(live.publish(hidden)) == [("section", "s1", "updated")]
    assert not live.activity("lire").visible and not live.activity("lire").edited
    corrected = with_activity(hidden, "lire", content="<p>Corrigé</p>")
    assert written(live.publish(corrected)) == [("activity", "lire", "updated")]
    shown = with_section(corrected, "s1", visible=True)
    assert written(live.publish(shown)) == [("section", "s1", "updated")]
    assert live.activity("lire").visible


def test_cron_does_it_too(live: Live) -> None:
    revised = with_activity(first(live.key), "lire", content="<p>Sous cron</p>")
    order = live.order(revised, run="task")
    live.plugin.client.order("local_coursedeploy_restore", order)
    waiting = live.plugin.job(order["requestid"])
    assert waiting is not None and waiting.status == "queued"
    live.site.php(Path(__file__).parents[1] / "publish" / "php" / "run_tasks.php")
    done = live.plugin.job(order["requestid"])
    assert done is not None and written(done) == [("activity", "lire", "updated")]
    assert done.state == live.inventory.state


def test_an_account_that_lacks_a_right_changes_nothing_there(live: Live) -> None:
    live.site.php(SCRIPTS / "without_right.php", str(live.id), "mod/quiz:manage", "take")
    revised = with_activity(first(live.key), "quiz", questions=(question(live.key, 1, " bis"), question(live.key, 2)))
    revised = with_activity(revised, "lire", content="<p>Corrigé</p>")
    job = live.publish(revised)
    assert what(job) == {"quiz": "failed", "lire": "updated"}
    [failed] = [one for one in job.actions if one.action == "failed"]
    assert (failed.code, failed.detail) == ("norighthere", "mod/quiz:manage")
    assert {one.version for one in live.inventory.questions} == {1}
    live.site.php(SCRIPTS / "without_right.php", str(live.id), "mod/quiz:manage", "give")
    assert what(live.publish(revised)) == {"quiz": "updated"}


def test_the_tables_of_the_first_version_are_brought_up_to_date(live: Live) -> None:
    told = json.loads(live.site.php(SCRIPTS / "upgrade_plugin.php").splitlines()[-1])
    assert told == {"wrong": [], "courseid": 0, "stagingid": 987654}


def _named_by(live: Live, name: str) -> list[int]:
    sql = f"SELECT availability FROM {{course_modules}} WHERE id = {live.activity(name).cmid}"
    return [one["cm"] for one in json.loads(live.site.query(sql)[0]["availability"])["c"]]
