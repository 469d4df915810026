"""How the player marks each kind of question, run by node: as Moodle does (question/type/*/question.php of 4.5)."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursegen.outputs import scorm

PLAYER = Path(scorm.__file__).parent / "player"
PARTS = (
    "dom",
    "codec",
    "marking",
    "marking_tries",
    "marking_order",
    "marking_picture",
    "variants",
    "reports",
)
Run = Callable[..., Any]
Data = dict[str, Any]


@pytest.fixture(scope="module")
def call(node: str) -> Run:
    """Calls a function of the player; gives what it returns."""
    source = "\n".join((PLAYER / f"{name}.js").read_text("utf-8") for name in PARTS)

    def execute(expression: str, *values: object) -> Any:
        given = json.dumps(values)
        program = f"{source}\nconsole.log(JSON.stringify(((...given) => {expression})(...{given})));"
        done = subprocess.run([node, "-"], input=program, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return execute


def marks(call: Run, question: Data, values: list[str]) -> list[float]:
    """The mark of each value, in one run."""
    found: list[float] = call("given[1].map(value => markAnswer(given[0], value))", question, values)
    return found


def typed(call: Run, question: Data, texts: list[str]) -> list[float]:
    """The mark of each text as somebody types it; `12@1`: with the second unit picked."""
    found: list[float] = call(
        "given[1].map(text => markAnswer(given[0], text.split('@').map(encodeURIComponent).join('@')))", question, texts
    )
    return found


METRES = [{"name": "m", "factor": 1}, {"name": "cm", "factor": 100}]


def test_the_first_answer_that_fits_a_number_counts(call: Run) -> None:
    question = {
        "kind": "numerical",
        "answers": [
            {"number": 10, "tolerance": 0.5, "fraction": 1},
            {"number": 10, "tolerance": 2, "fraction": 0.5},
            {"any": True, "fraction": 0.1},
        ],
    }
    texts = ["10", "10,5", "9.5", "11,9", "12.1", "1e1", "1x10^1", "dix", ""]
    assert typed(call, question, texts) == [1, 1, 1, 0.5, 0.1, 1, 1, 0, 0]


def test_commas_and_dots_are_read_as_moodle_reads_them(call: Run) -> None:
    question = {"kind": "numerical", "answers": [{"number": 1234567.5, "fraction": 1}]}
    texts = ["1234567,5", "1 234 567,5", "1\u202f234\u202f567.5", "1,234,567.5", "1.234.567,5"]
    assert typed(call, question, texts) == [1, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("of", "expected"),
    [("answer", [1, 1, 0.72, 0.72, 0.4]), ("mark", [1, 1, 0.7, 0.7, 0.3])],
)
def test_a_wrong_unit_costs_a_part_of_the_answer_or_of_the_mark(call: Run, of: str, expected: list[float]) -> None:
    question = {
        "kind": "numerical",
        "answers": [{"number": 2, "tolerance": 0.1, "fraction": 1}, {"number": 3, "fraction": 0.5}],
        "units": METRES,
        "unitDisplay": "typed",
        "unitPenalty": 0.28 if of == "answer" else 0.3,
        "unitPenaltyOf": of,
    }
    found = typed(call, question, ["2 m", "200cm", "2", "2 km", "3"])
    assert found[:4] == expected[:4]
    assert found[4] == (0.36 if of == "answer" else 0.2)


def test_a_unit_picked_from_a_list_is_the_one_that_counts(call: Run) -> None:
    question = {
        "kind": "numerical",
        "answers": [{"number": 2, "fraction": 1}],
        "units": METRES,
        "unitDisplay": "select",
        "unitPenalty": 1,
        "unitPenaltyOf": "answer",
    }
    assert typed(call, question, ["2@0", "200@1", "2@1", "2", "200@0"]) == [1, 1, 0, 0, 0]


def test_a_unit_may_stand_before_its_number(call: Run) -> None:
    question = {
        "kind": "numerical",
        "answers": [{"number": 5, "fraction": 1}],
        "units": [{"name": "€", "factor": 1}],
        "unitDisplay": "typed",
        "unitPenalty": 0.5,
        "unitPenaltyOf": "answer",
        "unitLeft": True,
    }
    assert typed(call, question, ["€ 5", "€5", "5"]) == [1, 1, 0.5]


def test_a_tolerance_that_differs_on_both_sides(call: Run) -> None:
    question = {"kind": "calculated", "answers": [{"number": 10, "low": 8, "high": 12.5, "fraction": 1}]}
    assert typed(call, question, ["8", "12,5", "7,9", "12,6"]) == [1, 1, 0, 0]


def test_the_first_spelling_that_fits_counts_and_a_star_may_be_itself(call: Run) -> None:
    answers = [
        {"text": "pêche", "fraction": 1},
        {"text": "peche", "fraction": 0.8},
        {"text": r"2 \* 3*", "fraction": 0.5},
        {"text": "*fruit*", "fraction": 0.2},
        {"text": "*", "fraction": 0},
    ]
    question = {"kind": "short_answer", "answers": answers}
    texts = ["PÊCHE", " peche ", "2 * 3 = 6", "2 x 3", "un fruit mûr", "Peché"]
    assert typed(call, question, texts) == [1, 0.8, 0.5, 0, 0.2, 1]
    assert typed(call, question | {"caseSensitive": True}, ["PÊCHE", "pêche"]) == [0, 1]


def test_gaps_and_places_earn_each_their_part(call: Run) -> None:
    gaps = {"gaps": [{"option": 2}, {"option": 0}, {"option": 2}], "options": ["a", "b", "c"]}
    places = {"places": [{"item": 1}, {"item": 0}], "items": [{}, {}]}
    for kind in ("gap_select", "drag_text"):
        assert marks(call, {"kind": kind, **gaps}, ["202", "2_2", "___", "012"]) == [1, 0.667, 0, 0.333]
    assert marks(call, {"kind": "drag_image", **places}, ["10", "1_", "01"]) == [1, 0.5, 0]


CLOZE: Data = {
    "kind": "cloze",
    "gaps": [
        {"kind": "short_answer", "weight": 2, "answers": [{"text": "lomé", "fraction": 1}]},
        {"kind": "numerical", "weight": 1, "answers": [{"number": 5, "tolerance": 1, "fraction": 1}]},
        {"kind": "single", "weight": 1, "choices": [{"text": "a", "fraction": 0.5}, {"text": "b", "fraction": 1}]},
        {"kind": "multiple", "weight": 1, "choices": [{"fraction": 0.5}, {"fraction": 0.5}, {"fraction": -1}]},
    ],
}


def test_the_gaps_of_a_cloze_weigh_what_they_say(call: Run) -> None:
    values = ["Lom%C3%A9,5,1,01", "x,4,0,0", ",,,", "Lom%C3%A9,,,", ",,1,012"]
    assert marks(call, CLOZE, values) == [1, 0.4, 0, 0.4, 0.2]


# For orders of four things what each of the nine gradings gives; Moodle's own code agrees on all orders of 2 to 5.
ORDERS: dict[str, list[float]] = {
    "0123": [1, 1, 1, 1, 1, 1, 1, 1, 1],
    "1023": [0, 0.5, 0.333, 0.5, 0.375, 0.833, 0.75, 0.75, 0.833],
    "3210": [0, 0, 0, 0, 0, 0, 0, 0, 0.333],
    "1230": [0, 0, 0.667, 0.5, 0.5, 0.5, 0.75, 0.75, 0.5],
    "0213": [0, 0.5, 0, 0.25, 0.25, 0.833, 0.75, 0.5, 0.833],
}
GRADINGS = [
    "ALL_OR_NOTHING",
    "ABSOLUTE_POSITION",
    "RELATIVE_NEXT_EXCLUDE_LAST",
    "RELATIVE_NEXT_INCLUDE_LAST",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT",
    "LONGEST_ORDERED_SUBSET",
    "LONGEST_CONTIGUOUS_SUBSET",
    "RELATIVE_TO_CORRECT",
]


def test_orders_are_graded_in_nine_ways(call: Run) -> None:
    question = {"kind": "ordering", "items": ["a", "b", "c", "d"]}
    for way, name in enumerate(GRADINGS):
        values = marks(call, question | {"grading": name}, list(ORDERS))
        assert dict(zip(ORDERS, values, strict=True)) == {order: ORDERS[order][way] for order in ORDERS}, name
    assert marks(call, question | {"grading": "ABSOLUTE_POSITION"}, ["012", "0012", "01234"]) == [0, 0, 0]


ZONES = [
    {"item": 0, "shape": "circle", "at": [50, 50, 10]},
    {"item": 1, "shape": "rectangle", "at": [100, 10, 40, 20]},
    {"item": 0, "shape": "polygon", "at": [200, 0, 240, 0, 220, 40]},
]


def test_points_are_in_their_zone_or_not(call: Run) -> None:
    zone = "given[0].map(([shape, at, x, y]) => SHAPES[shape](at, x, y))"
    star = [0, 0, 10, 20, 20, 0, 0, 12, 20, 12]
    cases = [
        ("circle", [50, 50, 10], 50, 60, True),
        ("circle", [50, 50, 10], 57, 58, False),
        ("rectangle", [100, 10, 40, 20], 140, 30, True),
        ("rectangle", [100, 10, 40, 20], 141, 30, False),
        ("polygon", [0, 0, 40, 0, 20, 40], 20, 20, True),
        ("polygon", [0, 0, 40, 0, 20, 40], 20, 0, True),
        ("polygon", [0, 0, 40, 0, 20, 40], 2, 20, False),
        ("polygon", [40, 0, 0, 0, 20, 40], 20, 20, True),
        ("polygon", star, 10, 10, True),
    ]
    assert call(zone, [case[:4] for case in cases]) == [case[4] for case in cases]


def test_each_marker_counts_in_one_zone_and_too_many_cost(call: Run) -> None:
    question = {"kind": "markers", "zones": ZONES, "items": [{}, {}]}
    points = [[[0, 50, 50], [1, 120, 20], [0, 220, 10]], [[0, 50, 50]], [[0, 50, 50], [0, 51, 50]], [[1, 50, 50]]]
    many = [[0, 50, 50], [1, 120, 20], [0, 220, 10], [1, 0, 0]]
    write = "given[1].map(list => markAnswer(given[0], writePoints(list.map(([item, x, y]) => ({item, x, y})))))"
    assert call(write, question, [*points, many]) == [1, 0.333, 0.333, 0, 0.75]


@pytest.mark.parametrize("text", ["a;b|c^d@e,f", "💡 50 %", "~'()*!"])
def test_a_typed_text_never_holds_a_sign_of_the_codec_or_of_the_tries(call: Run, text: str) -> None:
    assert not re.search(r"[;|^@,]", call("encodeURIComponent(given[0])", text))


def test_a_damaged_answer_is_wrong_and_stops_nothing(call: Run) -> None:
    question = {"kind": "short_answer", "answers": [{"text": "x", "fraction": 1}]}
    assert marks(call, question, ["%E0%A4%A", "%"]) == [0, 0]
    assert marks(call, CLOZE, ["%", "zzz", "%,%,%,%,%"]) == [0, 0, 0]
    assert marks(call, {"kind": "markers", "zones": ZONES, "items": [{}]}, ["zz", "0..,", "!"]) == [0, 0, 0]


def test_what_no_machine_marks_and_what_is_unknown_earn_no_mark(call: Run) -> None:
    assert marks(call, {"kind": "essay"}, ["e"]) == [None]
    assert marks(call, {"kind": "of a newer package"}, ["0"]) == [None]


def test_a_mark_is_never_below_nothing_nor_above_all(call: Run) -> None:
    choices = {"choices": [{"fraction": -1}, {"fraction": 1}, {"fraction": 0.8}]}
    assert marks(call, {"kind": "single", **choices}, ["0", "1", "9"]) == [0, 1, 0]
    assert marks(call, {"kind": "calculated_choice", "several": True, **choices}, ["12", "01"]) == [1, 0]


def after_tries(call: Run, question: Data, tries: list[str]) -> float:
    mark: float = call("markTries(given[0], given[1].slice(0, -1), given[1][given[1].length - 1])", question, tries)
    return mark


def test_each_wrong_try_costs_its_penalty(call: Run) -> None:
    question = {"kind": "single", "choices": [{"fraction": 1}, {"fraction": 0}], "penalty": 0.25, "hints": [{}, {}]}
    assert after_tries(call, question, ["0"]) == 1
    assert after_tries(call, question, ["1", "0"]) == 0.75
    assert after_tries(call, question, ["1", "1", "0"]) == 0.5
    assert after_tries(call, question, ["1", "1", "1"]) == 0
    del question["penalty"]
    assert after_tries(call, question, ["1", "0"]) == 0.667


def test_a_line_that_was_right_from_the_start_pays_nothing_for_later_tries(call: Run) -> None:
    question = {"kind": "match", "pairs": [{"option": 0}, {"option": 1}], "penalty": 0.5, "hints": [{}]}
    assert after_tries(call, question, ["0_", "01"]) == 0.75
    assert after_tries(call, question, ["01", "0_"]) == 0.5
    assert after_tries(call, CLOZE | {"penalty": 0.5}, ["Lom%C3%A9,9,1,01", "Lom%C3%A9,5,1,01"]) == 0.9


def test_zones_hit_late_pay_for_the_tries_before(call: Run) -> None:
    question = {"kind": "markers", "zones": ZONES[:2], "items": [{}, {}], "penalty": 0.5}
    tries = [[[0, 50, 50], [1, 0, 0]], [[0, 50, 50], [1, 120, 20]]]
    write = "given[0].map(list => writePoints(list.map(([item, x, y]) => ({item, x, y}))))"
    assert after_tries(call, question, call(write, tries)) == 0.75


CLEARED: list[tuple[Data, str, str]] = [
    ({"kind": "single", "choices": [{"fraction": 1}, {"fraction": 0}]}, "1", ""),
    ({"kind": "multiple", "choices": [{"fraction": 0.5}, {"fraction": 0.5}, {"fraction": -1}]}, "02", "0"),
    ({"kind": "gap_select", "gaps": [{"option": 1}, {"option": 0}]}, "11", "1_"),
    ({"kind": "match", "pairs": [{"option": 1}, {"option": 0}]}, "01", ""),
    (CLOZE, "Lom%C3%A9,9,0,01", "Lom%C3%A9,,,01"),
    ({"kind": "ordering", "items": ["a", "b"]}, "10", "10"),
    ({"kind": "short_answer", "answers": [{"text": "a", "fraction": 1}]}, "b", "b"),
]


def test_a_hint_may_clear_what_is_wrong(call: Run) -> None:
    found = call("given[0].map(([question, value]) => clearWrong(question, value))", [case[:2] for case in CLEARED])
    assert found == [case[2] for case in CLEARED]


def test_tries_are_kept_in_front_of_the_answer(call: Run) -> None:
    assert call("withTries(['1', '02'], '01')") == "1^02^01"
    assert call("readTries('1^02^')") == {"past": ["1", "02"], "value": ""}
    assert call("readTries('pr%C3%A9vu')") == {"past": [], "value": "pr%C3%A9vu"}


SETS = [{"values": {"a": str(n)}, "answers": [{"number": 2 * n, "fraction": 1}], "shown": [str(n * n)]} for n in (1, 2)]


def test_one_attempt_keeps_its_numbers_and_fills_them_in(call: Run) -> None:
    question = {"id": "abcd", "kind": "calculated", "sets": SETS, "text": "<p>{a}, {=0}, {b}</p>", "feedback": "{=0}"}
    again, first = call("[asked(given[0], 1), asked(given[0], 1)]", question)
    assert again == first
    number = first["answers"][0]["number"]
    assert first["text"] == f"<p>{number // 2}, {(number // 2) ** 2}, {{b}}</p>"
    texts = call("[1, 2, 3, 4, 5, 6, 7, 8].map(n => asked(given[0], n).text)", question)
    assert len(set(texts)) == 2


def test_questions_that_share_their_numbers_draw_the_same(call: Run) -> None:
    question = {"kind": "calculated", "sets": SETS, "text": "{a}", "feedback": "", "synchronised": True}
    pairs = call(
        "[1, 2, 3, 4, 5].map(n => ['abcd', 'efgh', 'zzzz'].map(id => asked({...given[0], id}, n).text))", question
    )
    assert all(len(set(drawn)) == 1 for drawn in pairs)


def test_pairs_and_items_are_drawn_from_all(call: Run) -> None:
    pool = [{"left": f"l{n}", "right": f"r{n % 3}"} for n in range(5)]
    drawn = call("asked({id: 'abcd', kind: 'random_match', pool: given[0], choose: 3}, 1)", pool)
    assert len(drawn["pairs"]) == 3
    assert len(set(drawn["options"])) == len(drawn["options"])
    sides = {(p["left"], drawn["options"][p["option"]]) for p in drawn["pairs"]}
    assert sides <= {(p["left"], p["right"]) for p in pool}
    items = list("abcdef")
    runs = "[1, 2, 3, 4, 5, 6].map(n => asked({...given[0], kind: 'ordering', shown: 3}, n).items.join(''))"
    near, far = (
        call(runs, {"id": "q", "items": items, "selection": selection}) for selection in ("contiguous", "random")
    )
    assert all(run in "abcdef" for run in near)
    assert all(len(run) == 3 and list(run) == sorted(run) for run in far)
    assert any(run not in "abcdef" for run in far)


REPORTED: list[tuple[Data, str, Data]] = [
    (
        {"kind": "ordering", "items": ["a", "b", "c"]},
        "201",
        {"type": "sequencing", "response": "c,a,b", "patterns": ["a,b,c"]},
    ),
    (
        {"kind": "drag_text", "gaps": [{"option": 1}, {"option": 0}]},
        "1_",
        {"type": "matching", "response": "1.b", "patterns": ["1.b,2.a"]},
    ),
    (
        {"kind": "single", "choices": [{"fraction": 0.5}, {"fraction": 1}]},
        "0",
        {"type": "choice", "response": "a", "patterns": ["b"]},
    ),
    (
        {"kind": "short_answer", "answers": [{"text": "le crit*", "fraction": 1}, {"text": "mot", "fraction": 0.5}]},
        "le%20mot",
        {"type": "fill-in", "response": "le mot", "patterns": ["le crit..."]},
    ),
    (
        {
            "kind": "numerical",
            "answers": [{"any": True, "fraction": 0}, {"number": 2.5, "tolerance": 0.1, "fraction": 1}],
        },
        "2%2C45",
        {"type": "numeric", "response": "2.45", "patterns": ["2.5"], "tolerance": 0.1},
    ),
    (CLOZE, "Lom%C3%A9,9,,01", {"type": "other", "response": "Lomé / 9 /  / a b", "patterns": ["lomé / 5 / b / a b"]}),
    ({"kind": "markers", "zones": ZONES, "items": [{}]}, "01e.1e", {"type": "other", "response": "a 50 50"}),
]


@pytest.mark.parametrize(("question", "value", "told"), REPORTED, ids=[case[0]["kind"] for case in REPORTED])
def test_what_the_lms_is_told(call: Run, question: Data, value: str, told: Data) -> None:
    report = call("REPORTS[given[0].kind](given[0], given[1])", question, value)
    assert told.items() <= report.items()


def test_every_kind_that_is_marked_is_reported(call: Run) -> None:
    assert call("Object.keys(MARKERS).filter(kind => !REPORTS[kind])") == []


def test_the_scripts_share_no_name_by_chance() -> None:
    """The page runs them all in one window: a name said twice would be the later one's."""
    declared: dict[str, list[str]] = {}
    for path in sorted(PLAYER.glob("*.js")):
        if path.name != "driver_scorm12.js":
            for name in re.findall(r"^(?:const|let|function) (\w+)", path.read_text("utf-8"), re.MULTILINE):
                declared.setdefault(name, []).append(path.name)
    assert {name: where for name, where in declared.items() if len(where) > 1} == {}
