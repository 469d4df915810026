"""The harness itself: a gate that lets nothing pass, and a student who can work on the course."""

from __future__ import annotations

from pathlib import Path

import pytest

from .browser import Visit
from .site import Site
from .tiny_package import PAGE_NAME, PICTURE_PATH, QUIZ_NAME, pack, tiny_package


def test_a_sound_package_restores_without_a_word(site: Site, tmp_path: Path) -> None:
    result = site.strict_restore(pack(tiny_package(), tmp_path / "tiny.mbz"))
    assert result.clean, str(result)
    names = site.query(f"SELECT name FROM {{page}} WHERE course = {result.course_id}")
    names += site.query(f"SELECT name FROM {{quiz}} WHERE course = {result.course_id}")
    assert [row["name"] for row in names] == [PAGE_NAME, QUIZ_NAME]


@pytest.mark.once
def test_a_package_without_a_file_it_lists_is_not_clean(site: Site, tmp_path: Path) -> None:
    files = tiny_package()
    del files[PICTURE_PATH]
    result = site.strict_restore(pack(files, tmp_path / "tiny.mbz"))
    assert not result.clean
    assert any("carré.png" in message or "Missing file" in message for message in result.messages), str(result)


@pytest.mark.once
def test_a_package_from_a_newer_moodle_is_not_clean(site: Site, tmp_path: Path) -> None:
    files = tiny_package()
    files["moodle_backup.xml"] = files["moodle_backup.xml"].replace(b"2022112800", b"2099010100")
    result = site.strict_restore(pack(files, tmp_path / "tiny.mbz"))
    assert not result.clean
    assert any(message.startswith("precheck warning") for message in result.messages), str(result)


@pytest.mark.once
def test_a_notice_of_php_during_the_restore_is_not_clean(site: Site, tmp_path: Path) -> None:
    files = tiny_package()
    files["course/course.xml"] = files["course/course.xml"].replace(b"<theme></theme>", b"")
    result = site.strict_restore(pack(files, tmp_path / "tiny.mbz"))
    assert any(message.startswith("php: ") for message in result.messages), str(result)


@pytest.mark.once
def test_what_is_no_package_is_refused(site: Site, tmp_path: Path) -> None:
    result = site.strict_restore(pack({"lisez-moi.txt": b"bonjour"}, tmp_path / "other.mbz"))
    assert not result.clean
    assert any(message.startswith("exception") for message in result.messages), str(result)


@pytest.mark.once
def test_a_student_reads_answers_and_completes(site: Site, tmp_path: Path, visit: Visit) -> None:
    course = site.strict_restore(pack(tiny_package(), tmp_path / "tiny.mbz")).course_id
    student = site.create_user("awa")
    site.enrol(student.username, course)
    page, quiz = site.modules(course, student)
    window = visit(site, student)
    window.open(f"/course/view.php?id={course}")
    assert window.page.locator("#region-main").get_by_role("link", name=PAGE_NAME).is_visible()
    window.open(page.address)
    assert window.page.get_by_alt_text("Un carré").evaluate("image => image.naturalWidth") == 1
    window.attempt_quiz(quiz.id)
    assert window.page.locator(".rightanswer").get_by_text("Lomé").first.is_visible()
    grades = site.query(f"SELECT grade FROM {{quiz_grades}} WHERE userid = {student.user_id}")
    assert [row["grade"] for row in grades] == [10.0]
    assert site.completed(student) == {page.id: 1, quiz.id: 2}  # done; passed
