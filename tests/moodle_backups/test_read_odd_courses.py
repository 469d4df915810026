"""What Moodle had is carried along and named, even what no course made by hand may have; what an edit breaks isn't."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from rich_quiz import DATE, png

from moodle_backups import Backup, BackupError, Container, check_backup, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.h5pactivity import H5PActivity
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz, RandomSlot
from moodle_backups.activities.quiz_parts import Behaviour
from moodle_backups.activities.url import Display, Url
from moodle_backups.activities.workshop import Workshop
from moodle_backups.activities.workshop_forms import Accumulative, Aspect
from moodle_backups.availability import Completed
from moodle_backups.backup import Section
from moodle_backups.badges import ActivitiesDone, Badge, ByDate
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.files import File
from moodle_backups.gradebook import Gradebook, Letter
from moodle_backups.questions.base import Answer
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.read import read_backup
from moodle_backups.versions import RELEASES

_TAGS = b"<tags>%s</tags>" % b"".join(
    b'<tag id="%d"><name>a</name><rawname>%s</rawname></tag>' % one for one in ((1, b"a"), (2, b"A"))
)
ODD = {
    "a URL by a token": ("/url.xml", rb"(<externalurl>)[^<]*", rb"\1$@PAGEVIEWBYID*1@$", "http"),
    "a URL by ftp": ("/url.xml", rb"(<externalurl>)[^<]*", rb"\1ftp://example.org/a", "http"),
    "a URL without a site": ("/url.xml", rb"(<externalurl>)[^<]*", rb"\1/mod/page/view.php?id=3", "http"),
    "a book without chapters": ("/book.xml", rb"<chapters>.*</chapters>", b"<chapters/>", "chapter"),
    "a choice without options": ("/choice.xml", rb"<options>.*</options>", b"<options/>", "no option"),
    "a badge without criteria": ("badges.xml", rb"<criteria>.*</criteria>", b"<criteria/>", "criteri"),
    "nothing to wait for": ("page_[^/]*/module.xml", rb"(<completion>)[12]", rb"\g<1>0", "track"),
    "a pass grade above the maximum": ("/grades.xml", rb"(<gradepass>)[^<]*", rb"\g<1>999.00000", "pass"),
    "an end before the start": ("course/course.xml", rb"(<enddate>)[^<]*", rb"\g<1>100", "ends before"),
    "closing before opening": ("/quiz.xml", rb"(<timeclose>)[^<]*", rb"\g<1>400", "closes before"),
    "exhausted attempts": ("/quiz.xml", rb"(<completionattemptsexhausted>)0", rb"\g<1>1", "exhausted"),
    "dropping and keeping": (
        "gradebook.xml",
        rb"(<droplow>)0(.*?<keephigh>)0|(<keephigh>)0(.*?<droplow>)0",
        rb"\1\g<3>1\2\g<4>1",
        "",
    ),
    "tags that differ in case": ("page_[^/]*/module.xml", rb"<tags>\s*</tags>|<tags/>", _TAGS, "tag"),
    "a letter at 120 %": ("gradebook.xml", rb"(<lowerboundary>)[^<]*", rb"\g<1>120.00000", "120"),
}


def question(**fields: Any) -> MultiChoice:
    return MultiChoice(key="a", name="a", text="<p>?</p>", answers=(Answer("4", 1.0), Answer("5")), **fields)


def full() -> Backup:
    """One of each that the table makes odd."""
    quiz = Quiz(key="quiz", name="Q", questions=(question(),), opens=500, closes=600, attempts=2)
    done = ActivitiesDone(activities=(ByDate("page"),))
    image = File("b.png", png(1, 2, 3))
    options = (ChoiceOption(text="A"), ChoiceOption(text="B"))
    page = Page(key="page", name="P", content="<p>x</p>", completion=Completion(view=True))
    activities: tuple[Activity, ...] = (
        page,
        Url(key="url", name="U", url="https://example.org"),
        Book(key="book", name="B", chapters=(Chapter(title="Un", content="<p>x</p>"),), availability=Completed("page")),
        Choice(key="choice", name="C", options=options),
        quiz,
        Workshop(key="workshop", name="W", form=Accumulative(aspects=(Aspect(description="<p>x</p>"),))),
    )
    return Backup(
        idnumber="C1",
        fullname="Cours",
        shortname="C1",
        timestamp=DATE,
        start_date=DATE,
        end_date=DATE + 1000,
        sections=(Section(key="s0", activities=activities),),
        gradebook=Gradebook(letters=(Letter(0, "F"),)),
        completion=CourseCompletion(activities=("page",)),
        badges=(Badge(key="b", name="B", description="x", image=image, criteria=(done,)),),
    )


Make = Callable[..., Path]


@pytest.fixture
def package(tmp_path: Path) -> Make:
    """A package of `full` with a document changed."""

    def make(document: str = "^$", pattern: bytes = b"", instead: bytes = b"") -> Path:
        whole, path = tmp_path / "whole.mbz", tmp_path / "odd.mbz"
        write_backup(full(), whole, container=Container.ZIP, version=RELEASES["4.5"])
        changed = 0
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if re.search(document, name):
                    content, count = re.subn(pattern, instead, content, flags=re.DOTALL)
                    changed += count
                target.writestr(name, content)
        assert changed or document == "^$"
        return path

    return make


def values(path: Path, document: str) -> list[list[bytes]]:
    """The contents of a package's elements, document by document."""
    with zipfile.ZipFile(path) as archive:
        return [
            re.findall(rb">([^<>\s]+)<", archive.read(name))
            for name in sorted(archive.namelist())
            if re.search(document, name)
        ]


