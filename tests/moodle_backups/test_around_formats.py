"""Course formats, the start of the course, what a package has no place for."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from package_reader import ReadPackage
from rich_quiz import DATE

from moodle_backups import Backup, check_backup, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.availability import DateFrom
from moodle_backups.read import read_backup

Make = Callable[..., Backup]
Write = Callable[[Backup], ReadPackage]
PAGE = Page(key="p", name="P", content="<p>x</p>")


def options(package: ReadPackage) -> dict[str, str]:
    records = package.xml("course/course.xml").iterfind("courseformatoptions/courseformatoption")
    return {record.findtext("name", ""): record.findtext("value", "") for record in records}


def test_a_course_of_one_activity_says_which(course: Make, written: Write) -> None:
    backup = replace(course(PAGE), format="singleactivity", activity_type="page")
    assert check_backup(backup) == []
    assert options(written(backup)) == {"activitytype": "page"}


def test_further_options_of_a_format_come_back(course: Make, tmp_path: Path) -> None:
    backup = replace(course(PAGE), format="weeks", format_options=(("automaticenddate", "0"),))
    write_backup(backup, tmp_path / "c.mbz")
    with read_backup(tmp_path / "c.mbz") as found:
        assert (found.backup.format, found.backup.format_options) == ("weeks", (("automaticenddate", "0"),))


def test_dates_move_with_one_start_that_manifest_and_course_agree_on(course: Make, written: Write) -> None:
    """A restore moves every date by the difference between this start and the one that the teacher picks."""
    backup = replace(course(replace(PAGE, availability=DateFrom(DATE + 60))), start_date=DATE)
    package = written(backup)
    manifest = package.xml("moodle_backup.xml").findtext("information/original_course_startdate")
    assert manifest == package.xml("course/course.xml").findtext("startdate") == str(DATE)
    assert f'"t":{DATE + 60}' in (package.module("p").findtext("availability") or "")


def test_without_a_start_the_course_starts_when_it_was_made(course: Make, written: Write) -> None:
    assert written(course(PAGE)).xml("course/course.xml").findtext("startdate") == str(DATE)


def test_what_the_library_has_no_place_for_is_counted(course: Make, tmp_path: Path) -> None:
    write_backup(course(PAGE), tmp_path / "c.mbz")
    extra = {
        "activities/page_1/blocks/html_9/block.xml": b"<block/>",
        "course/contentbank.xml": b'<?xml version="1.0"?><contents><content id="1"><name>x</name></content></contents>',
    }
    with tarfile.open(tmp_path / "c.mbz") as old, tarfile.open(tmp_path / "d.mbz", "w:gz") as new:
        for member in old:
            stream = old.extractfile(member)
            if stream is not None and member.name not in extra and not member.name.startswith("."):
                new.addfile(member, stream)
        for name, data in extra.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    with read_backup(tmp_path / "d.mbz") as found:
        assert found.dropped == {"blocks of activities": 1, "contents of the content bank": 1}


def test_an_unnamed_section_has_no_name_and_nothing_of_it_is_kept(course: Make, tmp_path: Path) -> None:
    write_backup(course(PAGE), tmp_path / "c.mbz")
    with read_backup(tmp_path / "c.mbz") as found:
        assert found.backup.sections[0].name == ""
        assert found.kept == ()
