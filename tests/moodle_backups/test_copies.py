"""A copy of what was read from a package gets ids of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from package_reader import read_package
from rich_backup import rich_backup
from round_trip import fitting

from moodle_backups import write_backup
from moodle_backups.read import read_backup

# What several records share on purpose, or which names another record.
SHARED = {"tag", "category", "user", "file", "group", "grouping", "role", "item", "ltitype", "ltitypesconfig"}


def test_no_two_records_of_an_original_and_its_copy_share_an_id(tmp_path: Path) -> None:
    backup = rich_backup()
    write_backup(backup, tmp_path / "first.mbz", version=fitting(backup))
    with read_backup(tmp_path / "first.mbz") as read:
        doubled = [
            replace(
                section,
                activities=tuple(
                    copy
                    for one in section.activities
                    for copy in (
                        (one,) if one.modname in ("qbank", "subsection") else (one, replace(one, key=f"{one.key}-copy"))
                    )
                ),
            )
            for section in read.backup.sections
        ]
        copied = replace(read.backup, sections=tuple(doubled))
        write_backup(copied, tmp_path / "second.mbz", version=fitting(copied))
    found: Counter[tuple[str, str, str]] = Counter()
    package = read_package(tmp_path / "second.mbz")
    for name in package.members:
        if name.startswith("activities/") and name.endswith(".xml") and "inforef" not in name:
            document = name.rpartition("/")[2]
            for element in package.xml(name).iter():
                if element.get("id") and element.tag not in SHARED:
                    found[document, str(element.tag), str(element.get("id"))] += 1
    assert len(found) > 300
    assert [what for what, times in found.items() if times > 1] == []
