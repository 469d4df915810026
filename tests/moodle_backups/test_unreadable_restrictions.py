"""A restriction of access that nobody can read stays as it was: a course doesn't open because of it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from moodle_backups import Backup, BackupError, Container, Section, check_backup, write_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.page import Page
from moodle_backups.activities.resource import Resource
from moodle_backups.availability import Condition, DateFrom, MinGrade, OtherCondition, leaves
from moodle_backups.files import File
from moodle_backups.read import read_backup

SOUND = '{"op":"&","c":[{"type":"date","d":">=","t":1000000000}],"showc":[true]}'
DATED = DateFrom(1_000_000_000)


def packed(path: Path, condition: Condition = DATED, *, before: str = "", after: str = "") -> Path:
    """A course of a page with a restriction, an assignment and a file; ``after`` stands where ``before`` did."""
    page = Page(key="p", name="P", content="<p>x</p>", availability=condition)
    file = Resource(key="r", name="R", main=File("a.txt", b"a"))
    sections = (Section(key="s", activities=(page, Assign(key="a", name="A"), file)),)
    backup = Backup(idnumber="C", fullname="C", shortname="C", timestamp=1_000_000_000, sections=sections)
    write_backup(backup, path, container=Container.ZIP)
    if before:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        assert any(_escaped(before) in content for content in members.values())
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content.replace(_escaped(before), _escaped(after)))
    return path


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


UNREADABLE = [
    "{",
    "[]",
    '{"op":"?","c":[],"showc":[]}',
    '{"op":"&","c":[{"type":"date","d":">=","t":1}],"showc":[true,true]}',
    '{"c":' * 5000 + "1" + "}" * 5000,
]


@pytest.mark.parametrize("raw", UNREADABLE)
def test_it_is_kept_named_and_written_back(raw: str, tmp_path: Path) -> None:
    with read_backup(packed(tmp_path / "odd.mbz", before=SOUND, after=raw)) as read:
        page = read.backup.sections[0].activities[0]
        assert page.availability == OtherCondition(raw, whole=True)
        assert any("restriction of access, kept as it is" in str(note) for note in read.kept)
        write_backup(read.backup, tmp_path / "again.mbz", container=Container.ZIP)
    with zipfile.ZipFile(tmp_path / "again.mbz") as archive:
        module = next(
            archive.read(name).decode() for name in archive.namelist() if "page_" in name and "module" in name
        )
    assert f"<availability>{_escaped(raw).decode()}</availability>" in module


def test_it_can_not_be_made_by_hand() -> None:
    page = Page(key="p", name="P", content="<p>x</p>", availability=OtherCondition("{", whole=True))
    sections = (Section(key="s", activities=(page,)),)
    backup = Backup(idnumber="C", fullname="C", shortname="C", timestamp=1_000_000_000, sections=sections)
    assert [problem.what for problem in check_backup(backup)] == ["has a restriction of access that can't be read: {"]


def test_a_limit_in_quotes_is_a_number(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.mbz", MinGrade("a", 50), before='"min":50', after='"min":"50"')
    with read_backup(path) as read:
        (found,) = leaves(read.backup.sections[0].activities[0].availability)
    assert found == MinGrade("a", 50.0)
    assert isinstance(found.percent, float)


def test_writing_after_the_package_is_closed_says_so(tmp_path: Path) -> None:
    with read_backup(packed(tmp_path / "a.mbz")) as read:
        backup = read.backup
    with pytest.raises(BackupError, match="closed"):
        write_backup(replace(backup, fullname="D"), tmp_path / "b.mbz")
    assert not (tmp_path / "b.mbz").exists()
