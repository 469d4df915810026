"""A person looks: the new version in the course, the old question in the attempt of before, the new one in the next."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from .browser import Visit
from .drill import Drill
from .drill_course import second
from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

OLD, NEW = "La terre est ronde", "La terre est un peu aplatie"
CORRECTED = "Corrigé dans la deuxième version"


def test_a_learner_sees_the_new_version_and_the_old_attempt_as_it_was(
    site: Site, tmp_path: Path, visit: Visit, shots: Path
) -> None:
    drill = Drill(site, tmp_path, f"drill-{secrets.token_hex(4)}")
    drill.publish(drill.first)
    drill.use()
    drill.publish(second(drill.first), label="1.1")
    window = visit(site, drill.people[0])
    window.open(f"/mod/page/view.php?id={drill.cm('page')}")
    assert CORRECTED in window.page.inner_text("#region-main")
    window.shoot(shots, "drill-page")
    quiz = drill.cm("quiz")
    attempt = drill.attempts("quiz", drill.people[0])[0]
    window.open(f"/mod/quiz/review.php?attempt={attempt}&cmid={quiz}&showall=1")
    seen = window.page.inner_text("#region-main")
    assert OLD in seen and NEW not in seen
    window.shoot(shots, "drill-review")
    fresh = window.attempt_quiz(quiz)
    window.open(f"/mod/quiz/review.php?attempt={fresh}&cmid={quiz}&showall=1")
    assert NEW in window.page.inner_text("#region-main")
    window.shoot(shots, "drill-new-attempt")
    window.open(f"/course/view.php?id={drill.inventory.course_id}")
    assert "Page ajoutée" in window.page.inner_text("#region-main")
    window.shoot(shots, "drill-course")
    left_open = visit(site, drill.people[2])
    left_open.open(f"/mod/quiz/attempt.php?attempt={drill.attempts('quiz', drill.people[2])[0]}&cmid={quiz}")
    assert OLD in left_open.page.inner_text("#region-main")
    left_open.shoot(shots, "drill-left-open")
