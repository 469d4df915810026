"""The derived views: what the matrices, the table and the plan say of a course, on figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from methodology.alignment import (
    Alignment,
    alignment_matrix,
    largest_remainder,
    method_matrix,
    specification_table,
)
from methodology.competency_times import competency_matrix
from methodology.course import Course
from methodology.delivery import Risk
from methodology.evaluation import EvaluationLevel, Improvement, SurveyItem
from methodology.evaluation import ItemType as Item
from methodology.needs import Competency
from methodology.planning import EventKind, RiskLevel, evaluation_plan, months_later, risk_matrix, timeline
from methodology.questions import Bank
from methodology.values import Bloom
from tests.methodology.factory import (
    OBJECTIVE,
    QUESTION,
    good_course,
    with_assessment,
    with_delivery,
    with_evaluation,
    with_objective,
    with_objectives,
    with_second_objective,
    with_session,
    with_step,
    with_survey,
)

TWO = with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2", bloom=Bloom.REMEMBER))


def test_an_aligned_objective_shows_where_it_is_worked_on_and_verified() -> None:
    (row,) = alignment_matrix(good_course())
    assert (row.sequences, row.minutes, row.practised) == (("S1",), 60.0, True)
    assert (row.assessments, row.assessed_level, row.weight_percent) == (("E1",), Bloom.APPLY, 100.0)
    assert row.status is Alignment.ALIGNED


@pytest.mark.parametrize(
    ("course", "status"),
    [
        (with_objective(need=""), Alignment.ORPHAN),
        (with_second_objective(), Alignment.UNTAUGHT),
        (with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2")), Alignment.UNASSESSED),
        (with_objective(bloom=Bloom.CREATE), Alignment.UNDER_ASSESSED),
        (with_step("cas", objectives=("O9",)), Alignment.ALIGNED),
    ],
)
def test_the_status_says_the_first_thing_that_is_wrong(course: Course, status: Alignment) -> None:
    assert alignment_matrix(course)[-1].status is status


def test_a_step_shares_its_time_among_its_objectives() -> None:
    first, second = alignment_matrix(TWO)
    assert (first.minutes, second.minutes) == (30.0, 30.0)


@pytest.mark.parametrize(
    ("weights", "total", "counts"),
    [
        ((50, 30, 20), 10, (5, 3, 2)),
        ((1, 1, 1), 10, (4, 3, 3)),
        ((60, 25, 15), 7, (4, 2, 1)),
        ((0, 0), 5, (0, 0)),
        ((), 5, ()),
        ((1, 0), 3, (3, 0)),
    ],
)
def test_largest_remainder_makes_the_total(weights: tuple[float, ...], total: int, counts: tuple[int, ...]) -> None:
    assert largest_remainder(weights, total) == counts


def test_largest_remainder_refuses_what_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="negative"):
        largest_remainder((1, -1), 3)


def test_the_specification_table_shares_items_by_weight_and_only_shows_the_time() -> None:
    course = replace(TWO, evaluation=with_assessment(objectives=("O1", "O2"), weight_percent=40).evaluation)
    (assessment,) = course.evaluation.assessments
    more = replace(assessment, id="E2", objectives=("O2",), weight_percent=60)
    course = replace(course, evaluation=replace(course.evaluation, assessments=(assessment, more)))
    cells = specification_table(course, assessment, items=10).cells
    assert [(c.content, c.weight_percent, c.items) for c in cells] == [("O1", 20, 2), ("O2", 80, 8)]
    assert [round(c.time_percent) for c in cells] == [50, 50]


def test_without_weights_the_specification_table_shares_items_by_time_and_counts_those_written() -> None:
    course = replace(TWO, evaluation=with_assessment(objectives=("O1", "O2"), weight_percent=0).evaluation)
    (assessment,) = course.evaluation.assessments
    table = specification_table(course, assessment, items=9)
    assert [(c.content, c.level, c.items, c.written) for c in table.cells] == [
        ("O1", Bloom.APPLY, 5, 1),
        ("O2", Bloom.REMEMBER, 4, 0),
    ]
    assert table.levels == (Bloom.REMEMBER, Bloom.APPLY)
    assert sum(cell.weight_percent for cell in table.cells) == pytest.approx(100)
    assert table.cell("O2", Bloom.APPLY) is None


def test_the_specification_table_has_as_many_items_as_the_test_by_default() -> None:
    bank = Bank(name="banque", questions=tuple(replace(QUESTION, id=f"Q{n}") for n in range(6)))
    course = replace(good_course(), banks=(bank,))
    (assessment,) = course.evaluation.assessments
    (cell,) = specification_table(course, assessment).cells
    assert (cell.items, cell.written) == (6, 6)


def test_the_method_matrix_says_whether_a_method_is_up_to_the_objective() -> None:
    (row,) = method_matrix(good_course())
    assert [(use.written, use.minutes, use.reaches) for use in row.uses] == [
        ("etude_de_cas", 40.0, True),
        ("interrogative", 15.0, True),
        ("expositive", 5.0, False),
    ]
    assert row.reached


def test_the_competency_matrix_gives_the_minutes_of_each_module() -> None:
    matrix = competency_matrix(good_course())
    assert matrix.modules == ("M1",)
    (row,) = matrix.rows
    assert (row.competency, row.minutes, row.objectives) == ("C1", (60.0,), ("O1",))


def test_the_evaluation_plan_has_four_levels_with_their_dates_and_tools() -> None:
    lines = (EvaluationLevel(level=3, months_after=3, tool="questionnaire", responsible="Équipe"),)
    survey = with_survey(SurveyItem(id="f", type=Item.LONG_TEXT, text="Qu'appliquez-vous ?", level=3))
    course = replace(good_course(), evaluation=replace(survey.evaluation, plan=lines))
    plan = evaluation_plan(course)
    assert [planned.level for planned in plan] == [1, 2, 3, 4]
    assert plan[0].line is None
    assert plan[1].assessments == ("E1",)
    assert (plan[2].due, plan[2].surveys) == (date(2026, 6, 9), ("a-chaud",))


def test_a_month_later_is_the_last_day_of_a_shorter_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_the_timeline_is_in_order_and_begins_with_the_list_of_accesses() -> None:
    improvement = Improvement(finding="Trop long", action="Couper", due=date(2026, 1, 20), responsible="Équipe")
    follow_up = EvaluationLevel(level=3, months_after=3, tool="questionnaire", responsible="Équipe")
    evaluation = with_evaluation(improvements=(improvement,), plan=(follow_up,)).evaluation
    course = replace(with_session(end=date(2026, 3, 10)), evaluation=evaluation)
    events = timeline(course)
    assert [(event.kind, event.start, event.end) for event in events] == [
        (EventKind.IMPROVEMENT, date(2026, 1, 20), date(2026, 1, 20)),
        (EventKind.ACCESS_LIST, date(2026, 3, 2), date(2026, 3, 2)),
        (EventKind.SESSION, date(2026, 3, 9), date(2026, 3, 10)),
        (EventKind.EVALUATION, date(2026, 6, 10), date(2026, 6, 10)),
    ]
    assert events[-1].responsible == "Équipe"


def test_a_course_without_dates_has_an_empty_timeline() -> None:
    assert timeline(with_session(start=None)) == ()


def test_risks_come_gravest_first_and_unrated_last() -> None:
    risks = (
        Risk(risk="Coupure", probability=2, impact=2),
        Risk(risk="Sans cote"),
        Risk(risk="Salle fermée", probability=3, impact=4),
        Risk(risk="Retard", probability=1, impact=3),
    )
    matrix = risk_matrix(with_delivery(risks=risks))
    assert [(r.risk.risk, r.score, r.level) for r in matrix.risks] == [
        ("Salle fermée", 12, RiskLevel.HIGH),
        ("Coupure", 4, RiskLevel.MEDIUM),
        ("Retard", 3, RiskLevel.LOW),
        ("Sans cote", None, None),
    ]
    assert [r.risk.risk for r in matrix.cell(3, 4)] == ["Salle fermée"]


def test_a_risk_rated_outside_the_scale_waits_to_be_rated_again() -> None:
    odd = Risk(risk="Grève", probability=7, impact=2)
    matrix = risk_matrix(with_delivery(risks=(odd, Risk(risk="Pluie", probability=1, impact=2))))
    assert [(r.id, r.risk.risk) for r in matrix.rated] == [("R2", "Pluie")]
    assert [(r.id, r.risk.risk) for r in matrix.unrated] == [("R1", "Grève")]
    assert matrix.cell(7, 2) == ()


def test_the_list_of_accesses_has_a_name_in_the_timeline() -> None:
    (event,) = (event for event in timeline(with_session()) if event.kind is EventKind.ACCESS_LIST)
    assert event.title == "Remettre la liste des accès"


def test_the_matrix_tells_how_long_each_module_works_on_an_objective() -> None:
    (row,) = alignment_matrix(good_course())
    assert row.by_module == (60.0,)


def test_the_active_time_of_a_method_is_that_of_its_active_steps() -> None:
    (row,) = method_matrix(good_course())
    assert {use.written: use.active_minutes for use in row.uses} == {
        "etude_de_cas": 40.0,
        "interrogative": 15.0,
        "expositive": 0.0,
    }


def _with_competencies(*competencies: Competency) -> Course:
    course = good_course()
    return replace(course, needs=replace(course.needs, competencies=competencies))


def test_a_parent_competency_sums_those_under_it_and_each_minute_counts_once() -> None:
    top, wide = Competency(id="D1", name="Servir"), Competency(id="D2", name="Instruire", parent="D1")
    matrix = competency_matrix(_with_competencies(Competency(id="C1", name="Calculer", parent="D2"), top, wide))
    assert [(row.competency, row.depth, row.minutes, row.own) for row in matrix.rows] == [
        ("D1", 1, (60.0,), (0.0,)),
        ("D2", 2, (60.0,), (0.0,)),
        ("C1", 3, (60.0,), (60.0,)),
    ]
    assert matrix.totals == (60.0,)


def test_competencies_in_a_circle_or_under_nothing_stand_at_the_top() -> None:
    circle = (Competency(id="C1", name="a", parent="C2"), Competency(id="C2", name="b", parent="C1"))
    matrix = competency_matrix(_with_competencies(*circle, Competency(id="C3", name="c", parent="C9")))
    assert [(row.competency, row.depth) for row in matrix.rows] == [("C1", 1), ("C2", 1), ("C3", 1)]


def test_time_that_works_for_no_competency_is_counted_apart() -> None:
    matrix = competency_matrix(_with_competencies(Competency(id="C8", name="Autre")))
    assert (matrix.unserved, matrix.totals) == ((60.0,), (60.0,))
