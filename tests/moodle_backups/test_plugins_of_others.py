"""What plugins of a site put into a package: kept and named without users, dropped and counted with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from archive_making import zipped
from package_reader import read_package

from moodle_backups import Backup, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.read import ReadBackup, read_backup

NOTE = "<note><userid>987654</userid><text>SECRET</text></note>"
PAGE = Page(key="p", name="P", content="<p>x</p>")
TYPE = b"""<activity id="5" moduleid="%s" modulename="myhvp" contextid="99"><myhvp id="5"><name>H</name><intro></intro>
<sheets><sheet id="1"><text>CONTENT</text><userid>0</userid></sheet></sheets>
<notes><note><user_id>987654</user_id><data>SECRET</data></note></notes><attempts><attempt><essay>SECRET</essay></attempt>
</attempts><logs><log><who>987654</who></log></logs></myhvp></activity>"""


def changed(backup: Backup, folder: Path, *, users: bool, changes: dict[str, Callable[[bytes], bytes]]) -> Path:
    """A package of ``backup`` with other documents; ``changes`` by the end of their names."""
    write_backup(backup, folder / "plain.mbz")
    members = dict(read_package(folder / "plain.mbz").members)
    for end, change in changes.items():
        for name in [name for name in members if name.endswith(end)]:
            members[name] = change(members[name])
    if users:
        members["users.xml"] = b"<users></users>"
    return zipped(folder, members)


def plugin(end: str) -> Callable[[bytes], bytes]:
    tag = f"plugin_local_x_{end}"
    return lambda data: data.replace(f"</{end}>".encode(), f"<{tag}><notes>{NOTE}</notes></{tag}></{end}>".encode())


PLUGINS = {"module.xml": plugin("module"), "page.xml": plugin("page"), "course.xml": plugin("course")}


def written_again(read: ReadBackup, folder: Path) -> bytes:
    write_backup(read.backup, folder / "again.mbz", version=read.target)
    return b"".join(read_package(folder / "again.mbz").members.values())


def test_with_users_nothing_of_plugins_is_carried(course: Callable[..., Backup], tmp_path: Path) -> None:
    with read_backup(changed(course(PAGE), tmp_path, users=True, changes=PLUGINS)) as read:
        names = ("plugin_local_x_module", "plugin_local_x_page", "plugin_local_x_course")
        assert {name: read.dropped.get(name) for name in names} == dict.fromkeys(names, 1)
        assert b"SECRET" not in written_again(read, tmp_path)


def test_without_users_what_plugins_say_is_kept_and_named(course: Callable[..., Backup], tmp_path: Path) -> None:
    with read_backup(changed(course(PAGE), tmp_path, users=False, changes=PLUGINS)) as read:
        named = "\n".join(map(str, read.kept))
        assert all(f"<plugin_local_x_{where}> of <{where}>" in named for where in ("module", "page", "course"))
        assert written_again(read, tmp_path).count(b"SECRET") == 3


def test_fields_that_name_somebody_are_dropped_and_counted(course: Callable[..., Backup], tmp_path: Path) -> None:
    changes = {"page.xml": lambda data: data.replace(b"<revision>", b"<lastauthor>SECRET</lastauthor><revision>")}
    with read_backup(changed(course(PAGE), tmp_path, users=True, changes=changes)) as read:
        assert read.dropped == {"lastauthor": 1}
        assert b"SECRET" not in written_again(read, tmp_path)


def test_an_unknown_activity_keeps_only_what_is_nobodys(course: Callable[..., Backup], tmp_path: Path) -> None:
    def other_type(data: bytes) -> bytes:
        module = re.search(rb'moduleid="(\d+)"', data)
        return TYPE % (module[1] if module else b"")

    def renamed(data: bytes) -> bytes:
        return data.replace(b"<modulename>page<", b"<modulename>myhvp<")

    changes = {"page.xml": other_type, "moodle_backup.xml": renamed, "module.xml": renamed}
    path = changed(course(PAGE), tmp_path, users=True, changes=changes)
    members = {name.replace("/page.xml", "/myhvp.xml"): data for name, data in read_package(path).members.items()}
    with read_backup(zipped(tmp_path, members)) as read:
        assert {name: read.dropped.get(name) for name in ("note", "attempts", "logs")} == dict.fromkeys(
            ("note", "attempts", "logs"), 1
        )
        again = written_again(read, tmp_path)
        assert b"CONTENT" in again
        assert not re.search(rb"SECRET|987654", again)
