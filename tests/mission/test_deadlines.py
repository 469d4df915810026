"""Working days, week-ends, years, agreed dates: when each thing is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from methodology.mission.deadlines import Deadline, MissionDates, rule_words
from methodology.mission.model import Mission
from methodology.mission.values import Party
from tests.mission.actions import mission


def due(found: Mission, step: str) -> Deadline:
    """The deadline of that step of the first activity."""
    deadline = MissionDates(found).deadline(found.activities[0], step)
    assert deadline is not None
    return deadline


def test_without_calendars_belgium_and_the_partners_country_count(tmp_path: Path) -> None:
    found = due(mission(tmp_path), "approbation")
    assert found.due == date(2023, 3, 27)
    assert found.by_party == {Party.FUNDER: date(2023, 3, 24)}


def test_a_public_holiday_that_is_worked_is_counted(tmp_path: Path) -> None:
    worked = (
        "\ncalendriers: [{qui: partenaire, pays: [TG], jours_travailles: [{date: 2023-03-23, motif: Début du jeûne}]}]"
    )
    found = mission(tmp_path, ("pays: TG}", "pays: TG}" + worked))
    assert due(found, "approbation").due == date(2023, 3, 24)


def test_a_day_off_that_no_calendar_knows_is_left_out(tmp_path: Path) -> None:
    closed = "\ncalendriers: [{qui: socieux, pays: [BE], jours_chomes: [{date: 2022-12-07, motif: Fermeture}]}]"
    found = mission(tmp_path, ("pays: TG}", "pays: TG}" + closed))
    assert due(found, "initiaux").due == date(2022, 12, 2)


def test_five_working_days_before_a_new_year_go_over_the_feasts(tmp_path: Path) -> None:
    found = mission(tmp_path, ("debut: 2022-12-12", "debut: 2023-01-03"))
    # Monday 2 January is worked; 1 January and 25 December are Sundays
    assert due(found, "initiaux").due == date(2022, 12, 27)


def test_the_departure_counts_when_it_comes_first(tmp_path: Path) -> None:
    found = mission(tmp_path, ("debut: 2022-12-12", "debut: 2022-12-12\n    depart: 2022-12-09"))
    assert due(found, "initiaux").due == date(2022, 12, 2)


def test_the_list_of_accounts_counts_calendar_days(tmp_path: Path) -> None:
    assert due(mission(tmp_path), "acces").due == date(2022, 12, 5)


def test_a_deadline_on_a_saturday_says_the_last_day_worked(tmp_path: Path) -> None:
    found = due(mission(tmp_path), "commentaires_initiaux")
    assert (found.due, found.last_working) == (date(2022, 12, 10), date(2022, 12, 9))
    assert found.falls_on_day_off


def test_a_deadline_on_a_holiday_says_the_last_day_worked(tmp_path: Path) -> None:
    found = due(mission(tmp_path, ("debut: 2022-12-12", "debut: 2022-11-08")), "acces")  # All Saints' Day
    assert (found.due, found.last_working) == (date(2022, 11, 1), date(2022, 10, 31))


def test_a_date_agreed_carries_the_steps_that_follow(tmp_path: Path) -> None:
    agreed = (
        "    charge:\n",
        "    echeances: [{etape: provisoires, date: 2023-02-10, motif: Courriel}]\n    charge:\n",
    )
    found = mission(tmp_path, agreed)
    assert due(found, "provisoires").due == date(2023, 2, 10)
    assert due(found, "commentaires").due == date(2023, 2, 24)


def test_an_action_may_count_other_days(tmp_path: Path) -> None:
    found = mission(tmp_path, ("experts:", "echeances: [{etape: initiaux, jours: 8, motif: Courriel}]\nexperts:"))
    assert due(found, "initiaux").due == date(2022, 11, 30)
    assert rule_words(due(found, "initiaux").step) == "8 jours ouvrables avant le début ou le départ"


def test_overdue_until_every_deliverable_is_submitted(tmp_path: Path) -> None:
    entry = "      - {{livrable: {}, journal: [{{date: 2022-12-0{}, etat: soumis}}]}}\n"
    one = "    livrables:\n" + entry.format("P1", 2)
    day = date(2022, 12, 6)
    assert due(mission(tmp_path, ("    charge:\n", one + "    charge:\n")), "initiaux").is_overdue(day)
    both = due(mission(tmp_path, ("    charge:\n", one + entry.format("P2", 5) + "    charge:\n")), "initiaux")
    assert not both.is_overdue(day)
    assert both.done == date(2022, 12, 5)


def test_the_report_of_one_expert_does_not_stand_for_that_of_the_other(tmp_path: Path) -> None:
    log = "journal: [{date: 2023-02-15, etat: soumis}]"
    team = [f"{{livrable: {key}, {log}}}" for key in ("AcR", "SUP")]
    each = [f"{{livrable: {key}, expert: {who}, {log}}}" for key in ("ExMR", "ExF") for who in ("E1", "E2")]
    product = ("titre: Première partie", f"titre: Première partie, {log}")

    def handed_in(entries: list[str]) -> date | None:
        block = f"    livrables: [{', '.join(entries)}]\n    charge:\n"
        return due(mission(tmp_path, ("    charge:\n", block), product), "provisoires").done

    assert handed_in([*team, *each]) == date(2023, 2, 15)
    assert handed_in([*team, *each[:-1]]) is None


@pytest.mark.parametrize(("day", "left"), [(date(2022, 12, 1), 4), (date(2022, 12, 5), 0), (date(2022, 12, 9), -4)])
def test_days_left(tmp_path: Path, day: date, left: int) -> None:
    assert due(mission(tmp_path), "initiaux").days_left(day) == left


def test_the_2018_catalogue_has_its_own_names_and_its_three_pages(tmp_path: Path) -> None:
    found = MissionDates(mission(tmp_path, ("socieux_2022", "socieux_2018")))
    assert [one.id for one in found.catalogue.deliverables] == ["NM", "AS", "RMI", "RC"]
    note = found.catalogue.deliverable("NM")
    assert note is not None
    assert note.most_pages == 3
    assert [deadline.step.id for deadline in found.deadlines] == ["initiaux", "provisoires"]


def test_an_action_changes_drops_and_adds_deliverables(tmp_path: Path) -> None:
    changes = (
        "livrables: [{id: P1, pages_max: 4}, {id: SUP, retire: oui, motif: Dit le 2 décembre}, "
        "{id: FILM, titre: Un film, moment: apres}]\nexperts:"
    )
    found = MissionDates(mission(tmp_path, ("experts:", changes))).catalogue
    assert [one.id for one in found.deliverables] == ["P1", "P2", "AcR", "ExMR", "ExF", "FILM"]
    assert found.deliverables[0].most_pages == 4
