"""Packages that Moodle plays (SCORM, IMS, H5P), questionnaires, external tools and meeting rooms."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_reader import ReadPackage
from rich_backup import rich_feedback, scorm_zip
from round_trip import again, differing, messages, twice

from moodle_backups import Backup, File, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.bigbluebuttonbn import BigBlueButton, Participants, RoomType
from moodle_backups.activities.feedback import Captcha, Feedback, LongText, MultipleChoice, Number, PageBreak
from moodle_backups.activities.h5pactivity import H5PActivity, H5PGrading, H5PReview
from moodle_backups.activities.imscp import Imscp
from moodle_backups.activities.lti import LaunchContainer, Lti, LtiTool, Visibility
from moodle_backups.activities.scorm import (
    AttemptStatus,
    Navigation,
    NewAttempt,
    Scorm,
    ScormAttemptGrade,
    ScormGrading,
    ScormSource,
    ScormStatus,
    ScormUpdate,
    SkipView,
    Toc,
)
from moodle_backups.gradebook import Grade
from moodle_backups.kept import NOTHING_KEPT
from moodle_backups.read import read_backup

Course = Callable[..., Backup]
Written = Callable[[Backup], ReadPackage]
OPENS, CLOSES = 1_780_000_000, 1_790_000_000


def archive(**members: str) -> bytes:
    """A zip; ``__`` in names is a dot, ``___`` a slash."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name.replace("___", "/").replace("__", ".")), text)
    return target.getvalue()


IMS = archive(
    imsmanifest__xml="""<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">
 <organizations default="O2"><organization identifier="O1"><item identifierref="R9"><title>Non</title></item>
 </organization><organization identifier="O2"><title>Cours</title>
  <item identifier="A" identifierref="R1"><title>Été</title>
   <item identifier="B" identifierref="R2"><title>Détail</title></item></item></organization></organizations>
 <resources><resource identifier="R1" type="webcontent" href="un.html"/>
  <resource identifier="R2" type="webcontent" xml:base="sub/"><file href="deux.html"/></resource></resources>
</manifest>""",
    un__html="<p>1</p>",
    sub___deux__html="<p>2</p>",
)
H5P = archive(h5p__json="{}", content___content__json="{}")

SCORM = Scorm(
    key="scorm",
    name="Leçon",
    package=File("leçon.zip", scorm_zip()),
    grade=Grade(maximum=20, to_pass=10),
    grading=ScormGrading.AVERAGE,
    attempt_grade=ScormAttemptGrade.FIRST,
    max_attempts=3,
    new_attempt=NewAttempt.AFTER_COMPLETION,
    force_completed=True,
    lock_last_attempt=True,
    mastery_overrides=False,
    attempt_status=AttemptStatus.ENTRY_PAGE,
    course_structure=True,
    popup=True,
    popup_options="scrollbars=1,status=0",
    skip_view=SkipView.FIRST_ACCESS,
    preview=True,
    toc=Toc.DROPDOWN,
    navigation=Navigation.FLOATING,
    navigation_left=10,
    navigation_top=20,
    auto_continue=True,
    auto_commit=True,
    width=900,
    height=500,
    opens=OPENS,
    closes=CLOSES,
    complete_on=ScormStatus.PASSED,
    complete_score=70,
    complete_all_scos=True,
)
SYNCED = replace(
    SCORM, key="synced", source=ScormSource.LOCAL_SYNC, url="https://example.org/l.zip", update=ScormUpdate.EVERY_DAY
)
ELSEWHERE = Scorm(
    key="elsewhere", name="Ailleurs", source=ScormSource.EXTERNAL, url="https://example.org/c/imsmanifest.xml"
)
ROOM = BigBlueButton(
    key="room",
    name="Salle",
    type=RoomType.ROOM,
    welcome="Bonjour",
    participants=(Participants(), Participants("teacher", moderators=True)),
    wait=True,
    user_limit=30,
    voice_bridge=1234,
    mute_on_start=True,
    show_presentation=False,
    guests=True,
    approve_guests=False,
    record=False,
    record_from_start=True,
    hide_record_button=True,
    recordings_as_html=True,
    recordings_of_deleted=False,
    recordings_imported_only=True,
    recordings_preview=False,
    opens=OPENS,
    closes=CLOSES,
    meeting="",
    complete_after_minutes=20,
    complete_on_chats=True,
    complete_on_talks=True,
    complete_on_raised_hand=True,
    complete_on_poll_votes=True,
    complete_on_emojis=True,
)
TOOL = Lti(
    key="tool",
    name="Outil",
    url="https://tool.example.org/launch",
    secure_url="https://tool.example.org/secure",
    tool=LtiTool(
        name="Outil du cours",
        url="https://www.example.org/lti",
        description="Un outil",
        version="1.3.0",
        visibility=Visibility.ACTIVITY_CHOOSER,
        settings={"launchcontainer": "4", "customparameters": "a=1"},
    ),
    container=LaunchContainer.NEW_WINDOW,
    send_name=True,
    send_email=False,
    accept_grades=True,
    parameters=("niveau=2", "langue=fr"),
    show_title=False,
    show_description=True,
    icon="https://tool.example.org/i.png",
    grade=Grade(maximum=50),
)
PLAYED = H5PActivity(
    key="h5p",
    name="H5P",
    package=File("quiz.h5p", H5P),
    grade=Grade(maximum=10),
    grading=H5PGrading.LAST,
    review=H5PReview.NONE,
    frame=True,
    copyright_button=True,
)
PAGES = Imscp(key="ims", name="Pages", package=File("cours.zip", IMS), keep_old=-1)
FEEDBACK = rich_feedback()
ALL: tuple[Activity, ...] = (SCORM, SYNCED, ELSEWHERE, ROOM, TOOL, PLAYED, PAGES)
PLAIN = Feedback(key=FEEDBACK.key, name="Q", items=(MultipleChoice(key="one", name="Utile ?", options=("oui", "non")),))
# What Moodle makes of a package is read as well.
MADE_OF_PACKAGES = ("scos", "content", "version", "sha1", "revision", "update", "structure")


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.key)
def test_every_setting_comes_back(course: Course, tmp_path: Path, made: Activity) -> None:
    read = again(course(*ALL), tmp_path, made)
    if isinstance(read, Lti) and read.tool is not None:
        read = replace(read, tool=replace(read.tool, kept=NOTHING_KEPT, domain=""))
    names = [name for name in differing(made, read, "grade", *MADE_OF_PACKAGES) if name != "package"]
    assert names == []


