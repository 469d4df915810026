"""What a site with our plugin promises to a publisher, said once: the sandbox and real Moodle sites keep the same.

`test_contract.py` here asks the sandbox, `tests/moodle/test_sandbox_contract.py` every Moodle on this machine. Where
they differ, the sandbox is wrong.
"""

from __future__ import annotations

import pytest

from . import promises_of_a_site as site
from . import promises_of_updates as updates
from . import promises_of_ways_back as ways_back
from . import promises_to_people as people
from .ground import Ground

CONTRACT = (
    site.a_site_says_what_it_is_and_takes,
    site.what_does_not_exist_is_refused_by_its_code,
    site.a_package_must_arrive_whole,
    site.a_check_makes_no_course,
    site.a_request_is_done_once,
    site.a_new_course_is_told_whole,
    site.the_answers_have_one_form,
    updates.the_same_again_writes_nothing,
    updates.one_change_touches_one_activity,
    updates.only_what_is_named_is_looked_at,
    updates.a_course_that_moved_is_not_written,
    updates.a_teachers_change_is_left_until_named,
    updates.what_left_the_folder_is_hidden_once,
    updates.what_moves_goes_to_its_place,
    updates.a_new_activity_comes_where_it_belongs,
    updates.a_changed_question_is_a_new_version,
    people.sections_stand_as_in_the_folder_unless_a_person_moved_them,
    people.the_title_is_the_folders_unless_a_person_changed_it,
    people.what_a_person_hid_is_corrected_and_stays_hidden,
    people.what_a_person_deleted_is_told_until_it_is_back,
    ways_back.a_dry_run_writes_nothing,
    ways_back.the_way_back_leads_to_what_was,
    ways_back.the_last_three_snapshots_are_kept,
    ways_back.one_scorm_package_is_swapped_in_place,
    site.the_course_can_be_read_by_moodles_own_function,
)

each_promise = pytest.mark.parametrize("promise", CONTRACT, ids=lambda promise: promise.__name__)

__all__ = ["CONTRACT", "Ground", "each_promise"]
