"""The example course, built by the program, on real Moodle sites: restored, read, answered, completed, graded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from .browser import PHONE, WIDE, Visit, Visitor
from .site import Account, CourseModule, Site, StrictResult

EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"


@dataclass(frozen=True)
class Restored:
    """The example course on one site, with a student enrolled in it."""

    result: StrictResult
    student: Account

    @property
    def id(self) -> int:
        return self.result.course_id


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .mbz of the example, made by the command that an author would use."""
    out = tmp_path_factory.mktemp("build")
    program = Path(sys.executable).with_name("coursegen")
    command = [str(program), "build", str(EXAMPLE), "-o", str(out), "--only", "mbz"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    [path] = [output["path"] for output in outputs if output["kind"] == "mbz"]
    return out / str(path)


@pytest.fixture(scope="session")
def restored(site: Site, package: Path) -> Restored:
    """The course on the site; the student has the name of the test file, so that other tests don't share it."""
    result = site.strict_restore(package)
    assert result.course_id, str(result)
    student = site.create_user("mariam")
    site.enrol(student.username, result.course_id)
    return Restored(result, student)


@pytest.fixture(scope="session")
def plan() -> dict[str, Any]:
    """What the author declared, read from the folder without the program."""
    folder: dict[str, Any] = {}
    for file in sorted(EXAMPLE.glob("*.yaml")):
        folder |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return folder


def test_the_package_restores_without_a_word(restored: Restored) -> None:
    assert restored.result.clean, str(restored.result)


def test_every_module_has_its_section(site: Site, restored: Restored, plan: dict[str, Any]) -> None:
    rows = site.query(f"SELECT name FROM {{course_sections}} WHERE course = {restored.id} ORDER BY section")
    names = " | ".join(row["name"] or "" for row in rows)
    absent = [module["titre"] for module in plan["modules"] if _squeezed(module["titre"]) not in _squeezed(names)]
    assert not absent, f"{absent} not in {names}"


def test_every_online_step_is_an_activity_with_its_key(site: Site, restored: Restored, plan: dict[str, Any]) -> None:
    keys = {module.key for module in site.modules(restored.id, restored.student)}
    declared = {f"{plan['code']}/{sequence}/{step['id']}" for sequence, step in _steps(plan) if step.get("activite")}
    assert declared
    assert declared <= keys, sorted(declared - keys)


def test_weights_of_the_gradebook_are_those_of_the_evaluation_plan(
    site: Site, restored: Restored, plan: dict[str, Any]
) -> None:
    rows = site.query(
        "SELECT c.fullname AS name, i.aggregationcoef AS weight FROM {grade_items} i "
        "JOIN {grade_categories} c ON c.id = i.iteminstance "
        f"WHERE i.itemtype = 'category' AND i.courseid = {restored.id}"
    )
    weights = {row["name"].split(".")[0]: float(row["weight"]) for row in rows if float(row["weight"])}
    declared = {e["id"]: float(e["poids_pct"]) for e in plan["evaluations"] if e.get("poids_pct")}
    assert weights == declared
    assert sum(weights.values()) == 100


@pytest.mark.thorough
def test_every_activity_opens_without_noise(site: Site, restored: Restored, visit: Visit) -> None:
    windows = {True: visit(site, restored.student), False: visit(site, site.admin)}
    windows[True].open(f"/course/view.php?id={restored.id}")
    modules = [module for module in site.modules(restored.id, restored.student) if module.type != "label"]
    assert modules
    for module in modules:
        page = windows[module.open].open(module.address)
        assert page.locator("#region-main").inner_text().strip(), module.name


@pytest.mark.once
def test_reading_completes_what_is_to_be_read(site: Site, restored: Restored, visit: Visit) -> None:
    modules = [m for m in site.modules(restored.id, restored.student) if m.open and m.viewing and m.type == "page"]
    assert modules
    visit(site, restored.student).open(modules[0].address)
    assert site.completed(restored.student).get(modules[0].id) == 1


@pytest.mark.once
def test_everything_but_labels_is_followed_by_completion(site: Site, restored: Restored) -> None:
    modules = site.modules(restored.id, restored.student)
    forgotten = [module.name for module in modules if module.type != "label" and not module.automatic]
    assert not forgotten


@pytest.mark.once
def test_the_diagnostic_quiz_is_answered_and_graded(
    site: Site, restored: Restored, plan: dict[str, Any], visit: Visit
) -> None:
    quiz = _diagnostic_quiz(site, restored, plan)
    attempt = _attempt(site, restored, quiz, visit(site, restored.student))
    [marks] = site.query(
        "SELECT a.sumgrades AS got, q.sumgrades AS best, a.state FROM {quiz_attempts} a "
        f"JOIN {{quiz}} q ON q.id = a.quiz WHERE a.id = {attempt}"
    )
    assert (marks["got"], marks["state"]) == (marks["best"], "finished")
    [grade] = site.query(
        "SELECT g.finalgrade, i.grademax FROM {grade_grades} g JOIN {grade_items} i ON i.id = g.itemid "
        f"WHERE g.userid = {restored.student.user_id} AND i.idnumber = '{quiz.key}' AND i.courseid = {restored.id}"
    )
    assert grade["finalgrade"] == grade["grademax"]
    assert site.completed(restored.student).get(quiz.id) in {1, 2}


@pytest.mark.thorough
def test_a_corrected_quiz_fits_a_screen_and_a_phone(
    site: Site, restored: Restored, plan: dict[str, Any], visit: Visit, shots: Path
) -> None:
    quiz = _diagnostic_quiz(site, restored, plan)
    window = visit(site, restored.student)
    attempt = _attempt(site, restored, quiz, window)
    window.open(f"/mod/quiz/review.php?attempt={attempt}")
    _shoot_both(window, shots, "test-corrige")


@pytest.mark.thorough
def test_course_page_and_a_page_fit_a_screen_and_a_phone(
    site: Site, restored: Restored, visit: Visit, shots: Path
) -> None:
    window = visit(site, restored.student)
    window.open(f"/course/view.php?id={restored.id}")
    _shoot_both(window, shots, "cours")
    first = next(m for m in site.modules(restored.id, restored.student) if m.open and m.type in ("page", "book"))
    window.open(first.address)
    _shoot_both(window, shots, "page")


def _shoot_both(window: Visitor, shots: Path, name: str) -> None:
    for width in (WIDE, PHONE):
        window.shoot(shots, name, width)
        window.assert_fits()
        window.assert_quiet()


def _attempt(site: Site, restored: Restored, quiz: CourseModule, window: Visitor) -> int:
    """The student's finished attempt, made now when there is none (the test allows one only)."""
    known = site.query(
        "SELECT a.id FROM {quiz_attempts} a JOIN {course_modules} m ON m.instance = a.quiz "
        f"WHERE m.id = {quiz.id} AND a.userid = {restored.student.user_id} AND a.state = 'finished'"
    )
    return int(known[0]["id"]) if known else window.attempt_quiz(quiz.id)


def _diagnostic_quiz(site: Site, restored: Restored, plan: dict[str, Any]) -> CourseModule:
    """The test that the author calls `diagnostique`."""
    [key] = [
        f"{plan['code']}/{sequence}/{step['id']}"
        for sequence, step in _steps(plan)
        if (step.get("activite") or {}).get("nature") == "diagnostique"
    ]
    [quiz] = [module for module in site.modules(restored.id, restored.student) if module.key == key]
    return quiz


def _steps(plan: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for module in plan["modules"]:
        for sequence in module.get("sequences") or []:
            for step in sequence.get("etapes") or []:
                yield sequence["id"], step


def _squeezed(text: str) -> str:
    """Without spaces of any kind: typography turns some of them into no-break spaces."""
    return "".join(text.replace("\u2019", "'").split())