@pytest.mark.parametrize("what", ODD)
def test_what_moodle_had_goes_back_as_it_was_and_is_named(what: str, package: Make, tmp_path: Path) -> None:
    document, pattern, instead, named = ODD[what]
    path = package(document, pattern, instead)
    with read_backup(path) as read:
        again = write_backup(read.backup, tmp_path / "again.mbz", version=read.target, container=Container.ZIP)
        assert again.odd == read.odd
        assert any(named in problem.what for problem in read.odd)
    assert values(again.path, document) == values(path, document)


def test_a_sound_course_has_nothing_odd(package: Make, tmp_path: Path) -> None:
    with read_backup(package()) as read:
        assert read.odd == ()
        assert write_backup(read.backup, tmp_path / "again.mbz", version=read.target).odd == ()


def test_what_is_odd_hides_nothing_that_an_edit_brings(package: Make, tmp_path: Path) -> None:
    with read_backup(package(*ODD["a URL by ftp"][:3])) as read:
        edited = replace(read.backup, end_date=5)
        assert [problem.what for problem in check_backup(edited, read.target)] == ["ends before it starts"]
        with pytest.raises(BackupError, match="ends before"):
            write_backup(edited, tmp_path / "again.mbz", version=read.target)


def test_a_release_that_lacks_something_refuses_it_as_ever(package: Make, tmp_path: Path) -> None:
    with read_backup(package(*ODD["a URL by ftp"][:3])) as read:
        long = replace(read.backup, fullname="x" * 300)
        assert any("full name" in problem.what for problem in check_backup(long, RELEASES["4.5"]))


def edited(backup: Backup, modname: str, edit: Callable[[Any], Activity]) -> Backup:
    """The course with every activity of a type edited."""
    (section,) = backup.sections
    activities = tuple(edit(one) if one.modname == modname else one for one in section.activities)
    return replace(backup, sections=(replace(section, activities=activities),))


def all_wrong(quiz: Quiz) -> Quiz:
    (one,) = quiz.questions
    assert isinstance(one, MultiChoice)
    return replace(quiz, questions=(replace(one, answers=tuple(replace(a, fraction=0.0) for a in one.answers)),))


def fifty_drawn(quiz: Quiz) -> Quiz:
    return replace(quiz, slots=(*quiz.slots, *[RandomSlot(quiz.questions[0].category)] * 50))


EDITS: dict[str, tuple[str, Callable[[Any], Activity]]] = {
    "earns the whole mark": ("quiz", all_wrong),
    "draws 50": (
        "quiz",
        fifty_drawn,
    ),
    "decimals": ("workshop", lambda workshop: replace(workshop, decimals=77)),
    "no page|no chapter": ("book", lambda book: replace(book, chapters=())),
}


@pytest.mark.parametrize("named", EDITS)
def test_an_edit_that_breaks_a_course_is_refused(named: str, package: Make, tmp_path: Path) -> None:
    with (
        read_backup(package()) as read,
        pytest.raises(BackupError, match=named),
    ):
        write_backup(edited(read.backup, *EDITS[named]), tmp_path / "again.mbz", version=read.target)


CHANGES: dict[str, tuple[str, bytes, Callable[[Any], Activity], bytes]] = {
    "preferredbehaviour": ("quiz", b"ofaplugin", lambda quiz: replace(quiz, behaviour=Behaviour.ADAPTIVE), b"adaptive"),
    "display": ("url", b"77", lambda url: replace(url, display=Display.POPUP), b"6"),
}


@pytest.mark.parametrize("column", CHANGES)
def test_what_no_attribute_can_say_stays_until_it_is_changed(column: str, package: Make, tmp_path: Path) -> None:
    modname, strange, edit, changed = CHANGES[column]
    pattern = f"(<{column}>)[^<]*".encode()
    with read_backup(package(f"/{modname}.xml", pattern, rb"\g<1>" + strange)) as read:
        for name, backup, expected in (
            ("same", read.backup, strange),
            ("named", edited(read.backup, modname, lambda one: replace(one, name="Other")), strange),
            ("changed", edited(read.backup, modname, edit), changed),
        ):
            path = tmp_path / f"{name}.mbz"
            write_backup(backup, path, version=read.target, container=Container.ZIP)
            with zipfile.ZipFile(path) as archive:
                (document,) = [one for one in archive.namelist() if one.endswith(f"/{modname}.xml")]
                assert re.findall(f"<{column}>([^<]*)".encode(), archive.read(document)) == [expected]


@pytest.mark.parametrize("container", Container)
def test_packages_within_a_package_are_looked_into(container: Container, tmp_path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("h5p.json", "content/content.json"):
            archive.writestr(name, "{}")
    h5p = H5PActivity(key="h", name="H", package=File("a.h5p", content.getvalue()))
    backup = replace(full(), sections=(*full().sections, Section(key="s1", activities=(h5p,))))
    write_backup(backup, tmp_path / "a.mbz", container=container, version=RELEASES["4.5"])
    with read_backup(tmp_path / "a.mbz") as read:
        assert read.odd == ()
