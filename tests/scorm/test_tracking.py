"""What the LMS is told, in which order, and what becomes of it when the LMS or the package changes."""

from __future__ import annotations

import re

import pytest

from tests.scorm.world import play

STATUS = {12: ["cmi.core.lesson_status"], 2004: ["cmi.completion_status", "cmi.success_status"]}
RAW = {12: "cmi.core.score.raw", 2004: "cmi.score.raw"}
DATA = "cmi.suspend_data"
EDITIONS = pytest.mark.parametrize("edition", [12, 2004])
# In order: the three pages and the test, then the page is left.
WHOLE = (
    "v.tracker.at('aaaa'); v.tracker.done('aaaa'); v.tracker.done('bbbb');"
    " v.takeTest({percent}); settle(); fire('pagehide');"
)


@EDITIONS
def test_score_goes_before_status_and_status_before_commit(node: str, edition: int) -> None:
    calls = play(node, edition, f"const v = visit({edition}); {WHOLE.format(percent=80)} return v.calls;")
    names = [name for name, _value in calls]
    final = max(n for n, (name, value) in enumerate(calls) if name in STATUS[edition] and value != "incomplete")
    assert names.index(RAW[edition]) < final < names.index("commit", final)
    assert names[-1] == "finish"
    assert names.count("finish") == 1


@EDITIONS
@pytest.mark.parametrize(
    ("percent", "told"),
    [(80, {12: ["passed"], 2004: ["completed", "passed"]}), (40, {12: ["failed"], 2004: ["completed", "failed"]})],
)
def test_a_finished_course_is_passed_or_failed_by_its_score(
    node: str, edition: int, percent: int, told: dict[int, list[str]]
) -> None:
    saved = play(node, edition, f"const v = visit({edition}); {WHOLE.format(percent=percent)} return v.saved;")
    assert [saved[name] for name in STATUS[edition]] == told[edition]
    assert saved[RAW[edition]] == str(percent)


@EDITIONS
def test_reopening_lowers_nothing_even_when_the_package_has_grown(node: str, edition: int) -> None:
    """Two pages more, and the test taken again with less: passed stays passed, the score and the bookmark too."""
    saved = play(
        node,
        edition,
        f"""
        const v = visit({edition}); {WHOLE.format(percent=90)}
        const test = page('test', {{weight: 1, submit: true}});
        const grown = course([page('cccc'), page('bbbb'), page('dddd'), page('aaaa'), test]);
        const again = visit({edition}, v.saved, grown);
        again.tracker.progress.tests.test = {{attempts: 2, best: 10, last: 10, draft: false}};
        again.tracker.save(); settle(); fire('pagehide');
        return [again.saved, again.tracker.progress.pages, again.tracker.bookmark()];
        """,
    )
    stored, pages, bookmark = saved
    assert [stored[name] for name in STATUS[edition]] == {12: ["passed"], 2004: ["completed", "passed"]}[edition]
    assert stored[RAW[edition]] == "90"
    assert set(pages) == {"aaaa", "bbbb", "test"}
    assert bookmark == "aaaa"
    assert stored.get("cmi.progress_measure", "1.0") == "1.0"


@EDITIONS
def test_a_page_taken_away_comes_back_as_it_was_left(node: str, edition: int) -> None:
    pages = play(
        node,
        edition,
        f"""
        const v = visit({edition}); v.tracker.done('aaaa'); v.tracker.done('bbbb'); settle(); fire('pagehide');
        const smaller = visit({edition}, v.saved, course([page('bbbb'), page('eeee')]));
        smaller.tracker.done('eeee'); settle(); fire('pagehide');
        return visit({edition}, smaller.saved).tracker.progress.pages;
        """,
    )
    assert set(pages) == {"aaaa", "bbbb", "eeee"}


@EDITIONS
def test_what_could_not_be_saved_is_told_tried_again_and_saved(node: str, edition: int) -> None:
    told, saved = play(
        node,
        edition,
        f"""
        const v = visit({edition}); v.refuse(2); v.tracker.done('aaaa'); settle(); return [words, v.saved];
        """,
    )
    assert told == ["unsaved", "saved"]
    assert "aaaa" in saved[DATA]


@EDITIONS
def test_work_of_a_visit_without_network_is_handed_in_by_the_next_one(node: str, edition: int) -> None:
    learner = {12: "cmi.core.student_id", 2004: "cmi.learner_id"}[edition]
    before, after = play(
        node,
        edition,
        f"""
        const v = visit({edition}, {{'{learner}': 'afi'}});
        v.refuse(1000); v.tracker.done('bbbb'); settle(3); fire('pagehide');
        const next = visit({edition}, v.saved); next.tracker.flush();
        return [v.saved, next.saved];
        """,
    )
    assert "cmi.suspend_data" not in before
    assert "bbbb" in after[DATA]


