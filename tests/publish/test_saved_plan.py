"""Plans on disk: bound to one state of folder and site, and refused in words when they are not what they should be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.errors import CoursegenError, SiteError, StorageError, UsageError
from coursegen.publish.changes import Choices, Missing, Plan
from coursegen.publish.saved_plan import demand_same, plan_document, read_plan, save_plan

PLAN = Plan("C", "Cours", 7, "https://m.org/course/view.php?id=7", "source", "state", "1.1", "1.0", Choices())
SITE, URL = "essai", "https://m.org"


def saved(tmp_path: Path, plan: Plan = PLAN) -> Path:
    save_plan(plan, SITE, URL, tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_a_plan_comes_back_with_its_choices(tmp_path: Path) -> None:
    choices = Choices(frozenset({"C/a"}), frozenset({"C/q"}), frozenset({"C/s"}), Missing.DELETE, snapshot=False)
    plan = replace(PLAN, choices=choices)
    found = read_plan(saved(tmp_path, plan))
    assert found.choices == choices
    demand_same(found, plan, SITE, URL)


def test_a_plan_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = saved(tmp_path).read_bytes()
    assert saved(tmp_path).read_bytes() == first


@pytest.mark.parametrize(
    ("now", "url", "error", "words"),
    [
        (replace(PLAN, source="other"), URL, UsageError, "Le dossier du cours a changé"),
        (replace(PLAN, state="other"), URL, SiteError, "a changé sur le site"),
        (replace(PLAN, course_key="D"), URL, UsageError, "cours C.*cours D"),
        (PLAN, "https://autre.org", UsageError, "pour le site « essai »"),
    ],
)
def test_a_plan_of_another_state_is_refused_with_what_moved(
    tmp_path: Path, now: Plan, url: str, error: type[CoursegenError], words: str
) -> None:
    with pytest.raises(error, match=words) as refused:
        demand_same(read_plan(saved(tmp_path)), now, SITE, url)
    assert "coursegen plan" in refused.value.remedy


def spoilt(**changes: Any) -> str:
    return json.dumps(plan_document(PLAN, SITE, URL) | changes)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[]",
        "42",
        '"plan"',
        "[" * 100_000,
        "\ufffe\x00",
        spoilt(format="coursegen-plan-99"),
        spoilt(source=None),
        spoilt(site="essai"),
        spoilt(course={"idnumber": 3}),
        spoilt(choices=None),
        spoilt(choices={"overwrite": "C/a", "regrade": [], "track_loss": [], "missing": "hide", "snapshot": True}),
        spoilt(choices={"overwrite": [], "regrade": [], "track_loss": [], "missing": "burn", "snapshot": True}),
        spoilt(choices={"overwrite": [], "regrade": [], "track_loss": [], "missing": "hide", "snapshot": "no"}),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StorageError, match="n’est pas un plan") as refused:
        read_plan(path)
    assert refused.value.exit_code == 4


def test_a_plan_that_is_not_there_or_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"absent\.json"):
        read_plan(tmp_path / "absent.json")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match=r"plan\.json"):
        save_plan(PLAN, SITE, URL, tmp_path / "file" / "plan.json")
