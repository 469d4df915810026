"""Questions written and read again: the same values, or a loss that says what stayed behind."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import pytest

from methodology.question_formats.gift import read_gift, write_gift
from methodology.question_formats.losses import BankReading
from methodology.question_formats.markup.plain import says_it
from methodology.question_formats.moodle_xml import Material, read_moodle_xml, write_moodle_xml
from methodology.question_parts import BankCategory, TextFormat
from methodology.questions import Bank, Question, QuestionType
from methodology.reading.banks import read_bank
from methodology.reading.records import RecordReader
from methodology.reading.source import Source
from methodology.reading.yaml_nodes import read_nodes
from methodology.writing import record_text
from tests.questions import samples

GIFT_TYPES = {
    QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE, QuestionType.MATCH, QuestionType.NUMERICAL,
    QuestionType.SHORT_ANSWER, QuestionType.ESSAY, QuestionType.DESCRIPTION, QuestionType.ORDERING,
}  # fmt: skip


def through_xml(bank: Bank, keep: Path | None = None) -> BankReading:
    written = write_moodle_xml([bank], Material(media=samples.media))
    assert written.losses == ()
    return read_moodle_xml(io.BytesIO(written.text.encode()), "banque.xml", bank.name, keep)


def test_the_samples_use_every_type_and_every_field() -> None:
    assert {q.type for q in samples.EVERY} == set(QuestionType) - {QuestionType.OTHER}
    default = Question(id="", type=QuestionType.SINGLE, text="")
    names = {f.name for f in fields(Question)}
    left = {name for name in names if all(getattr(q, name) == getattr(default, name) for q in samples.EVERY)}
    assert left == {"where", "case_study", "format", "plugin", "raw", "synchronised", "multiple"}


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda q: q.id)
@pytest.mark.parametrize("form", list(TextFormat))
def test_moodle_xml_gives_back_every_question(question: Question, form: TextFormat, tmp_path: Path) -> None:
    sent = samples.in_format(question, form)
    reading = through_xml(samples.bank(sent), tmp_path)
    assert (reading.faults, reading.losses) == ((), ())
    assert reading.bank is not None
    (back,) = reading.bank.questions
    expected = form if form in (TextFormat.HTML, TextFormat.MARKDOWN) or says_it(form, sent.text) else TextFormat.HTML
    assert replace(back, category="") == replace(sent, format=expected, category="")
    assert set(samples.enclosed(tmp_path, dict(reading.media)).items()) <= set(samples.MEDIA.items())


def test_a_whole_bank_keeps_title_categories_and_order() -> None:
    bank = replace(
        samples.bank(*samples.EVERY),
        categories=(BankCategory(path="Droits", description="Les **droits**", id="DR"),),
    )
    assert through_xml(bank).bank == bank


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda q: q.id)
def test_yaml_gives_back_every_question(question: Question) -> None:
    bank = samples.bank(question)
    reader = RecordReader("questions/banque.yaml", {})
    node = read_nodes(Source("questions/banque.yaml", record_text(bank)))
    assert node is not None
    assert read_bank(reader, "questions/banque.yaml", node) == bank
    assert reader.faults == []


@pytest.mark.parametrize("question", samples.EVERY, ids=lambda q: q.id)
def test_gift_says_of_every_question_what_it_cannot_carry(question: Question) -> None:
    written = write_gift([samples.bank(question)])
    reading = read_gift(written.text, "banque.gift", samples.NAME)
    assert reading.bank is not None
    lost = {loss.field for loss in written.losses}
    if question.type not in GIFT_TYPES:
        assert lost == {"question entière"}
        assert reading.bank.questions == ()
        return
    (back,) = reading.bank.questions
    changed = {f.name for f in fields(Question) if f.compare and getattr(back, f.name) != getattr(question, f.name)}
    names = {
        "points": "mark", "penalite_pct": "penalty_percent", "indices": "hints", "retours_globaux": "combined",
        "melanger": "shuffle", "numerotation": "numbering", "consigne_moodle": "standard_instruction",
        "casse": "case_sensitive", "corrige": "model_answer", "copie": "essay", "retour": "feedback", "images": "text",
    }  # fmt: skip
    said = {names[field] for field in lost - {"unite"}} | ({"unit", "units", "unit_rule"} if "unite" in lost else set())
    assert changed - {"category"} == said


def test_an_unknown_type_is_named_and_comes_back_as_it_was() -> None:
    xml = (
        '<quiz>\n<question type="stack"><name><text>Dérivée</text></name>'
        '<questiontext format="html"><text>&lt;p&gt;f&lt;/p&gt;</text></questiontext>'
        "<stackversion><text>4.4</text></stackversion></question></quiz>"
    )
    reading = read_moodle_xml(io.BytesIO(xml.encode()), "b.xml", "b")
    assert reading.bank is not None
    (question,) = reading.bank.questions
    assert (question.type, question.plugin, question.where.line) == (QuestionType.OTHER, "stack", 2)
    assert [loss.field for loss in reading.losses] == ["type « stack »"]
    written = write_moodle_xml([reading.bank])
    assert "<stackversion><text>4.4</text></stackversion>" in written.text
    again = read_moodle_xml(io.BytesIO(written.text.encode()), "b.xml", "b")
    assert again.bank is not None
    assert again.bank.questions == (question,)


def test_a_picture_that_is_not_there_is_a_loss() -> None:
    written = write_moodle_xml([samples.bank(samples.SINGLE)])
    assert [(loss.question, loss.field) for loss in written.losses] == [("ch-01", "medias/banque/carte.png")]


def _given(data: bytes, _path: str) -> bytes:
    return data


def test_two_pictures_of_one_name_stay_two(tmp_path: Path) -> None:
    one, two = samples.SINGLE, replace(samples.SINGLE, id="ch-09")
    texts = [
        write_moodle_xml([samples.bank(question)], Material(media=partial(_given, data))).text
        for question, data in ((one, b"un"), (two, b"deux"))
    ]
    questions = "".join(text.split("<quiz>\n")[1].removesuffix("</quiz>\n") for text in texts)
    reading = read_moodle_xml(io.BytesIO(f"<quiz>{questions}</quiz>".encode()), "b.xml", samples.NAME, tmp_path)
    assert reading.bank is not None
    paths = [question.text.split("](")[1].rstrip(")") for question in reading.bank.questions]
    content = samples.enclosed(tmp_path, dict(reading.media))
    assert [content[path] for path in paths] == [b"un", b"deux"]
