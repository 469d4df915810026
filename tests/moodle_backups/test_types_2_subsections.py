"""Subsections: sections of their own where Moodle has them, headings elsewhere, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from package_reader import ReadPackage, read_package

from moodle_backups import Backup, File, Section, write_backup
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.activities.subsection import Subsection
from moodle_backups.availability import All, Any, Completed, DateFrom, DateUntil, InGroup, NoneOf
from moodle_backups.check import check_backup
from moodle_backups.completion import Completion
from moodle_backups.read import read_backup
from moodle_backups.seeds import OpeningPost, seeds
from moodle_backups.versions import RELEASES

PLAN = File("plan.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
FIRST = Page(key="first", name="Avant", content="<p>1</p>", completion=Completion(view=True))
DEEPER = Subsection(
    key="deeper",
    name="Pour aller <plus> loin",
    summary='<p>Au choix <img src="file:plan.svg" alt="plan"></p>',
    summary_files=(PLAN,),
    availability=Completed("first"),
    activities=(
        Page(key="inner-1", name="Dedans", content="<p>2</p>", availability=DateFrom(1_780_000_000)),
        Page(key="inner-2", name="Dedans aussi", content='<p><a href="activity:inner-1">avant</a></p>', indent=1),
    ),
)
LAST = Page(key="last", name="Après", content='<p><a href="activity:inner-2">dedans</a></p>')


@pytest.fixture
def backup(course: Callable[..., Backup]) -> Backup:
    sections = (
        Section(key="s0"),
        Section(key="s1", name="Un", activities=(FIRST, DEEPER, LAST)),
        Section(key="s2", name="Deux"),
    )
    return replace(course(), sections=sections)


@pytest.fixture
def nested(backup: Backup, tmp_path: Path) -> ReadPackage:
    path = tmp_path / "nested.mbz"
    write_backup(backup, path, version=RELEASES["4.5"])
    return read_package(path)


def test_where_moodle_has_subsections_each_is_a_section_that_its_activity_owns(nested: ReadPackage) -> None:
    module, instance = nested.module("deeper"), nested.activity("deeper").get("id")
    sections = nested.xml("moodle_backup.xml").findall("information/contents/sections/section")
    own = [(s.findtext("title"), s.findtext("parentcmid"), s.findtext("modname")) for s in sections]
    assert own[:3] == [("0", "", ""), ("Un", "", ""), ("Deux", "", "")]
    assert own[3:] == [("Pour aller <plus> loin", module.get("id"), "subsection")]
    record = nested.xml(f"sections/section_{sections[3].findtext('sectionid')}/section.xml")
    assert (record.findtext("component"), record.findtext("itemid")) == ("mod_subsection", instance)
    assert record.findtext("number") == "3"
    assert record.findtext("availabilityjson") == module.findtext("availability")
    listed = nested.xml("moodle_backup.xml").findall("information/contents/activities/activity")
    inside = {a.findtext("title"): a.findtext("insubsection") for a in listed}
    assert inside == {
        "Avant": "",
        "Pour aller <plus> loin": "",
        "Après": "",
        "Dedans": "1",
        "Dedans aussi": "1",
    }
    assert nested.module("inner-1").findtext("sectionid") == sections[3].findtext("sectionid")
    assert [item for _, item, _ in nested.files("course", "section")] == [int(sections[3].findtext("sectionid", ""))]


def test_a_portable_package_has_a_heading_and_its_activities_after_it(
    backup: Backup, written: Callable[[Backup], ReadPackage]
) -> None:
    package = written(backup)
    contents = package.xml("moodle_backup.xml").find("information/contents")
    assert contents is not None
    titles = [a.findtext("title") for a in contents.iterfind("activities/activity")]
    assert titles == ["Avant", "Pour aller <plus> loin", "Dedans", "Dedans aussi", "Après"]
    assert len(contents.findall("sections/section")) == 3
    heading = package.activity("deeper")
    assert heading.tag == "label"
    assert (heading.findtext("intro") or "").startswith("<h4>Pour aller &lt;plus&gt; loin</h4><p>Au choix <img")
    assert [package.module(key).findtext("indent") for key in ("deeper", "inner-1", "inner-2")] == ["0", "1", "2"]
    both = package.module("inner-1").findtext("availability") or ""
    assert '"type":"completion"' in both and '"type":"date"' in both
    assert package.module("inner-2").findtext("availability") == package.module("deeper").findtext("availability")


def test_a_heading_hides_what_the_subsection_and_its_activities_hid(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    hidden = All((DateFrom(5, show=False), NoneOf((InGroup(), DateUntil(9, show=False)))))
    inner = Page(key="inner", name="I", content="<p>x</p>", availability=hidden)
    shown = Any((DateUntil(7), DateFrom(8)), show=False)
    around = Subsection(key="sub", name="S", availability=shown, activities=(inner,))
    tree = json.loads(written(course(around)).module("inner").findtext("availability") or "")
    assert tree["op"] == "&"
    assert [member["op"] if "op" in member else member["type"] for member in tree["c"]] == ["|", "date", "!|"]
    assert tree["showc"] == [False, False, True]


def test_subsections_come_back_as_they_were_given(backup: Backup, tmp_path: Path) -> None:
    first, second = tmp_path / "first.mbz", tmp_path / "second.mbz"
    write_backup(backup, first, version=RELEASES["5.0"])
    with read_backup(first) as read:
        assert [section.name for section in read.backup.sections] == ["", "Un", "Deux"]
        before, deeper, last = read.backup.sections[1].activities
        assert isinstance(deeper, Subsection)
        assert (before.key, last.key) == ("first", "last")
        assert [inner.key for inner in deeper.activities] == ["inner-1", "inner-2"]
        assert deeper.summary == DEEPER.summary and deeper.availability == DEEPER.availability
        assert [file.name for file in deeper.summary_files] == ["plan.svg"]
        write_backup(read.backup, second, version=RELEASES["5.0"])
    one, two = read_package(first), read_package(second)
    assert sorted(one.members) == sorted(two.members)
    for name in one.members:
        if name.endswith(("section.xml", "/module.xml")) or name == "moodle_backup.xml":
            assert one.members[name] == two.members[name], name


def test_a_site_that_has_them_switched_off_gets_headings(backup: Backup, tmp_path: Path) -> None:
    path = tmp_path / "off.mbz"
    write_backup(backup, path, version=RELEASES["4.5"], subsections=False)
    package = read_package(path)
    assert package.activity("deeper").tag == "label"


def test_what_a_subsection_cannot_be_is_named(backup: Backup, course: Callable[..., Backup]) -> None:
    broken = Subsection(
        key="x",
        name="X",
        intro="<p>texte</p>",
        completion=Completion(manual=True),
        activities=(Subsection(key="y", name="Y", activities=(Label(key="z", intro="<p>z</p>"),)),),
    )
    for release in ("4.2", "4.5"):
        problems = " ".join(str(problem) for problem in check_backup(course(broken), RELEASES[release]))
        for said in ("takes a summary", "is never complete", "one level of them"):
            assert said in problems


def test_conditions_on_each_other_are_found_inside_subsections(course: Callable[..., Backup]) -> None:
    inner = Page(key="in", name="In", content="<p>x</p>", completion=Completion(view=True))
    circle = Subsection(key="sub", name="S", availability=All((Completed("in"),)), activities=(inner,))
    for release in ("4.2", "4.5"):
        problems = [str(problem) for problem in check_backup(course(circle), RELEASES[release])]
        assert any("it waits for" in problem for problem in problems), (release, problems)


def test_opening_posts_inside_a_subsection_are_seeds_too(course: Callable[..., Backup]) -> None:
    forum = Forum(
        key="talk", name="Échanges", discussions=(OpeningPost(subject="Bienvenue", message="<p>Présentez-vous</p>"),)
    )
    backup = course(Subsection(key="sub", name="S", activities=(forum,)))
    assert [seed.activity for seed in seeds(backup)] == ["talk"]
