"""Records have the elements that real Moodle writes, in its order: compared with packages made by Moodle itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree
from package_reader import ReadPackage, read_package

REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))

# Elements of plugins that have nothing to say in our packages.
NOT_OURS = {"subplugin_quizaccess_seb_quiz", "plugin_qbank_comment_question", "plugin_qbank_customfields_question"}
# Fields of Moodle 4.5 that 4.2 drops when it restores, by record: the portable package carries them all.
NEWER_THAN_42 = {
    ("activity", "insubsection"),
    ("assign", "markinganonymous"),
    ("question_instance", "quizgradeitemid"),
    ("quiz", "quiz_grade_items"),
    ("quiz", "reviewmaxmarks"),
    ("section", "component"),
    ("section", "itemid"),
    ("section", "modname"),
    ("section", "parentcmid"),
}
RECORDS = (
    "page", "label", "book", "chapter", "url", "resource", "quiz", "question_instance", "question_reference",
    "question_set_reference",
    "feedback", "item", "forum", "assign", "plugin_config", "wiki", "scorm", "sco", "sco_data",
    "module", "grade_item", "grade_category", "grade_setting", "section", "course", "category", "courseformatoption",
    "enrol", "file", "question_category", "question_bank_entry", "question_versions", "question", "question_hint",
    "answer", "multichoice", "truefalse", "shortanswer", "numerical_unit", "numerical_option", "numerical_record",
    "matchoptions", "match", "essay", "information", "detail", "activity", "setting", "course_completion_criteria",
    "course_completion_aggr_methd", "event", "choice", "option", "glossary", "data", "field", "folder", "h5pactivity",
)  # fmt: skip


@pytest.fixture(scope="module", params=["moodle42", "moodle45"])
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def real(release: str) -> ReadPackage:
    path = REFERENCE / f"{release}_no_users.mbz"
    if not path.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {path} is absent (set MOODLE_BACKUPS_REFERENCE)")
    return read_package(path)


def shapes(package: ReadPackage) -> dict[tuple[str, str, str], list[tuple[str, ...]]]:
    """Child elements in order, by record: its name, its parent's, and the file it lies in (without ids)."""
    found: dict[tuple[str, str, str], list[tuple[str, ...]]] = {}
    for path, data in package.members.items():
        if not path.endswith(".xml") or path.endswith("inforef.xml"):
            continue
        for element in etree.fromstring(data).iter(*RECORDS):
            parent = element.getparent()
            kind = (path.rpartition("/")[2], "" if parent is None else str(parent.tag), str(element.tag))
            shape = tuple(str(child.tag) for child in element if child.tag not in NOT_OURS)
            if shape:
                found.setdefault(kind, []).append(shape)
    return found


def test_every_record_has_moodles_elements_in_moodles_order(rich: ReadPackage, real: ReadPackage, release: str) -> None:
    ours, theirs = shapes(rich), shapes(real)
    dropped = NEWER_THAN_42 if release == "moodle42" else set()
    common = ours.keys() & theirs.keys()
    assert len(common) > 40
    wrong = []
    for kind in sorted(common):
        known = {_comparable(kind[2], shape, dropped) for shape in theirs[kind]}
        wrong += [
            f"{kind}\n  ours   {shape}\n  theirs {sorted(known)[:2]}"
            for shape in sorted(set(ours[kind]))
            if _comparable(kind[2], shape, dropped) not in known
        ]
    assert not wrong, "\n".join(wrong)


def _comparable(record: str, shape: tuple[str, ...], dropped: set[tuple[str, str]]) -> tuple[str, ...]:
    """Without what only newer releases write, and with what differs by content (question type) made alike."""
    kept = [tag for tag in shape if (record, tag) not in dropped]
    alike = {"question_set_reference": "question_reference"}
    return tuple("plugin" if tag.startswith("plugin_qtype_") else alike.get(tag, tag) for tag in kept)


def test_the_same_files_lie_in_the_folders_of_every_activity_type(rich: ReadPackage, real: ReadPackage) -> None:
    def folders(package: ReadPackage) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for path in package.members:
            parts = path.split("/")
            if parts[0] == "activities":
                names.setdefault(parts[1].rsplit("_", 1)[0], set()).add(parts[2])
        return names

    ours, theirs = folders(rich), folders(real)
    for modname in ours.keys() & theirs.keys():
        assert theirs[modname] - ours[modname] <= {"grading.xml"}, modname
        assert ours[modname] <= theirs[modname], modname


def test_no_file_at_the_top_is_missing(rich: ReadPackage, real: ReadPackage) -> None:
    top = {path for path in real.members if "/" not in path or path.startswith("course/")}
    missing = {path for path in top - rich.members.keys() if "/blocks/" not in path}
    assert missing <= {"moodle_backup.log"}
