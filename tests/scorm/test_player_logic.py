"""The player's pure parts, run by node: what is kept in the LMS, how answers are marked."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursegen.outputs import scorm

PLAYER = Path(scorm.__file__).parent / "player"
Run = Callable[[str], Any]

# 30 lessons of four screens, a test in each, 100 questions in all, of the longest answers each kind keeps
WORST = """
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const id = (n, kind) => kind + letters[n % 26] + letters[Math.floor(n / 26) % 26] + letters[Math.floor(n / 676)];
const progress = emptyProgress();
for (let n = 0; n < 120; n++) progress.pages[id(n, 'p')] = true;
for (let n = 0; n < 30; n++) {
  progress.pages[id(n, 't')] = true;
  progress.tests[id(n, 't')] = {attempts: 12, best: 100, last: 95, draft: false};
}
for (let n = 0; n < 100; n++) {
  const typed = encodeURIComponent('réponse écrite par une personne appliquée');
  const value = n % 5 === 0 ? typed : n % 5 === 1 ? '0123456' : '01';
  progress.answers[id(n, 'q')] = {result: 1, value: value};
}
const text = encodeProgress(progress, 1900);
const back = decodeProgress(text);
"""


@pytest.fixture(scope="module")
def run(node: str) -> Run:
    """Runs a script after the codec and the marking; what it returns comes back as a value."""
    source = "\n".join((PLAYER / f"{name}.js").read_text("utf-8") for name in ("dom", "codec", "marking"))

    def execute(script: str) -> Any:
        program = f"{source}\nconsole.log(JSON.stringify((() => {{ {script} }})()));"
        done = subprocess.run([node, "-"], input=program, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return execute


def test_thirty_lessons_and_a_hundred_questions_stay_under_two_thousand_characters(run: Run) -> None:
    length, pages, tests, results = run(
        WORST + "const kept = Object.values(back.answers);"
        "return [text.length, Object.keys(back.pages).length, back.tests,"
        " kept.filter(a => a.result === 1).length];"
    )
    assert length < 2000
    assert pages == 150
    assert set(map(str, tests.values())) == {str({"attempts": 12, "best": 100, "last": 95, "draft": False})}
    assert results == 100


def test_five_thousand_questions_still_fit_what_the_lms_takes(run: Run) -> None:
    length, tests = run("""
        const progress = emptyProgress();
        for (let n = 0; n < 100; n++) progress.tests['t' + (100 + n)] = {attempts: 1, best: 50, last: 50, draft: false};
        const id = n => 'q' + n.toString(36).padStart(3, '0');
        for (let n = 0; n < 5000; n++) progress.answers[id(n)] = {result: 1, value: '3'};
        const text = encodeProgress(progress, 1900);
        return [text.length, Object.keys(decodeProgress(text).tests).length];
    """)
    assert length <= 4096
    assert tests == 100


def test_what_is_kept_is_plain_ascii(run: Run) -> None:
    assert run(WORST + "return /^[ -~]*$/.test(text);") is True


def test_work_comes_back_as_it_was(run: Run) -> None:
    before, after = run("""
        const progress = emptyProgress();
        progress.pages.aBc1 = true;
        progress.tests.tEs1 = {attempts: 2, best: 86, last: 50, draft: true};
        progress.answers.qUe1 = {result: 0.5, value: '02'};
        progress.answers.qUe2 = {result: null, value: 'pr%C3%A9voyance'};
        progress.answers.qUe3 = {result: 0, value: ''};
        return [progress, decodeProgress(encodeProgress(progress, 1900))];
    """)
    assert after == before


def test_a_newer_package_loses_nothing_through_an_older_one(run: Run) -> None:
    assert run("return encodeProgress(decodeProgress('2|pAAAA|t|q|znew-things'), 1900);") == "1|pAAAA|t|q|znew-things"


@pytest.mark.parametrize(
    "damaged", ["", "null", "{}", "%%%|||", "1|p|t123|q;;;x", "1|pAB|tABCDzzzzzz|qABC;", "é|pAAAA"]
)
def test_damaged_work_never_stops_the_course(run: Run, damaged: str) -> None:
    assert isinstance(run(f"return encodeProgress(decodeProgress({json.dumps(damaged)}), 1900);"), str)


def test_work_that_the_lms_missed_is_added_to_what_it_has(run: Run) -> None:
    merged = run("""
        const lms = decodeProgress('1|pAAAA|tTTTT12s2ss|q'), late = decodeProgress('1|pBBBB|tTTTT21s1ss|qQQQQa1;');
        return mergeProgress(lms, late);
    """)
    assert sorted(merged["pages"]) == ["AAAA", "BBBB"]
    assert merged["tests"]["TTTT"] == {"attempts": 2, "best": 100, "last": 64, "draft": False}
    assert merged["answers"]["QQQQ"]["value"] == "1"


RIGHT = ["14", "14,05", "14.05", " 14 % ", "14%", "+14"]
WRONG = ["13,8", "quatorze", "1e1", "", "14 14"]


@pytest.mark.parametrize(("typed", "right"), [*((t, True) for t in RIGHT), *((t, False) for t in WRONG)])
def test_numbers_are_read_as_people_type_them(run: Run, typed: str, right: bool) -> None:
    question = {"kind": "numerical", "number": 14, "tolerance": 0.1, "unit": "%"}
    script = f"return markAnswer({json.dumps(question)}, encodeURIComponent({json.dumps(typed)}));"
    assert run(script) == (1 if right else 0)


SPELLINGS = [
    ("  Le   CRITERE ", False, True),
    ("l’indicateur clé", False, True),
    ("critères", False, False),
    ("Le critère", True, False),
    ("le critère", True, True),
    ("a+b", False, False),
]


@pytest.mark.parametrize(("typed", "case_sensitive", "right"), SPELLINGS)
def test_spellings_that_are_accepted(run: Run, typed: str, case_sensitive: bool, right: bool) -> None:
    question = {"kind": "short_answer", "accepted": ["le critère", "l'indicateur*"], "caseSensitive": case_sensitive}
    script = f"return markAnswer({json.dumps(question)}, encodeURIComponent({json.dumps(typed)}));"
    assert run(script) == (1 if right else 0)


@pytest.mark.parametrize(("value", "mark"), [("01", 1), ("0", 0.5), ("02", 0), ("012", 0.5), ("", 0)])
def test_several_choices_earn_their_parts(run: Run, value: str, mark: float) -> None:
    choices = [{"fraction": f} for f in (0.5, 0.5, -0.5)]
    assert run(f"return markAnswer({json.dumps({'kind': 'multiple', 'choices': choices})}, '{value}');") == mark


def test_matching_earns_a_part_for_each_pair(run: Run) -> None:
    question = {"kind": "match", "pairs": [{"option": 0}, {"option": 2}, {"option": 1}]}
    assert run(f"return markAnswer({json.dumps(question)}, '02_');") == pytest.approx(0.667)


def test_what_no_machine_marks_weighs_nothing(run: Run) -> None:
    script = "return testPercent([{mark: 1}, {mark: 2}, {mark: 5}], [1, 0.5, null]);"
    assert run(script) == 67


def test_right_answers_are_counted_by_objective_and_essays_left_out(run: Run) -> None:
    counted = run("""
        const slots = [['a', 'O1', 1], ['b', 'O2', 2], ['c', 'O1', 1], ['d', 'O2', 0], ['e', 'O2', 1]];
        const answers = {a: {result: 1}, b: {result: 0.5}, c: {result: 0}, d: {result: null}};
        return rightByObjective(slots, answers);
    """)
    assert counted == [["O1", 1, 2], ["O2", 0, 1]]
