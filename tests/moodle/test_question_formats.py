"""Our question files in Moodle's own importers, and what Moodle's exporters make of them in our readers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest

from coursegen.outputs.exchange import Exchanged, gift_file, moodlexml_file
from methodology.course import Course
from methodology.folder import read_folder
from methodology.question_formats.gift import read_gift, write_gift
from methodology.question_formats.losses import BankReading
from methodology.question_formats.markup.plain import says_it
from methodology.question_formats.moodle_xml import Material, read_moodle_xml, write_moodle_xml
from methodology.question_parts import TextFormat
from methodology.questions import Question, QuestionType
from tests.questions import samples

from .site import Site

pytestmark = pytest.mark.thorough

_SCRIPT = Path(__file__).parent / "php" / "exchange_questions.php"
_EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"
_SINCE = {QuestionType.ORDERING: (4, 4)}
_IN_GIFT = {
    QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE, QuestionType.MATCH, QuestionType.NUMERICAL,
    QuestionType.SHORT_ANSWER, QuestionType.ESSAY, QuestionType.DESCRIPTION, QuestionType.ORDERING,
}  # fmt: skip


@dataclass(frozen=True)
class Exchange:
    """What Moodle said to a file, and its export of what it took from it."""

    imported: bool
    messages: list[str]
    questions: int
    export: str


def exchange(site: Site, form: str, text: str, folder: Path, back: str = "") -> Exchange:
    file = folder / f"banque.{form}.txt"
    file.write_text(text, encoding="utf-8")
    return Exchange(**json.loads(site.php(_SCRIPT, form, str(file), back or form)))


def on(site: Site, questions: Sequence[Question]) -> list[Question]:
    release = tuple(int(part) for part in site.release.split(".")[:2])
    return [question for question in questions if release >= _SINCE.get(question.type, (0, 0))]


def differences(sent: Sequence[Question], reading: BankReading) -> list[str]:
    assert reading.bank is not None
    assert [finding.message for finding in reading.faults] == []
    back = {question.id: question for question in reading.bank.questions}
    found = [f"{question.id} is missing" for question in sent if question.id not in back]
    for question in sent:
        for field in fields(question):
            one, other = (getattr(each, field.name) for each in (question, back.get(question.id, question)))
            if field.compare and one != other:
                found.append(f"{question.id}.{field.name}: {one!r} became {other!r}")
    assert reading.losses == ()
    return found


@pytest.mark.parametrize("form", [TextFormat.HTML, TextFormat.MARKDOWN])
def test_moodle_xml_of_every_type_comes_back_from_moodle_the_same(site: Site, tmp_path: Path, form: TextFormat) -> None:
    sent = [samples.in_format(question, form) for question in on(site, samples.EVERY)]
    written = write_moodle_xml([samples.bank(*sent)], Material(media=samples.media))
    assert written.losses == ()
    done = exchange(site, "xml", written.text, tmp_path)
    assert done.messages == []
    assert done.imported
    keep = tmp_path / "files"
    keep.mkdir()
    reading = read_moodle_xml(io.BytesIO(done.export.encode()), "banque.xml", samples.NAME, keep)
    assert differences(sent, reading) == []
    assert samples.enclosed(keep, dict(reading.media)) == samples.MEDIA


@pytest.mark.parametrize("form", list(TextFormat))
def test_gift_comes_back_from_moodle_the_same(site: Site, tmp_path: Path, form: TextFormat) -> None:
    ours = [question for question in on(site, samples.EVERY) if question.type in _IN_GIFT]
    sent = [samples.in_format(_what_gift_says(question), form) for question in ours]
    sent = [question for question in sent if _fits(form, question.text)]
    written = write_gift([samples.bank(*sent)])
    assert written.losses == ()
    done = exchange(site, "gift", written.text, tmp_path)
    assert done.messages == []
    assert done.imported
    assert done.questions == len(sent)
    again = read_gift(done.export, "banque.txt", samples.NAME)
    assert differences([q for q in sent if q.type is not QuestionType.ORDERING], again) == []


def test_gift_read_by_moodle_and_exported_as_xml_says_the_same(site: Site, tmp_path: Path) -> None:
    ours = [_what_gift_says(question) for question in on(site, samples.EVERY) if question.type in _IN_GIFT]
    done = exchange(site, "gift", write_gift([samples.bank(*ours)]).text, tmp_path, back="xml")
    assert done.messages == []
    reading = read_moodle_xml(io.BytesIO(done.export.encode()), "banque.xml", samples.NAME)
    assert differences(ours, reading) == []


@pytest.mark.parametrize("make", [moodlexml_file, gift_file], ids=["xml", "gift"])
def test_moodle_takes_every_question_of_the_example(
    site: Site, tmp_path: Path, make: Callable[[Course], Exchanged]
) -> None:
    course = read_folder(_EXAMPLE).course
    assert course is not None
    form = "gift" if make is gift_file else "xml"
    done = exchange(site, form, make(course).text, tmp_path, back="xml")
    assert done.messages == []
    reading = read_moodle_xml(io.BytesIO(done.export.encode()), "banque.xml", "banque")
    assert reading.bank is not None
    sent = {q.id: (q.type, q.objective, q.bloom, len(q.choices), q.accepted) for q in course.questions()}
    assert {q.id: (q.type, q.objective, q.bloom, len(q.choices), q.accepted) for q in reading.bank.questions} == sent


def _what_gift_says(question: Question) -> Question:
    """The question without what GIFT has no words for."""
    plain = replace(
        question, mark=1.0, hints=(), combined=None, penalty_percent=None, shuffle=True, case_sensitive=False, unit="",
        units=(), unit_rule=None, essay=None, model_answer="", numbering=Question.numbering, standard_instruction=False,
    )  # fmt: skip
    if plain.type is QuestionType.DESCRIPTION:
        return replace(plain, feedback="")
    return replace(plain, text=plain.text.partition("\n\n![")[0])


def _fits(form: TextFormat, text: str) -> bool:
    return form in (TextFormat.HTML, TextFormat.MARKDOWN) or says_it(form, text)
