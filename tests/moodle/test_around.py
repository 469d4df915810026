"""What lies around activities arrives on real Moodle sites: restored, backed up again by Moodle, read, compared."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moodle_backups import Backup, write_backup
from moodle_backups.badges import Badge, GivenBy
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory
from moodle_backups.lacking import dropped
from moodle_backups.read import read_backup
from moodle_backups.versions import target_of

from .site import Site

pytestmark = pytest.mark.thorough

_PHP = Path(__file__).parent / "php"
_SAMPLES = Path(__file__).parents[1] / "moodle_backups"
_MODULES = ("rich_backup", "rich_around", "without_kept")


@dataclass(frozen=True)
class Samples:
    """The modules of the library's own tests that make samples and compare them."""

    rich: ModuleType
    kept: ModuleType


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[Samples]:
    monkeypatch.syspath_prepend(str(_SAMPLES))
    import rich_backup
    import without_kept

    yield Samples(rich_backup, without_kept)
    for name in _MODULES:
        sys.modules.pop(name, None)


def test_what_lies_around_activities_comes_back_from_moodle(site: Site, samples: Samples, tmp_path: Path) -> None:
    made = samples.rich.rich_backup()
    write_backup(made, tmp_path / "ours.mbz")
    site.php(_PHP / "prepare_around.php")
    restored = site.strict_restore(tmp_path / "ours.mbz")
    assert restored.clean, str(restored)
    site.php(_PHP / "backup_course.php", str(restored.course_id), str(tmp_path / "theirs.mbz"))
    with read_backup(tmp_path / "theirs.mbz", passwords=True) as theirs:
        found = around(samples.kept.bare(theirs.backup))
        has_badges = bool(theirs.backup.badges)  # earlier releases back them up together with users only
    wanted = around(samples.kept.bare(made if has_badges else replace(made, badges=())))
    assert found.keys() >= wanted.keys()  # what lies in subsections too
    if any("author of a badge" in problem.what for problem in dropped(made, target_of(site.release))):
        wanted = {name: "" if name.endswith(": image_author") else value for name, value in wanted.items()}
    differ = [f"{name}:\n  {wanted[name]}\n  {found[name]}" for name in wanted if wanted[name] != found[name]]
    assert not differ, "\n".join(differ)
    assert criteria(site, restored.course_id) == {"Formateur & cie": [0, 1, 4, 9], "Donné à la main": [0, 2]}
    assert givers(site, restored.course_id) == ["editingteacher", "teacher"]


def criteria(site: Site, course: int) -> dict[str, list[int]]:
    """Kinds of criteria by badge."""
    rows = site.query(
        "SELECT b.name, c.criteriatype FROM {badge} b JOIN {badge_criteria} c ON c.badgeid = b.id"
        f" WHERE b.courseid = {course} ORDER BY c.criteriatype"
    )
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(str(row["name"]), []).append(int(row["criteriatype"]))
    return found


def givers(site: Site, course: int) -> list[str]:
    """Roles that give badges by hand; Moodle's own backup doesn't name them."""
    rows = site.query(
        "SELECT r.shortname FROM {badge} b JOIN {badge_criteria} c ON c.badgeid = b.id"
        " JOIN {badge_criteria_param} p ON p.critid = c.id JOIN {role} r ON p.name = 'role_' || r.id"
        f" WHERE b.courseid = {course} AND c.criteriatype = 2 ORDER BY r.shortname"
    )
    return [str(row["shortname"]) for row in rows]


def around(backup: Backup) -> dict[str, Any]:
    """What is compared, by name; keys that Moodle doesn't store are names."""
    scales = {scale.key: scale.name for scale in backup.scales}
    badges = {badge.key: badge.name for badge in backup.badges}
    activities = {activity.key: activity for section in backup.sections for activity in section.activities}
    plain = (
        "format", "start_date", "end_date", "group_mode", "force_group_mode", "default_grouping", "highlighted",
        "hidden_sections_named", "text_filters", "completion", "completion_defaults", "competencies", "max_upload",
        "competency_ratings_to_plans", "groupings", "show_reports",
    )  # fmt: skip
    return {
        **{name: getattr(backup, name) for name in plain},
        "tags": words(backup.tags),
        "groups": tuple(replace(g, image=None) for g in backup.groups),
        "pictures of groups": tuple(g.image is not None for g in backup.groups),
        "custom fields": tuple(field for field in backup.custom_fields if field.name == "public"),
        "blocks": tuple(sorted(backup.blocks, key=lambda block: block.name)),
        "events": tuple(sorted(backup.events, key=lambda event: event.name)),
        "scales": tuple(sorted((s.name, s.items, s.description, s.standard) for s in backup.scales)),
        **{
            f"badge {badge.name}: {field.name}": getattr(named(badge, badges), field.name)
            for badge in backup.badges
            for field in fields(badge)
        },
        **gradebook(backup.gradebook, scales),
        **{
            f"{key}: {name}": getattr(activity, name)
            for key, activity in activities.items()
            for name in ("completion", "group_mode", "grouping", "competencies", "text_filters", "downloadable")
        },
        **{f"{key}: tags": words(activity.tags) for key, activity in activities.items()},
        **{f"{key}: access": activity.availability for key, activity in activities.items()},
        **{f"section {s.name}: access": s.availability for s in backup.sections},
        **{f"{key}: grade": grades(activity.grades(), scales) for key, activity in activities.items()},
    }


def gradebook(book: Gradebook, scales: dict[str, str]) -> dict[str, Any]:
    """The gradebook by its parts."""
    return {
        **{f"category {c.key}": without_sum(c) for c in book.categories},
        **{f"manual {m.key}": (m.name, m.info, grades((m.grade,), scales)) for m in book.manual_grades},
        "letters": tuple(sorted(book.letters, key=lambda letter: -letter.percent)),
        "settings": tuple(sorted(book.settings)),
        "course total": (book.aggregation, book.to_pass, book.only_graded, book.drop_lowest, book.keep_highest),
    }


def without_sum(category: GradeCategory) -> GradeCategory:
    """In the natural aggregation Moodle adds up the maximum itself."""
    return replace(category, maximum=0) if category.aggregation is Aggregation.NATURAL else category


def words(tags: tuple[str, ...]) -> list[str]:
    """Tags as Moodle compares them: one that the site has already keeps its capitals."""
    return sorted(tag.lower() for tag in tags)


def grades(given: tuple[Grade | None, ...], scales: dict[str, str]) -> tuple[Grade | None, ...]:
    """Grades with the names of their scales."""
    return tuple(grade and replace(grade, scale=scales.get(grade.scale or "")) for grade in given)


def named(badge: Badge, names: dict[str, str]) -> Badge:
    """``badge`` with names for keys, its picture apart."""
    related = tuple(names[key] for key in badge.related)
    criteria = tuple(one for one in badge.criteria if not isinstance(one, GivenBy))
    return replace(badge, key=badge.name, related=related, image=None, criteria=criteria)