def test_what_is_read_is_written_and_read_the_same(course: Course, tmp_path: Path) -> None:
    path, second = tmp_path / "1.mbz", tmp_path / "2.mbz"
    write_backup(course(*ALL), path)
    with read_backup(path) as read:
        once = read.backup.sections[0].activities
        write_backup(read.backup, second)
        with read_backup(second) as read_again:
            assert read_again.backup.sections[0].activities == once


def test_a_questionnaire_comes_back_item_by_item(course: Course, tmp_path: Path) -> None:
    made = replace(
        FEEDBACK,
        next_page="https://example.org",
        thanks="<p>Merci</p>",
        items=(*FEEDBACK.items[1:], Number(key="big", name="Grand", maximum=1e7), Captcha(key="c", name="Image")),
        files=(),
    )
    read = again(course(made), tmp_path, made)
    bare = tuple(replace(item, kept=NOTHING_KEPT) for item in read.items)
    assert bare == made.items
    assert differing(made, read, "items") == []


def test_items_without_labels_and_with_signs_of_moodles_forms_survive(course: Course, tmp_path: Path) -> None:
    two = (
        MultipleChoice(key="item-x", name="Accord", options=("oui", "non")),
        PageBreak(),
        PageBreak(),
        LongText(key="why", name="Pourquoi"),
    )
    once, again_ = twice(course(Feedback(key="f", name="F", items=two)), tmp_path)
    assert once.sections[0].activities == again_.sections[0].activities


def test_a_downloaded_package_plays_at_once_and_an_external_one_is_fetched(course: Course, written: Written) -> None:
    package = written(course(SYNCED, ELSEWHERE))
    synced, elsewhere = package.activity("synced"), package.activity("elsewhere")
    assert synced.findtext("reference") == "https://example.org/l.zip"
    assert (synced.findtext("updatefreq"), len(synced.findall("scoes/sco"))) == ("2", 3)
    assert synced.findtext("launch") == synced.findall("scoes/sco")[1].get("id")
    assert (elsewhere.findtext("updatefreq"), elsewhere.findtext("scormtype")) == ("3", "external")


def test_a_lesson_starts_where_it_is_told(course: Course, written: Written) -> None:
    scorm = written(course(replace(SCORM, starts_with="I2"))).activity("scorm")
    assert scorm.findtext("launch") == scorm.findall("scoes/sco")[2].get("id")


def test_an_ims_package_arrives_unpacked_with_its_contents(course: Course, written: Written) -> None:
    package = written(course(PAGES))
    assert package.activity("ims").findtext("structure") == (
        'a:1:{i:0;a:4:{s:4:"href";s:7:"un.html";s:5:"title";s:5:"Été";s:5:"level";i:0;s:8:"subitems";'
        'a:1:{i:0;a:4:{s:4:"href";s:13:"sub/deux.html";s:5:"title";s:7:"Détail";s:5:"level";i:1;'
        's:8:"subitems";a:0:{}}}}}'
    )
    assert sorted((path, item) for path, item, _ in package.files("mod_imscp", "content")) == [
        ("/imsmanifest.xml", 1),
        ("/sub/deux.html", 1),
        ("/un.html", 1),
    ]
    assert [path for path, _, _ in package.files("mod_imscp", "backup")] == ["/cours.zip"]


