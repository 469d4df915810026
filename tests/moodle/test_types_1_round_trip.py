"""Every setting of files, forums, questionnaires, packages, tools and collections comes back from real Moodle sites."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.files import File
from moodle_backups.read import read_backup
from moodle_backups.versions import target_of

from .browser import Visit
from .site import Site

pytestmark = pytest.mark.thorough

_PHP = Path(__file__).parent / "php"
_SAMPLES = Path(__file__).parents[1] / "moodle_backups"
# Switched off on a new site; on 4.2 the administrator's own way asks for more than that.
_ENABLE = "$DB->set_field('modules', 'visible', 1, ['name' => 'bigbluebuttonbn']); rebuild_course_cache(0, true);"
# Moodle names the room anew and makes events of dates itself.
_NOT_COMPARED = {"kept", "completion", "events", "meeting", "files"}


# Their pages want a server or content that isn't there.
_NOT_OPENED = ("lti", "bigbluebuttonbn", "h5pactivity")


@dataclass(frozen=True)
class Samples:
    """The modules of the library's own tests that make samples."""

    rich: ModuleType
    types: ModuleType


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[Samples]:
    monkeypatch.syspath_prepend(str(_SAMPLES))
    import rich_backup
    import rich_types_1

    yield Samples(rich_backup, rich_types_1)
    for name in ("rich_backup", "rich_types_1"):
        sys.modules.pop(name, None)


def sample_course(samples: Samples) -> Backup:
    """One section with everything, the page that texts link to, and what the rich backup has of these types."""
    section = samples.types.section_1(samples.rich.scorm_zip())
    feedback = samples.rich.rich_feedback()
    feedback = replace(feedback, thanks="<p>Merci</p>", items=feedback.items[1:], files=())
    page = Page(key="page-1", name="Page", content="<p>Lire</p>")
    activities = (page, feedback, *section.activities, samples.types.room())
    return Backup(
        idnumber="TYPES-1",
        fullname="Types d'activités",
        shortname="TYPES-1",
        timestamp=1_780_000_000,
        sections=(Section(key="s0"), Section(key="s1", name="Activités", activities=activities)),
    )


def test_every_setting_comes_back_from_moodle(site: Site, samples: Samples, tmp_path: Path) -> None:
    backup = sample_course(samples)
    write_backup(backup, tmp_path / "ours.mbz", version=target_of(site.release))
    site.php(_ENABLE)
    result = site.strict_restore(tmp_path / "ours.mbz")
    assert result.clean, str(result)
    site.php(_PHP / "backup_course.php", str(result.course_id), str(tmp_path / "theirs.mbz"))
    with read_backup(tmp_path / "ours.mbz") as ours, read_backup(tmp_path / "theirs.mbz", seeds=True) as theirs:
        wanted, found = by_key(ours.backup), by_key(theirs.backup)
        assert found.keys() == wanted.keys()
        differ = [line for key in wanted for line in differences(key, wanted[key], found[key])]
        assert not differ, "\n".join(differ)


def test_every_page_and_form_of_them_opens_without_a_notice(
    site: Site, visit: Visit, samples: Samples, tmp_path: Path
) -> None:
    """A learner's page and a trainer's form of settings, which shows what was restored."""
    backup = sample_course(samples)
    quiet = tuple(a for a in backup.sections[1].activities if a.modname not in _NOT_OPENED)
    backup = replace(backup, sections=(replace(backup.sections[1], activities=quiet),))
    write_backup(backup, tmp_path / "ours.mbz", version=target_of(site.release))
    result = site.strict_restore(tmp_path / "ours.mbz")
    assert result.clean, str(result)
    learner, trainer = site.create_user("adjo"), site.create_user("yawo")
    site.enrol(learner.username, result.course_id)
    site.enrol(trainer.username, result.course_id, "editingteacher")
    modules = site.modules(result.course_id, learner)
    page, form = visit(site, learner), visit(site, trainer)
    for module in modules:
        if module.address:
            page.open(module.address)
            page.shoot(tmp_path, f"{module.key}-page")
        form.open(f"/course/modedit.php?update={module.id}")
        form.shoot(tmp_path, f"{module.key}-form")
    assert len(modules) == len(quiet)


def by_key(backup: Backup) -> dict[str, Activity]:
    return {activity.key: activity for section in backup.sections for activity in section.activities}


def differences(key: str, ours: Any, theirs: Any) -> Iterator[str]:
    """Where two activities or parts of them say something else; names of fields lead to the place."""
    if isinstance(ours, File) and isinstance(theirs, File):
        if (ours.name, ours.content) != (theirs.name, theirs.content):
            yield f"{key}: {ours.name} -> {theirs.name}"
    elif is_dataclass(ours) and type(ours) is type(theirs):
        for field in fields(ours):
            if field.name not in _NOT_COMPARED:
                yield from differences(f"{key}.{field.name}", getattr(ours, field.name), getattr(theirs, field.name))
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        ours, theirs = (sorted(part, key=_name) for part in (ours, theirs))
        for position, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(f"{key}[{position}]", mine, other)
    elif ours != theirs:
        yield f"{key}: {ours!r} -> {theirs!r}"


def _name(part: Any) -> str:
    """Files come in Moodle's order; the rest in ours."""
    return part.name if isinstance(part, File) else ""
