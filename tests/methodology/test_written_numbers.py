"""Numbers that the program writes into a folder read back as they were."""

from __future__ import annotations

import pytest

from methodology.question_parts import GradedAnswer
from methodology.questions import Bank, Question, QuestionType
from methodology.reading.banks import read_bank
from methodology.reading.records import RecordReader
from methodology.reading.source import Source
from methodology.reading.yaml_nodes import read_nodes
from methodology.writing import record_text


@pytest.mark.parametrize(
    ("value", "written"),
    [(-33.3333, "-33.3333"), (-0.5, "-0.5"), (-10.25, "-10.25"), (33.3333, "33.3333"), (0.05, "0.05"), (-2.0, "-2")],
)
def test_a_number_keeps_its_sign_and_its_digits(value: float, written: str) -> None:
    graded = (GradedAnswer(text="1", percent=100.0, tolerance=0.0), GradedAnswer(text="2", percent=value))
    question = Question(id="Q1", type=QuestionType.NUMERICAL, text="Combien ?", graded=graded)
    bank = Bank(name="banque", questions=(question,))
    text = record_text(bank)
    assert f": {written}\n" in text
    reader = RecordReader("questions/banque.yaml", {})
    node = read_nodes(Source("questions/banque.yaml", text))
    assert node is not None
    assert read_bank(reader, "questions/banque.yaml", node) == bank
    assert not reader.faults
