"""The learner drill: four learners have done everything, then the course is published again with every kind of change.

All rows of the database that are people's are compared before and after, column by column. See `database_rows` for
what may differ, with the reasons, and `drill_course` for the changes.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from .database_rows import Rows, losses
from .drill import Drill
from .drill_course import CHANGES
from .site import Site


@pytest.fixture
def drill(site: Site, tmp_path: Path) -> Drill:
    """The course published, and used by four learners and a teacher."""
    begun = Drill(site, tmp_path, f"drill-{secrets.token_hex(4)}")
    begun.publish(begun.first)
    begun.use()
    return begun


def people_left(drill: Drill) -> Rows:
    """Everything that is of people, and a check that the drill is about enough of it."""
    rows = drill.database.rows()
    assert sum(bool(rows.get(name)) for name in TABLES) >= len(TABLES) - 3, [n for n in TABLES if not rows.get(n)]
    return rows


TABLES = (
    "assign_grades assign_submission assign_user_flags assignfeedback_comments assignsubmission_file "
    "assignsubmission_onlinetext badge_issued bigbluebuttonbn_logs choice_answers course_completions "
    "course_modules_completion course_modules_viewed data_content data_records event favourite feedback_completed "
    "feedback_value files forum_discussions forum_posts forum_read forum_subscriptions glossary_entries "
    "glossary_entries_categories grade_grades grading_instances gradingform_rubric_fillings groups_members "
    "h5pactivity_attempts lesson_attempts lesson_branch lesson_grades lesson_timer lti_submission "
    "question_attempt_step_data question_attempt_steps question_attempts question_usages quiz_attempts "
    "quiz_grades user_enrolments user_preferences wiki_pages wiki_subwikis wiki_versions "
    "workshop_assessments workshop_grades workshop_submissions "
).split()


def demand_all_kept(before: Rows, drill: Drill) -> None:
    """All that people left is as it was."""
    lost = losses(before, drill.database.rows())
    assert not lost, "\n".join(lost[:40])


def publish_and_compare(drill: Drill, change: str) -> None:
    """Publish a change, the same again, go back, and publish the first version: nobody ever loses anything."""
    before = people_left(drill)
    revised = CHANGES[change](drill.first)
    plan = drill.publish(revised, label="1.1")
    assert plan.writes
    demand_all_kept(before, drill)
    written = drill.database.written()
    assert not drill.publish(revised, label="1.1").writes
    assert drill.database.written_since(written) == {}
    drill.roll_back()
    demand_all_kept(before, drill)
    drill.publish(drill.first)
    demand_all_kept(before, drill)
    assert not drill.publish(drill.first).writes
    drill.publish(revised, label="1.1")
    demand_all_kept(before, drill)


def test_learners_keep_everything_when_every_activity_is_corrected(drill: Drill) -> None:
    publish_and_compare(drill, "everything")


@pytest.mark.thorough
@pytest.mark.parametrize("change", [name for name in CHANGES if name != "everything"])
def test_learners_keep_everything_whatever_changes(drill: Drill, change: str) -> None:
    publish_and_compare(drill, change)