def test_buttons_of_h5p_are_what_is_not_disabled(course: Course, written: Written) -> None:
    assert written(course(PLAYED)).activity("h5p").findtext("displayoptions") == "6"
    bare = replace(PLAYED, frame=False, copyright_button=False)
    assert written(course(bare)).activity("h5p").findtext("displayoptions") == "15"


def test_no_key_or_secret_of_a_tool_is_written_or_kept(course: Course, written: Written, tmp_path: Path) -> None:
    package = written(course(TOOL))
    tool = package.activity("tool")
    assert (tool.findtext("resourcekey"), tool.findtext("password")) == ("$@NULL@$", "$@NULL@$")
    assert tool.findtext("ltitype/course") == package.xml("moodle_backup.xml").findtext(".//original_course_id")
    assert tool.findtext("typeid") == tool.find("ltitype").get("id")
    members = dict(package.members)
    path = package.activity_folder("tool") + "/lti.xml"
    members[path] = members[path].replace(b"<password>$@NULL@$<", b"<password>c2VjcmV0<")
    target = tmp_path / "secret.mbz"
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    with read_backup(target) as read:
        assert read.dropped["secrets"] == 1
        write_backup(read.backup, tmp_path / "clean.mbz")
    with zipfile.ZipFile(target) as first:
        assert any(b"c2VjcmV0" in first.read(name) for name in first.namelist())
    with read_backup(tmp_path / "clean.mbz") as read:
        assert "secrets" not in read.dropped


def test_rules_for_people_of_a_room_are_dropped(course: Course, written: Written, tmp_path: Path) -> None:
    package = written(course(ROOM))
    path = package.activity_folder("room") + "/bigbluebuttonbn.xml"
    rules = json.loads(package.activity("room").findtext("participants") or "")
    assert rules[1] == {"selectiontype": "role", "selectionid": "teacher", "role": "moderator"}
    person = b'[{"selectiontype":"user","selectionid":"4711","role":"moderator"},'
    members = dict(package.members)
    members[path] = members[path].replace(b"<participants>[", b"<participants>" + person)
    target = tmp_path / "people.mbz"
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    with read_backup(target) as read:
        (room,) = read.backup.sections[0].activities
        assert isinstance(room, BigBlueButton)
        assert (room.participants, read.dropped["participants"]) == (ROOM.participants, 1)
        assert "4711" not in str(room)


@pytest.mark.parametrize(
    ("made", "change", "message"),
    [
        (SCORM, {"package": None}, "has no package"),
        (SCORM, {"package": File("x.zip", b"no")}, "is no SCORM package"),
        (ELSEWHERE, {"url": "ftp://x"}, "has no http(s) address to take its package from"),
        (PAGES, {"package": File("x.zip", b"no")}, "is no IMS content package"),
        (PAGES, {"package": None}, "has no package"),
        (PLAYED, {"package": File("x.h5p", IMS)}, "is no H5P package"),
        (PLAYED, {"tracking": False}, "attempts aren't tracked"),
        (TOOL, {"url": "tool"}, "is no http(s) address"),
        (TOOL, {"parameters": ("niveau",)}, "isn't name=value"),
        (ROOM, {"voice_bridge": 12345}, "up to 4 digits"),
        (ROOM, {"closes": OPENS}, "closes before it opens"),
    ],
)
def test_what_moodle_could_not_use_is_said(
    course: Course, made: Activity, change: dict[str, Any], message: str
) -> None:
    assert messages(course(made)) == ""
    assert message in messages(course(replace(made, **change)))


@pytest.mark.parametrize("made", (*ALL, FEEDBACK), ids=lambda made: made.key)
def test_what_a_plugin_adds_is_carried_along(course: Course, written: Written, tmp_path: Path, made: Activity) -> None:
    package = written(course(PLAIN if made is FEEDBACK else made))
    members = dict(package.members)
    path = package.activity_folder(made.key) + f"/{made.modname}.xml"
    members[path] = members[path].replace(
        f"</{made.modname}>\n".encode(), f"<plugin_x><told>yes</told></plugin_x>\n</{made.modname}>\n".encode()
    )
    target = tmp_path / "plugin.mbz"
    with zipfile.ZipFile(target, "w") as archive_:
        for name, data in members.items():
            archive_.writestr(name, data)
    with read_backup(target) as read:
        assert any("plugin_x" in note.what for note in read.kept)
        again_ = written(read.backup)
    assert again_.activity(made.key).findtext("plugin_x/told") == "yes"
