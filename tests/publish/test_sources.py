"""The digests by which a plan tells what changed: the same for the same course, and each change in its own place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.canonical import digest
from coursegen.publish.prepare import prepare
from coursegen.publish.source_parts import OWN_PARTS, key_has_changed
from coursegen.publish.sources import ActivitySource, Sources, sources_of
from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.scorm import Scorm
from moodle_backups.availability import Completed
from moodle_backups.completion import Completion
from moodle_backups.files import File
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory
from moodle_backups.questions.base import Answer, Question
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.truefalse import TrueFalse

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGE = Page(key="C/p", name="Lire", content="<p>Texte</p>")
TASK = Assign(key="C/t", name="Rendre", intro="<p>Consigne</p>", due=1767225600, grade=Grade(maximum=20.0))
QUESTION = MultiChoice(
    key="Q1", name="Capitale", text="<p>?</p>", answers=(Answer("Bruxelles", 1.0), Answer("Paris"), Answer("Rome"))
)
QUIZ = Quiz(key="C/q", name="Tester", questions=(QUESTION,))


def backup(*activities: Activity, **changes: Any) -> Backup:
    sections = (Section(key="C/M0", name="Accueil"), Section(key="C/M1", name="Un", activities=activities))
    course = Backup(idnumber="C", fullname="Cours", shortname="C", timestamp=1767225600, sections=sections)
    return replace(course, **changes)


def one(activity: Activity) -> ActivitySource:
    [source] = sources_of(backup(activity)).activities
    return source


def changed_parts(before: Activity, after: Activity) -> set[str]:
    """The own parts in which two states of an activity differ."""
    old, new = one(before), one(after)
    assert (old.digest != new.digest) == any(old.parts.get(p) != new.parts.get(p) for p in OWN_PARTS)
    return {part for part in OWN_PARTS if old.parts.get(part) != new.parts.get(part)}


def by_key(sources: Sources) -> dict[str, str]:
    return {activity.key: activity.digest for activity in sources.activities}


def test_the_same_folder_gives_the_same_digests() -> None:
    first, second = (prepare(EXAMPLES / "one-ael").sources for _time in range(2))
    assert first == second and first.digest == second.digest
    assert len(first.activities) > 20
    assert all(len(key) <= 150 for key in by_key(first)), "longer keys are refused by the plugin"


def test_an_activity_more_changes_no_other_and_no_section() -> None:
    alone = sources_of(backup(PAGE, TASK))
    more = sources_of(backup(Page(key="C/n", name="Neuve", content=""), PAGE, QUIZ, TASK))
    assert by_key(alone).items() <= by_key(more).items()
    assert alone.sections == more.sections
    assert {kind for kind in alone.others if alone.others[kind] != more.others[kind]} <= {"gradebook"}


def test_the_time_of_the_version_changes_nothing() -> None:
    assert sources_of(backup(PAGE)) == sources_of(backup(PAGE, timestamp=1777225600))


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (replace(PAGE, name="Relire"), "name"),
        (replace(PAGE, content="<p>Autre</p>"), "content"),
        (replace(PAGE, print_intro=True), "settings"),
        (replace(PAGE, visible=False), "settings"),
        (replace(PAGE, files=(File("a.png", b"1"),)), "files"),
        (replace(PAGE, availability=Completed("C/t")), "availability"),
        (replace(PAGE, completion=Completion(view=True)), "completion"),
    ],
)
def test_each_change_of_a_page_is_in_its_part(after: Activity, part: str) -> None:
    assert changed_parts(PAGE, after) == {part}


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (replace(TASK, due=1767312000), "dates"),
        (replace(TASK, grade=Grade(maximum=20.0, to_pass=12.0)), "grade"),
        (replace(TASK, complete_on_submit=True), "completion"),
        (replace(TASK, attachments=(File("fiche.pdf", b"%PDF"),)), "files"),
        (replace(TASK, instructions="<p>Comment</p>"), "content"),
        (replace(TASK, blind=True), "settings"),
    ],
)
def test_each_change_of_an_assignment_is_in_its_part(after: Activity, part: str) -> None:
    assert changed_parts(TASK, after) == {part}


def test_a_file_counts_by_its_content_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"1")
    held, on_disk = File("a.png", b"1"), File("a.png", tmp_path / "a.png")
    assert one(replace(PAGE, files=(held,))).digest == one(replace(PAGE, files=(on_disk,))).digest
    assert changed_parts(replace(PAGE, files=(held,)), replace(PAGE, files=(File("a.png", b"2"),))) == {"files"}


def test_place_and_weight_are_facts_beside_the_digest() -> None:
    category = Gradebook(categories=(GradeCategory(key="C/n", name="Devoirs", weight=40.0),))
    weighed = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=3.0))
    plain, changed = sources_of(backup(PAGE, TASK)), sources_of(backup(PAGE, weighed, gradebook=category))
    before, after = plain.activities[1], changed.activities[1]
    assert before.digest == after.digest
    assert (after.parts["weight"], after.parts["category"], after.parts["categoryweight"]) == ("3", "Devoirs", "40")
    assert (after.parts["placement"], after.parts["after"]) == ("C/M1", "C/p")
    assert plain.others["gradebook"] != changed.others["gradebook"]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("course", lambda b: replace(b, fullname="Autre titre")),
        ("course", lambda b: replace(b, sections=tuple(reversed(b.sections)))),
        ("gradebook", lambda b: replace(b, gradebook=Gradebook(to_pass=60.0))),
    ],
)
def test_what_belongs_to_the_whole_course_is_told_apart(kind: str, change: Callable[[Backup], Backup]) -> None:
    before, after = sources_of(backup(PAGE)).others, sources_of(change(backup(PAGE))).others
    assert {name for name in before if before[name] != after[name]} == {kind}


def test_a_changed_question_is_named_and_its_quiz_changes() -> None:
    after = replace(QUIZ, questions=(replace(QUESTION, text="<p>Laquelle ?</p>"),))
    assert changed_parts(QUIZ, after) == {"questions"}
    old, new = sources_of(backup(QUIZ)).questions, sources_of(backup(after)).questions
    assert [(q.key, q.quiz, q.title) for q in old] == [("Q1", "C/q", "Capitale")]
    assert old[0].digest != new[0].digest


def answer_key(question: Question) -> str:
    return one(replace(QUIZ, questions=(question,))).parts["key:Q1"]


@pytest.mark.parametrize(
    ("answers", "other"),
    [
        ((("Bruxelles.", 1.0), ("Paris", 0.0), ("Rome", 0.0)), False),
        ((("Paris", 0.0), ("Bruxelles", 1.0), ("Rome", 0.0)), False),
        ((("Bruxelles", 1.0), ("Lyon", 0.0), ("Rome", 0.0)), False),
        ((("Bruxelles", 0.0), ("Paris", 1.0), ("Rome", 0.0)), True),
        ((("Bruxelles", 0.5), ("Paris", 0.5), ("Rome", 0.0)), True),
    ],
)
def test_another_right_answer_is_told_from_a_mended_word(answers: tuple[tuple[str, float], ...], other: bool) -> None:
    after = replace(QUESTION, answers=tuple(Answer(text, fraction) for text, fraction in answers))
    assert key_has_changed(answer_key(QUESTION), answer_key(after)) is other


def test_a_true_that_becomes_false_and_another_number_are_other_right_answers() -> None:
    true = TrueFalse(key="Q1", name="Vrai", text="<p>?</p>", correct=True)
    assert key_has_changed(answer_key(true), answer_key(replace(true, correct=False)))
    assert not key_has_changed(answer_key(true), answer_key(replace(true, text="<p>Autrement ?</p>")))
    number = Numerical(key="Q1", name="N", text="<p>?</p>", answers=(NumericalAnswer(4.0, 0.0, 1.0),))
    assert key_has_changed(answer_key(number), answer_key(replace(number, answers=(NumericalAnswer(5.0, 0.0, 1.0),))))


def test_the_identifiers_of_a_scorm_package_are_facts() -> None:
    source = one(Scorm(key="C/s", name="Module", package=File("module.zip", scorm_zip("ITEM-1", "ITEM-2"))))
    assert {name for name in source.parts if name.startswith("sco:")} == {"sco:ITEM-1", "sco:ITEM-2"}


def scorm_zip(*identifiers: str) -> bytes:
    items = "".join(f'<item identifier="{i}" identifierref="R"><title>{i}</title></item>' for i in identifiers)
    manifest = (
        '<manifest identifier="M" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>'
        f'<schemaversion>1.2</schemaversion></metadata><organizations default="O"><organization identifier="O">'
        f"<title>T</title>{items}</organization></organizations><resources>"
        '<resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="i.html"><file href="i.html"/>'
        "</resource></resources></manifest>"
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as bag:
        bag.writestr("imsmanifest.xml", manifest)
        bag.writestr("i.html", "<p>1</p>")
    return raw.getvalue()


def test_numbers_read_the_same_in_any_dress() -> None:
    assert digest([1, 2.5, True]) == digest((1.0, 2.5, True))
    assert digest(1234.5678) != digest(1234.5679)
    with pytest.raises(TypeError):
        digest(object())
