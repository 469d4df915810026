"""What a package can hold depends on the releases it is for; releases are compared in one module only."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from package_reader import read_package

from moodle_backups import Backup, BackupError, File, check_backup, write_backup
from moodle_backups.activities.assign import Assign, Reopen
from moodle_backups.activities.page import Page
from moodle_backups.activities.qbank import QBank
from moodle_backups.activities.quiz import Moment, Quiz, QuizGradeItem, RandomSlot, Review, Slot
from moodle_backups.badges import Badge, GivenBy
from moodle_backups.questions.bank import QuestionBank
from moodle_backups.questions.ordering import Ordering, OrderItem
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.read import read_backup
from moodle_backups.versions import PORTABLE, RELEASES, TARGETS, target_of

LIBRARY = Path(__file__).parents[2] / "moodle_backups"
ORDERING = Ordering(
    key="o", name="Ordre", text="<p>Rangez</p>", items=tuple(OrderItem(n) for n in ("un", "deux", "trois"))
)
PAGE = Page(key="p", name="P", content="<p>x</p>")
LABELS = (("portable", "4.1", 2022112800), ("4.3", "4.3", 2023100900), ("5.1", "5.1", 2025100600))
TRUE = TrueFalse(key="t", name="Vrai", text="<p>Vrai</p>", correct=True)
Make = Callable[..., Backup]


def refusals(backup: Backup, *targets: str) -> dict[str, list[str]]:
    """What is refused, by target."""
    return {name: [str(problem) for problem in check_backup(backup, TARGETS[name])] for name in targets or TARGETS}


def test_a_package_carries_the_labels_of_its_target(course: Make, tmp_path: Path) -> None:
    for name, release, number in (
        ("portable", "4.1", 2022112800),
        ("4.3", "4.3", 2023100900),
        ("5.1", "5.1", 2025100600),
    ):
        path = write_backup(
            course(Page(key="p", name="P", content="<p>x</p>")), tmp_path / "a.mbz", version=TARGETS[name]
        ).path
        package = read_package(path)
        info = package.xml("moodle_backup.xml").find("information")
        assert info is not None
        assert info.findtext("backup_release") == release
        assert info.findtext("moodle_version") == info.findtext("backup_version") == str(number)
        assert package.module("p").get("version") == str(number)


def test_a_question_type_is_refused_where_a_release_lacks_it(course: Make) -> None:
    found = refusals(course(Quiz(key="q", name="Q", questions=(ORDERING,))))
    assert found["portable"] == [
        'quiz "q" > question "o": type ordering needs Moodle 4.4 and later; this is a portable package'
    ]
    assert [name for name, problems in found.items() if not problems] == ["4.4", "4.5", "5.0", "5.1"]


def test_an_older_version_of_a_question_counts(course: Make) -> None:
    quiz = Quiz(key="q", name="Q", questions=(replace(TRUE, versions=(ORDERING,)),))
    assert "ordering" in refusals(course(quiz), "4.2")["4.2"][0]


def test_an_activity_type_is_refused_where_a_release_lacks_it(course: Make) -> None:
    bank = QBank(key="b", name="B", questions=(TRUE,))
    found = refusals(course(bank))
    assert [name for name, problems in found.items() if not problems] == ["5.0", "5.1"]
    assert found["4.5"] == [
        'qbank "b": this type of activity needs Moodle 5.0 and later; this is a package for Moodle 4.5'
    ]


def test_banks_of_the_course_end_with_moodle_4(course: Make) -> None:
    quiz = Quiz(key="q", name="Q", questions=(), slots=(Slot("t"),))
    found = refusals(replace(course(quiz), banks=(QuestionBank(questions=(TRUE,)),)))
    assert [name for name, problems in found.items() if not problems] == ["4.1", "4.2", "4.3", "4.4", "4.5"]
    assert "Moodle up to 4.5" in found["portable"][0]


def test_settings_that_older_releases_drop_are_named_and_written(course: Make, tmp_path: Path) -> None:
    backup = course(
        Quiz(
            key="q",
            name="Q",
            questions=(TRUE, replace(TRUE, key="u", tags=("mot",))),
            slots=(Slot("t", grade_item="g"), RandomSlot("", tags=("mot",))),
            grade_items=(QuizGradeItem("g", "Partie"),),
        ),
        Assign(key="a", name="A", reopen=Reopen.AUTOMATIC),
        Assign(key="b", name="B", reopen=Reopen.MANUAL),
    )
    dropped = {
        name: [
            str(problem).split(" needs")[0]
            for problem in write_backup(backup, tmp_path / "a.mbz", version=target).dropped
        ]
        for name, target in TARGETS.items()
    }
    everything = [
        'quiz "q": grades for some of its slots',
        'quiz "q": random questions by tags',
        'assign "a": reopening after each grading',
    ]
    assert dropped["portable"] == dropped["4.2"] == everything
    assert dropped["4.3"] == [everything[0], everything[2]]
    assert dropped["4.4"] == dropped["5.1"] == []


def test_pictures_and_parts_of_settings_count(course: Make, tmp_path: Path) -> None:
    picture = File("a.png", b"png")
    shown = Assign(key="a", name="A", instructions='<p><img src="file:a.png" alt=""></p>', files=(picture,))
    marks = Quiz(key="q", name="Q", questions=(TRUE,), review=Review(max_marks=Moment.CLOSED))
    by_hand = (GivenBy(roles=("editingteacher",)),)
    badge = Badge(key="b", name="B", description="B", image=picture, criteria=by_hand, image_author="Anne")
    backup = replace(course(shown, marks), badges=(badge,))
    dropped = {
        name: {problem.where for problem in write_backup(backup, tmp_path / "a.mbz", version=TARGETS[name]).dropped}
        for name in ("4.2", "4.5", "5.0")
    }
    assert dropped == {"4.2": {'assign "a"', 'quiz "q"'}, "4.5": set(), "5.0": {"course"}}


def test_nothing_of_a_plain_course_is_dropped(course: Make, tmp_path: Path) -> None:
    plain = course(
        Page(key="p", name="P", content="<p>x</p>"),
        Assign(key="a", name="A"),
        Quiz(key="q", name="Q", questions=(TRUE,)),
    )
    for target in TARGETS.values():
        assert write_backup(plain, tmp_path / "a.mbz", version=target).dropped == ()


@pytest.mark.parametrize(
    ("name", "longest", "activity"),
    [("portable", 254, 255), ("4.5", 254, 255), ("5.0", 1333, 255), ("5.1", 1333, 1333)],
)
def test_names_may_be_as_long_as_every_release_takes_them(course: Make, name: str, longest: int, activity: int) -> None:
    def refused(course_name: int, activity_name: int) -> bool:
        backup = course(Page(key="p", name="x" * activity_name, content="<p>x</p>"))
        return bool(check_backup(replace(backup, fullname="x" * course_name), TARGETS[name]))

    assert not refused(longest, activity)
    assert refused(longest + 1, activity)
    assert refused(longest, activity + 1)


def test_a_refused_package_is_not_written(course: Make, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"needs Moodle 5\.0 and later"):
        write_backup(course(QBank(key="b", name="B")), tmp_path / "a.mbz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("release", "target"),
    [
        ("4.5.6 (Build: 20250811)", "4.5"),
        ("5.0.6+ (Build: 20260403)", "5.0"),
        ("4.1 (Build: 20221128)", "4.1"),
        ("5.1+ (Build: 20251205)", "5.1"),
        ("3.9.2 (Build: 20200914)", "4.1"),
        ("4.0.3+ (Build: 20220901)", "4.1"),
        ("3.5dev (Build: 20180315)", "4.1"),
        ("9.9", "portable"),
        ("", "portable"),
    ],
)  # fmt: skip
def test_a_package_goes_back_to_the_release_it_came_from(release: str, target: str) -> None:
    assert target_of(release).name == target


def test_what_is_read_names_the_target_it_came_from(course: Make, tmp_path: Path) -> None:
    for name in ("4.2", "5.0"):
        write_backup(course(PAGE), tmp_path / "a.mbz", version=TARGETS[name])
        with read_backup(tmp_path / "a.mbz") as read:
            assert read.target == TARGETS[name]


def test_releases_are_compared_in_one_module_only() -> None:
    """No other module holds a release or a version number of Moodle to compare with."""
    found = []
    for path in sorted(LIBRARY.rglob("*.py")):
        if path.name == "versions.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and _is_release(node.value):
                found.append(f"{path.relative_to(LIBRARY)}:{node.lineno}: {node.value!r}")
    assert found == []


def _is_release(value: object) -> bool:
    if isinstance(value, str):
        whole, _, part = value.partition(".")
        return whole in ("3", "4", "5") and part.isdigit()
    return isinstance(value, int) and 2_010_000_000 < value < 2_100_000_000


def test_portable_is_for_every_release() -> None:
    assert (PORTABLE.first, PORTABLE.last) == (next(iter(RELEASES)), list(RELEASES)[-1])
