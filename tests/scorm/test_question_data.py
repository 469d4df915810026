"""Questions as the player reads them: every kind, what stays behind, what is never sent."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.content import course_data, identify, page_content, test_slots
from coursegen.outputs.scorm.outline import outline
from coursegen.outputs.scorm.pages import Page, PageKind
from coursegen.outputs.scorm.shown_numbers import as_it_is, rounded
from methodology.question_formats.formulas import FormulaError, formula_problem, work_out
from methodology.question_parts import Formula, GapWord, Rounding, Variable
from methodology.questions import QuestionType
from methodology.values import Purpose
from tests.scorm import every_question as every

test_slots.__test__ = False  # type: ignore[attr-defined]  # pytest reads it of a function that is no test
Data = dict[str, Any]


def screen(courseware: Courseware) -> tuple[Page, Data, Data]:
    """The page of its test, what the player reads of it, and its slots."""
    parts = outline(courseware)
    content = identify(courseware, parts, {media.name: media.name for media in courseware.media}, 5)
    (page,) = (page for part in parts for page in part.pages if page.activity.endswith("/test"))
    return page, page_content(content, page), test_slots(content)


def asked(courseware: Courseware) -> dict[str, Data]:
    _page, data, _slots = screen(courseware)
    return {str(one["ref"]).removeprefix(f"{every.CODE}-"): one for one in data["questions"]}


@pytest.fixture
def questions(tmp_path: Path) -> dict[str, Data]:
    return asked(every.courseware(tmp_path))


def test_every_kind_is_there_and_the_whole_is_json(questions: dict[str, Data]) -> None:
    assert list(questions) == list(every.ASKED)
    assert len({one["kind"] for one in questions.values()}) == len(QuestionType) - 1
    assert json.loads(json.dumps(questions)) == questions


def test_a_text_between_questions_is_no_question(tmp_path: Path) -> None:
    page, data, slots = screen(every.courseware(tmp_path))
    assert page.test is not None
    assert page.test.count == len(every.ASKED) - 1
    assert f"{len(every.ASKED) - 1} questions." in page.html
    (lines,) = slots.values()
    assert len(lines) == len(data["questions"]) - 1
    assert data["questions"][0]["mark"] == 0


def test_hints_and_what_a_try_costs_travel_with_practice_only(tmp_path: Path) -> None:
    assert asked(every.courseware(tmp_path))["E-02"]["penalty"] == 0.2
    assert [hint["text"] for hint in asked(every.courseware(tmp_path))["E-02"]["hints"]][1] == "Relisez le tableau."
    final = asked(every.courseware(tmp_path, purpose=Purpose.SUMMATIVE))
    assert all("hints" not in one and "penalty" not in one for one in final.values())
    assert final["E-04"]["combined"]["wrong"] == "Relisez le module 1."


def test_nothing_said_about_answers_travels_with_a_diagnostic_test(tmp_path: Path) -> None:
    sent = json.dumps(asked(every.courseware(tmp_path, purpose=Purpose.DIAGNOSTIC)), ensure_ascii=False)
    for words in (
        "module 1",
        "Oui",
        "Presque",
        "bien cela",
        "cinq étapes",
        "Refaites",
        "accent",
        "périmètre",
        "de plus",
    ):
        assert words not in sent, words
    assert "REPONSE-DU-FORMATEUR" not in sent


def test_gaps_stand_in_the_text_where_their_words_go(questions: dict[str, Data]) -> None:
    lists, drags = questions["E-08"], questions["E-09"]
    assert re.findall(r'data-gap="(\d)"', lists["text"]) == ["0", "1", "2"]
    assert [lists["options"][gap["option"]] for gap in lists["gaps"]] == ["analyse", "définit", "cahier des charges"]
    assert [gap["among"] for gap in lists["gaps"]] == [[0, 1, 2], [0, 1, 2], [3, 4]]
    assert "once" not in lists
    assert drags["once"] == [0, 1, 3]
    assert drags["options"][0] == "<sub>2</sub>"


def test_questions_inside_a_text_come_with_their_codes_read(questions: dict[str, Data]) -> None:
    cloze = questions["E-12"]
    assert "{" not in cloze["text"]
    assert [gap["kind"] for gap in cloze["gaps"]] == ["short_answer", "numerical", "single", "multiple", "single"]
    assert [gap["weight"] for gap in cloze["gaps"]] == [1, 2, 1, 1, 1]
    assert cloze["mark"] == 6.0
    assert [choice["fraction"] for choice in cloze["gaps"][3]["choices"]] == [0.5, 0.5, -0.5]
    assert cloze["gaps"][2]["inline"]
    assert cloze["gaps"][4]["vertical"]


def test_places_and_areas_are_counted_from_zero_on_a_picture_of_known_size(questions: dict[str, Data]) -> None:
    picture, markers = questions["E-10"], questions["E-11"]
    assert picture["image"] == {"src": "media/plan.svg", "alt": "", "width": 600, "height": 320}
    assert picture["items"][2]["src"] == "media/tampon.svg"
    assert [place["item"] for place in picture["places"]] == [0, 1, 2]
    assert picture["places"][2]["among"] == [2]
    assert [item["times"] for item in markers["items"]] == [1, 2, 0]
    assert markers["zones"][1] == {"item": 1, "shape": "circle", "at": [105, 85, 60]}


def test_values_are_worked_out_before_they_travel(questions: dict[str, Data]) -> None:
    pension = questions["E-15"]
    first = pension["sets"][0]
    assert first["values"] == {"p": "12\u202f000", "t": "2"}
    assert (first["answers"][0]["number"], first["answers"][0]["shown"]) == (12240.0, "12\u202f240,00")
    assert first["answers"][0]["tolerance"] == pytest.approx(122.4)
    assert first["answers"][1]["fraction"] == 0.25
    assert "{=0}" in pension["text"]
    assert first["shown"][0] == "24\u202f000"
    assert "{=1}" in pension["hints"][0]["text"]
    assert len(questions["E-16"]["sets"]) == 10
    assert {"low", "high"} <= questions["E-16"]["sets"][0]["answers"][0].keys()
    assert questions["E-17"]["sets"][0]["shown"] == ["6,25", "10,00", "5,00"]
    assert "sqrt" not in json.dumps(questions)


def test_no_more_than_ten_sets_of_values_travel(tmp_path: Path) -> None:
    source = every.BANK[every.ASKED.index("E-16")]
    many = replace(source.variables[0], values=tuple(float(n) for n in range(1, 80)))
    assert len(asked(every.courseware(tmp_path, replace(source, variables=(many,))))["E-16"]["sets"]) == 10


def test_a_matching_at_random_takes_its_lines_along(questions: dict[str, Data]) -> None:
    assert questions["E-18"]["pool"][0] == {"left": "CIPRES", "right": "Conférence"}
    assert questions["E-18"]["choose"] == 2


@pytest.mark.parametrize("id_", [i for i in every.ASKED if i not in ("E-00", "E-03", "E-05", "E-06", "E-07", "E-18")])
def test_a_rewritten_question_takes_no_old_answer(tmp_path: Path, id_: str) -> None:
    source = every.BANK[every.ASKED.index(id_)]
    changed = replace(
        source,
        choices=source.choices[::-1],
        pairs=source.pairs[::-1],
        words=source.words[::-1],
        drags=source.drags[::-1],
        items=source.items[::-1],
        formulas=tuple(replace(formula, text=f"{formula.text} + 1") for formula in source.formulas),
        text=source.text.replace("cedi", "euro"),
    )
    before, after = (asked(every.courseware(tmp_path, one))[id_]["id"] for one in (source, changed))
    same = asked(every.courseware(tmp_path, replace(source, feedback="Autre.", hints=())))[id_]["id"]
    assert before != after
    assert before == same


def test_a_question_of_a_plugin_stays_behind_and_the_screen_says_where_it_is(tmp_path: Path) -> None:
    page, data, slots = screen(every.courseware(tmp_path, every.PLUGIN, every.BANK[1]))
    assert [one["kind"] for one in data["questions"]] == ["single"]
    assert "Une autre question de ce test se répond dans le cours, sur la plateforme." in page.html
    assert len(next(iter(slots.values()))) == 1


def test_a_test_without_anything_to_play_says_where_it_is_done(tmp_path: Path) -> None:
    page, data, slots = screen(every.courseware(tmp_path, every.PLUGIN))
    assert (page.kind, page.test) == (PageKind.TASK, None)
    assert "sur la plateforme" in page.html
    assert "questions" not in data
    assert slots == {}


@pytest.mark.parametrize("formula", ["{a} / 0", "__import__('os').system('true')", "9 ** 9 ** 9 ** {a}", "{a} ? 1 : 2"])
def test_a_formula_that_gives_no_number_is_answered_on_the_platform(tmp_path: Path, formula: str) -> None:
    source = replace(every.BANK[every.ASKED.index("E-16")], formulas=(Formula(text=formula),))
    page, data, _slots = screen(every.courseware(tmp_path, source, every.BANK[1]))
    assert len(data["questions"]) == 1
    assert "se répond dans le cours" in page.html


def test_only_the_values_that_give_a_number_are_kept(tmp_path: Path) -> None:
    source = replace(
        every.BANK[every.ASKED.index("E-16")],
        formulas=(Formula(text="1 / {a}"),),
        variables=(Variable(name="a", values=(0.0, 4.0)),),
    )
    assert [one["values"] for one in asked(every.courseware(tmp_path, source))["E-16"]["sets"]] == [{"a": "4"}]


@pytest.mark.parametrize(
    "source",
    [
        replace(every.BANK[13], items=()),
        replace(every.BANK[8], words=()),
        replace(every.BANK[10], drags=(), drops=()),
        replace(every.BANK[12], text="Aucun trou."),
        replace(every.BANK[18], category="Vide"),
    ],
    ids=lambda source: source.type.value,
)
def test_a_question_with_nothing_to_answer_breaks_no_package(tmp_path: Path, source: Any) -> None:
    _page, data, _slots = screen(every.courseware(tmp_path, source, every.BANK[1]))
    assert [one["kind"] for one in data["questions"]] == ["single"]


def test_two_hundred_gaps_are_two_hundred_places(tmp_path: Path) -> None:
    text = " ".join(f"[[{n + 1}]]" for n in range(200)) + " [[900]]"
    words = tuple(GapWord(text=f"a<b>&{n}") for n in range(200))
    made = asked(every.courseware(tmp_path, replace(every.BANK[8], text=text, words=words)))["E-08"]
    assert len(made["gaps"]) == len(re.findall("data-gap=", made["text"])) == 200
    assert "[[900]]" in made["text"]
    assert made["options"][3] == "a&lt;b&gt;&amp;3"


def test_rules_of_the_test_say_what_they_said(tmp_path: Path) -> None:
    courseware = every.courseware(tmp_path)
    content = identify(courseware, outline(courseware), {m.name: m.name for m in courseware.media}, 5)
    data: Data = course_data(content, {})
    (line,) = (line for line in data["pages"] if line.get("kind") == "test")
    assert line["test"] == {"purpose": "formative", "submit": True, "immediate": True, "weight": 1.0}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{a}+2*{b}", 8.5),
        ("-{a} ** 2", -6.25),
        ("round({a})", 3.0),
        ("max(1, {b}, 2)", 3.0),
        ("MIN(4, 2)", 2.0),
        ("7 % 4 + (2 > 1)", 4.0),
        ("log(8, 2) + bindec(101) + decoct(8)", 18.0),
        ("round(pi(), 2)", 3.14),
    ],
)
def test_formulas_give_what_moodle_gives(formula: str, value: float) -> None:
    assert work_out(formula, {"a": 2.5, "b": 3.0}) == pytest.approx(value)
    assert formula_problem(formula) == ""


@pytest.mark.parametrize(
    "formula",
    ["", "{a", "{z}", "1/0", "sqrt(-1)", "9**9**9", "().__class__", "open('x')", "(" * 300 + "1" + ")" * 300, "1e999",
     "-" * 900 + "1", "[1][0]", "'a' * 3", "True + 1", "min(1)", "abs(x=1)", "(lambda: 1)()", "1 if 1 else 2"],
)  # fmt: skip
def test_what_is_no_formula_does_nothing(formula: str) -> None:
    with pytest.raises(FormulaError):
        work_out(formula, {"a": 2.5})


@pytest.mark.parametrize(
    ("value", "digits", "rounding", "shown"),
    [
        (12.345, 1, Rounding.DECIMALS, "12,3"),
        (2.0, 2, Rounding.DECIMALS, "2,00"),
        (1234.5, 2, Rounding.SIGNIFICANT, "1200"),
        (0.012345, 3, Rounding.SIGNIFICANT, "0,0123"),
        (123456.0, 3, Rounding.SIGNIFICANT, "1,23e5"),
        (0.0, 3, Rounding.SIGNIFICANT, "0"),
    ],
)
def test_numbers_are_rounded_as_in_moodle(value: float, digits: int, rounding: Rounding, shown: str) -> None:
    assert rounded(value, digits, rounding, "fr") == shown


def test_english_keeps_its_point() -> None:
    assert (as_it_is(2.5, "en"), as_it_is(2.5, "pt")) == ("2.5", "2,5")
