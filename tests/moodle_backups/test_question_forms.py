"""Forms of questions and slots that other releases wrote: Moodle 3 without bank entries, filters of 4.3 and later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from package_reader import read_package
from question_samples import every_question
from test_question_reading import activity, again, questions_of, rewritten

from moodle_backups import Backup, write_backup
from moodle_backups.activities.quiz import Quiz, RandomSlot, Slot
from moodle_backups.activities.quiz_slots import read_slots
from moodle_backups.questions.base import QuestionStatus
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.read import read_backup
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.reading.questions import read_banks
from moodle_backups.reading.stored import StoredFiles
from moodle_backups.tree import parse
from moodle_backups.versions import RELEASES

HEAD = (
    "<questiontextformat>1</questiontextformat><generalfeedback></generalfeedback>"
    "<generalfeedbackformat>1</generalfeedbackformat><penalty>0.3333333</penalty><length>1</length>"
    "<stamp>s</stamp><version>v</version><timecreated>1</timecreated><timemodified>1</timemodified>"
    "<createdby>2</createdby><modifiedby>2</modifiedby><parent>0</parent><defaultmark>1.0000000</defaultmark>"
)
MOODLE_3 = f"""<question_category id="7"><name>Vivier</name><contextid>30</contextid><contextlevel>70</contextlevel>
<contextinstanceid>5</contextinstanceid><info></info><infoformat>1</infoformat><stamp>c</stamp><parent>0</parent>
<sortorder>999</sortorder><idnumber>$@NULL@$</idnumber><questions>
<question id="11"><name>Capitale</name><questiontext>Togo ?</questiontext>{HEAD}<qtype>shortanswer</qtype>
<hidden>0</hidden><idnumber>togo</idnumber><plugin_qtype_shortanswer_question><answers><answer id="3">
<answertext>Lomé</answertext><answerformat>0</answerformat><fraction>1.0000000</fraction><feedback></feedback>
<feedbackformat>1</feedbackformat></answer></answers><shortanswer id="4"><usecase>1</usecase></shortanswer>
</plugin_qtype_shortanswer_question><question_hints></question_hints><tags></tags></question>
<question id="12"><name>Cachée</name><questiontext>?</questiontext>{HEAD}<qtype>description</qtype>
<hidden>1</hidden><idnumber>$@NULL@$</idnumber><question_hints></question_hints><tags></tags></question>
<question id="13"><name>Au hasard (Vivier)</name><questiontext>1</questiontext>{HEAD}<qtype>random</qtype>
<hidden>0</hidden><idnumber>$@NULL@$</idnumber></question>
</questions></question_category>"""
SLOTS_3 = """<quiz><question_instances>
<question_instance id="2"><slot>2</slot><page>1</page><requireprevious>0</requireprevious><questionid>13</questionid>
<questioncategoryid>7</questioncategoryid><includingsubcategories>1</includingsubcategories><maxmark>2.0</maxmark>
<tags><tag><tagid>4</tagid><tagname>facile</tagname></tag></tags></question_instance>
<question_instance id="1"><slot>1</slot><page>1</page><requireprevious>1</requireprevious><questionid>11</questionid>
<questioncategoryid>$@NULL@$</questioncategoryid><includingsubcategories>$@NULL@$</includingsubcategories>
<maxmark>1.0</maxmark><tags></tags></question_instance></question_instances></quiz>"""


def shared() -> Shared:
    return Shared(files=StoredFiles({}), timestamp=1, course=1)


def test_questions_and_slots_of_moodle_3_are_read() -> None:
    package = shared()
    package.banks = read_banks([parse(MOODLE_3.encode(), "q")], package, {5: 'quiz "z"'})
    (bank,) = package.banks.left()
    capital, hidden = bank.questions
    assert isinstance(capital, ShortAnswer)
    assert (capital.key, capital.answers[0].text, capital.case_sensitive) == ("togo", "Lomé", True)
    assert hidden.status is QuestionStatus.HIDDEN
    assert [category.name for category in bank.categories] == ["Vivier"]
    owner = Owner(package, "quiz_5", 30, "mod_quiz")
    shown, drawn = read_slots(parse(SLOTS_3.encode(), "z"), owner, {})
    assert isinstance(shown, Slot)
    assert isinstance(drawn, RandomSlot)
    assert (shown.question, shown.require_previous) == ("togo", True)
    assert (drawn.category, drawn.subcategories, drawn.tags) == (bank.categories[0].key, True, ("facile",))


NEWER = (
    '{"filter":{"category":{"jointype":1,"values":[%d],"filteroptions":{"includesubcategories":true}}%s},'
    '"jointype":2,"tabname":"questions","qpage":0,"qperpage":100}'
)


def drawing(course: Callable[..., Backup]) -> Backup:
    pool = tuple(
        TrueFalse(key=f"q{n}", name="N", text="<p>T</p>", correct=True, category="c", tags=("facile",))
        for n in range(3)
    )
    return course(Quiz(key="z", name="Z", questions=pool, slots=(RandomSlot("c", tags=("facile",)),)))


@pytest.fixture
def newer(course: Callable[..., Backup], tmp_path: Path) -> Callable[[str], Path]:
    """A package whose filter stands in the form of Moodle 4.3; ``TAG`` in what it asks for is the tag's number."""

    def make(more: str) -> Path:
        write_backup(drawing(course), tmp_path / "old.mbz", version=RELEASES["4.5"])
        with read_backup(tmp_path / "old.mbz") as read:
            quiz = activity(read.backup, "z")
        category = quiz.categories[-1].kept.id_of("question_category")
        tag = next(read_package(tmp_path / "old.mbz").xml("questions.xml").iter("tag")).get("id")
        old = f'{{"questioncategoryid":"{category}","includingsubcategories":false,"tags":["{tag},facile"]}}'
        new = NEWER % (category, more.replace("TAG", str(tag)))
        return rewritten(tmp_path / "old.mbz", tmp_path / "new.mbz", old.encode(), new.encode())

    return make


