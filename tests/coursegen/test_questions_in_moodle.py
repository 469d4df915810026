"""Every type of question of a folder in a Moodle package: it says there what it says in the exchange format."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from coursegen.activities.quiz import QuizActivity, Slot
from coursegen.charter import load_charter
from coursegen.compose.questions import compose_questions
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.courseware import Courseware, Html
from coursegen.errors import InputError
from coursegen.importers.backup import question_xml_rare
from coursegen.importers.backup.banks import _usual_words
from coursegen.importers.backup.question_xml import bank_xml
from coursegen.outputs.moodle import widest_target, write_mbz
from coursegen.outputs.moodle.activities.quiz import quiz as quiz_of
from coursegen.outputs.moodle.questions import to_question
from coursegen.outputs.moodle.questions.common import usual_words
from coursegen.outputs.moodle.texts import Texts
from methodology.course import Course, Identity, MediaFile
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.question_formats.moodle_xml import Material, read_moodle_xml, write_moodle_xml
from methodology.question_parts import DropZone, GapWord, Variable
from methodology.questions import Bank, Question, QuestionType
from methodology.sequencing import Sequencing
from methodology.values import Purpose
from moodle_backups.activities.quiz import Behaviour
from moodle_backups.questions.bank import question_problems
from tests.questions import samples
from tests.scorm import every_question, sample

_REGISTERED = question_xml_rare
SHORT = replace(samples.SHORT, id="sh-9", category=samples.RANDOM_MATCH.category)


def course_of(folder: Path, *questions: Question) -> Course:
    files = []
    for path, data in samples.MEDIA.items():
        (folder / Path(path).name).write_bytes(data)
        name = path.removeprefix("medias/")
        files.append(MediaFile(name=name, path=str(folder / Path(path).name), bytes=len(data)))
    return Course(
        identity=Identity(code="C-1", title="Essai", version="1.0", date=date(2026, 3, 2)),
        needs=NeedsAnalysis(),
        objectives=Objectives(),
        sequencing=Sequencing(),
        delivery=Delivery(),
        evaluation=Evaluation(),
        banks=(Bank(name=samples.NAME, questions=questions),),
        media=tuple(files),
    )


def composed(folder: Path, *questions: Question) -> Courseware:
    course = course_of(folder, *questions)
    pool = MediaPool(course, as_written=True)
    return sample.courseware(questions=compose_questions(course, Renderer(course, pool)), media=pool.files)


def asked(courseware: Courseware, purpose: Purpose = Purpose.FORMATIVE) -> Any:
    slots = tuple(Slot(question.key, question.mark) for question in courseware.questions)
    activity = QuizActivity(key="C-1/T", title="Test", slots=slots, purpose=purpose)
    return quiz_of(activity, courseware, Texts(courseware))


def plain(value: Any) -> Any:
    """A value without the typography that a course gives its texts."""
    if isinstance(value, str):
        text = unescape(value).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").replace("…", "...")
        return "".join(text.replace("/banque-", "/").split())  # a course gives its files names of one part
    if isinstance(value, tuple):
        return tuple(plain(one) for one in value)
    if isinstance(value, float):
        return round(value, 4)
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "where"}
    return value


def read_again(xml: bytes, folder: Path) -> Question:
    folder.mkdir()
    reading = read_moodle_xml(io.BytesIO(xml), "banque.xml", samples.NAME, folder)
    assert reading.bank is not None, reading.faults
    return reading.bank.questions[0]


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda q: f"{q.id}-{q.type.value}")
def test_a_question_says_the_same_in_a_package_and_in_the_exchange_format(question: Question, tmp_path: Path) -> None:
    question = replace(question, category="")
    courseware = composed(tmp_path, question)
    made = to_question(courseware.questions[0], Texts(courseware))
    packed, untold = bank_xml([made], {}, lambda html: html)
    assert untold == []
    written = write_moodle_xml([samples.bank(question)], Material(media=samples.media)).text
    one, other = read_again(packed, tmp_path / "un"), read_again(written.encode(), tmp_path / "deux")
    names = {f.name for f in fields(Question)} - {"where", "id", "title", "format", "category", "raw"}
    if question.combined is None:
        names -= {"combined"}  # a course says « Exact. » where the author says nothing
    if question.type is QuestionType.CLOZE:
        names -= {"text"}  # the codes may be written in more than one way
        gaps = [composed(tmp_path, each).questions[0].gaps for each in (one, other)]
        assert plain(gaps[0]) == plain(gaps[1])
        assert len(gaps[0]) == 4
    differences = {
        name: (getattr(one, name), getattr(other, name))
        for name in sorted(names)
        if plain(getattr(one, name)) != plain(getattr(other, name))
    }
    assert differences == {}


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda q: f"{q.id}-{q.type.value}")
def test_moodle_finds_nothing_wrong_with_it(question: Question, tmp_path: Path) -> None:
    shorts = [replace(SHORT, id=f"sh-{n}") for n in range(9)] if question.type is QuestionType.RANDOM_MATCH else []
    quiz = asked(composed(tmp_path, question, *shorts))
    if any(drop.item == 0 for drop in question.drops):
        assert len(quiz.questions[0].zones) < len(question.drops)
    assert list(question_problems(quiz.bank())) == []


def test_a_matching_at_random_brings_the_short_answers_it_draws_from(tmp_path: Path) -> None:
    courseware = every_question.courseware(tmp_path)
    activity = courseware.sections[0].activities[0]
    assert isinstance(activity, QuizActivity)
    quiz = quiz_of(activity, courseware, Texts(courseware))
    by_key = {question.key.rpartition("/")[2]: question for question in quiz.questions}
    assert {by_key[key].category for key in ("E-18", "E-19", "E-20", "E-21")} == {"Toutes les questions/Sigles"}
    assert by_key["E-01"].category == "Toutes les questions"
    assert len(quiz.slots) == len(activity.slots) < len(quiz.questions)
    assert list(question_problems(quiz.bank())) == []


def test_practice_with_hints_is_tried_again_and_the_rest_is_handed_in_as_a_whole(tmp_path: Path) -> None:
    courseware = composed(tmp_path, samples.SINGLE)
    assert samples.SINGLE.hints
    assert asked(courseware).behaviour is Behaviour.INTERACTIVE
    assert asked(courseware, Purpose.SUMMATIVE).behaviour is Behaviour.DEFERRED
    assert asked(composed(tmp_path, replace(samples.SINGLE, hints=()))).behaviour is Behaviour.DEFERRED


def test_a_question_of_a_plugin_is_refused_in_words(tmp_path: Path) -> None:
    courseware = composed(tmp_path, every_question.PLUGIN)
    with pytest.raises(InputError, match="greffon") as refused:
        to_question(courseware.questions[0], Texts(courseware))
    assert "moodlexml" in refused.value.remedy


def test_a_missing_picture_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="absente"):
        composed(tmp_path, replace(samples.MARKERS, image="medias/absente.png"))


def test_variables_without_values_get_some_the_same_each_time(tmp_path: Path) -> None:
    bare = replace(samples.CALCULATED_SIMPLE, variables=tuple(replace(v, values=()) for v in _variables()))
    one, other = (composed(tmp_path, bare).questions[0].variables for _ in range(2))
    assert one == other
    assert all(len(v.values) == 10 and all(v.smallest <= n <= v.largest for n in v.values) for v in one)


def _variables() -> tuple[Variable, ...]:
    return samples.CALCULATED_SIMPLE.variables


def test_two_hundred_gaps_and_words_with_signs_pass(tmp_path: Path) -> None:
    words = tuple(GapWord(text=f"mot <{n}> & co") for n in range(200))
    text = " ".join(f"trou [[{n + 1}]]" for n in range(200))
    question = replace(samples.GAPS, text=text, words=words)
    (made,) = asked(composed(tmp_path, question)).questions
    assert made.choices[199].text == "mot <199> & co"
    assert list(made.problems()) == []


def test_places_where_nothing_belongs_stay_out(tmp_path: Path) -> None:
    question = replace(samples.DRAG_IMAGE, drops=(*samples.DRAG_IMAGE.drops, DropZone(item=0, x=1, y=1)))
    courseware = composed(tmp_path, question)
    assert all(drop.item for drop in courseware.questions[0].drops)
    assert courseware.questions[0].text != Html("")


def test_putting_in_order_needs_moodle_4_4_and_the_rest_no_more_than_before(tmp_path: Path) -> None:
    rest = tuple(id_ for id_ in every_question.ASKED if id_ not in ("E-13", "E-14"))
    assert widest_target(every_question.courseware(tmp_path, asked=rest)).first == "4.1"
    courseware = every_question.courseware(tmp_path)
    assert widest_target(courseware).first == "4.4"
    write_mbz(courseware, load_charter("socieux", "fr"), tmp_path / "tout.mbz")
    assert (tmp_path / "tout.mbz").stat().st_size > 5_000
    with pytest.raises(InputError, match=r"ordering needs Moodle 4\.4"):
        write_mbz(courseware, load_charter("socieux", "fr"), tmp_path / "vieux.mbz", moodle="4.2")
    assert not (tmp_path / "vieux.mbz").exists()


def test_an_author_s_own_feedback_is_said_and_comes_back(tmp_path: Path) -> None:
    courseware = composed(tmp_path, samples.MATCH, replace(samples.SINGLE, combined=None))
    said = {q.qtype: q.feedback for q in asked(courseware).questions}
    assert said["match"].correct == "Exact."
    assert said["match"].show_number_correct
    assert said["multichoice"] == usual_words()
    assert said["match"] not in _usual_words()
    assert said["multichoice"] in _usual_words()
