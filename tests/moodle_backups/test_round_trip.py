"""A package that Moodle made is read and written again: the same documents, apart from what is listed with a reason."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from package_reader import ReadPackage, read_package

from moodle_backups import write_backup
from moodle_backups.read import read_backup

REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))
PACKAGES = ("moodle42_no_users", "moodle45_no_users", "moodle45_with_users")

# What may differ: a pattern of document and line, and why. Ids are kept, so nothing is renumbered.
MAY_DIFFER = {
    # What a package says of the run and of the site that made it.
    r"moodle_backup\.log: ": "the log of the run",
    r"moodle_backup\.xml: .*/information/(moodle_(version|release)|original_(wwwroot|site_\w+)) =": "the site",
    r"moodle_backup\.xml: .*/detail/interactive =": "how the run was started",
    r"moodle_backup\.xml: .*/settings/setting/value =": "what the run was asked for; restores take what is there",
    r"course/course\.xml: .*/category\S*/name =": "the category on the other site",
    # What Moodle's restores make themselves or never read.
    r"files\.xml: .*\|\.\}": "folders of files: a restore makes them",
    r"files\.xml: .*/(author|source|timecreated|timemodified) =": "who made a file, on whose computer, and when",
    r"\S*inforef\.xml: .*/(fileref|file\{)": "files have new ids; restores find them by context, area and item",
    r"\S*inforef\.xml: .*/(group|grouping|user)ref": "restores take all groups, and no people",
    r"groups\.xml: .*/timeadded =": "when a group was put in a grouping",
    r"activities/workshop_\d+/\S+: .*/grade_item\b": "the item of assessments has a new id and comes last",
    # Empty elements.
    r"\S+: \S*/(sub)?plugin_\w+( =.*|/\w+ = )?$": "of plugins that have nothing to say",
    r"activities/forum_\d+/grading\.xml: /areas = $": "a forum that isn't graded by a form",
    r"activities/assign_\d+/assign\.xml: .*/activity =": "no instructions: NULL here, an empty text there",
    r"questions\.xml: .*/plugin_qbank_(comment|customfields)_question": "no comments, no custom fields",
    # One form for several.
    r"activities/quiz_\d+/quiz\.xml: .*/filtercondition =": "the older form, which every release reads",
}
# Elements that 4.2 doesn't know and drops: every package has the fields of 4.5.
NEWER = (
    "markinganonymous quizgradeitemid quiz_grade_items reviewmaxmarks valuetrust groupcustomfields"
    " groupingcustomfields insubsection modname parentcmid component itemid badges"
).split()


def reference(name: str) -> Path:
    path = REFERENCE / f"{name}.mbz"
    if not path.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {path} is absent (set MOODLE_BACKUPS_REFERENCE)")
    return path


def lines(package: ReadPackage) -> Counter[str]:
    """Every element of every document with its path, ids included; order inside a record means nothing to Moodle."""
    found: Counter[str] = Counter()
    for name, data in package.members.items():
        if name.endswith(".xml"):
            found.update(f"{name}: {line}" for line in _of(etree.fromstring(data)))
        else:
            found[f"{name}: "] += 1
    return found


def _of(element: etree._Element, path: str = "") -> Iterator[str]:
    tag = str(element.tag)
    here = f"{path}/{tag}{_mark(element)}"
    if len(element):
        yield here
        for child in element:
            yield from _of(child, here)
    else:
        text = (element.text or "").strip()
        in_json = tag in ("availability", "availabilityjson", "filtercondition") and text.startswith("{")
        yield f"{here} = {json.dumps(json.loads(text), sort_keys=True) if in_json else text}"


def _mark(element: etree._Element) -> str:
    """What tells a record from others: its id; of what has a new one in every package, what it is."""
    if element.tag == "file" and element.find("filename") is not None:
        place = (str(element.findtext(n)) for n in ("component", "filearea", "itemid", "filepath", "filename"))
        return "{" + "|".join(place) + "}"
    if element.tag in ("tag", "parameter", "file"):
        return "{" + (element.findtext("rawname") or element.findtext("name") or "") + "}"
    marks = (f"{key}={value}" for key, value in sorted(element.attrib.items()) if key not in ("version", "backup_id"))
    joined = ",".join(map(str, marks))
    return f"[{joined}]" if joined else ""


def unexplained(differing: Counter[str]) -> list[str]:
    return sorted(line for line in differing if not any(re.match(pattern, line) for pattern in MAY_DIFFER))


def rewritten(name: str, folder: Path) -> Path:
    path = folder / "ours.mbz"
    with read_backup(reference(name)) as read:
        write_backup(read.backup, path, version=read.target)
    return path


@pytest.mark.parametrize("name", ["moodle42_no_users", "moodle45_no_users"])
def test_what_moodle_wrote_is_written_again(name: str, tmp_path: Path) -> None:
    theirs, ours = lines(read_package(reference(name))), lines(read_package(rewritten(name, tmp_path)))
    assert sum(theirs.values()) > 5000
    assert unexplained(theirs - ours) == []
    added = unexplained(ours - theirs)
    newer = [line for line in added if name == "moodle42_no_users" and line.split(" = ")[0].split("/")[-1] in NEWER]
    assert [line for line in added if line not in newer] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_what_was_written_again_reads_the_same(name: str, tmp_path: Path) -> None:
    with read_backup(reference(name)) as first, read_backup(rewritten(name, tmp_path)) as second:
        assert second.backup == first.backup
        assert not second.dropped
        assert second.release.split(" ")[0] == ".".join(first.release.split(".")[:2])


@pytest.mark.parametrize("name", PACKAGES)
def test_writing_what_was_read_twice_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = rewritten(name, tmp_path)
    with read_backup(first) as read:
        again = write_backup(read.backup, tmp_path / "again.mbz", version=read.target).path
    assert again.read_bytes() == first.read_bytes()


def test_nobody_of_the_first_site_is_in_the_package(tmp_path: Path) -> None:
    theirs = read_package(reference("moodle45_with_users"))
    people = {
        str(user.findtext(name)) for user in theirs.xml("users.xml") for name in ("username", "email", "lastname")
    } - {"admin", "User"}
    assert len(people) > 2
    ours = read_package(rewritten("moodle45_with_users", tmp_path))
    found = [
        (name, who)
        for name in ours.members
        if name.endswith(".xml")
        for who in people
        if who.encode() in ours.members[name]
    ]
    assert found == []
    assert "users.xml" not in ours.members
