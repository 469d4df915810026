"""Every question type of the backup library on real Moodle sites: restored without a word, then shown in an attempt."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moodle_backups import Backup, write_backup
from moodle_backups.questions.bank import BankOwner
from moodle_backups.read import read_backup
from moodle_backups.versions import target_of

from .browser import Visit
from .site import Site

pytestmark = pytest.mark.thorough

_BACKUP = Path(__file__).parent / "php" / "backup_course.php"
_CLOZE = Path(__file__).parent / "php" / "cloze_codes.php"
_GRADE = Path(__file__).parent / "php" / "grade_right_answers.php"
_SAMPLES = Path(__file__).parents[1] / "moodle_backups"


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(_SAMPLES))
    import question_samples

    yield question_samples
    for name in ("question_samples", "rich_backup"):
        sys.modules.pop(name, None)


def release(site: Site) -> tuple[int, ...]:
    return tuple(int(part) for part in site.release.split(".")[:2])


def restored(site: Site, backup: Backup, folder: Path) -> int:
    write_backup(backup, folder / "package.mbz", version=target_of(site.release))
    result = site.strict_restore(folder / "package.mbz")
    assert result.clean, str(result)
    assert result.course_id is not None
    return result.course_id


def modules(site: Site, course: int) -> dict[str, int]:
    rows = site.query(f"SELECT idnumber, id FROM {{course_modules}} WHERE course = {course}")
    return {str(row["idnumber"]): int(row["id"]) for row in rows}


def test_a_learner_sees_a_question_of_every_type(site: Site, visit: Visit, samples: ModuleType, tmp_path: Path) -> None:
    # Moodle 4.2 itself raises a notice of PHP 8.2 about this type.
    hidden = () if release(site) >= (4, 3) else ("randomsamatch",)
    backup = samples.types_backup(ordering_too=release(site) >= (4, 4), hidden=hidden)
    course = restored(site, backup, tmp_path)
    student = site.create_user("awa")
    site.enrol(student.username, course)
    window = visit(site, student)
    window.open(f"/mod/quiz/view.php?id={modules(site, course)['types']}")
    window._start_attempt()
    seen: dict[str, int] = {}
    while "/attempt.php" in window.page.url:
        for question in window.page.locator(".que").all():
            qtype = (question.get_attribute("class") or "").split()[1]
            seen[qtype] = seen.get(qtype, 0) + 1
        window.page.click("#mod_quiz-next-nav")
        window.settle()
        window.assert_quiet()
    window._hand_in()  # the review shows feedback and right answers of each
    quiz = next(activity for activity in backup.sections[0].activities if activity.key == "types")
    wanted = {question.qtype for question in quiz.questions} - set(hidden)
    assert seen.keys() == wanted
    assert sum(seen.values()) == len(quiz.slots)


def test_the_right_answer_to_a_question_of_every_type_earns_its_whole_mark(
    site: Site, samples: ModuleType, tmp_path: Path
) -> None:
    hidden = () if release(site) >= (4, 3) else ("randomsamatch",)
    backup = samples.types_backup(ordering_too=release(site) >= (4, 4), hidden=hidden)
    course = restored(site, backup, tmp_path)
    student = site.create_user("efua")
    site.enrol(student.username, course)
    said = json.loads(site.php(_GRADE, str(modules(site, course)["types"]), student.username))
    by_hand = {"description", "essay"}
    assert [one for one in said if one["fraction"] != 1 and one["qtype"] not in by_hand] == []
    assert {one["qtype"] for one in said} - by_hand >= {q.qtype for q in samples.every_question()} - by_hand - set(
        hidden
    )


def test_the_code_of_embedded_answers_says_what_their_records_say(
    site: Site, samples: ModuleType, tmp_path: Path
) -> None:
    restored(site, samples.types_backup(), tmp_path)
    parts = json.loads(site.php(_CLOZE, "Texte à trous"))
    assert [part["code"] for part in parts] == [part["records"] for part in parts]
    assert [part["records"]["qtype"] for part in parts] == ["shortanswer", "multichoice", "numerical", "multichoice"]


def test_quizzes_borrow_from_a_bank_of_the_course_before_moodle_5(
    site: Site, samples: ModuleType, tmp_path: Path
) -> None:
    if release(site) >= (5, 0):
        pytest.skip("from 5.0 on banks of courses are converted with a warning")
    backup = samples.types_backup(banks=True, ordering_too=release(site) >= (4, 4))
    shown = slots_of(site, restored(site, backup, tmp_path), "borrowing")
    assert shown == ["b-two", None, "t-gap"]


def test_a_bank_as_an_activity_serves_the_quizzes_of_its_course(
    site: Site, visit: Visit, samples: ModuleType, tmp_path: Path
) -> None:
    if release(site) < (5, 0):
        pytest.skip("banks are activities from 5.0 on")
    course = restored(site, samples.bank_backup(), tmp_path)
    assert slots_of(site, course, "quiz") == ["b-one", "t-gap", None]
    (drawn,) = site.query("SELECT filtercondition FROM {question_set_references} ORDER BY id DESC LIMIT 1")
    (tag,) = site.query("SELECT id FROM {tag} WHERE name = 'commun'")
    assert json.loads(drawn["filtercondition"])["filter"]["qtagids"]["values"] == [str(tag["id"])]
    student = site.create_user("kofi")
    site.enrol(student.username, course)
    visit(site, student).attempt_quiz(modules(site, course)["quiz"])


def slots_of(site: Site, course: int, quiz: str) -> list[str | None]:
    """The idnumbers of the questions that a quiz shows, in order."""
    rows = site.query(
        f"""SELECT qs.slot, qbe.idnumber
            FROM {{course_modules}} cm
            JOIN {{quiz_slots}} qs ON qs.quizid = cm.instance
            LEFT JOIN {{question_references}} qr
                ON qr.itemid = qs.id AND qr.component = 'mod_quiz' AND qr.questionarea = 'slot'
            LEFT JOIN {{question_bank_entries}} qbe ON qbe.id = qr.questionbankentryid
            WHERE cm.course = {course} AND cm.idnumber = '{quiz}' ORDER BY qs.slot"""
    )
    return [row["idnumber"] for row in rows]


def test_moodles_own_backup_is_read_written_and_restored_the_same(
    site: Site, samples: ModuleType, tmp_path: Path
) -> None:
    new = release(site) >= (4, 4)
    types = samples.types_backup(ordering_too=new, banks=release(site) < (5, 0))
    for sent in (types, samples.bank_backup()) if release(site) >= (5, 0) else (types,):
        first = backed_up(site, restored(site, sent, tmp_path), tmp_path / "first.mbz")
        with read_backup(first) as read:
            said = questions_in(samples, read.backup)
            assert not [problem for problem in read.kept if "question" in problem.where]
            again = restored(site, replace(read.backup, idnumber="TYPES"), tmp_path)
        with read_backup(backed_up(site, again, tmp_path / "second.mbz")) as read:
            now = questions_in(samples, read.backup)
            assert [(k, n, now[k][n], said[k][n]) for k in now if k for n in now[k] if now[k][n] != said[k][n]] == []
            assert now == said
        wanted = {key: names for key, names in names_in(samples, sent).items() if key}
        assert {key: names for key, names in names_in(samples, read.backup).items() if key} == wanted


def names_in(samples: ModuleType, backup: Backup) -> dict[str, list[str]]:
    """The names of the questions of each bank."""
    said = questions_in(samples, backup)
    return {key: sorted(question["name"] for question in one["questions"]) for key, one in said.items() if key}


def backed_up(site: Site, course: int, target: Path) -> Path:
    site.php(_BACKUP, str(course), str(target))
    return target


def questions_in(samples: ModuleType, backup: Backup) -> dict[str, Any]:
    """What quizzes and banks say, names of categories for their keys, which hold numbers of the site."""
    said: dict[str, Any] = {}
    owners = [a for section in backup.sections for a in section.activities if isinstance(a, BankOwner)]
    titles = {c.key: c.title for bank in (*(a.bank() for a in owners), *backup.banks) for c in bank.categories}
    for activity in owners:
        said[activity.key] = _without_numbers(samples.bare(activity), titles)
    said[""] = [_without_numbers(samples.bare(bank.questions), titles) for bank in backup.banks]
    return said


def _without_numbers(value: Any, titles: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_without_numbers(one, titles) for one in value]
    if isinstance(value, dict):
        return {
            name: _without_numbers(one, titles) for name, one in value.items() if name not in ("grade", "completion")
        }
    return titles.get(value, re.sub(r"^grade-\d+$", "grade", value)) if isinstance(value, str) else value
