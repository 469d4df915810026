"""Moodle XML as sites export it, and as attackers and accidents make it."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from typing import IO, cast

import pytest

from methodology.question_formats.losses import BankReading
from methodology.question_formats.moodle_xml import read_moodle_xml
from methodology.questions import QuestionType

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def read(text: str | bytes) -> BankReading:
    raw = text.encode() if isinstance(text, str) else text
    return read_moodle_xml(io.BytesIO(raw), "questions/b.xml", "b")


def question(kind: str, inside: str = "", text: str = "<p>Quoi ?</p>") -> str:
    return (
        f'{HEAD}<question type="{kind}">\n<name><text>N</text></name>\n'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>\n{inside}\n</question></quiz>'
    )


def test_a_bomb_of_entities_is_refused_at_once() -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<quiz>&b;</quiz>'
    reading = read(bomb)
    assert reading.bank is None
    assert [(f.where.line, f.rule) for f in reading.faults] == [(2, "LIR-26")]
    assert "DOCTYPE" in reading.faults[0].message


def test_no_file_of_the_machine_is_read() -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
    reading = read(evil)
    assert reading.bank is None
    assert "root:" not in str(reading)


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b"", 1, "vide"),
        (b"<html><body/></html>", 1, "commence par <html>"),
        (HEAD.encode() + b"<question type='essay'>\n</quiz>", 4, "balise de fin"),
        (HEAD.encode() + b"<question type='essay'><name>caf\xe9</name></question></quiz>", 3, "UTF-8"),
        (HEAD.encode() + b"<question>&nbsp;</question></quiz>", 3, "entit"),
        (b"<quiz>" + b"<a>" * 5000, 1, "imbriqu"),
        (b'<?xml version="1.0" encoding="klingon"?><quiz/>', 1, "codage"),
        (HEAD.encode() + b"</quiz>", 1, "aucune question"),
        (b"PK\x03\x04 zip", 1, "mal form"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(raw: bytes, line: int, said: str) -> None:
    reading = read(raw)
    assert [f.where.line for f in reading.faults] == [line]
    assert said in reading.faults[0].message


def test_latin_1_that_says_so_is_read() -> None:
    text = question("essay", text="Café").replace("UTF-8", "ISO-8859-1")
    reading = read(text.encode("latin-1"))
    assert reading.bank is not None
    assert reading.bank.questions[0].text == "Café"


class Endless(io.RawIOBase):
    """A file that holds one enormous enclosed picture, made as it is read."""

    def __init__(self, size: int) -> None:
        self._parts = self._made(size)
        self._rest = b""

    def _made(self, size: int) -> Iterator[bytes]:
        head = question("essay", '<generalfeedback format="html"><text>x</text><file name="a.png" encoding="base64">@')
        before, after = head.split("@")
        yield before.encode()
        for _ in range(size // 65_536):
            yield b"QUFB" * 16_384
        yield b"</file></generalfeedback>" + after.encode()

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            part = next(self._parts, b"")
            if not part:
                break
            self._rest += part
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def test_a_hundred_megabytes_of_base64_take_little_memory_and_are_refused() -> None:
    tracemalloc.start()
    reading = read_moodle_xml(cast(IO[bytes], Endless(100_000_000)), "b.xml", "b")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000
    assert reading.bank is not None
    assert [(loss.field, loss.question) for loss in reading.losses] == [("a.png", "n")]


def test_a_question_without_end_is_refused() -> None:
    reading = read(question("essay", text="mot " * 600_000))
    assert reading.bank is None
    assert "millions de caractères" in reading.faults[0].message


@pytest.mark.parametrize(
    ("kind", "inside", "line", "said"),
    [
        ("multichoice", '<single>true</single>\n<answer fraction="cent"><text>a</text></answer>', 7, "nombre"),
        ("numerical", '<answer fraction="100"><text>onze</text></answer>', 6, "pas un nombre"),
        ("numerical", "<defaultgrade>beaucoup</defaultgrade>", 6, "nombre"),
        ("truefalse", '<answer fraction="0"><text>true</text></answer>', 3, "juste"),
        ("gapselect", "", 3, "Aucun mot"),
        ("ddmarker", "<drop><shape>carré</shape><coords>1,1;2</coords></drop>", 6, "<shape>"),
        ("ddmarker", "<drop><shape>circle</shape><coords>ici</coords></drop>", 6, "coordonnées"),
        ("essay", "<responseformat>crayon</responseformat>", 3, "responseformat"),
        ("calculated", "<dataset_definitions><dataset_definition/></dataset_definitions>", 6, "pas de nom"),
    ],
)
def test_values_that_make_no_sense_have_their_line(kind: str, inside: str, line: int, said: str) -> None:
    found = [(f.where.line, f.message) for f in read(question(kind, inside)).faults]
    assert any(at == line and said in message for at, message in found), found


def test_what_the_folder_cannot_keep_is_a_loss() -> None:
    text = '<p style="color:red">Rouge</p><script>alert(1)</script><img src="@@PLUGINFILE@@/x.png" alt="X">'
    reading = read(question("essay", "<moulinette>oui</moulinette><vide/>", text))
    assert reading.bank is not None
    assert [loss.field for loss in reading.losses] == [
        "x.png", "une mise en forme : couleur, taille, alignement", "la balise « script »", "<moulinette>",
    ]  # fmt: skip
    assert reading.bank.questions[0].text.startswith("Rouge")
    assert "alert" not in reading.bank.questions[0].text


def test_negative_fractions_and_old_true_or_false() -> None:
    answers = "".join(f'<answer fraction="{n}"><text>{n}</text></answer>' for n in (50, 50, -25, -100))
    reading = read(question("multichoice", f"<single>false</single>{answers}"))
    assert reading.bank is not None
    assert [choice.percent for choice in reading.bank.questions[0].choices] == [None, None, -25.0, -100.0]
    old = '<answer fraction="0"><text>Vrai</text></answer><answer fraction="100"><text>Faux</text></answer>'
    again = read(question("truefalse", old))
    assert again.bank is not None
    assert again.bank.questions[0].correct is False


def test_positions_lead_to_the_answer() -> None:
    answers = '<answer fraction="100">\n<text>a</text>\n</answer>\n<answer fraction="0"><text>b</text></answer>'
    reading = read(question("multichoice", answers))
    assert reading.bank is not None
    (found,) = reading.bank.questions
    assert (found.type, found.where.line, found.where.at("text").line) == (QuestionType.SINGLE, 3, 5)
    assert [choice.where.at("text").line for choice in found.choices] == [7, 9]


def test_five_thousand_questions() -> None:
    one = question("shortanswer", '<answer fraction="100"><text>oui</text></answer>')
    body = one[len(HEAD) : one.rindex("</quiz>")]
    reading = read(HEAD + body * 5000 + "</quiz>")
    assert reading.bank is not None
    assert len({q.id for q in reading.bank.questions}) == 5000
