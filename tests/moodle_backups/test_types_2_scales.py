"""Activities that name scales and groupings of the course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from package_reader import read_package

from moodle_backups import Backup, write_backup
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.lesson import Lesson
from moodle_backups.activities.lesson_pages import ContentPage
from moodle_backups.activities.workshop import Workshop
from moodle_backups.activities.workshop_forms import Accumulative, Aspect
from moodle_backups.check import check_backup
from moodle_backups.gradebook import Grade
from moodle_backups.groups import Grouping
from moodle_backups.read import read_backup
from moodle_backups.scales import Scale

WORDS = Grade(scale="words", maximum=3)
ACTIVITIES = (
    Assign(key="work", name="Devoir", grade=WORDS, team=True, team_grouping="teams"),
    Lesson(key="tour", name="Leçon", grade=WORDS, pages=(ContentPage(key="a", title="A"),)),
    Workshop(
        key="peers",
        name="Atelier",
        form=Accumulative((Aspect("<p>Clarté</p>", scale="words"), Aspect("<p>Fond</p>", 5))),
    ),
)


def test_scales_and_groupings_are_named_by_key_and_come_back(course: Callable[..., Backup], tmp_path: Path) -> None:
    backup = replace(
        course(*ACTIVITIES),
        scales=(Scale(key="words", name="Mots", items=("Non", "Presque", "Oui")),),
        groupings=(Grouping(key="teams", name="Équipes"),),
    )
    write_backup(backup, tmp_path / "scales.mbz")
    package = read_package(tmp_path / "scales.mbz")
    scale = package.xml("scales.xml").find("scale")
    grouping = package.xml("groups.xml").find("groupings/grouping")
    assert scale is not None and grouping is not None
    assert package.activity("work").findtext("grade") == f"-{scale.get('id')}"
    assert package.activity("tour").findtext("grade") == f"-{scale.get('id')}"
    assert package.activity("work").findtext("teamsubmissiongroupingid") == grouping.get("id")
    dimensions = package.activity("peers").iter("workshopform_accumulative_dimension")
    assert [dimension.findtext("grade") for dimension in dimensions] == [f"-{scale.get('id')}", "5"]
    with read_backup(tmp_path / "scales.mbz") as read:
        work, tour, peers = read.backup.sections[0].activities
        (key,) = (one.key for one in read.backup.scales)
        assert work.grade and tour.grade and (work.grade.scale, tour.grade.scale) == (key, key)
        assert isinstance(work, Assign) and work.team_grouping == read.backup.groupings[0].key
        assert isinstance(peers, Workshop) and isinstance(peers.form, Accumulative)
        assert [aspect.scale for aspect in peers.form.aspects] == [key, None]
        write_backup(read.backup, tmp_path / "again.mbz")
    again = read_package(tmp_path / "again.mbz")
    for key, name in (("work", "assign.xml"), ("tour", "lesson.xml"), ("peers", "workshop.xml")):
        one, two = (p.members[f"{p.activity_folder(key)}/{name}"] for p in (package, again))
        assert one == two


def test_scales_and_groupings_that_are_missing_are_named(course: Callable[..., Backup]) -> None:
    problems = " ".join(str(problem) for problem in check_backup(course(*ACTIVITIES)))
    assert 'teams of grouping "teams"' in problems
    assert 'assesses by scale "words"' in problems
