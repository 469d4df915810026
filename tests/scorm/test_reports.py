"""Answers, as the drivers tell them, before LMSs of others: whatever a question says, nothing is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scorm.world import play

JUDGES = Path(__file__).with_name("judges.js").read_text("utf-8")
LETTERS = [chr(97 + n) for n in range(26)]
MANY = [f"o{n}" for n in range(40)]
# type, answer, what is accepted; more for numbers.
ANSWERS: dict[str, dict[str, Any]] = {
    "one choice": {"type": "choice", "response": "b", "patterns": ["a"]},
    "several choices": {"type": "choice", "response": "a,c", "patterns": ["a,c"]},
    "as many choices as it takes": {"type": "choice", "response": ",".join(LETTERS), "patterns": ["a"]},
    "more choices than it takes": {"type": "choice", "response": ",".join(MANY), "patterns": [",".join(MANY)]},
    "no choice": {"type": "choice", "response": "", "patterns": ["a"], "result": 0},
    "true": {"type": "true-false", "response": "t", "patterns": ["f"], "result": 0},
    "no truth": {"type": "true-false", "response": "", "patterns": ["t"], "result": 0},
    "pairs": {"type": "matching", "response": "1.a,2.c", "patterns": ["1.a,2.b"], "result": 0.5},
    "more pairs than it takes": {
        "type": "matching",
        "response": ",".join(f"{n}.a" for n in range(40)),
        "patterns": [",".join(f"{n}.b" for n in range(40))],
    },
    "an order": {"type": "sequencing", "response": "c,a,b", "patterns": ["a,b,c"], "result": 0.333},
    "a longer order than it takes": {"type": "sequencing", "response": ",".join(MANY), "patterns": [",".join(MANY)]},
    "a number": {"type": "numeric", "response": "-14.125", "patterns": ["14"], "tolerance": 0.5},
    "a range": {"type": "numeric", "response": "15", "patterns": ["10:20"]},
    "two ranges": {"type": "numeric", "response": "15", "patterns": ["10:20", "30:40"]},
    "a tiny number": {"type": "numeric", "response": "1e-9", "patterns": ["1e-9"], "tolerance": 1e-12},
    "a huge number": {"type": "numeric", "response": "1.5e+23", "patterns": ["150000"], "tolerance": 1},
    "no number": {"type": "numeric", "response": "", "patterns": ["3"], "result": 0},
    "a text": {"type": "fill-in", "response": 'la [,] "clé"\n du champ', "patterns": ["le critère", "critère"]},
    "a text of braces": {"type": "fill-in", "response": "{lang=xx}{a}", "patterns": ["{b}"]},
    "a long text": {"type": "fill-in", "response": "é" * 400 + "😀", "patterns": ["ñ" * 400]},
    "too many texts": {"type": "fill-in", "response": "x", "patterns": [f"réponse {n}" for n in range(30)]},
    "gaps": {"type": "performance", "response": "le, 3,5 [.] b", "patterns": ["le, la", "les"], "result": 0.4},
    "points": {"type": "performance", "response": "1 12,40 2 7,9", "patterns": ["1 12,40"], "result": 0.5},
    "no gap": {"type": "performance", "response": "", "patterns": ["le, la"], "result": 0},
    "an essay": {"type": "performance", "response": "", "patterns": [], "result": None},
    "something else": {"type": "likert-ish", "response": "x, y", "patterns": ["z"]},
    "a heavy question": {"type": "choice", "response": "a", "patterns": ["a"], "weighting": 250.126},
    "a light one": {"type": "choice", "response": "a", "patterns": ["a"], "weighting": 0.3333333},
    "a long think": {"type": "choice", "response": "a", "patterns": ["a"], "seconds": 400000},
    "a dead clock": {"type": "choice", "response": "a", "patterns": ["a"], "time": "1969-12-31T23:00:00Z"},
    "a far clock": {"type": "choice", "response": "a", "patterns": ["a"], "time": "2099-01-01T00:00:00Z"},
}
TELL = """
const usual = {id: 'Q-1', objective: 'DEMO-FDF-O1', weighting: 2, result: 1, seconds: 75.4, patterns: []};
const time = given => (given ? new Date(given) : new Date(2026, 2, 9, 8, 5, 7, 123));
answers.forEach((one, n) => v.tracker.interaction(Object.assign({}, usual, one, {id: 'Q-' + n, time: time(one.time)})));
v.tracker.objective('DEMO-FDF-O1', 33, 'Citer les étapes, [,] {dans l’ordre}'); v.tracker.objective('O2', 100);
v.tracker.objective('DEMO-FDF-O1', 67, 'Citer les étapes, [,] {dans l’ordre}');
v.tracker.done('aaaa'); settle(); fire('pagehide');
"""


def told(node: str, edition: int, judge: str, place: Path) -> tuple[dict[str, str], list[list[str]]]:
    """What the judge took and what it refused, all answers told."""
    answers = json.dumps(list(ANSWERS.values()))
    before = f"const answers = {answers}; const v = judged({edition}, '{judge}', {json.dumps(str(place))});"
    taken, refused = play(node, edition, f"{before} {TELL} return [v.told, v.refused];", JUDGES)
    return taken, refused


@pytest.mark.parametrize("edition", [12, 2004])
def test_a_strict_lms_refuses_no_answer(node: str, npm: Path, edition: int) -> None:
    taken, refused = told(node, edition, "scorm-again", npm)
    assert refused == []
    assert f"cmi.interactions.{len(ANSWERS) - 1}.result" in taken


@pytest.mark.parametrize("edition", [12, 2004])
def test_moodles_data_model_refuses_no_answer(node: str, moodle: Path, edition: int) -> None:
    taken, refused = told(node, edition, "moodle", moodle)
    assert refused == []
    assert f"cmi.interactions.{len(ANSWERS) - 1}.result" in taken


def test_a_2004_answer_that_its_kind_cannot_say_is_told_in_words(node: str, npm: Path) -> None:
    taken, _refused = told(node, 2004, "scorm-again", npm)

    def value(answer: str, name: str) -> str | None:
        return taken.get(f"cmi.interactions.{list(ANSWERS).index(answer)}.{name}")

    assert [value("an order", name) for name in ("type", "learner_response")] == ["sequencing", "c[,]a[,]b"]
    assert value("a longer order than it takes", "type") == "other"
    assert value("a range", "correct_responses.0.pattern") == "10[:]20"
    assert value("two ranges", "correct_responses.1.pattern") is None  # the data model has room for one
    assert [value("a huge number", name) for name in ("type", "learner_response")] == ["other", "1.5e+23"]
    assert value("gaps", "learner_response") == "le 3 5 . b"
    assert value("a dead clock", "timestamp") is None
    assert value("a dead clock", "result") == "correct"
