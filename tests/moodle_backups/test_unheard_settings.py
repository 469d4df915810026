"""Settings that Moodle wouldn't honour are named: weights that nothing asks for, what only a newer release has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from question_samples import picture_questions

from moodle_backups import Backup, check_backup, write_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.quiz import Quiz
from moodle_backups.gradebook import Aggregation, Grade, Gradebook
from moodle_backups.questions.ddimageortext import DragOntoImage
from moodle_backups.versions import RELEASES

Make = Callable[..., Backup]


@pytest.mark.parametrize(
    ("aggregation", "grade", "named"),
    [
        (Aggregation.MEAN, Grade(weight=30), "has a weight, which the aggregation around it (mean) doesn't ask for"),
        (Aggregation.MEAN_WITH_EXTRA_CREDITS, Grade(weight=2), "has a weight"),
        (Aggregation.WEIGHTED_MEAN, Grade(extra_credit=True, weight=2), "is extra credit"),
        (Aggregation.MEDIAN, Grade(extra_credit=True), "is extra credit"),
        (Aggregation.WEIGHTED_MEAN, Grade(weight=2), ""),
        (Aggregation.NATURAL, Grade(weight=30, extra_credit=True), ""),
        (Aggregation.MEAN_WITH_EXTRA_CREDITS, Grade(weight=2, extra_credit=True), ""),
        (Aggregation.MEAN, Grade(), ""),
    ],
)
def test_weights_and_extra_credit_belong_to_some_aggregations(
    aggregation: Aggregation, grade: Grade, named: str, course: Make
) -> None:
    backup = course(Assign(key="a", name="A", grade=grade), gradebook=Gradebook(aggregation=aggregation))
    found = [problem.what for problem in check_backup(backup)]
    assert len(found) == bool(named) and all(what.startswith(named) for what in found)


def test_what_only_5_0_has_is_named_for_an_older_release(course: Make, tmp_path: Path) -> None:
    (image,) = [one for one in picture_questions() if isinstance(one, DragOntoImage)]
    quiz = Quiz(key="q", name="Q", questions=(replace(image, hide_zones=True),), precreate_attempts=True)
    dropped = {
        release: [problem.what for problem in write_backup(course(quiz), tmp_path / "a.mbz", version=target).dropped]
        for release, target in RELEASES.items()
        if release in ("4.5", "5.0")
    }
    assert [what.partition(" needs ")[0] for what in dropped["4.5"]] == [
        "making attempts before it opens",
        "hidden zones of pictures",
    ]
    assert dropped["5.0"] == []