@EDITIONS
def test_hiding_the_page_saves_at_once_and_ends_nothing(node: str, edition: int) -> None:
    calls = play(node, edition, f"const v = visit({edition}); v.tracker.done('aaaa'); hide(); return v.calls;")
    assert calls[-1] == ["commit", ""]


REPORTS = """
const time = new Date(2026, 2, 9, 8, 5, 7, 123);
const usual = {id: 'Q-1', objective: 'O1', time: time, weighting: 2, result: 1, seconds: 75, patterns: []};
const report = more => v.tracker.interaction(Object.assign({}, usual, more));
report({type: 'choice', response: 'a,c', patterns: ['a,c']});
report({type: 'true-false', response: 't', patterns: ['f'], result: 0});
report({type: 'matching', response: '1.a,2.c', patterns: ['1.a,2.b'], result: 0.5});
report({type: 'numeric', response: '14.1', patterns: ['14'], tolerance: 0.1});
report({type: 'fill-in', response: 'la [,] "clé"\\n du champ', patterns: ['le critère', 'critère']});
report({type: 'performance', response: '', result: null});
"""


def test_answers_are_told_in_the_forms_of_2004(node: str) -> None:
    told = play(node, 2004, f"const v = visit(2004); {REPORTS} return v.told;")

    def column(name: str) -> list[str | None]:
        return [told.get(f"cmi.interactions.{n}.{name}") for n in range(6)]

    assert column("type") == ["choice", "true-false", "matching", "numeric", "fill-in", "long-fill-in"]
    assert column("learner_response") == ["a[,]c", "true", "1[.]a[,]2[.]c", "14.1", 'la , "clé" du champ', None]
    assert column("correct_responses.0.pattern") == [
        "a[,]c",
        "false",
        "1[.]a[,]2[.]b",
        "13.9[:]14.1",
        "le critère",
        None,
    ]
    assert column("result") == ["correct", "incorrect", "0.5", "correct", "correct", "neutral"]
    assert set(column("timestamp")) == {"2026-03-09T08:05:07"}
    assert set(column("latency")) == {"PT0H1M15S"}
    assert set(column("objectives.0.id")) == {"O1"}


def test_answers_are_told_in_the_forms_of_1_2(node: str) -> None:
    told = play(node, 12, f"const v = visit(12); {REPORTS} return v.told;")
    assert told["cmi.interactions.0.student_response"] == "a,c"
    assert told["cmi.interactions.1.result"] == "wrong"
    assert told["cmi.interactions.2.correct_responses.0.pattern"] == "1.a,2.b"
    assert {told[f"cmi.interactions.{n}.time"] for n in range(6)} == {"08:05:07"}
    assert {told[f"cmi.interactions.{n}.latency"] for n in range(6)} == {"00:01:15"}


def test_2004_has_every_score_and_one_for_each_objective(node: str) -> None:
    saved = play(
        node,
        2004,
        f"const v = visit(2004); v.tracker.objective('O1', 75, 'Citer les étapes.'); v.tracker.objective('O2', 20);"
        f" {WHOLE.format(percent=57)} return v.saved;",
    )
    assert [saved[f"cmi.score.{name}"] for name in ("min", "max", "raw", "scaled")] == ["0", "100", "57", "0.57"]
    assert saved["cmi.objectives.0.description"] == "Citer les étapes."
    assert [saved[f"cmi.objectives.{n}.score.scaled"] for n in (0, 1)] == ["0.75", "0.2"]
    assert [saved[f"cmi.objectives.{n}.success_status"] for n in (0, 1)] == ["passed", "failed"]
    assert saved["cmi.exit"] == "suspend"
    assert re.fullmatch(r"PT\d+H\d+M\d+S", saved["cmi.session_time"])


def test_2004_success_is_known_before_every_page_is_read(node: str) -> None:
    """Two statuses: the test is passed, the reading goes on, and the progress says how far."""
    saved = play(node, 2004, "const v = visit(2004); v.takeTest(80); settle(); return v.saved;")
    assert (saved["cmi.completion_status"], saved["cmi.success_status"]) == ("incomplete", "passed")
    assert saved["cmi.progress_measure"] == "0.3"


@EDITIONS
def test_reviewing_changes_no_score_and_no_status(node: str, edition: int) -> None:
    mode = {12: "cmi.core.lesson_mode", 2004: "cmi.mode"}[edition]
    calls = play(
        node, edition, f"const v = visit({edition}, {{'{mode}': 'review'}}); {WHOLE.format(percent=80)} return v.calls;"
    )
    assert not {name for name, _value in calls} & {RAW[edition], *STATUS[edition]}
