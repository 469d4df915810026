"""Assignments, lessons, workshops and subsections there and back: restored, backed up by Moodle, read again."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.lesson import Lesson
from moodle_backups.activities.page import Page
from moodle_backups.files import File
from moodle_backups.gradebook import Grade
from moodle_backups.read import read_backup
from moodle_backups.subsections import every_activity
from moodle_backups.versions import target_of

from .site import Site

pytestmark = pytest.mark.thorough

_PHP = Path(__file__).parent / "php"
_SAMPLES = Path(__file__).parents[1] / "moodle_backups"
_SWITCH = "\\core\\plugininfo\\mod::enable_plugin('subsection', {on}); purge_all_caches();"
_PLACE = re.compile(r"#(\d+)(?=[\"'])")


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(_SAMPLES))
    import rich_types_2

    yield rich_types_2
    sys.modules.pop("rich_types_2", None)


def test_every_setting_comes_back_from_moodle(site: Site, samples: ModuleType, tmp_path: Path) -> None:
    first = Section(key="s0", activities=(Page(key="page-1", name="Page", content="<p>Page</p>"),))
    backup = Backup(
        idnumber="BACK-2",
        fullname="Aller et retour",
        shortname="BACK-2",
        timestamp=1_780_000_000,
        sections=(first, samples.fourth_section()),
    )
    target = target_of(site.release)
    write_backup(backup, tmp_path / "ours.mbz", version=target)
    known = site.query("SELECT visible FROM {modules} WHERE name = 'subsection'")
    if known:
        site.php(_SWITCH.format(on=1))
    try:
        result = site.strict_restore(tmp_path / "ours.mbz")
        assert result.clean, str(result)
        site.php(_PHP / "backup_course.php", str(result.course_id), str(tmp_path / "theirs.mbz"))
    finally:
        if known:
            site.php(_SWITCH.format(on=int(known[0]["visible"])))
    with read_backup(tmp_path / "ours.mbz") as ours, read_backup(tmp_path / "theirs.mbz") as theirs:
        wanted, found = by_key(ours.backup), by_key(theirs.backup)
        assert list(found) == list(wanted)
        assert ("sub-1" in wanted) and (wanted["sub-1"].modname == ("subsection" if known else "label"))
        differ = [line for key in wanted for line in differences(key, wanted[key], found[key])]
        assert not differ, "\n".join(differ)


def by_key(backup: Backup) -> dict[str, Any]:
    """Every activity, pages of lessons named by their titles instead of their numbers."""
    activities = list(every_activity(backup))
    names = {page.key: page.title for one in activities if isinstance(one, Lesson) for page in one.pages}
    return {one.key: named(one, names) for one in activities}


def named(value: Any, names: Mapping[str, str], field: str = "") -> Any:
    """``value`` with the titles of pages for their keys."""
    if isinstance(value, tuple):
        return tuple(named(part, names, field) for part in value)
    if is_dataclass(value) and not isinstance(value, type | File | Grade):
        own = {
            f.name: named(getattr(value, f.name), names, f.name) for f in fields(value) if f.init and f.name != "kept"
        }
        return replace(value, **own)
    if type(value) is not str:
        return value
    return (
        names.get(value, value)
        if field in ("key", "jump")
        else _PLACE.sub(lambda m: f"#{names.get(m[1], m[1])}", value)
    )


def differences(where: str, ours: Any, theirs: Any) -> Iterator[str]:
    """Where two values say something else."""
    if isinstance(ours, File) and isinstance(theirs, File):
        if (ours.name, ours.content) != (theirs.name, theirs.content):
            yield f"{where}: {ours.name} -> {theirs.name}"
    elif is_dataclass(ours) and type(ours) is type(theirs):
        for field in fields(ours):
            if field.name not in ("kept", "activities"):
                yield from differences(f"{where}.{field.name}", getattr(ours, field.name), getattr(theirs, field.name))
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for position, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(f"{where}[{position}]", mine, other)
    elif ours != theirs:
        yield f"{where}: {ours!r} -> {theirs!r}"
