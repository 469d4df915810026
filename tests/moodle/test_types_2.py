"""Assignments with a guide, lessons, workshops and subsections on real Moodle sites: restored, opened, used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.versions import RELEASES

from .browser import Visit, Visitor
from .site import Site

pytestmark = pytest.mark.thorough

_SAMPLES = Path(__file__).parents[1] / "moodle_backups"
_RIGHT = {"Vrai", "Quatre", "Six", "Huit"}
_PAIRS = {"Togo": "Lomé", "Bénin": "Porto-Novo"}
_SWITCH = "\\core\\plugininfo\\mod::enable_plugin('subsection', {on}); purge_all_caches();"


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(_SAMPLES))
    import rich_types_2

    yield rich_types_2
    sys.modules.pop("rich_types_2", None)


@pytest.fixture
def backup(samples: ModuleType) -> Backup:
    first = Section(key="s0", activities=(Page(key="page-1", name="Page", content="<p>Page</p>"),))
    return Backup(
        idnumber="TYPES-2",
        fullname="Devoirs, leçons, ateliers",
        shortname="TYPES-2",
        timestamp=1_780_000_000,
        sections=(first, samples.fourth_section()),
    )


def modules(site: Site, course: int) -> dict[str, int]:
    rows = site.query(f"SELECT idnumber, id FROM {{course_modules}} WHERE course = {course}")
    return {str(row["idnumber"]): int(row["id"]) for row in rows}


def restored(site: Site, package: Path) -> int:
    result = site.strict_restore(package)
    assert result.clean, str(result)
    assert result.course_id is not None
    return result.course_id


def test_a_learner_walks_through_and_hands_in(site: Site, visit: Visit, backup: Backup, tmp_path: Path) -> None:
    course = restored(site, write_backup(backup, tmp_path / "types.mbz").path)
    student, ids = site.create_user("awa"), modules(site, course)
    site.enrol(student.username, course)
    window = visit(site, student)
    window.open(f"/course/view.php?id={course}")
    assert "Pour aller plus loin" in window.page.content()
    seen = walk(window, ids["lesson-1"])
    for said in (
        "Lisez",
        "ronde",
        "Deux plus deux",
        "pairs",
        "Togo",
        "semaine",
        "Reliez",
        "Racontez",
        "Par où",
        "Merci",
    ):
        assert said in seen, said
    assert ("Vrai aussi." in seen) != ("\nVrai.\n" in seen)
    (grade,) = site.query(
        f"SELECT g.grade FROM {{lesson_grades}} g JOIN {{lesson}} l ON l.id = g.lessonid WHERE l.course = {course}"
    )
    assert float(grade["grade"]) > 10
    window.open(f"/mod/lesson/view.php?id={ids['lesson-2']}")
    hand_in(window, ids["assign-guide"])
    for key in (key for key in ids if key.startswith("workshop-")):
        window.open(f"/mod/workshop/view.php?id={ids[key]}")
        assert "Remettez" in window.page.inner_text("#region-main")
    submit(window, ids["workshop-accumulative"])
    (count,) = site.query(
        "SELECT COUNT(*) AS n FROM {workshop_submissions} s JOIN {workshop} w ON w.id = s.workshopid "
        f"WHERE w.course = {course} AND s.example = 0"
    )
    assert int(count["n"]) == 1


def test_a_teacher_finds_forms_examples_and_both_grades(
    site: Site, visit: Visit, backup: Backup, tmp_path: Path
) -> None:
    course = restored(site, write_backup(backup, tmp_path / "types.mbz").path)
    teacher, ids = site.create_user("koffi"), modules(site, course)
    site.enrol(teacher.username, course, "editingteacher")
    window = visit(site, teacher)
    for key in (key for key in ids if key.startswith("workshop-")):
        window.open(f"/mod/workshop/editform.php?cmid={ids[key]}")
        window.open(f"/mod/workshop/view.php?id={ids[key]}")
    window.open(f"/mod/lesson/edit.php?id={ids['lesson-1']}")
    for key in ("lesson-2", "assign-guide", "workshop-rubric"):
        window.open(f"/course/modedit.php?update={ids[key]}")
    (area,) = site.query(
        "SELECT a.id, a.activemethod FROM {grading_areas} a JOIN {context} c ON c.id = a.contextid "
        f"WHERE c.contextlevel = 70 AND c.instanceid = {ids['assign-guide']}"
    )
    assert area["activemethod"] == "guide"
    window.open(f"/grade/grading/manage.php?areaid={area['id']}")
    assert "Ce qui est dit" in window.page.content()
    examples = site.query(
        "SELECT s.id FROM {workshop_submissions} s JOIN {workshop} w ON w.id = s.workshopid "
        f"WHERE w.course = {course} AND s.example = 1"
    )
    assert len(examples) == 4
    items = site.query(
        "SELECT itemname, itemnumber, grademax FROM {grade_items} "
        f"WHERE courseid = {course} AND itemmodule = 'workshop' AND itemnumber = 1"
    )
    assert {float(item["grademax"]) for item in items} == {40.0}
    (waiting,) = site.query(
        "SELECT l.dependency, b.name FROM {lesson} l JOIN {lesson} b ON b.id = l.dependency "
        f"WHERE l.course = {course} AND l.name = 'Leçon suivante'"
    )
    assert waiting["name"] == "Leçon"


def test_subsections_are_sections_within_sections_where_they_are_on(
    site: Site, visit: Visit, backup: Backup, tmp_path: Path
) -> None:
    if tuple(int(part) for part in site.release.split(".")[:2]) < (4, 5):
        pytest.skip("Moodle has no subsections before 4.5")
    on = site.query("SELECT visible FROM {modules} WHERE name = 'subsection'")[0]["visible"]
    site.php(_SWITCH.format(on=1))
    try:
        target = RELEASES[".".join(site.release.split(".")[:2])]
        course = restored(site, write_backup(backup, tmp_path / "sub.mbz", version=target).path)
        student = site.create_user("awa")
        site.enrol(student.username, course)
        window = visit(site, student)
        window.open(f"/course/view.php?id={course}")
        delegated = site.query(
            f"SELECT name, component FROM {{course_sections}} WHERE course = {course} AND component = 'mod_subsection'"
        )
        assert [row["name"] for row in delegated] == ["Pour aller plus loin"]
        assert window.page.locator("[data-for=section] [data-for=section]").count() >= 1
        window.open(f"/mod/page/view.php?id={modules(site, course)['sub-page-2']}")
    finally:
        site.php(_SWITCH.format(on=int(on)))


def walk(window: Visitor, module: int) -> str:
    """From the first page of a lesson to its end with right answers; all that was said on the way."""
    window.open(f"/mod/lesson/view.php?id={module}")
    said = ""
    for _ in range(60):
        if "pageid=-9" in window.page.url:
            return said
        said += window.page.inner_text("#region-main")
        _answer(window)
        window.settle()
        window.assert_quiet()
    raise AssertionError(f"no end after {said}")


def _answer(window: Visitor) -> None:
    page = window.page
    form = page.locator("#region-main")
    for choice in form.locator("input[type=radio], input[type=checkbox][name^='answer']").all():
        label = choice.evaluate("e => (e.closest('label') || e.parentElement.parentElement).innerText.trim()")
        if any(label.startswith(right) for right in _RIGHT):
            choice.check()
    for select in form.locator("select[name^=response]").all():
        row = select.evaluate("e => e.closest('.row, .fitem, tr').innerText")
        select.select_option(label=next(match for name, match in _PAIRS.items() if name in row))
    text = form.locator("input[type=text][name=answer]")
    if text.count():
        text.fill("7" if "semaine" in form.inner_text() else "Lomé")
    if form.locator("textarea[name^='answer']").count():
        page.evaluate(
            "() => { const e = document.querySelector(\"textarea[name^='answer']\");"
            " if (window.tinymce && tinymce.get(e.id)) tinymce.get(e.id).setContent('<p>Un jour</p>');"
            " const box = document.getElementById(e.id + 'editable'); if (box) box.innerHTML = '<p>Un jour</p>';"
            " e.value = '<p>Un jour</p>'; }"
        )
    named = [form.get_by_role("button", name=name, exact=True) for name in ("Commencer", "Terminer", "Quitter")]
    button = next((one for one in named if one.count()), None)
    plain = form.locator("[type=submit]:visible, .singlebutton button, .branchbuttoncontainer button")
    (button or plain).first.click()


def hand_in(window: Visitor, module: int) -> None:
    """Opens the form for handing in; the guide shows before."""
    window.open(f"/mod/assign/view.php?id={module}")
    assert "Ce qui est dit" in window.page.inner_text("#region-main")


def submit(window: Visitor, module: int) -> None:
    """Hands in to a workshop."""
    window.open(f"/mod/workshop/submission.php?cmid={module}&edit=on")
    window.page.fill("[name=title]", "Ma copie")
    window.page.evaluate(
        "() => { const e = document.querySelector('textarea[name^=content_editor]');"
        " if (window.tinymce && tinymce.get(e.id)) tinymce.get(e.id).setContent('<p>Texte</p>');"
        " const box = document.getElementById(e.id + 'editable'); if (box) box.innerHTML = '<p>Texte</p>';"
        " e.value = '<p>Texte</p>'; }"
    )
    window.page.click("#id_submitbutton")
    window.settle()
    window.assert_quiet()
