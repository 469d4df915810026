"""Values out of a site's answers: what an older plugin doesn't tell is empty, what makes no sense is told as such."""

from __future__ import annotations

from typing import Any

import pytest

from coursegen.publish import fields
from coursegen.publish.errors import UnreadableAnswer
from coursegen.publish.jobs import job_of

ANSWER: dict[str, Any] = {
    "requestid": "r",
    "status": "done",
    "progress": 100,
    "courseid": "7",
    "courseurl": "",
    "errors": [],
    "warnings": [],
    "sections": [],
    "activities": [],
}


@pytest.mark.parametrize("more", [{}, {"snapshotid": None, "state": None, "writes": None, "actions": None}])
def test_what_an_older_plugin_does_not_tell_of_a_job_is_empty(more: dict[str, Any]) -> None:
    job = job_of(ANSWER | more)
    assert (job.course_id, job.snapshot, job.state, job.writes, job.actions) == (7, 0, "", 0, ())


@pytest.mark.parametrize("more", [{"snapshotid": "là"}, {"writes": "beaucoup"}, {"actions": "?"}, {"actions": [3]}])
def test_a_job_that_makes_no_sense_is_an_answer_that_cannot_be_read(more: dict[str, Any]) -> None:
    with pytest.raises(UnreadableAnswer, match="forme inattendue"):
        job_of(ANSWER | more)


def test_a_member_that_must_be_there_is_missed() -> None:
    with pytest.raises(UnreadableAnswer):
        fields.text({}, "name")