def test_a_filter_of_newer_moodles_is_understood(newer: Callable[[str], Path]) -> None:
    with read_backup(newer(',"qtagids":{"jointype":2,"values":["TAG"]}')) as read:
        (slot,) = activity(read.backup, "z").slots
    assert (slot.tags, slot.subcategories) == (("facile",), True)


@pytest.mark.parametrize(
    "more",
    [
        ',"qtagids":{"jointype":1,"values":["TAG"]}',
        ',"hidden":{"jointype":1,"values":[0]}',
        ',"qtagids":{"jointype":2,"values":["999"]}',
    ],
)
def test_a_filter_that_says_more_is_kept_as_it_is(newer: Callable[[str], Path], tmp_path: Path, more: str) -> None:
    path = newer(more)
    with read_backup(path) as read:
        assert any("filter of random questions" in problem.what for problem in read.kept)
        found = read.backup
    (slot,) = activity(found, "z").slots
    assert slot.tags == ()
    (again_,) = activity(again(found, tmp_path).backup, "z").slots
    assert again_ == slot


def test_a_changed_question_gets_another_stamp_and_an_unchanged_one_keeps_its_own(
    course: Callable[..., Backup], tmp_path: Path
) -> None:
    one = TrueFalse(key="one", name="N", text="<p>T</p>", correct=True)
    write_backup(course(Quiz(key="z", name="Z", questions=(one, replace(one, key="two")))), tmp_path / "a.mbz")
    path = rewritten(tmp_path / "a.mbz", tmp_path / "b.mbz", b"moodle-backups+", b"elsewhere+")
    with read_backup(path) as read:
        quiz = activity(read.backup, "z")
        changed = replace(quiz, questions=(quiz.questions[0], replace(quiz.questions[1], correct=False)))
        (section,) = read.backup.sections
        backup = replace(read.backup, sections=(replace(section, activities=(changed,)),))
        write_backup(backup, tmp_path / "c.mbz")
    stamps = [line for line in questions_of(tmp_path / "c.mbz") if "<" not in line and "stamp" in line]
    assert [("elsewhere+" in stamp) for stamp in stamps[2:]] == [True, False]


def test_a_question_that_was_read_can_be_used_twice(course: Callable[..., Backup], tmp_path: Path) -> None:
    write_backup(course(Quiz(key="z", name="Z", questions=every_question()[8:])), tmp_path / "a.mbz")
    with read_backup(tmp_path / "a.mbz") as read:
        quiz = activity(read.backup, "z")
        other = replace(quiz, key="copy")
        (section,) = read.backup.sections
        backup = replace(read.backup, sections=(replace(section, activities=(quiz, other)),))
        write_backup(backup, tmp_path / "b.mbz")
    root = read_package(tmp_path / "b.mbz").xml("questions.xml")
    for tag in ("question_category", "question_bank_entry", "question_versions", "question", "answer", "question_hint"):
        ids = [one.get("id") for one in root.iter(tag) if one.get("id")]
        assert len(ids) > 1 or tag == "question_hint"
        assert len(set(ids)) == len(ids), tag
    parents = {one.findtext("parent") for one in root.iter("question")} - {"0", None}
    assert parents <= {one.get("id") for one in root.iter("question")}
    with read_backup(tmp_path / "b.mbz") as read:
        first, second = (activity(read.backup, key).questions for key in ("z", "copy"))
    assert [(type(q), q.name, q.text) for q in first] == [(type(q), q.name, q.text) for q in second]
    assert len(first) > 10
