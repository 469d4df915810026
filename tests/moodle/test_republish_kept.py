"""What a real site keeps for learners, publication after publication: told until they let go or a person decides."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.publish.changes import Act, Change, Choices, Plan
from coursegen.publish.held import regraded_since
from coursegen.publish.rollback import chosen_snapshot
from moodle_backups import Backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import ChoiceOption
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.gradebook import Grade
from moodle_backups.questions.truefalse import TrueFalse

from .desk import Desk, changed, course, with_activities
from .site import Site

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_PHP = Path(__file__).parent / "php"
_CHOOSE = """
$cm = get_coursemodule_from_id('choice', (int)$args[0]);
$option = array_search($args[1],
    $DB->get_records_menu('choice_options', ['choiceid' => $cm->instance], '', 'id, text'));
$answer = ['choiceid' => $cm->instance, 'userid' => (int)$args[2], 'optionid' => $option, 'timemodified' => 1];
$DB->insert_record('choice_answers', (object)$answer);
echo 'ok';
"""
_FORGET = """
$cm = get_coursemodule_from_id('choice', (int)$args[0]);
$DB->delete_records('choice_answers', ['choiceid' => $cm->instance]);
echo 'ok';
"""
_COMPLETE = """
require_once($CFG->libdir . '/completionlib.php');
[$course, $cm] = get_course_and_cm_from_cmid((int)$args[0]);
(new completion_info($course))->update_state($cm, COMPLETION_COMPLETE, (int)$args[1], true);
$criterion = ['course' => $course->id, 'moduleinstance' => $cm->id];
$row = ['userid' => (int)$args[1], 'course' => $course->id, 'timecompleted' => 1];
$row['criteriaid'] = $DB->get_field('course_completion_criteria', 'id', $criterion, MUST_EXIST);
if (!$DB->record_exists('course_completion_crit_compl', array_diff_key($row, ['timecompleted' => 1]))) {
    $DB->insert_record('course_completion_crit_compl', (object)$row);
}
echo 'ok';
"""
_GROUP = """
require_once($CFG->dirroot . '/group/lib.php');
$group = ['courseid' => (int)$args[0], 'name' => 'Groupe A', 'idnumber' => $args[1], 'description' => ''];
groups_create_group((object)$group);
echo 'ok';
"""


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path, f"garde-{secrets.token_hex(4)}")


def _told(plan: Plan, ending: str) -> Change:
    return next(change for change in plan.changes if change.key.endswith(f"/{ending}"))


def _without(ending: str) -> Callable[[tuple[Activity, ...]], tuple[Activity, ...]]:
    return lambda activities: tuple(one for one in activities if not one.key.endswith(f"/{ending}"))


def _learner(desk: Desk) -> int:
    name = f"awa.{desk.key}"
    person = desk.site.create_user(name)
    desk.site.enrol(name, desk.inventory().course_id)
    return person.user_id


def _options(desk: Desk) -> list[str]:
    sql = "SELECT o.text FROM {choice_options} o JOIN {course_modules} cm ON cm.instance = o.choiceid WHERE cm.id = "
    return sorted(str(row["text"]) for row in desk.site.query(f"{sql}{desk.cmid('choix')}"))


def test_a_choice_that_somebody_made_is_told_until_it_is_given_up(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(_CHOOSE, str(desk.cmid("choix")), "Oui", str(_learner(desk)))
    fewer = course(desk.key, changed("choix", options=(ChoiceOption(text="Non"), ChoiceOption(text="?"))), "1.1")
    desk.publish(fewer)
    plan = desk.publish(fewer)
    told = _told(plan, "choix")
    assert (told.act, dict(told.kept)) == (Act.HELD, {"optionused": ("Oui",)}) and not plan.writes
    assert _options(desk) == ["?", "Non", "Oui"]
    reworded = course(desk.key, changed("choix", options=(ChoiceOption(text="Non"), ChoiceOption(text="Aucun"))), "1.2")
    assert "optionused" in _told(desk.publish(reworded), "choix").kept
    assert _told(desk.publish(reworded), "choix").act is Act.HELD
    desk.site.php(_FORGET, str(desk.cmid("choix")))
    assert _told(desk.publish(reworded), "choix").act is Act.UPDATE
    assert _options(desk) == ["Aucun", "Non"]
    assert desk.publish(reworded).is_quiet


def test_what_was_foretold_but_could_be_written_is_not_told_as_kept(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(_CHOOSE, str(desk.cmid("choix")), "Oui", str(_learner(desk)))
    fewer = course(desk.key, changed("choix", options=(ChoiceOption(text="Oui"),)), "1.1")
    assert "optionused" in _told(desk.publish(fewer), "choix").kept, "the plan can't know who chose what"
    assert _options(desk) == ["Oui"]
    assert desk.publish(fewer).is_quiet


def test_another_right_answer_is_asked_about_until_marks_are_worked_out_again(desk: Desk) -> None:
    desk.publish(course(desk.key))
    person = _learner(desk)
    desk.site.php(_PHP / "grade_right_answers.php", str(desk.cmid("test")), f"awa.{desk.key}")
    desk.site.php(_PHP / "finish_attempt.php", str(person))
    other = TrueFalse(key=f"{desk.key}/Q1", name="Q1", text="<p>Vrai ?</p>", correct=False)
    after = course(desk.key, changed("test", questions=(other,)), "1.1")
    first = desk.publish(after)
    assert [asked.code for asked in first.decisions] == ["rightanswer"]
    plan = desk.publish(after)
    assert not plan.writes
    assert [(one.code, one.count, one.decided) for one in plan.decisions] == [("rightanswer", 1, False)]
    assert _told(plan, "test").act is Act.HELD
    test = frozenset({f"{desk.key}/test"})
    plan = desk.publish(after, Choices(regrade=test))
    assert [(one.count, one.names[1]) for one in plan.announcements if one.code == "regrade"] == [(1, "1")]
    inventory = desk.inventory()
    assert desk.publish(after).is_quiet
    assert [one.key for one in regraded_since(inventory, chosen_snapshot(inventory, 0).id)] == [f"{desk.key}/test"]
    desk.roll_back()
    assert [one.code for one in desk.publish(after).decisions] == ["rightanswer"], "the marks are asked about again"
    assert desk.publish(after, Choices(keep_marks=test)).writes
    assert desk.publish(after).is_quiet


def test_a_hidden_activity_that_the_course_still_asks_for_is_told_before(desk: Desk) -> None:
    def asking(*endings: str) -> Callable[[Backup], Backup]:
        keys = tuple(f"{desk.key}/{ending}" for ending in endings)

        def change(backup: Backup) -> Backup:
            for ending in ("lire", "relire"):
                backup = changed(ending, completion=Completion(view=True))(backup)
            return replace(backup, completion=CourseCompletion(activities=keys))

        return change

    whole = course(desk.key, asking("lire", "relire"))
    desk.publish(whole)
    desk.site.php(_COMPLETE, str(desk.cmid("relire")), str(_learner(desk)))
    less = course(desk.key, lambda b: with_activities(1, _without("relire"))(asking("lire")(b)), "1.1")
    plan = desk.publish(less)
    assert [told.names for told in plan.announcements if told.code == "leftcriterion"] == [("Relire",)]
    assert "criterionmet" in {action.code for action in desk.jobs[-1].actions}
    assert not any(one.visible for one in desk.inventory().activities if one.key.endswith("/relire"))


def test_groups_of_an_access_list_are_nobodys_edit(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(_GROUP, str(desk.inventory().course_id), f"{desk.key}/groupe/a")
    assert desk.publish(course(desk.key)).is_quiet


def test_an_item_of_the_gradebook_keeps_its_best_mark_and_the_plan_says_so_again(desk: Desk) -> None:
    desk.publish(course(desk.key))
    desk.site.php(
        "require_once($CFG->libdir . '/gradelib.php');"
        "$cm = get_coursemodule_from_id('assign', (int)$args[0]);"
        "grade_update('mod/assign', $cm->course, 'mod', 'assign', $cm->instance, 0,"
        " ['userid' => (int)$args[1], 'rawgrade' => 71]); echo 'ok';",
        str(desk.cmid("devoir")),
        str(_learner(desk)),
    )
    grade = Grade(maximum=50.0, category=f"{desk.key}/n", weight=1.0)
    after = course(desk.key, changed("devoir", grade=grade), "1.1")
    assert "grademax" in _told(desk.publish(after), "devoir").kept
    told = _told(desk.publish(after), "devoir")
    assert told.act is Act.HELD and set(told.kept) == {"grademax"}
