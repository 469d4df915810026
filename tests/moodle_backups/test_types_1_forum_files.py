"""Files, folders and forums: written, read back the same, refused when Moodle would lose something."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_reader import ReadPackage
from round_trip import again, differing, messages

from moodle_backups import Backup, File, write_backup
from moodle_backups.activities.display import Display
from moodle_backups.activities.folder import Folder, FolderDisplay
from moodle_backups.activities.forum import Forum, ForumFeed, ForumType, Subscription, Tracking
from moodle_backups.activities.page import Page
from moodle_backups.activities.ratings import Rating
from moodle_backups.activities.resource import Resource
from moodle_backups.gradebook import Grade
from moodle_backups.groups import Group
from moodle_backups.read import read_backup
from moodle_backups.seeds import OpeningPost, seeds, seeds_json
from moodle_backups.xml import escape

Course = Callable[..., Backup]
GROUPS = (Group(key="g1", name="Groupe 1"),)
PAGE = Page(key="page", name="Page", content="<p>Lire</p>")


@pytest.mark.parametrize("display", list(Display))
def test_a_file_comes_back_with_its_companions_and_its_way_of_display(
    course: Course, tmp_path: Path, display: Display
) -> None:
    made = Resource(
        key="file",
        name="Fiche",
        main=File("fiche.html", b"<p>Fiche</p>", sort_order=1),
        companions=(File("img/a.png", b"png"), File("b.txt", b"b")),
        display=display,
        print_intro=display not in (Display.AUTO, Display.EMBED, Display.FRAME),
        show_date=True,
        show_type=False,
        popup=(700, 500) if display is Display.POPUP else (620, 450),
        filters=2,
    )
    read = again(course(made), tmp_path, made)
    assert [file.name for file in (read.main, *read.companions)] == ["fiche.html", "img/a.png", "b.txt"]
    for name in ("display", "print_intro", "show_date", "show_type", "show_size", "popup", "filters"):
        assert getattr(read, name) == getattr(made, name), name


def test_the_file_that_opens_is_marked(course: Course, written: Callable[[Backup], ReadPackage]) -> None:
    package = written(
        course(Resource(key="file", name="F", main=File("z.html", b"z"), companions=(File("a.css", b"a"),)))
    )
    orders = {f.findtext("filename"): f.findtext("sortorder") for f in package.xml("files.xml")}
    assert orders == {"z.html": "1", "a.css": "0"}
    assert package.activity("file").findtext("displayoptions") == (
        'a:3:{s:10:"printintro";i:1;s:8:"showsize";i:1;s:8:"showtype";i:1;}'
    )


def test_two_files_of_one_name_are_refused(course: Course) -> None:
    twice = (File("a/b.txt", b"1"), File("a/b.txt", b"2"))
    assert "two files of the same name" in messages(course(Folder(key="d", name="D", content=twice)))
    assert "two files of the same name" in messages(
        course(Resource(key="r", name="R", main=twice[0], companions=twice[1:]))
    )


def test_a_folder_keeps_its_subfolders(course: Course, tmp_path: Path) -> None:
    made = Folder(
        key="folder",
        name="Dossier",
        content=(File("plan.pdf", b"plan"), File("annexes/été/fiche.txt", b"fiche")),
        display=FolderDisplay.INLINE,
        expanded=False,
        download_all=False,
        force_download=False,
    )
    read = again(course(made), tmp_path, made)
    assert [file.name for file in read.content] == ["plan.pdf", "annexes/été/fiche.txt"]
    assert (read.display, read.expanded, read.download_all, read.force_download) == (
        FolderDisplay.INLINE,
        False,
        False,
        False,
    )


FULL = Forum(
    key="forum",
    name="Forum",
    intro="<p>Échanges</p>",
    subscription=Subscription.FORCED,
    tracking=Tracking.FORCED,
    due=1_790_000_000,
    cutoff=1_790_086_400,
    max_attachments=2,
    max_bytes=1048576,
    word_count=True,
    rating=Rating.MAXIMUM,
    rate_from=1_780_000_000,
    rate_until=1_790_000_000,
    grade=Grade(maximum=20, to_pass=10),
    whole_grade=Grade(maximum=50),
    feed=ForumFeed.POSTS,
    feed_articles=10,
    lock_after=604800,
    block_period=86400,
    block_after=5,
    warn_after=4,
    complete_after_discussions=1,
    complete_after_replies=2,
    complete_after_posts=3,
    discussions=(
        OpeningPost(
            subject="Présentez-vous",
            message='<p>Lisez <a href="activity:page">la page</a> <img src="file:plan.png" alt="plan"></p>',
            group="g1",
            pinned=True,
            files=(File("plan.png", b"png"),),
            attachments=(File("modele.odt", b"odt"),),
        ),
    ),
)


@pytest.mark.parametrize("kind", [kind for kind in ForumType if kind is not ForumType.SINGLE])
def test_a_forum_comes_back_with_every_setting(course: Course, tmp_path: Path, kind: ForumType) -> None:
    made = replace(FULL, type=kind)
    read = again(replace(course(PAGE, made), groups=GROUPS), tmp_path, made)
    assert differing(made, read, "discussions", "grade", "whole_grade") == []
    assert read.grade is not None and read.whole_grade is not None
    assert (read.grade.maximum, read.grade.to_pass, read.whole_grade.maximum) == (20, 10, 50)


def test_a_forums_record_says_how_posts_and_the_whole_are_graded(
    course: Course, written: Callable[[Backup], ReadPackage]
) -> None:
    forum = written(replace(course(PAGE, FULL), groups=GROUPS)).activity("forum")
    values = {name: forum.findtext(name) for name in ("assessed", "scale", "grade_forum", "rsstype")}
    assert values == {"assessed": "3", "scale": "20", "grade_forum": "50", "rsstype": "2"}


def test_opening_posts_stay_out_of_the_package_and_in_the_seeds(
    course: Course, written: Callable[[Backup], ReadPackage]
) -> None:
    backup = replace(course(PAGE, FULL), groups=GROUPS)
    package = written(backup)
    discussions = package.activity("forum").find("discussions")
    assert discussions is not None and len(discussions) == 0
    assert not any(b"plan.png" in data or b"modele.odt" in data for data in package.members.values())
    (seed,) = seeds(backup)
    assert (seed.activity, seed.kind, seed.content) == ("forum", "opening_post", FULL.discussions[0])
    assert json.loads(seeds_json(backup)) == [
        {
            "activity": "forum",
            "kind": "opening_post",
            "subject": "Présentez-vous",
            "message": FULL.discussions[0].message,
            "group": "g1",
            "pinned": True,
            "files": ["plan.png"],
            "attachments": ["modele.odt"],
        }
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rating": Rating.NONE}, "nothing in it is rated"),
        ({"grade": None}, "no grade that says"),
        ({"type": ForumType.SINGLE}, "its intro opens it"),
        ({"discussions": (OpeningPost(subject="", message="<p>x</p>"),)}, "seed 1 needs a subject"),
        ({"discussions": (OpeningPost(subject="x", message=" "),)}, "seed 1 has no message"),
        ({"discussions": (OpeningPost(subject="x", message="x", group="g2"),)}, 'group "g2", which doesn\'t exist'),
        (
            {"discussions": (OpeningPost(subject="x", message='<a href="activity:none">x</a>'),)},
            'activity "none", which doesn\'t exist',
        ),
        (
            {"discussions": (OpeningPost(subject="x", message='<img src="file:none.png">'),)},
            'file "none.png", which isn\'t among',
        ),
    ],
)
def test_what_moodle_would_refuse_of_a_forum_is_said(course: Course, change: dict[str, Any], message: str) -> None:
    assert messages(replace(course(PAGE, FULL), groups=GROUPS)) == ""
    assert message in messages(replace(course(PAGE, replace(FULL, **change)), groups=GROUPS))


def test_posts_and_their_files_are_dropped_or_read_as_seeds(
    course: Course, written: Callable[[Backup], ReadPackage], tmp_path: Path
) -> None:
    package = written(course(PAGE, Forum(key="forum", name="Forum", files=(), intro="<p>Ici</p>")))
    path = with_posts(package, tmp_path / "posts.mbz")
    with read_backup(path) as read:
        assert seeds(read.backup) == ()
        assert (read.dropped["discussions"], read.dropped["files"]) == (2, 3)
        assert "secret" not in str(read.backup)
    with read_backup(path, seeds=True) as read:
        first, second = (seed.content for seed in seeds(read.backup))
        assert isinstance(first, OpeningPost) and isinstance(second, OpeningPost)
        assert (first.subject, first.pinned, first.group) == ("Bonjour", True, "")
        assert first.message == '<p><img src="file:plan.png"> <a href="activity:page">page</a></p>'
        assert [file.name for file in first.files] == ["plan.png"]
        assert [file.name for file in first.attachments] == ["fiche.pdf"]
        with first.files[0].open() as stream:
            assert stream.read() == b"plan"
        assert (second.subject, second.group) == ("Groupe", "")
        assert any("something for group 7" in note.what for note in read.kept)
        assert (read.dropped["posts"], read.dropped["files"]) == (1, 1), "the reply with its file"
        assert "secret" not in str(read.backup)
        write_backup(read.backup, tmp_path / "without.mbz")
    with read_backup(tmp_path / "without.mbz") as read:
        assert read.dropped == {}


def with_posts(package: ReadPackage, target: Path) -> Path:
    """The package as Moodle writes it with users: two discussions, a reply, and their files."""
    members = dict(package.members)
    folder = package.activity_folder("forum")
    context = int(package.xml(f"{folder}/forum.xml").get("contextid", ""))
    page = package.module("page").get("id")
    image = f'<p><img src="@@PLUGINFILE@@/plan.png"> <a href="$@PAGEVIEWBYID*{page}@$">page</a></p>'
    opening = post(7, 0, "Bonjour", image) + post(8, 7, "Re: secret", "<p>secret</p>")
    posts = discussion(4, "-1", 1, opening) + discussion(5, "7", 0, post(9, 0, "Groupe", "<p>Entre nous</p>"))
    empty = b"<discussions>\n</discussions>"
    assert empty in members[f"{folder}/forum.xml"]
    members[f"{folder}/forum.xml"] = members[f"{folder}/forum.xml"].replace(
        empty, f"<discussions>{posts}</discussions>".encode()
    )
    records = ""
    for area, item, name in (("post", 7, "plan.png"), ("attachment", 7, "fiche.pdf"), ("attachment", 8, "secret.pdf")):
        content = name.split(".")[0].encode()
        sha1 = hashlib.sha1(content).hexdigest()
        members[f"files/{sha1[:2]}/{sha1}"] = content
        records += (
            f'<file id="{item}"><contenthash>{sha1}</contenthash><contextid>{context}</contextid>'
            f"<component>mod_forum</component><filearea>{area}</filearea><itemid>{item}</itemid>"
            f"<filepath>/</filepath><filename>{name}</filename><filesize>{len(content)}</filesize></file>"
        )
    members["files.xml"] = members["files.xml"].replace(b"</files>", f"{records}</files>".encode())
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return target


def discussion(number: int, group: str, pinned: int, posts: str) -> str:
    return (
        f'<discussion id="{number}"><name>Sujet</name><userid>12</userid><groupid>{group}</groupid>'
        f"<pinned>{pinned}</pinned><posts>{posts}</posts></discussion>"
    )


def post(number: int, parent: int, subject: str, message: str) -> str:
    return (
        f'<post id="{number}"><parent>{parent}</parent><userid>12</userid><subject>{subject}</subject>'
        f"<message>{escape(message)}</message><messageformat>1</messageformat></post>"
    )
